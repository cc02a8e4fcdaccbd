"""Markdown to clean HTML: CommonMark, GFM, wikilinks, GitHub callouts, footnotes and math, through comrak and nh3.

Raw HTML is shown as text (comrak's ``escape``); what is left passes nh3's allow-list before anything of ours is added.
"""

import re
from urllib.parse import quote

import comrak
import nh3

EMBED = "\ufdd0"
"""Stands for the ``!`` of ``![[…]]`` while comrak reads; a noncharacter, taken out of sources by ``decode``."""
BY_NAME = "\ufdd1"
"""Begins the address of a link that another tool resolves by name (Hugo's ``ref``)."""

DOLLAR = "\ufdd6"
"""Stands for the ``$`` of an amount (« 1 850 $ »), which would open a formula."""

_DOLLAR_IN_ADDRESS = quote(DOLLAR)
_DOLLARS = re.compile(
    r"(?<![\d\\$])(?<!\d[ \u00a0\u202f])\$(?![\s$])(?:[^$\n]|\n(?!\s*\n))*\$|\$\$[^$]*\$\$"
    r"|(?<=\d)\$|(?<=\d[ \u00a0\u202f])\$"
)
_EMBED = re.compile(r"(?<!\\)!\[\[")
_HUGO_REF = re.compile(r"""\]\(\s*<?\{\{[<%]-?\s*(?:rel)?ref\s+["'`]?([^"'`{}<>%\s]+)["'`]?\s*-?[>%]\}\}""")
_WIKILINK = re.compile(r' href="([^"]*)" data-wikilink="true"')

_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_ADDRESSES = 1_000
_CONTAINER = re.compile(r">|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)")
_CONTAINERS = re.compile(r"(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)))+")
# nh3's time grows with the square of the entities in a text; these characters, which it passes, stand for them.
_STAND_INS = {"&amp;": "\ufdd2", "&lt;": "\ufdd3", "&gt;": "\ufdd4", "&quot;": "\ufdd5"}

_HEADINGS = {f"h{level}" for level in range(1, 7)}
_TAGS = _HEADINGS | {
    "p", "br", "hr", "blockquote", "ul", "ol", "li", "pre", "code", "a", "img", "em", "strong", "del", "table", "thead",
    "tbody", "tr", "th", "td", "sup", "input", "div", "span", "section",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title", "data-wikilink", "data-sourcepos", "data-footnote-ref", "data-footnote-backref", "id"},
    "img": {"src", "alt", "title", "data-sourcepos"},
    "ol": {"start"},
    "li": {"id"},
    "code": {"class"},
    "th": {"align"},
    "td": {"align"},
    "input": {"checked"},
    "span": {"data-math-style"},
    "section": {"data-footnotes"},
}
_CALLOUTS = {f"markdown-alert-{kind}" for kind in ("note", "tip", "important", "warning", "caution")}
_CLASSES = {"div": {"markdown-alert", *_CALLOUTS}, "p": {"markdown-alert-title"}}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""Where a link of a note may lead, besides inside the knowledge base."""


def _extension(*, autolink: bool) -> comrak.ExtensionOptions:
    extension = comrak.ExtensionOptions()
    extension.autolink = autolink
    extension.alerts = extension.footnotes = extension.math_dollars = True
    extension.strikethrough = extension.table = extension.tasklist = extension.wikilinks_title_after_pipe = True
    return extension


def _render() -> comrak.RenderOptions:
    render = comrak.RenderOptions()
    # Addresses pass comrak unchecked so that nh3 and the scan refuse them and say so; raw HTML is escaped all the same.
    render.escape = render.unsafe_ = render.sourcepos = True
    return render


_EXTENSION, _WITHOUT_AUTOLINK, _RENDER = _extension(autolink=True), _extension(autolink=False), _render()
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=set(),
    attributes=_ATTRIBUTES,
    allowed_classes=_CLASSES,
    tag_attribute_values={"input": {"type": {"checkbox"}}},
    url_schemes=set(SCHEMES),
    link_rel=None,
)
_MATHML = nh3.Cleaner(
    tags={
        "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msup", "msub", "msubsup", "mfrac", "msqrt", "mroot",
        "mover", "munder", "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom", "menclose",
    },
    clean_content_tags=set(),
    attributes={
        "math": {"display"}, "mi": {"mathvariant"}, "mo": {"stretchy", "fence", "form", "separator"},
        "mspace": {"width"}, "mfrac": {"linethickness"}, "mtable": {"columnalign"}, "mtd": {"columnalign"},
        "mover": {"accent"}, "munder": {"accentunder"}, "mstyle": {"displaystyle", "scriptlevel"},
    },
    link_rel=None,
)  # fmt: skip


def prepared(body: str) -> str:
    """Return a body as comrak can read it: embeds and other tools' references in forms it knows."""
    if "![[" in body:
        body = _EMBED.sub(EMBED + "[[", body)
    if "$" in body:
        body = _DOLLARS.sub(lambda found: DOLLAR if found[0] == "$" else found[0], body)
    if "{{" in body:
        body = _HUGO_REF.sub(rf"]({BY_NAME}\1", body)
    return body


def to_html(prepared_body: str) -> str:
    """Return clean HTML of a prepared body; wikilinks carry their target in ``data-wikilink``, percent-encoded."""
    extension = _WITHOUT_AUTOLINK if _crowded(prepared_body) else _EXTENSION
    html = comrak.render_markdown(prepared_body, extension_options=extension, render_options=_RENDER)
    html = _WIKILINK.sub(r' data-wikilink="\1"', html)
    for entity, stand_in in _STAND_INS.items():
        html = html.replace(entity, stand_in)
    html = _CLEANER.clean(html)
    for entity, stand_in in _STAND_INS.items():
        html = html.replace(stand_in, entity)
    return html.replace(DOLLAR, "$").replace(_DOLLAR_IN_ADDRESS, "$")


def _crowded(body: str) -> bool:
    """Tell whether a paragraph has so many addresses that looking for them would exhaust comrak's stack."""
    if body.count("@") + body.count("://") + body.count("www.") <= _ADDRESSES:
        return False
    return any(one.count("@") + one.count("://") + one.count("www.") > _ADDRESSES for one in _PARAGRAPHS.split(body))


def depth(body: str, bound: int) -> int:
    """Return an upper bound of how deep quotes and lists are nested by the marks that begin a line.

    Lines of ``bound`` characters can't be nested deeper than that; they aren't looked at.
    """
    starts = (_CONTAINERS.match(line) for line in body.split("\n") if len(line) > bound)
    return max((_marks(found[0]) for found in starts if found), default=0)


def _marks(start: str) -> int:
    indent = len(start) - len(start.lstrip(" \t"))
    return indent // 2 + len(_CONTAINER.findall(start))


def unescaped(text: str) -> str:
    """Return the text of clean HTML, which has five entities."""
    if "&" not in text:
        return text
    text = text.replace("&nbsp;", "\u00a0").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return text.replace("&amp;", "&")


def clean_math(mathml: str) -> str:
    """Return MathML reduced to presentation elements."""
    return _MATHML.clean(mathml)
