"""Matching: the stems that a word of a query stands for: its own, what it begins, what it may have meant.

``theme/assets/search/matching.js`` does the same, with the same figures.
"""

from collections.abc import Iterable
from typing import NamedTuple

from praxis_build.stages.index.endings import ENDINGS
from praxis_build.stages.index.reader import Reader

EXACT, BEGUN, KIN, NEAR, FAR = 100, 80, 90, 80, 60
"""What a document's word weighs, in hundredths: as typed; begun; of the same root; one letter wrong; two."""
_COMPLETIONS, _CORRECTIONS, _SHARDS = 6, 4, 1
_SHORT, _FEW = 3, 3
"""Letters that begin words of many shards, and how many of these words."""
_SHORTEST, _SHORTEST_ROOT = 4, 3
_ONE_EDIT, _TWO_EDITS = 4, 8
"""Letters of a word that may have one letter wrong, or two."""


class Match(NamedTuple):
    """Stems with their language (``anim/fr``), each with what it weighs; ``meant``, the word that was surely meant."""

    stems: dict[str, int]
    meant: str = ""


def matched(reader: Reader, word: str, *, typing: bool = False) -> Match:
    """Return what a word stands for; while it is being typed, also what it begins."""
    stems = _weighed(reader, _completions(reader, word), BEGUN) if typing and len(word) > 1 else {}
    stems |= _weighed(reader, [word], EXACT)
    if stems:
        return Match(stems)
    root, kin = _kin(reader, word)
    near = [one for one in _corrections(reader, word, 1 if kin else 2) if one[0].startswith(root)]
    for one, weight in reversed(near):
        stems |= _weighed(reader, [one], weight)
    stems |= dict.fromkeys(kin, KIN)
    if stems or len(word) < _SHORTEST:
        return Match(stems, near[0][0] if near and not kin else "")
    return Match(_weighed(reader, _completions(reader, word), FAR))


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters were added, left out, changed or swapped; ``most + 1`` for more than that."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        older, before, row = before, row, [i + 1]
        for j, its in enumerate(other):
            steps = min(before[j] + (letter != its), before[j + 1] + 1, row[j] + 1)
            if i and j and letter == other[j - 1] and one[i - 1] == its:
                steps = min(steps, older[j - 1] + 1)
            row.append(steps)
        if min(row) > most:
            return most + 1
    return row[-1]


def _weighed(reader: Reader, words: Iterable[str], weight: int) -> dict[str, int]:
    """Return the stems of words in all languages."""
    return {stem: weight for word in words for stem in reader.stems(word)}


def _completions(reader: Reader, word: str) -> list[str]:
    """Return the most used words that begin with one."""
    found = sorted((-count, one) for one, count in reader.spelled(word, _SHARDS) if one != word)
    return [one for _, one in found[: _COMPLETIONS if len(word) > _SHORT else _FEW]]


def _kin(reader: Reader, word: str) -> tuple[str, list[str]]:
    """Return what is left of a word without the longest ending that leaves the stem of another, and its stems."""
    cuts = (len(word) - len(ending) for ending in ENDINGS if word.endswith(ending))
    for root in (word[:cut] for cut in cuts if cut >= _SHORTEST_ROOT):
        # The French stemmer leaves « gênent » as it is.
        if stems := reader.roots(root) + reader.roots(f"{root}ent"):
            return root, stems
    return "", []


def _corrections(reader: Reader, word: str, most: int) -> list[tuple[str, int]]:
    """Return the words that may have been meant, the likeliest first, and what each weighs."""
    edits = min(most, (len(word) >= _ONE_EDIT) + (len(word) >= _TWO_EDITS))
    if not edits:
        return []
    # What is wrong is behind what begins the word, where it is looked for first, or before what ends it.
    kept, turned = (len(word) - 1) // (edits + 1), word[::-1]
    words = dict(reader.spelled(word[:kept], _SHARDS, word))
    near = _near(word, words, edits)
    if all(weight != NEAR for *_, weight in near):
        words |= reader.spelled(turned[:kept], _SHARDS, turned, reverse=True)
        near = _near(word, words, edits)
    best = near[:_CORRECTIONS]
    return [(one, weight) for cost, _, one, weight in best if cost <= best[0][0] + 1]


def _near(word: str, words: dict[str, int], edits: int) -> list[tuple[int, int, str, int]]:
    """Return those of some words that are a few edits away, the likeliest first: cost, minus count, word, weight."""
    found = []
    for one, count in words.items():
        if abs(len(one) - len(word)) <= edits and (far := distance(word, one, edits)) <= edits:
            found.append((_cost(word, one, far), -count, one, NEAR if far == 1 else FAR))
    return sorted(found)


def _cost(word: str, one: str, far: int) -> int:
    """Return how unlikely it is that a word was meant: a letter doubled or swapped is the likeliest slip."""
    slip = _single(word) == _single(one) or (far == 1 and sorted(word) == sorted(one))
    return 2 * far - slip + (word[0] != one[0])


def _single(word: str) -> str:
    return "".join(letter for at, letter in enumerate(word) if not at or letter != word[at - 1])
