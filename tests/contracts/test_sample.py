"""The sample knowledge base: our shop window."""

from pathlib import Path

from praxis_build import pipeline
from praxis_build.edges import disk
from praxis_build.engines.mkdocs.settings import project
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source
from praxis_build.stages.parse import Parse

ROOT = Path(__file__).resolve().parents[2]


def test_the_sample_has_no_problem_at_all() -> None:
    """Not an error, not a warning, not a piece of information."""
    found = project(ROOT / "mkdocs.yml")
    tree, unread = disk.read(found.root, found.settings)
    assert len(tree.sources) >= 150
    assert pipeline.read(tree, found.settings, map, unread).problems == ()


def test_an_amount_in_a_link_stays_an_amount() -> None:
    """In a wikilink, in an address, and in what a refused link quotes."""
    text = "Voir [[Le fonds : 61 400\u00a0$]], [là](prix-5$.md) et [x](javascript:5$)."
    parsed = Parse(Settings())(Source(SourcePath("notes/a.md"), text.encode()))
    assert [link.target for link in parsed.document.body.links] == ["Le fonds : 61 400\u00a0$", "prix-5$.md"]
    assert [problem.values["target"] for problem in parsed.problems] == ["javascript:5$"]
