"""Plan: where each document stands on the map of the whole graph. Pure, in time that grows as the graph does.

Each community is a disc, its documents on a spiral around those with most links (H. Vogel, *A better way to construct
the sunflower head*, 1979); discs stand beside one another, the largest in the middle. No forces: the same graph gives
the same map, and a document more moves few others.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from praxis_build.model.corpus import Vertex

_TURN = math.pi * (3 - math.sqrt(5))
"""The golden angle, in radians."""
_GAP = 1.5
"""Between two discs, in distances between documents."""
_ROUNDS = 3
"""How far a community reaches along links, for documents that name none."""
SCALE = 10
"""Units between two documents."""


def planned(paths: Sequence[str], vertices: Mapping[str, Vertex]) -> tuple[list[int], list[tuple[int, int]]]:
    """Return the disc of each document (the place of its community among ``paths``, -1 for none) and its place."""
    place = {path: index for index, path in enumerate(paths)}
    links = [(place[path], place[target], kind) for path in paths for target, kind in vertices[path].edges
             if target in place]  # fmt: skip
    discs = _discs(paths, vertices, links)
    degrees = Counter(end for source, target, _ in links for end in (source, target))
    members: dict[int, list[int]] = {}
    for index in sorted(range(len(paths)), key=lambda index: (-degrees[index], index)):
        members.setdefault(discs[index], []).append(index)
    places, groups = [(0, 0)] * len(paths), _ordered(members)
    for (x, y), group in zip(_centres([len(group) for group in groups]), groups, strict=True):
        for rank, index in enumerate(group):
            radius, angle = math.sqrt(rank), rank * _TURN
            places[index] = (
                round(SCALE * (x + radius * math.cos(angle))), round(SCALE * (y + radius * math.sin(angle)))
            )  # fmt: skip
    return discs, places


def _ordered(members: Mapping[int, list[int]]) -> list[list[int]]:
    """Return groups, the largest first, those without a community last."""
    return [members[disc] for disc in sorted(members, key=lambda disc: (disc < 0, -len(members[disc]), disc))]


def _discs(paths: Sequence[str], vertices: Mapping[str, Vertex], links: Sequence[tuple[int, int, str]]) -> list[int]:
    """Return the community of each document: itself, the first it names, or that of most of its neighbours."""
    own = [index if vertices[path].kind == "community" else -1 for index, path in enumerate(paths)]
    discs = list(own)
    for source, target, kind in reversed(links):
        if kind == "community" and own[target] >= 0 and own[source] < 0:
            discs[source] = target
    for _ in range(_ROUNDS):
        votes: dict[int, Counter[int]] = {}
        for source, target, _kind in links:
            for one, other in ((source, target), (target, source)):
                if discs[one] < 0 <= discs[other]:
                    votes.setdefault(one, Counter())[discs[other]] += 1
        for index, found in votes.items():
            discs[index] = min(found, key=lambda disc: (-found[disc], disc))
    return discs


def _centres(sizes: Sequence[int]) -> Iterator[tuple[float, float]]:
    """Yield the centre of each disc: the next place along a spiral where it touches no other."""
    taken: list[tuple[float, float, float]] = []
    step = 0
    for size in sizes:
        radius = math.sqrt(size) + _GAP
        while True:
            reach, angle = math.sqrt(step) * 2, step * _TURN
            x, y = reach * math.cos(angle), reach * math.sin(angle)
            if all((x - a) ** 2 + (y - b) ** 2 >= (radius + c) ** 2 for a, b, c in taken):
                break
            step += 1
        taken.append((x, y, radius))
        yield x, y
