"""Workers give what ``map`` gives, in its order, whatever their number."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

import msgspec
import pytest

from praxis_build.edges.workers import BATCH, Crashed, Pool, cpu_count
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source
from praxis_build.stages.parse import Parse
from tests.contracts.clustered import Fatal

needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")

needs_copies = pytest.mark.skipif(sys.platform != "linux", reason="processes begin as copies there only")

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


def test_a_process_that_dies_names_the_file_it_read() -> None:
    """A native crash is never silent, and never a puzzle among thousands of files."""
    with Pool(2) as pool, pytest.raises(Crashed) as crashed:
        list(pool(Fatal(), SOURCES))
    assert crashed.value.name == "notes/60.md"


def test_a_file_sent_encoded_is_named_too() -> None:
    """What was encoded beforehand is read again to be named."""
    encoded = [msgspec.Raw(msgspec.msgpack.encode(source)) for source in SOURCES]
    with Pool(2) as pool, pytest.raises(Crashed) as crashed:
        list(pool(Fatal(), encoded))
    assert crashed.value.name == "notes/60.md"


class Secret:
    """Work that can't travel: only copies of this process know what it asks for."""

    takes: ClassVar[type] = int
    gives: ClassVar[type] = str

    def __init__(self) -> None:
        """Know what this process does."""
        self.said = {number: f"mot {number}" for number in range(BATCH * 9)}
        self.ask = lambda number: self.said[number]

    def __call__(self, number: int) -> str:
        """Return what is known; one number stops a process, unless it is the one that asked."""
        if number == self.fatal and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return self.ask(number)

    fatal = -1


HERE = os.getpid()


@needs_copies
@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("count", [0, BATCH - 1, BATCH, BATCH * 9])
def test_copies_know_what_this_process_knows(size: int, count: int) -> None:
    """Same results, same order, from what was known when the work began; then the pool serves as before."""
    work = Secret()
    with Pool(size) as pool:
        assert pool.knowing
        for word in ("mot", "terme"):
            work.said = {number: f"{word} {number}" for number in work.said}
            assert list(pool.knowing(work, range(count))) == [work(number) for number in range(count)]
        assert list(pool(Parse(Settings()), SOURCES)) == [Parse(Settings())(source) for source in SOURCES]


@needs_copies
def test_a_copy_that_dies_names_what_it_worked_on() -> None:
    """By the same search as any other process."""
    work = Secret()
    work.fatal = 2
    with Pool(2) as pool:
        assert pool.knowing
        results = pool.knowing(work, range(BATCH * 9))
        with pytest.raises(Crashed) as crashed:
            list(results)
    assert crashed.value.item == 2


@needs_copies
@needs_proc
def test_copies_end_with_their_work() -> None:
    """They hold what this process knew: nothing else should be done there."""
    before = set(multiprocessing.active_children())
    with Pool(3) as pool:
        assert pool.knowing
        list(pool.knowing(Secret(), range(BATCH * 9)))
        assert set(multiprocessing.active_children()) == before


class Who:
    """Work that takes its time, and tells which process did it."""

    takes: ClassVar[type] = Source
    gives: ClassVar[type] = int

    def __call__(self, _source: Source) -> int:
        """Return the number of the process, after a while."""
        time.sleep(0.01)
        return os.getpid()


@needs_proc
def test_an_error_is_not_kept_waiting() -> None:
    """When something goes wrong here, processes stop, whatever they were sending: it serves nobody."""

    def fail(results: int) -> None:
        with Pool(2) as pool:
            pids.update(islice(pool(Bulky(), iter(SOURCES * 20)), BATCH * results))
            raise RuntimeError

    pids: set[Any] = set()
    for results in (1, 2, 3, 4, 6, 8):
        with pytest.raises(RuntimeError):
            fail(results)
    assert pids
    assert not [pid for pid, _ in pids if _works(pid)]


class Bulky:
    """Work whose results are far larger than what a pipe holds."""

    takes: ClassVar[type] = Source
    gives: ClassVar[Any] = tuple[int, bytes]

    def __call__(self, _source: Source) -> tuple[int, bytes]:
        """Return the number of the process, and a lot more."""
        return os.getpid(), b"x" * 100_000


_BUILDER = """
import sys, time
from itertools import islice
from praxis_build.edges.workers import BATCH, Pool
from test_workers import SOURCES, Who
if __name__ == "__main__":
    with Pool(2) as pool:
        results = pool(Who(), iter(SOURCES * 20))
        print(*set(islice(results, BATCH * 6)), flush=True)
        time.sleep(60)
"""


@needs_proc
def test_workers_end_with_the_builder_that_was_killed() -> None:
    """A killed build leaves no process behind: it would hold the lock of the site for ever."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", _BUILDER], stdout=subprocess.PIPE, text=True, env=environment
    ) as builder:
        assert builder.stdout
        pids = [int(pid) for pid in builder.stdout.readline().split()]
        assert all(map(_works, pids))
        builder.kill()
    assert len(pids) == 2
    for _ in range(200):
        if not any(map(_works, pids)):
            break
        time.sleep(0.05)
    assert [pid for pid in pids if _works(pid)] == []


@needs_proc
def test_an_interruption_is_for_the_builder() -> None:
    """Ctrl-C reaches every process of a terminal: workers leave it to the one that started them, and say nothing."""
    with Pool(2) as pool:
        for pid in set(pool(Who(), SOURCES)):
            os.kill(pid, signal.SIGINT)
        assert len(list(pool(Who(), SOURCES))) == len(SOURCES)


def _works(pid: int) -> bool:
    """Tell whether a process is there and has not ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
