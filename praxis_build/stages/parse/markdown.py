"""Markdown to clean HTML: CommonMark, GFM, wikilinks, GitHub callouts, footnotes and math, through comrak and nh3.

Raw HTML is shown as text (comrak's ``escape``); what is left passes nh3's allow-list before anything of ours is added.
"""

import re

import comrak
import nh3

EMBED = "\ufdd0"
"""Stands for the ``!`` of ``![[…]]`` while comrak reads; a noncharacter, taken out of sources by ``decode``."""
BY_NAME = "\ufdd1"
"""Begins the address of a link that another tool resolves by name (Hugo's ``ref``)."""

_EMBED = re.compile(r"(?<!\\)!\[\[")
_HUGO_REF = re.compile(r"""\]\(\s*<?\{\{[<%]-?\s*(?:rel)?ref\s+["'`]?([^"'`{}<>%\s]+)["'`]?\s*-?[>%]\}\}""")
_WIKILINK = re.compile(r' href="([^"]*)" data-wikilink="true"')

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


def _options() -> tuple[comrak.ExtensionOptions, comrak.RenderOptions]:
    extension, render = comrak.ExtensionOptions(), comrak.RenderOptions()
    extension.alerts = extension.autolink = extension.footnotes = extension.math_dollars = True
    extension.strikethrough = extension.table = extension.tasklist = extension.wikilinks_title_after_pipe = True
    # Addresses pass comrak unchecked so that nh3 and the scan refuse them and say so; raw HTML is escaped all the same.
    render.escape = render.unsafe_ = render.sourcepos = True
    return extension, render


_EXTENSION, _RENDER = _options()
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
    if "{{" in body:
        body = _HUGO_REF.sub(rf"]({BY_NAME}\1", body)
    return body


def to_html(prepared_body: str) -> str:
    """Return clean HTML of a prepared body; wikilinks carry their target in ``data-wikilink``, percent-encoded."""
    html = comrak.render_markdown(prepared_body, extension_options=_EXTENSION, render_options=_RENDER)
    return _CLEANER.clean(_WIKILINK.sub(r' data-wikilink="\1"', html))


def clean_math(mathml: str) -> str:
    """Return MathML reduced to presentation elements."""
    return _MATHML.clean(mathml)
