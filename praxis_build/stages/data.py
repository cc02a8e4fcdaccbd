"""Data: what the site says to machines. Stable formats, documented in the maintainers' guide."""

from collections.abc import Iterable
from typing import Any

import msgspec

from praxis_build.model.artifact import Artifact
from praxis_build.model.corpus import Corpus, ordered
from praxis_build.model.problem import Problem

GRAPH, PROBLEMS = "data/graph.json", "data/problems.json"


def graph(corpus: Corpus) -> Artifact:
    """Return the graph of what is listed."""
    return Artifact(GRAPH, msgspec.json.encode(nodes_and_links(corpus)))


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
