"""Relate: the same edges from the other side. Inverted once, looked up after: linear time."""

from collections import defaultdict
from collections.abc import Iterable

from praxis_build.model.corpus import Corpus, Edge, EdgeKind, Leads, Relations
from praxis_build.model.document import Kind
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.stages.relate.notebooks import homes_of, merged, places_of
from praxis_build.stages.relate.topics import cells_of, region_topics, theme_topics

__all__ = ["relate"]


def relate(corpus: Corpus, leads: Leads, settings: Settings) -> Relations:
    """Return every relation of the corpus, looked at from its other end."""
    by_kind: dict[EdgeKind, list[Edge]] = defaultdict(list)
    for edge in leads.edges:
        by_kind[edge.kind].append(edge)
    homes = homes_of(corpus)
    notebooks = merged(corpus, leads)
    rosters = _rosters(corpus, by_kind["community"], homes, {n: [p.path for p in e] for n, e in notebooks.items()})
    themes, regions = theme_topics(corpus, leads), region_topics(corpus, leads, settings)
    return Relations(
        backlinks=_backlinks(leads.edges),
        rosters=rosters,
        notebooks=notebooks,
        places=places_of(notebooks),
        contributions=_contributions(by_kind["author"] + by_kind["contribution"]),
        animates=_grouped((edge.target, edge.source) for edge in by_kind["animator"]),
        typed=_typed(edge for kind in _TYPED_ORDER for edge in by_kind[kind]),
        translations=_translations(by_kind["translation"]),
        communities=_communities(rosters),
        homes=homes,
        themes=themes,
        regions=regions,
        cells=cells_of(corpus, leads),
    )


_TYPED_ORDER: tuple[EdgeKind, ...] = ("builds_on", "replaces", "contradicts")


def _grouped(pairs: Iterable[tuple[SourcePath, SourcePath]]) -> dict[SourcePath, tuple[SourcePath, ...]]:
    groups: dict[SourcePath, dict[SourcePath, None]] = defaultdict(dict)
    for key, value in pairs:
        groups[key][value] = None
    return {key: tuple(values) for key, values in groups.items()}


def _backlinks(edges: Iterable[Edge]) -> dict[SourcePath, tuple[Edge, ...]]:
    """Return the links and embeds that lead to each document, the first of each source."""
    found: dict[SourcePath, dict[SourcePath, Edge]] = defaultdict(dict)
    for edge in edges:
        if edge.link >= 0:
            found[edge.target].setdefault(edge.source, edge)
    return {target: tuple(sources.values()) for target, sources in found.items()}


def _rosters(
    corpus: Corpus,
    memberships: list[Edge],
    homes: dict[SourcePath, SourcePath],
    entries: dict[SourcePath, list[SourcePath]],
) -> dict[SourcePath, dict[Kind, tuple[SourcePath, ...]]]:
    """Return what belongs to each community: what says so, its notebooks, and what these hold."""
    members: dict[SourcePath, dict[SourcePath, None]] = defaultdict(dict)
    for edge in memberships:
        members[edge.target][edge.source] = None
    for notebook, community in homes.items():
        members[community][notebook] = None
        for path in entries.get(notebook, ()):
            members[community][path] = None
    return {community: _by_kind(corpus, found) for community, found in members.items()}


def _by_kind(corpus: Corpus, paths: Iterable[SourcePath]) -> dict[Kind, tuple[SourcePath, ...]]:
    groups: dict[Kind, list[SourcePath]] = defaultdict(list)
    for path in paths:
        groups[corpus.documents[path].kind].append(path)
    return {kind: tuple(sorted(found)) for kind, found in groups.items()}


def _communities(
    rosters: dict[SourcePath, dict[Kind, tuple[SourcePath, ...]]],
) -> dict[SourcePath, tuple[SourcePath, ...]]:
    pairs = (
        (path, community) for community in sorted(rosters) for found in rosters[community].values() for path in found
    )
    return _grouped(pairs)


def _contributions(edges: Iterable[Edge]) -> dict[SourcePath, dict[str, tuple[SourcePath, ...]]]:
    found: dict[SourcePath, dict[str, dict[SourcePath, None]]] = defaultdict(lambda: defaultdict(dict))
    for edge in edges:
        found[edge.target][edge.detail][edge.source] = None
    return {who: {role: tuple(done) for role, done in sorted(roles.items())} for who, roles in found.items()}


def _typed(edges: Iterable[Edge]) -> dict[SourcePath, tuple[tuple[EdgeKind, SourcePath, bool], ...]]:
    found: dict[SourcePath, dict[tuple[EdgeKind, SourcePath, bool], None]] = defaultdict(dict)
    for edge in edges:
        found[edge.source][(edge.kind, edge.target, True)] = None
        found[edge.target][(edge.kind, edge.source, False)] = None
    return {path: tuple(links) for path, links in found.items()}


def _translations(edges: Iterable[Edge]) -> dict[SourcePath, tuple[SourcePath, ...]]:
    """Return the other languages of each document: all that translate one original know each other."""
    original = {edge.source: edge.target for edge in edges}
    families: dict[SourcePath, list[SourcePath]] = defaultdict(list)
    for path in sorted({*original, *original.values()}):
        families[_root(path, original)].append(path)
    return {one: tuple(other for other in family if other != one) for family in families.values() for one in family}


def _root(path: SourcePath, original: dict[SourcePath, SourcePath]) -> SourcePath:
    """Return the first original; in a circle of translations, the least path of the circle."""
    seen = [path]
    while (above := original.get(seen[-1])) is not None:
        if above in seen:
            return min(seen[seen.index(above) :])
        seen.append(above)
    return seen[-1]
