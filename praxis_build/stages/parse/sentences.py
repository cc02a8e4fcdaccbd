"""The sentence a link stands in."""

import re

LONGEST = 300
"""Longest sentence kept around a link, in characters."""

_END = re.compile(r"[.!?…](?:\s?[\"»”’)\]])*\s+(?=[«\"“(\[]?\s?[^\W\d_a-zà-öø-ÿ])|\n{2,}")
_BLANKS = re.compile(r"\s+")


def sentence_around(text: str, start: int, end: int) -> tuple[str, int]:
    """Return the sentence of ``text`` around ``text[start:end]`` and the offset of that part in the sentence.

    Blanks are single spaces; a long sentence is cut at words and marked with ``…``.
    """
    earliest, latest = max(0, start - 2 * LONGEST), min(len(text), end + 2 * LONGEST)
    first = max((found.end() for found in _END.finditer(text, earliest, start)), default=earliest)
    after = _END.search(text, end, latest)
    last = after.end() if after else latest
    before = _head(_BLANKS.sub(" ", text[first:start]).lstrip())
    linked = _BLANKS.sub(" ", text[start:end])
    behind = _tail(_BLANKS.sub(" ", text[end:last]).rstrip())
    return before + linked + behind, len(before)


def _head(before: str) -> str:
    half = LONGEST // 2
    if len(before) <= half:
        return before
    return "… " + before[-half:].partition(" ")[2]


def _tail(behind: str) -> str:
    half = LONGEST // 2
    if len(behind) <= half:
        return behind
    return behind[:half].rpartition(" ")[0] + " …"
