"""Law: whatever a note holds, its page runs nothing and is made of what we allow."""

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from laws.grammar import FILES, LAW

from praxis_build.model.document import Body
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source
from praxis_build.stages.parse import Parse

MATH = {
    "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msup", "msub", "msubsup", "mfrac", "msqrt", "mroot", "mover",
    "munder", "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom", "menclose",
}  # fmt: skip
TAGS = MATH | {
    "p", "br", "hr", "blockquote", "ul", "ol", "li", "pre", "code", "a", "em", "strong", "del", "table", "thead",
    "tbody", "tr", "th", "td", "sup", "input", "div", "span", "section", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
"""No image: each is a hole, filled by our own template."""
ATTRIBUTES = {
    "a": {"href", "title", "class", "rel", "id", "role", "aria-label"},
    "ol": {"start"}, "li": {"id"}, "th": {"align"}, "td": {"align"}, "span": {"id", "class"},
    "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"}, "pre": {"tabindex"},
    "input": {"type", "disabled", "checked", "aria-label"}, "div": {"class", "tabindex"}, "p": {"class"},
    "section": {"class", "aria-label"}, "code": {"class", "aria-label"},
    "math": {"display", "tabindex"}, "mi": {"mathvariant"}, "mspace": {"width"}, "mfrac": {"linethickness"},
    "mo": {"stretchy", "fence", "form", "separator", "lspace", "rspace"}, "mtable": {"columnalign"},
    "mtd": {"columnalign"}, "mover": {"accent"}, "munder": {"accentunder"}, "mstyle": {"displaystyle", "scriptlevel"},
}  # fmt: skip
SCHEMES = ("http://", "https://", "//", "mailto:", "tel:", "#")
IDS = ("h-", "b-", "fn-", "fnref-")


class Reading(HTMLParser):
    """Fails on the first tag, attribute, address or id that is not ours."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag."""
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in ATTRIBUTES.get(tag, set()), (tag, name)
            if name == "href":
                assert (value or "").lower().startswith(SCHEMES), value
            if name == "id":
                assert (value or "").startswith(IDS), value

    def handle_comment(self, data: str) -> None:
        """Refuse comments."""
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def look(body: Body) -> None:
    """Fail unless a body's HTML is inert."""
    reading = Reading(convert_charrefs=True)
    reading.feed(body.html)
    reading.close()


@settings(LAW, max_examples=500)
@given(FILES)
def test_the_text_of_a_note_is_inert(text: str) -> None:
    """Only tags, attributes and addresses of our own lists; ids can't be those of the page."""
    look(Parse(Settings())(Source(SourcePath("notes/a.md"), text.encode())).document.body)


@LAW
@given(st.text(alphabet="<>/=\"'`[](){}!&;:#-*_ \\\nascriptjvonldemghf\x00", max_size=120))
def test_the_text_of_a_random_note_is_inert(text: str) -> None:
    """Same, for signs at random."""
    look(Parse(Settings())(Source(SourcePath("notes/a.md"), text.encode())).document.body)
