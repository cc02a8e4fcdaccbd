"""Data: what the site says to machines. Stable formats, documented in the maintainers' guide."""

from collections.abc import Iterable
from typing import Any

import msgspec

from praxis_build.model.artifact import Artifact
from praxis_build.model.corpus import Corpus, ordered
from praxis_build.model.document import KINDS
from praxis_build.model.problem import Problem
from praxis_build.stages.data.plan import SCALE, planned

GRAPH, MAP, PROBLEMS = "data/graph.json", "data/map.json", "data/problems.json"


def graph(corpus: Corpus) -> Artifact:
    """Return the graph of what is listed."""
    return Artifact(GRAPH, msgspec.json.encode(nodes_and_links(corpus)))


def map_data(corpus: Corpus) -> Artifact:
    """Return the map of the whole graph, for the page that draws it.

    Columns, a value a document: ``kind`` and ``disc`` are places in ``kinds`` and among documents (-1 without
    community), ``x`` and ``y`` are about ``scale`` units apart. ``links`` are pairs of documents, one after the other.
    """
    vertices = dict(corpus.vertices.items())
    paths = ordered(vertices)
    there = [vertices[path] for path in paths]
    index = {path: number for number, path in enumerate(paths)}
    discs, places = planned(paths, vertices)
    pairs = {
        (min(index[path], index[target]), max(index[path], index[target]))
        for path in paths
        for target, _ in vertices[path].edges
        if target in index
    }
    told = {
        "scale": SCALE, "kinds": KINDS, "kind": [KINDS.index(one.kind) for one in there], "disc": discs,
        "x": [x for x, _ in places], "y": [y for _, y in places], "title": [one.title for one in there],
        "url": [one.url for one in there], "lang": [one.lang for one in there],
        "links": [end for pair in sorted(pairs) for end in pair],
    }  # fmt: skip
    return Artifact(MAP, msgspec.json.encode(told))


def problems_data(problems: Iterable[Problem]) -> Artifact:
    """Return the problems of the whole tree."""
    return Artifact(PROBLEMS, msgspec.json.encode({"problems": [_problem(problem) for problem in problems]}))


def nodes_and_links(corpus: Corpus) -> dict[str, list[dict[str, str]]]:
    """Return ``nodes`` and ``links``; what is unlisted is in neither."""
    vertices = dict(corpus.vertices.items())
    paths = ordered(vertices)
    nodes = [
        {"id": one.id, "path": path, "url": one.url, "kind": one.kind, "title": one.title, "lang": one.lang}
        for path, one in ((path, vertices[path]) for path in paths)
    ]
    links = [
        {"source": vertices[path].id, "target": vertices[target].id, "kind": str(kind)}
        for path in paths
        for target, kind in vertices[path].edges
        if target in vertices
    ]
    return {"nodes": nodes, "links": links}


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code, "severity": problem.severity, "path": problem.path, "line": problem.span.line,
        "column": problem.span.column, "length": problem.span.length, "values": problem.values,
        "suggestions": problem.suggestions, "fix": problem.fix,
    }  # fmt: skip
