"""What the site says to machines keeps its form: ``data/graph.json`` and ``data/problems.json``."""

import json
from typing import Any

from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source, Tree
from praxis_build.pipeline import read
from praxis_build.stages.data import GRAPH, PROBLEMS, graph, problems_data

FILES = {
    "notes/a.md": "---\nid: n1\ntitle: L'été\nlang: en\n---\nVoir [[b]], [[b]] et [[jardin partage]].",
    "notes/b.md": "---\ntitle: Jardin partagé\nauthors: [ana]\n---\nx",
    "notes/people/ana.md": "---\ntitle: a : b\n---\nx",
}


def written() -> dict[str, Any]:
    """Return what is in each file."""
    tree = Tree(tuple(Source(SourcePath(path), text.encode()) for path, text in FILES.items()))
    knowledge = read(tree, Settings())
    found = (graph(knowledge.corpus), problems_data(knowledge.problems))
    return {artifact.path: json.loads(artifact.data) for artifact in found}


def test_the_graph() -> None:
    """Nodes have six keys, links three; each link is there once, by the ids of its ends."""
    assert written()[GRAPH] == {
        "nodes": [
            {"id": "n1", "path": "notes/a.md", "url": "notes/a/", "kind": "note", "title": "L'été", "lang": "en"},
            {
                "id": "notes/b", "path": "notes/b.md", "url": "notes/b/", "kind": "note", "title": "Jardin partagé",
                "lang": "fr",
            },
        ],
        "links": [{"source": "n1", "target": "notes/b", "kind": "link"}],
    }  # fmt: skip


def test_the_problems() -> None:
    """Each has the nine keys that are documented, in the order of a report."""
    assert written()[PROBLEMS] == {
        "problems": [
            {
                "code": "P104", "severity": "error", "path": "notes/people/ana.md", "line": 2, "column": 10,
                "length": 1, "values": {"detail": "a colon inside a value needs quotation marks"}, "suggestions": [],
                "fix": 'title: "a : b"',
            }
        ]
    }  # fmt: skip
