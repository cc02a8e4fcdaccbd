"""Search: what a query finds in a published index, the best first.

``theme/assets/search/ranking.js`` does the same, with the same figures; but that it may leave the tails of long lists
where they are, which changes nothing on its first page.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from praxis_build.stages.index.analysis import STOP
from praxis_build.stages.index.matching import matched
from praxis_build.stages.index.query import Query, read
from praxis_build.stages.index.reader import Card, Reader
from praxis_build.stages.index.said import says
from praxis_build.stages.index.scoring import Slot, idf, ordered, scores
from praxis_build.stages.index.terms import LONGEST_NAME

SYNONYM = 70
"""What a synonym weighs, in hundredths of the reader's own words."""
OWN, OTHER = 10, 9
"""What a document weighs in the reader's language, and in another."""
_READINGS = 6
"""Ways in which a query is read."""
_CHECKED = 24
"""Documents whose pages are read to look for a phrase."""


class Wish(NamedTuple):
    """How an answer is wanted: ``filters`` are values by facet, ``sort`` is ``relevance``, ``date`` or ``cited``."""

    lang: str = "fr"
    filters: Mapping[str, Sequence[str]] = {}
    sort: str = "relevance"
    start: int = 0
    most: int = 10
    typing: bool = False


_USUAL = Wish()


class Answer(NamedTuple):
    """How many documents were found, those asked for, and whether some file of the index was not there."""

    found: int
    results: list[Card]
    missing: bool


def search(load: Callable[[str], bytes], text: str, wish: Wish = _USUAL) -> Answer:
    """Return what a text finds; ``load`` gives a file of the site, and raises ``OSError`` for one that isn't there."""
    reader, query = Reader(load), read(text)
    found = _found(reader, query, wish)
    allowed = _allowed(reader, wish.filters)
    if allowed is not None:
        found = dict.fromkeys(allowed, 0) if not text.strip() else {one: found[one] for one in allowed if one in found}
    numbers = ordered(found)
    if wish.sort != "relevance":
        last_first = reversed([one for _, _, one in reader.chosen(wish.sort)])
        numbers = list(dict.fromkeys([*chain.from_iterable(ordered(found, one) for one in last_first), *numbers]))
    if query.phrases:
        numbers = [one for one in numbers[:_CHECKED] if _says(reader, load, one, query.phrases)]
    cards = (reader.card(number) for number in numbers[wish.start : wish.start + wish.most])
    return Answer(len(numbers), [card for card in cards if card], reader.missing)


def _found(reader: Reader, query: Query, wish: Wish) -> dict[int, int]:
    """Return the score of each document that a query finds, read in any way."""
    begun = query.said[-1] if wish.typing and query.said and query.open else ""
    own = [matched(reader, word, typing=word == begun).stems for word in query.wanted]
    found: dict[int, int] = {}
    for reading in (own, *_readings(reader, query, own)):
        slots, places = _slots(reader, reading, wish.lang)
        needed = _needed(query, places)
        if needed is not None:
            for number, score in scores(slots, needed).items():
                found[number] = max(score, found.get(number, 0))
    for words in query.refused:
        for number in _having(reader, words):
            found.pop(number, None)
    return found


def _readings(reader: Reader, query: Query, own: Sequence[dict[str, int]]) -> list[list[dict[str, int]]]:
    """Return the query with other names of the terms that it names; a phrase is looked for as it was typed."""
    if query.phrases:
        return []
    found = []
    for run in _runs(query):
        others = [stems for word, stems in zip(query.wanted, own, strict=True) if word not in run]
        for name in reader.synonyms(" ".join(run)):
            words = _telling(name.split(" "))
            found.append([*others, *(dict.fromkeys(reader.stems(word), SYNONYM) for word in words)])
    return found[: _READINGS - 1]


def _runs(query: Query) -> Iterator[list[str]]:
    """Yield the words of a query that may be the name of a term."""
    for start, word in enumerate(query.said):
        if word in query.wanted:
            sizes = range(1, min(LONGEST_NAME, len(query.said) - start) + 1)
            yield from (query.said[start : start + size] for size in sizes)


def _slots(reader: Reader, reading: Sequence[dict[str, int]], lang: str) -> tuple[list[Slot], list[int]]:
    """Return the words that stand for something, those that stand for the same once, and which is which."""
    slots: list[Slot] = []
    known: dict[tuple[str, ...], int] = {}
    places = []
    for stems in reading:
        key = tuple(sorted(stems))
        if key and key not in known:
            known[key] = len(slots)
            slots.append(_slot(reader, stems, lang))
        places.append(known.get(key, -1))
    return slots, places


def _slot(reader: Reader, stems: dict[str, int], lang: str) -> Slot:
    """Return what a word stands for: « gênent » tells more than « gens », in whatever language."""
    counts = Counter[str]()
    for stem in stems:
        counts[_root(stem)] += reader.postings(stem).total
    lists = []
    for stem, weight in stems.items():
        own = OWN if stem.endswith(f"/{lang}") else OTHER
        lists.append((weight * own * idf(counts[_root(stem)], reader.documents), _whole(reader, stem)))
    return Slot(idf(counts.total(), reader.documents), lists)


def _root(stem: str) -> str:
    return stem.partition("/")[0]


def _whole(reader: Reader, stem: str) -> tuple[int, ...]:
    """Return all the documents of a stem."""
    held = reader.postings(stem)
    return (*held.listed, *reader.tail(held.tail)) if held.tail else held.listed


def _needed(query: Query, places: Sequence[int]) -> int | None:
    """Return the mask of the words that phrases need; ``None`` when one of them is nowhere."""
    mask = 0
    for word in chain.from_iterable(map(_telling, query.phrases)):
        if word in query.wanted:
            place = places[query.wanted.index(word)]
            if place < 0:
                return None
            mask |= 1 << place
    return mask


def _having(reader: Reader, words: Sequence[str]) -> set[int]:
    """Return the documents that have all of some words."""
    stems = (matched(reader, word).stems for word in _telling(words))
    return set.intersection(*({one >> 8 for stem in its for one in _whole(reader, stem)} for its in stems))


def _telling(words: Sequence[str]) -> Sequence[str]:
    return [word for word in words if word not in STOP] or words


def _allowed(reader: Reader, filters: Mapping[str, Sequence[str]]) -> set[int] | None:
    """Return the documents that filters leave: any value of a facet will do, but one of each; ``None`` without any."""
    sets = [
        {number for value in values for _, _, numbers in reader.chosen(facet, value) for number in numbers}
        for facet, values in filters.items()
        if values
    ]
    return set.intersection(*sets) if sets else None


def _says(reader: Reader, load: Callable[[str], bytes], number: int, phrases: Sequence[list[str]]) -> bool:
    """Tell whether the page of a document says some phrases."""
    card = reader.card(number)
    try:
        return card is not None and says(load(f"{card.url}index.html").decode(errors="replace"), phrases)
    except OSError:
        return False
