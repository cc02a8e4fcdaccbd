"""How good a list of results is."""

from collections.abc import Mapping, Sequence
from math import log2

DEPTH = 10


def ndcg(found: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Normalized discounted cumulative gain: 1 for the best possible order, 0 when nothing answers.

    The gain of a document is its grade, halved at rank 3, as by Järvelin and Kekäläinen (2002): divided by
    log2(rank + 1). A document that comes twice counts once.
    """
    ideal = _discounted(sorted(grades.values(), reverse=True)[:depth])
    firsts = list(dict.fromkeys(found))[:depth]
    return _discounted([grades.get(document, 0) for document in firsts]) / ideal if ideal else 0.0


def recall(found: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Give the share of the documents that answer which are among the first."""
    return len(grades.keys() & set(found[:depth])) / len(grades) if grades else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value that a share of the values doesn't exceed, by the nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, 1))
