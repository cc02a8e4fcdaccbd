"""A cluster: the stages' work shared among machines by Dask, in the shape of ``map``.

Items and results travel as msgpack, in batches; the work itself is a task of its own, so that each worker gets it once,
and a lost worker's batches and the work it held are done again elsewhere. Whoever can reach a scheduler can run
programs on its workers: that is Dask's nature, and the network must keep it among friends.
"""

import importlib
import importlib.metadata
import logging
import re
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, suppress
from functools import lru_cache
from itertools import chain
from types import TracebackType
from typing import Any, Self

import msgspec

from praxis_build import __version__
from praxis_build.edges.workers import AHEAD, BATCH, Crashed, Work, as_taken, cpu_count, cut, decoder, work_on
from praxis_build.model.codes import N_

LOCAL = "dask"
"""Asks for worker processes on this machine, instead of a scheduler's address."""

MISSING = N_("Dask is not installed here: pip install 'praxis-build[cluster]'.")
UNREACHABLE = N_("No scheduler answers at {address}.")
EMPTY = N_("The scheduler at {address} has no worker.")
LOST = N_("The scheduler at {address} went away.")
BARE = N_("The worker at {address} can't run Praxis: is it installed there?")
UNLIKE = N_("The worker at {address} has {theirs}, and this machine {ours}: its pages could differ.")

_CONNECTED, _LOOKED = 10, 5
"""Seconds allowed to find a scheduler and a worker; seconds between two looks at whether workers are left."""
_LOOKS = 6
"""Looks in a row without any worker before giving up: a worker that crashed comes back within seconds."""
_DEATHS = 3
"""Workers that one item must stop, alone, to be named."""


class NoCluster(Exception):  # noqa: N818 - it is an answer, not an error of the program
    """A cluster can't do the work: ``reason``, in the catalogue, says why; ``values`` fill its placeholders."""

    def __init__(self, reason: str, values: dict[str, str]) -> None:
        """Say why."""
        super().__init__(reason, values)
        self.reason, self.values = reason, values


class Cluster:
    """Dask's workers; called like ``map``, it gives results in the order of the items.

    ``address`` is a scheduler's (``tcp://host:port``), or ``LOCAL``. Used as a context manager. Raises ``NoCluster``.
    """

    here = False
    """What workers make comes back: they may be on other machines, with disks of their own."""

    def __init__(self, address: str) -> None:
        """Plan a cluster."""
        self.address = address
        self._closing = ExitStack()

    def __enter__(self) -> Self:
        """Connect, and check that every worker would give the same bytes as this machine."""
        try:
            self._dask = importlib.import_module("distributed")
        except ImportError:
            raise NoCluster(MISSING, {}) from None
        # What matters of what it logs comes back as an exception.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        with ExitStack() as opening:
            self._client = self._connected(opening)
            for worker, theirs in sorted(self._client.run(versions, on_error="return").items()):
                if not isinstance(theirs, dict):
                    raise NoCluster(BARE, {"address": worker})
                _compare(worker, theirs, versions())
            self._closing = opening.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave; the workers of this machine stop, those of others stay for the next one."""
        self._closing.close()

    def _connected(self, opening: ExitStack) -> Any:
        target = self.address
        if target == LOCAL:
            target = opening.enter_context(_local(self._dask))
        try:
            client = opening.enter_context(
                self._dask.Client(target, timeout=_CONNECTED, direct_to_workers=self.address == LOCAL)
            )
        except (OSError, ValueError):
            raise self._no(UNREACHABLE) from None
        try:
            client.wait_for_workers(1, timeout=_CONNECTED)
        except TimeoutError:
            raise self._no(EMPTY) from None
        return client

    def __call__(self, work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        """Yield ``work`` of each item; few items are worked on here."""
        batches = cut(items)
        first = next(batches, [])
        if len(first) < BATCH:
            yield from map(work, first)
            return
        yield from self._shared(work, chain([first], batches))

    def _shared(self, work: Any, batches: Iterator[list[Any]]) -> Iterator[Any]:
        there = self._client.submit(_same, work, pure=False)
        ahead = AHEAD * max(1, sum(self._client.nthreads().values()))
        waiting: deque[tuple[list[Any], Any]] = deque()
        for batch in batches:
            waiting.append((batch, self._sent(there, batch)))
            if len(waiting) > ahead:
                yield from self._done(work, there, *waiting.popleft())
        while waiting:
            yield from self._done(work, there, *waiting.popleft())

    def _sent(self, there: Any, batch: list[Any]) -> Any:
        return self._client.submit(_work, there, msgspec.msgpack.encode(batch), versions(), pure=False)

    def _done(self, work: Work, there: Any, batch: list[Any], future: Any) -> list[Any]:
        """Return the results of a batch; one whose workers died is done again, item by item."""
        decode = decoder(work.gives)
        try:
            return decode(self._result(future))
        except self._dask.KilledWorker:
            return [decode(self._alone(work, there, item))[0] for item in batch]

    def _alone(self, work: Work, there: Any, item: Any) -> bytes:
        """Return the result of one item, with nothing else in progress near it; one that stops workers is named."""
        deaths = 0
        while deaths < _DEATHS:
            try:
                return self._result(self._sent(there, [item]))
            except self._dask.KilledWorker as killed:
                deaths += killed.allowed_failures + 1
        raise Crashed(as_taken(work, item))

    def _result(self, future: Any) -> bytes:
        """Wait for a task as long as there is somebody to do it."""
        looks = 0
        try:
            while looks < _LOOKS:
                try:
                    self._dask.wait([future], timeout=_LOOKED)
                    return bytes(future.result())
                except TimeoutError:
                    looks = 0 if self._client.nthreads() else looks + 1
        except (CancelledError, OSError):
            raise self._no(LOST) from None
        raise self._no(EMPTY)

    def _no(self, reason: str) -> NoCluster:
        return NoCluster(reason, {"address": self.address})


def _local(dask: Any) -> Any:
    """Return a cluster of processes that other machines can't reach."""
    return dask.LocalCluster(
        n_workers=cpu_count(),
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        scheduler_kwargs={"dashboard": False},
        silence_logs=logging.CRITICAL,
        preload=[__name__],
    )


def dask_setup(_worker: Any) -> None:
    """Begin a worker of this machine (the name is Dask's): an interruption is for the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _same(work: Work) -> Work:
    """Give the work back: a task whose result each worker asks for once, and that is done again if it is lost."""
    return work


def _work(work: Work, batch: bytes, ours: dict[str, str]) -> bytes:
    """Do the work on a batch, on a worker; it may have come after the others were checked."""
    if versions() != ours:
        _compare(importlib.import_module("distributed").get_worker().address, versions(), ours)
    return work_on(work, batch)


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """Return the versions of all that could change a page: Python's, Praxis's, and what Praxis stands on."""
    found = {"Python": f"{sys.version_info.major}.{sys.version_info.minor}", "Praxis": __version__}
    for requirement in importlib.metadata.requires("praxis-build") or ():
        name = re.split(r"[^\w.-]", requirement)[0]
        # One host stands for another, and an extra may not be there.
        with suppress(importlib.metadata.PackageNotFoundError):
            found[name] = importlib.metadata.version(name)
    return found


def _compare(worker: str, theirs: dict[str, str], ours: dict[str, str]) -> None:
    """Raise ``NoCluster`` for a worker that has other versions than this machine."""
    unlike = [name for name in {**ours, **theirs} if ours.get(name) != theirs.get(name)]
    if unlike:
        said = {
            who: ", ".join(f"{name} {had[name]}" for name in unlike if name in had)
            for who, had in (("theirs", theirs), ("ours", ours))
        }
        raise NoCluster(UNLIKE, {"address": worker, **said})
