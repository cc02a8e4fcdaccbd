"""The golden set of search: what people type finds what it must, among the first five, in the sample's own index."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from sample_pages import renderer

from praxis_build import pipeline
from praxis_build.edges import disk
from praxis_build.engines.mkdocs.settings import project
from praxis_build.model.artifact import Artifact
from praxis_build.model.names import SourcePath
from praxis_build.stages.index.search import Wish, search

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = tomllib.loads((ROOT / "tests/search/golden.toml").read_text(encoding="utf-8"))
ENTRIES = [(group, entry) for part in GOLDEN.values() for group, entries in part.items() for entry in entries]
FIRST = 5
OUT_OF_REACH = {
    # Ten harvests have these very words as headings; the note that explains harvests has them once, in a table.
    "ce qui a germé, résisté, à semer",
}


@pytest.fixture(scope="module")
def sample() -> tuple[Callable[[str], bytes], dict[str, str]]:
    """Return what gives a file of the sample's site, and the address of each document."""
    found = project(ROOT / "mkdocs.yml")
    tree, unread = disk.read(found.root, found.settings)
    knowledge = pipeline.read(tree, found.settings, map, unread)
    made = pipeline.build(knowledge, renderer().theme)
    files = {one.path: one.data for one in made if isinstance(one, Artifact)}
    heads = knowledge.corpus.heads
    return files.__getitem__, {entry["finds"]: heads[SourcePath(entry["finds"])].url for _, entry in ENTRIES}


@pytest.mark.parametrize(("group", "entry"), ENTRIES, ids=[entry["query"] for _, entry in ENTRIES])
def test_what_is_typed_finds_what_it_must(
    sample: tuple[Callable[[str], bytes], dict[str, str]], group: str, entry: dict[str, str]
) -> None:
    """Among the first five; readers who type in English read in English."""
    load, addresses = sample
    answer = search(load, entry["query"], Wish("en" if group == "english" else "fr", most=FIRST))
    there = addresses[entry["finds"]] in [card.url for card in answer.results]
    assert there is (entry["query"] not in OUT_OF_REACH)
