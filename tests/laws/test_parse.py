"""Laws of reading: nothing an author writes stops the build, and no visible word is lost."""

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from laws.grammar import FILES, LAW, MARKS, NASTY, WORDS

from praxis_build.model.document import HOLE, Parsed
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source
from praxis_build.stages.parse import Parse

PARSE = Parse(Settings())
PATHS = st.sampled_from(["notes/a.md", "notes/terms/É.md", "communities/x/b.MD", "communities/x.md", "z.markdown"])


def parse(text: str | bytes, path: str = "notes/a.md") -> Parsed:
    """Read a file."""
    return PARSE(Source(SourcePath(path), text if isinstance(text, bytes) else text.encode(errors="surrogatepass")))


def shown(parsed: Parsed) -> str:
    """Return the words of a document that readers see: title, text, texts of embeds."""
    body = parsed.document.body
    words = html.unescape(re.sub(r"<[^>]*>", "", body.html))
    return "\n".join([parsed.document.title, words, *(link.text + link.target for link in body.links)])


@LAW
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode) | FILES.map(str.encode), PATHS)
def test_nothing_stops_the_reading(data: bytes, path: str) -> None:
    """Any bytes under any name give a document, with as many holes as links."""
    parsed = parse(data, path)
    assert parsed.document.path == path
    assert parsed.document.title
    assert parsed.document.slug
    assert parsed.document.body.html.count(HOLE) == len(parsed.document.body.links)


@LAW
@given(st.lists(WORDS | MARKS, max_size=40).map("".join))
def test_no_word_of_a_plain_text_is_lost(text: str) -> None:
    """Every word of a text without links or code is in the title or in the body."""
    visible = shown(parse(text))
    for word in re.findall(r"[^\W\d]{2,}", text):
        assert word in visible


@settings(LAW, max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(["", "", "\n", "\n\n"]), NASTY | MARKS).map("".join), max_size=12))
def test_no_word_is_lost_among_marks(pieces: list[str]) -> None:
    """Words that stand alone between marks of any kind are shown, whatever the marks but a fence's first line."""
    pieces = [piece + "\n" if piece.strip().startswith(("```", "~~~")) else piece for piece in pieces]
    words = [f"q{index}q" for index in range(len(pieces) + 1)]
    text = words[0] + "".join(f"{piece} {word} " for piece, word in zip(pieces, words[1:], strict=True))
    visible = shown(parse(text))
    assert [word for word in words if word not in visible] == []


@LAW
@given(FILES)
def test_reading_is_a_function(text: str) -> None:
    """The same bytes give the same value, whatever was read before."""
    assert parse(text) == parse(text)
