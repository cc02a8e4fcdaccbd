"""A cluster of processes that share nothing with the builder gives the same bytes, even when one of them is lost."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from praxis_build.edges import cluster as clusters
from praxis_build.edges.cluster import BARE, EMPTY, LOCAL, LOST, UNLIKE, Cluster, NoCluster
from praxis_build.edges.workers import AHEAD, BATCH, Crashed
from praxis_build.engines.mkdocs.build import build
from praxis_build.engines.mkdocs.weaving import CACHE
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source
from praxis_build.pipeline import Press
from praxis_build.pipeline.learning import Learn
from praxis_build.stages.parse import Parse
from tests.bench.generate import generate
from tests.contracts.clustered import Fatal, Traveller

pytest.importorskip("distributed", reason="Dask is not installed here")

ROOT = Path(__file__).resolve().parents[2]
PATHS = os.pathsep.join(filter(None, (*sys.path, str(ROOT))))
SOURCES = [Source(SourcePath(f"notes/{number}.md"), b"# Note\n\nVoir [[x]].\n") for number in range(BATCH * 6 + 5)]


class Machines:
    """A scheduler and its workers, each a process of its own, on this machine only."""

    def __init__(self, folder: Path) -> None:
        """Start a scheduler."""
        self.file, self.workers = folder / "scheduler.json", list[subprocess.Popen[bytes]]()
        self.scheduler = self._start("scheduler", "--port", "0")
        self.address = self._address()

    def join(self, path: str = "") -> subprocess.Popen[bytes]:
        """Start a worker that nobody starts again; ``path`` is where it looks for modules first."""
        words = ("--nthreads", "1", "--no-nanny", "--death-timeout", "60")
        worker = self._start("worker", *words, path=path)
        self.workers.append(worker)
        return worker

    def _start(self, kind: str, *words: str, path: str = "") -> subprocess.Popen[bytes]:
        command = [
            sys.executable,
            "-m",
            f"distributed.cli.dask_{kind}",
            "--host",
            "127.0.0.1",
            "--no-dashboard",
            *words,
        ]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (path, PATHS)))}
        command += ["--scheduler-file", str(self.file)]
        log = self.file.with_suffix(".log").open("ab")
        return subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=self.file.parent)

    def _address(self) -> str:
        while True:
            try:
                return str(json.loads(self.file.read_text())["address"])
            except (OSError, ValueError):
                assert self.scheduler.poll() is None
                time.sleep(0.05)

    def stop(self) -> None:
        """Stop everything."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@contextmanager
def machines(folder: Path) -> Iterator[Machines]:
    """Give machines that stop at the end."""
    here = Machines(folder)
    try:
        yield here
    finally:
        here.stop()


@pytest.fixture(scope="module")
def commons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generate a commons of three hundred notes."""
    folder = tmp_path_factory.mktemp("commons") / "project"
    generate(folder, 300)
    return folder


def built(commons: Path, site: Path, each: Callable[..., Iterable[Any]]) -> dict[str, bytes]:
    """Build a site without memory of another build, so that every note is read; return all its files."""
    shutil.rmtree(commons / CACHE, ignore_errors=True)
    outcome = build(commons / "mkdocs.yml", site, each=each)
    assert outcome.site == site
    return files(site)


def files(site: Path) -> dict[str, bytes]:
    """Return all the files of a site."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def expected(commons: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Build the site in this process alone."""
    return built(commons, tmp_path_factory.mktemp("expected") / "site", map)


def test_the_same_bytes(commons: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    """Three workers, that know the scheduler's address and nothing else, make the site that one process makes."""
    with machines(tmp_path) as there:
        for _ in range(3):
            there.join()
        with Cluster(there.address) as cluster:
            assert built(commons, tmp_path / "site", cluster) == expected


def test_a_worker_lost_in_the_middle(commons: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    """A worker killed while notes are read, another while pages are made: same bytes, nothing is missing."""
    with machines(tmp_path) as there:
        for _ in range(3):
            there.join()
        victims = iter(there.workers)
        killed = list[tuple[type, subprocess.Popen[bytes]]]()

        def each(work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
            for number, result in enumerate(cluster(work, items)):
                if number == BATCH:
                    killed.append((type(work), next(victims)))
                    killed[-1][1].send_signal(signal.SIGKILL)
                yield result

        with Cluster(there.address) as cluster:
            assert built(commons, tmp_path / "site", each) == expected
        assert [work for work, _ in killed] == [Learn, Press]
        assert {worker.wait() for _, worker in killed} == {-signal.SIGKILL}


def test_worker_processes_of_this_machine(commons: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    """« praxis build --workers dask » starts its own, on this machine, and stops them."""
    site = tmp_path / "site"
    shutil.rmtree(commons / CACHE, ignore_errors=True)
    words = [sys.executable, "-m", "praxis_build", "build", "--workers", LOCAL, "--site-dir", str(site), "--quiet"]
    environment = {**os.environ, "PYTHONPATH": PATHS, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(words, cwd=commons, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert files(site) == expected


@pytest.fixture(scope="module")
def local() -> Iterator[Cluster]:
    """Start workers on this machine."""
    with Cluster(LOCAL) as cluster:
        yield cluster


@pytest.mark.parametrize("count", [0, 1, BATCH - 1, BATCH, BATCH + 1, len(SOURCES)])
def test_a_cluster_is_a_map(local: Cluster, count: int) -> None:
    """Same results, same order, for few and for many."""
    parse = Parse(Settings())
    assert list(local(parse, SOURCES[:count])) == [parse(source) for source in SOURCES[:count]]


def test_a_file_that_stops_every_worker_is_named(local: Cluster) -> None:
    """Its neighbours are not blamed, the workers come back, and the cluster goes on."""
    with pytest.raises(Crashed) as crashed:
        list(local(Fatal(), SOURCES))
    assert crashed.value.name == "notes/60.md"
    others = [source for source in SOURCES if source.path != "notes/60.md"]
    assert list(local(Fatal(), others)) == others


def test_the_work_travels_once(local: Cluster) -> None:
    """The theme and the settings go to each worker once, not with each batch."""
    told = list(local(Traveller(), SOURCES))
    assert os.getpid() not in dict(told)
    assert len(told) == len(SOURCES)
    assert set(dict(told).values()) == {1}


def test_a_cluster_takes_little_ahead(local: Cluster) -> None:
    """Items are taken as they are needed: a million pages are never in memory at once."""
    taken = []

    def items() -> Iterator[Source]:
        for number in range(BATCH * 100):
            taken.append(number)
            yield SOURCES[0]

    next(iter(local(Parse(Settings()), items())))
    assert len(taken) <= BATCH * (AHEAD * max(2, os.cpu_count() or 1) + 2)


ELSEWHERE = {
    UNLIKE: "import importlib.metadata as m\nusual = m.version\n"
    "m.version = lambda name: '0.0.1' if name == 'nh3' else usual(name)\n",
    BARE: "import sys\nsys.modules['praxis_build'] = None\n",
}


def elsewhere(folder: Path, reason: str) -> str:
    """Return a folder that makes a worker look like one of another machine."""
    (folder / "other").mkdir()
    (folder / "other/sitecustomize.py").write_text(ELSEWHERE[reason])
    return str(folder / "other")


@pytest.mark.parametrize("reason", ELSEWHERE)
def test_a_worker_that_would_give_other_bytes_is_refused(tmp_path: Path, reason: str) -> None:
    """Another version of what makes a page, or no Praxis: a sentence says which worker and what it has."""
    with machines(tmp_path) as there:
        there.join(elsewhere(tmp_path, reason))
        with pytest.raises(NoCluster) as refused, Cluster(there.address):
            pass
    assert refused.value.reason == reason
    assert refused.value.values["address"].startswith("tcp://127.0.0.1:")
    assert refused.value.values.get("theirs", "") in ("nh3 0.0.1", "")


def test_a_worker_that_comes_late_is_refused_too(tmp_path: Path) -> None:
    """Versions are compared where the work is done, with each batch."""
    with machines(tmp_path) as there:
        first = there.join()
        with Cluster(there.address) as cluster:
            there.join(elsewhere(tmp_path, UNLIKE))
            first.kill()
            with pytest.raises(NoCluster) as refused:
                list(cluster(Parse(Settings()), SOURCES))
    assert refused.value.reason == UNLIKE


def test_nobody_to_do_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scheduler without workers, from the start or from then on, is said; nobody waits for ever."""
    monkeypatch.setattr(clusters, "_CONNECTED", 5)
    monkeypatch.setattr(clusters, "_LOOKED", 0.2)
    with machines(tmp_path) as there:
        with pytest.raises(NoCluster) as refused, Cluster(there.address):
            pass
        assert refused.value.reason == EMPTY
        last = there.join()
        with Cluster(there.address) as cluster, pytest.raises(NoCluster) as refused:  # noqa: PT012 - two steps
            last.kill()
            list(cluster(Parse(Settings()), SOURCES))
        assert refused.value.reason == EMPTY


def test_a_scheduler_that_goes_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, and nothing waits for ever."""
    monkeypatch.setattr(clusters, "_LOOKED", 0.2)
    with machines(tmp_path) as there:
        there.join()
        with Cluster(there.address) as cluster, pytest.raises(NoCluster) as refused:  # noqa: PT012 - it goes on the way
            for _ in cluster(Parse(Settings()), (SOURCES[0] for _ in range(BATCH * 1000))):
                if there.scheduler.poll() is None:
                    there.scheduler.kill()
    assert refused.value.reason == LOST
