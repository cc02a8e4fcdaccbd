"""Workers give what ``map`` gives, in its order, whatever their number."""

import os
from collections.abc import Iterator
from typing import ClassVar

import pytest

from praxis_build.edges.workers import BATCH, Crashed, Pool, cpu_count
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source
from praxis_build.stages.parse import Parse

SOURCES = [
    Source(
        SourcePath(f"notes/{number}.md"), f"---\ntitle: Note {number}\ndate: hier\n---\nVoir [[{number + 1}]].".encode()
    )
    for number in range(BATCH * 3 + 5)
]


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, BATCH - 1, BATCH, BATCH + 1, len(SOURCES)])
def test_a_pool_is_a_map(size: int, count: int) -> None:
    """Same results, same order, for few and for many."""
    parse = Parse(Settings())
    with Pool(size) as pool:
        assert list(pool(parse, SOURCES[:count])) == [parse(source) for source in SOURCES[:count]]


def test_a_pool_serves_more_than_once() -> None:
    """Its processes stay between two stages, and items may come from an iterator."""
    parse = Parse(Settings())
    with Pool(2) as pool:
        first = list(pool(parse, iter(SOURCES)))
        assert list(pool(parse, iter(SOURCES))) == first


def test_results_come_while_items_do() -> None:
    """A pool doesn't hold all the items at once."""
    taken: list[int] = []

    def items() -> Iterator[Source]:
        for index in range(BATCH * 40):
            taken.append(index)
            yield SOURCES[0]

    with Pool(2) as pool:
        next(iter(pool(Parse(Settings()), items())))
        assert len(taken) < BATCH * 40


def test_a_pool_has_as_many_processes_as_processors() -> None:
    """Unless it is told."""
    assert Pool().size == cpu_count() >= 1
    assert Pool(3).size == 3


class Fatal:
    """Work that stops its process on one item, as a fault of a compiled library does."""

    takes: ClassVar[type] = Source
    gives: ClassVar[type] = Source

    def __call__(self, source: Source) -> Source:
        """Return the source, except for one."""
        if source.path == "notes/60.md":
            os._exit(11)
        return source


def test_a_process_that_dies_names_the_file_it_read() -> None:
    """A native crash is never silent, and never a puzzle among thousands of files."""
    with Pool(2) as pool, pytest.raises(Crashed) as crashed:
        list(pool(Fatal(), SOURCES))
    assert crashed.value.name == "notes/60.md"
