"""The sentence a link stands in."""

import re

from praxis_build.stages.parse.scalars import one_spaced

LONGEST = 300
"""Longest sentence kept around a link, in characters."""

_BLANKS = re.compile(r"\s+")
# The first sign is a set, without alternative: the search passes quickly over what is in none.
_END = re.compile(r"[.!?…\n](?:(?<=\n)\n+|(?<!\n)(?:\s?[\"»”’)\]])*\s+(?=[«\"“(\[]?\s?[^\W\d_a-zà-öø-ÿ]))")


def sentence_around(text: str, start: int, end: int) -> tuple[str, int]:
    """Return the sentence of ``text`` around ``text[start:end]`` and the offset of that part in the sentence.

    Blanks are single spaces; a long sentence is cut at words and marked with ``…``.
    """
    first, last = max(0, start - 2 * LONGEST), min(len(text), end + 2 * LONGEST)
    for found in _END.finditer(text, first, start):
        first = found.end()
    if after := _END.search(text, end, last):
        last = end + len(text[end : after.end()].rstrip())
    written, half = text[first:last], LONGEST // 2
    if start - first <= half >= last - end and one_spaced(written) == written:
        return written, start - first
    before, linked, behind = (_BLANKS.sub(" ", part) for part in (text[first:start], text[start:end], text[end:last]))
    before, behind = _head(before.lstrip()), _tail(behind.rstrip())
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
