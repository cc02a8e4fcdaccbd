"""HTML made clean by nh3, cut into texts and tags in turn.

A tag that comrak wrote passes nh3 alone, and the usual ones passed it once for all: having nh3 read the whole would be
the most costly part of parsing. The result is the same, since comrak closes what it opens; in doubt, nh3 reads it all.
"""

import re
from functools import lru_cache

import nh3

_HEADINGS = {f"h{level}" for level in range(1, 7)}
_VOID = {"br", "hr", "img", "input"}
_PAIRED = _HEADINGS | {
    "p", "blockquote", "ul", "ol", "li", "pre", "code", "a", "em", "strong", "del", "table", "thead", "tbody", "tr",
    "th", "td", "sup", "div", "span", "section",
}  # fmt: skip
_CELLS = ("th", "td")
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

_CLEANER = nh3.Cleaner(
    tags=_VOID | _PAIRED,
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
# nh3's time grows with the square of the entities in a text; these characters, which it passes, stand for them.
_STAND_INS = {"&amp;": "\ufdd2", "&lt;": "\ufdd3", "&gt;": "\ufdd4", "&quot;": "\ufdd5"}

_TAGS = re.compile(r"(<[^>]*+>)")
"""Clean HTML has ``>`` nowhere but at the end of a tag: it is an entity in texts and in addresses alike."""
_PLACE = re.compile(r' data-sourcepos="[^"]*"(?! href| src)')
"""Where something stands in the source; only what has an address, which follows, needs it."""
_NESTED = re.compile(r"<a [^<]*+(?:<(?!/?a[ >])[^<]*+)*+<a ")
"""A link in a link, such as a footnote's mark, which HTML doesn't have."""
_WIKILINK = re.compile(r' href="([^"]*)" data-wikilink="true"')
_PLAIN_LINK = re.compile(r'a( data-sourcepos="[\d:-]++") href="([\w%./#-]*+)"( data-wikilink="true")?', re.ASCII)
"""A link whose address has neither scheme nor entity: nh3 would change nothing."""
USUAL = {
    **{slash + name: f"<{slash}{name}>" for slash in ("", "/") for name in _PAIRED},
    **{f'{name} align="{side}"': f'<{name} align="{side}">' for name in _CELLS for side in ("left", "center", "right")},
    "br /": "<br>", "hr /": "<hr>",
}  # fmt: skip
"""Tags that nh3 leaves as they are, and cells, which it reads only in a table."""


def cleaned(html: str) -> list[str]:
    """Return comrak's HTML made clean, as texts and tags in turn, a text at both ends.

    Wikilinks carry their target in ``data-wikilink``, percent-encoded.
    """
    pieces = _PLACE.sub("", html).replace(">", "<").split("<")
    tags = [USUAL.get(tag) or _tag(tag) for tag in pieces[1::2]]
    if "" in tags or len(pieces) != 2 * html.count("<") + 1 or "\r" in html or _NESTED.search(html):
        return _TAGS.split(whole(html))
    pieces[1::2] = tags
    if "\u00a0" in html:
        pieces[::2] = [text.replace("\u00a0", "&nbsp;") for text in pieces[::2]]
    return pieces


def _tag(tag: str) -> str:
    """Return a tag, written without its ends, made clean; ``""`` when nh3 has to see what is around it."""
    if found := _PLAIN_LINK.fullmatch(tag):
        place, address, wikilink = found.groups()
        return f'<a{place} {"data-wikilink" if wikilink else "href"}="{address}">'
    return _alone(tag)


@lru_cache(maxsize=1 << 10)
def _alone(tag: str) -> str:
    html = whole(f"<{tag}>")
    first = html[: html.find(">") + 1]
    return first if first[1:-1].partition(" ")[0] == tag.partition(" ")[0] else ""


def whole(html: str) -> str:
    """Return comrak's HTML as nh3 makes it clean when it reads all of it."""
    html = _WIKILINK.sub(r' data-wikilink="\1"', html)
    for entity, stand_in in _STAND_INS.items():
        html = html.replace(entity, stand_in)
    html = _CLEANER.clean(html)
    for entity, stand_in in _STAND_INS.items():
        html = html.replace(stand_in, entity)
    return html


def clean_math(mathml: str) -> str:
    """Return MathML reduced to presentation elements."""
    return _MATHML.clean(mathml)


def unescaped(text: str) -> str:
    """Return the text of clean HTML, which has five entities."""
    if "&" not in text:
        return text
    text = text.replace("&nbsp;", "\u00a0").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return text.replace("&amp;", "&")
