"""The map of the whole graph: where each document stands."""

import math
from itertools import combinations

from praxis_build.model.corpus import Vertex
from praxis_build.model.document import Kind
from praxis_build.model.names import SourcePath, Url
from praxis_build.stages.data.plan import SCALE, planned


def vertex(kind: Kind, *edges: tuple[str, str]) -> Vertex:
    """Return a document that leads to others, by path and kind of link."""
    told = tuple((SourcePath(path), link) for path, link in edges)
    return Vertex(kind, Url(f"{kind}/"), kind, kind, "fr", told)  # type: ignore[arg-type]


GARDENS = {
    "h.md": vertex("community"),
    "j.md": vertex("community"),
    "a.md": vertex("note", ("h.md", "community"), ("b.md", "link")),
    "b.md": vertex("note", ("a.md", "link"), ("j.md", "link")),
    "c.md": vertex("note", ("b.md", "link"), ("j.md", "community")),
    "d.md": vertex("note"),
    "e.md": vertex("note", ("nulle-part.md", "link")),
}
PATHS = sorted(GARDENS)


def disc_of(path: str) -> str:
    """Return the community in whose disc a document stands."""
    disc = planned(PATHS, GARDENS)[0][PATHS.index(path)]
    return PATHS[disc] if disc >= 0 else ""


def test_a_document_stands_with_its_community() -> None:
    """Celle qu'elle nomme; une communauté est chez elle."""
    assert [disc_of(path) for path in ("h.md", "a.md", "c.md", "j.md")] == ["h.md", "h.md", "j.md", "j.md"]


def test_without_a_community_most_links_decide() -> None:
    """Qui n'en nomme pas suit ses liens: deux vers les jardins, deux de l'habitation, la première gagne."""
    assert disc_of("b.md") in ("h.md", "j.md")
    assert disc_of("d.md") == disc_of("e.md") == ""


def test_no_two_points_are_at_one_place() -> None:
    """Chaque point se distingue de tous les autres, et une communauté ne touche pas sa voisine."""
    many = {f"n{number}.md": vertex("note", ("h.md", "community")) for number in range(300)}
    few = {f"p{number}.md": vertex("note", ("j.md", "community")) for number in range(40)}
    vertices = {"h.md": vertex("community"), "j.md": vertex("community"), **many, **few}
    paths = sorted(vertices)
    discs, places = planned(paths, vertices)
    assert len(set(places)) == len(paths)
    assert min(math.dist(*pair) for pair in combinations(places, 2)) > SCALE / 2
    apart = [math.dist(one, other) for one, disc in zip(places, discs, strict=True)
             for other, theirs in zip(places, discs, strict=True) if disc < theirs]  # fmt: skip
    assert min(apart) > SCALE


def test_the_same_graph_gives_the_same_map() -> None:
    """Même graphe, même carte, dans n'importe quel ordre."""
    assert planned(PATHS, GARDENS) == planned(PATHS, dict(reversed(GARDENS.items())))


def test_an_empty_graph() -> None:
    """Sans document, une carte vide."""
    assert planned([], {}) == ([], [])
