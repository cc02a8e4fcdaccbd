"""Scoring: lists of documents, each with its impacts, become documents with a score.

Sums of whole numbers are the same in Python and JavaScript: ``theme/assets/search/scoring.js`` does the same, with the
same figures. What a document weighs for a word is the best of what the word stands for.
"""

from collections.abc import Iterable, Sequence
from math import floor, log
from typing import NamedTuple

COORDINATION = 200
"""What a document weighs besides the hundredths of the query that it has."""
CUT = 4
"""A document is found when what it has of the query is worth a quarter of what the best has."""
SCALE = 1024
"""The idf is rounded to its 1,024ths."""


class Slot(NamedTuple):
    """What a word stands for: its idf, and lists of ``number << 8 | impact`` with the factor of their impacts."""

    idf: int
    lists: Sequence[tuple[int, Sequence[int]]]


def idf(count: int, documents: int) -> int:
    """Return what a word tells that some documents have."""
    having = min(count, documents)
    return max(1, floor(SCALE * log(1 + (documents - having + 0.5) / (having + 0.5)) + 0.5))


def scores(slots: Sequence[Slot], needed: int = 0) -> dict[int, int]:
    """Return the score of each document that has enough of some words, and all those of a mask."""
    sums: dict[int, int] = {}
    masks: dict[int, int] = {}
    for place, slot in enumerate(slots):
        for number, weight in _best(slot).items():
            sums[number] = sums.get(number, 0) + weight
            masks[number] = masks.get(number, 0) | 1 << place
    covers = {mask: _cover(slots, mask) for mask in set(masks.values())}
    most, total = max(covers.values(), default=0), sum(slot.idf for slot in slots)
    return {
        number: sums[number] * (COORDINATION + 100 * covers[mask] // total)
        for number, mask in masks.items()
        if covers[mask] * CUT >= most and mask & needed == needed
    }


def ordered(found: dict[int, int], among: Iterable[int] | None = None) -> list[int]:
    """Return documents with a score, or those among others, the best first; of equals, the lower number."""
    numbers = found if among is None else [number for number in among if number in found]
    return sorted(numbers, key=lambda number: (-found[number], number))


def _best(slot: Slot) -> dict[int, int]:
    """Return what each document weighs for a word."""
    best: dict[int, int] = {}
    for factor, packed in slot.lists:
        for one in packed:
            number, weight = one >> 8, factor * (one & 0xFF)
            if weight > best.get(number, 0):
                best[number] = weight
    return best


def _cover(slots: Sequence[Slot], mask: int) -> int:
    """Return what the words that a document has are worth."""
    return sum(slot.idf for place, slot in enumerate(slots) if mask & 1 << place)
