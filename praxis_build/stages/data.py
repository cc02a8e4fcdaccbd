"""Data: what the site says to machines. Stable formats, documented in the maintainers' guide."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from praxis_build.model.corpus import Corpus, Leads
from praxis_build.model.names import SourcePath
from praxis_build.model.page import Artifact
from praxis_build.model.problem import Problem
from praxis_build.model.settings import Settings

GRAPH, PROBLEMS = "data/graph.json", "data/problems.json"


def data(corpus: Corpus, leads: Leads, problems: Iterable[Problem], settings: Settings) -> Iterator[Artifact]:
    """Yield the graph of what is listed, and the problems of the whole tree."""
    yield Artifact(GRAPH, _json(graph(corpus, leads, settings)))
    yield Artifact(PROBLEMS, _json({"problems": [_problem(problem) for problem in problems]}))


def graph(corpus: Corpus, leads: Leads, settings: Settings) -> dict[str, list[dict[str, str]]]:
    """Return ``nodes`` and ``links``; what is unlisted is in neither."""
    listed = [path for path in corpus.urls if corpus.documents[path].status == "published"]
    ids = {path: node_id(corpus, path) for path in listed}
    nodes = [_node(corpus, path, ids[path], settings) for path in listed]
    links = dict.fromkeys(
        (ids[edge.source], ids[edge.target], edge.kind)
        for edge in leads.edges
        if edge.source in ids and edge.target in ids
    )
    return {"nodes": nodes, "links": [{"source": a, "target": b, "kind": kind} for a, b, kind in links]}


def node_id(corpus: Corpus, path: SourcePath) -> str:
    """Return a document's id in the graph: its own, which survives renames, else its address."""
    return corpus.documents[path].id or corpus.urls[path].strip("/")


def _node(corpus: Corpus, path: SourcePath, node: str, settings: Settings) -> dict[str, str]:
    document = corpus.documents[path]
    return {
        "id": node, "path": path, "url": corpus.urls[path], "kind": document.kind, "title": document.title,
        "lang": document.lang or settings.lang,
    }  # fmt: skip


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code, "severity": problem.severity, "path": problem.path, "line": problem.span.line,
        "column": problem.span.column, "length": problem.span.length, "values": problem.values,
        "suggestions": problem.suggestions, "fix": problem.fix,
    }  # fmt: skip


def _json(value: object) -> bytes:
    return msgspec.json.encode(value)
