"""What laws are tried on: words and marks that people write, and pieces that attack what reads them."""

from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

LAW = settings(derandomize=True, deadline=None, database=None, max_examples=150)
"""The same examples every time."""


def pieces(name: str) -> list[str]:
    r"""Return the lines of a file beside this one; ``\n``, ``\x00`` or ``\u200b`` in them are as in Python."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [line.encode("latin-1", "backslashreplace").decode("unicode_escape") for line in lines]


WORDS = st.sampled_from(pieces("words.txt"))
MARKS = st.sampled_from(pieces("marks.txt"))
NASTY = st.sampled_from(pieces("nasty.txt"))
"""Pieces of Markdown, HTML and other tools that go wrong together."""
TEXTS = st.lists(WORDS | MARKS | NASTY, max_size=30).map("".join)
"""Bodies in which anything follows anything."""
LINES = st.lists(st.sampled_from(pieces("fields.txt")), max_size=6).map("\n".join)
"""Front matters in which anything follows anything."""
FILES = st.builds(lambda front, body: f"---\n{front}\n---\n{body}", LINES, TEXTS) | TEXTS
"""Whole files."""
