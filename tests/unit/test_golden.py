"""The golden set of search asks what can be answered: each query once, for a document that is on lists."""

import tomllib
from collections import Counter
from pathlib import Path

from praxis_build import pipeline
from praxis_build.edges import disk
from praxis_build.engines.mkdocs.settings import project
from praxis_build.model.names import SourcePath

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = tomllib.loads((ROOT / "tests/search/golden.toml").read_text(encoding="utf-8"))
TRAPS, SEARCHES = ([entry for group in GOLDEN[part].values() for entry in group] for part in ("traps", "searches"))


def test_there_are_enough_queries() -> None:
    """At least 34 French traps, and 200 queries as people type them."""
    assert len(TRAPS) >= 34
    assert len(SEARCHES) >= 200


def test_each_entry_says_what_is_typed_and_what_it_finds() -> None:
    """A query and a path, neither of them empty, and nothing else."""
    assert all(entry.keys() == {"query", "finds"} and all(entry.values()) for entry in TRAPS + SEARCHES)


def test_no_query_is_there_twice() -> None:
    """As typed: the same words with other accents or dots are another query."""
    asked = Counter(entry["query"] for entry in TRAPS + SEARCHES)
    assert [query for query, times in asked.items() if times > 1] == []


def test_what_must_be_found_is_published() -> None:
    """A draft or an unlisted note is never found, nor a file that isn't there."""
    found = project(ROOT / "mkdocs.yml")
    tree, unread = disk.read(found.root, found.settings)
    corpus = pipeline.read(tree, found.settings, map, unread).corpus
    paths = {SourcePath(entry["finds"]) for entry in TRAPS + SEARCHES}
    assert [path for path in sorted(paths) if not (corpus.public(path) and corpus.published(path))] == []
