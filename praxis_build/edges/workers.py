"""Workers: the stages' work shared among processes, in the shape of ``map``."""

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from itertools import chain, count, islice
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Protocol, Self

import msgspec

BATCH = 48
"""Items sent at once: large enough that sending costs little, small enough that workers end together."""
AHEAD = 3
"""Batches waiting per worker: bounds the memory that results take when they are used more slowly than made."""
_LOOK = 0.05
"""Seconds between two looks at whether the one that started a process is still there."""


class Work(Protocol):
    """A stage that can be shared: picklable, pure, and it tells the types of what it takes and gives."""

    takes: Any
    gives: Any

    def __call__(self, item: Any, /) -> Any:
        """Do the work on one item."""


class Crashed(Exception):  # noqa: N818 - it says what happened
    """A process was stopped by a compiled library, or by the system: ``item`` is what it worked on, if it is known."""

    def __init__(self, item: Any) -> None:
        """Keep the item."""
        super().__init__(item)
        self.item = item

    @property
    def name(self) -> str:
        """The path or the address of the item."""
        return str(getattr(self.item, "path", "") or getattr(self.item, "url", ""))


class Pool:
    """``size`` processes; called like ``map``, it gives results in the order of the items.

    Items and results travel as msgpack, never as pickles. Used as a context manager, it stops its processes at the end.
    """

    here = True
    """Whether the work is done on this machine, where it can write files."""

    def __init__(self, size: int = 0) -> None:
        """Plan ``size`` processes, as many as there are processors unless given; they start when there is work."""
        self.size = size or cpu_count()
        self._started: _Processes | None = None

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the processes; after an error, without waiting for more than the item each is at."""
        self.stop(early=error is not None)

    def stop(self, *, early: bool = True) -> None:
        """Stop the processes, none of which does anything any more; others start when there is work again."""
        if self._started:
            self._started.stop(early=early)
            self._started = None

    def __call__(self, work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        """Yield ``work`` of each item; few items, or one process, are worked on here."""
        batches = cut(items)
        first = next(batches, [])
        if self.size == 1 or len(first) < BATCH:
            yield from map(work, first)
            for batch in batches:
                yield from map(work, batch)
            return
        yield from self._shared(work, first, batches)

    def _shared(self, work: Any, first: list[Any], batches: Iterator[list[Any]]) -> Iterator[Any]:
        if self._started is None:
            self._started = _Processes(self.size)
        decode = decoder(work.gives)
        errand = _Errand(self._started.executor, work, self.size)
        waiting: deque[tuple[list[Any], Future[bytes]]] = deque()
        try:
            for batch in chain([first], batches):
                waiting.append((batch, errand.sent(batch)))
                if len(waiting) > self.size * AHEAD:
                    yield from decode(errand.result(*waiting[0]))
                    waiting.popleft()
            while waiting:
                yield from decode(errand.result(*waiting[0]))
                waiting.popleft()
        except BrokenProcessPool as broken:
            raise Crashed(_culprit(work, [item for batch, _ in waiting for item in batch])) from broken


class _Errand:
    """One work shared among processes: it goes with the first batches, then again to a process that hasn't had it."""

    def __init__(self, executor: ProcessPoolExecutor, work: Any, size: int) -> None:
        self._executor, self._work, self._first = executor, work, size
        self._name = f"{os.getpid()}-{next(_NUMBERS)}"

    def sent(self, batch: list[Any]) -> "Future[bytes]":
        self._first -= 1
        return self._submit(batch, self._work if self._first >= 0 else None)

    def result(self, batch: list[Any], future: "Future[bytes]") -> bytes:
        return future.result() or self._submit(batch, self._work).result()

    def _submit(self, batch: list[Any], work: Any) -> "Future[bytes]":
        return self._executor.submit(_begun, self._name, work, msgspec.msgpack.encode(batch))


_NUMBERS = count()
_WORKS: dict[str, Work] = {}
"""In a process: the work it was given last, by its name."""


def _begun(name: str, work: Work | None, batch: bytes) -> bytes:
    """Do a work on a batch; nothing comes back from a process that doesn't know the work."""
    if work is not None:
        _WORKS.clear()
        _WORKS[name] = work
    known = _WORKS.get(name)
    return work_on(known, batch) if known else b""


class _Processes:
    """An executor whose processes end with this one, however it ends.

    Otherwise the processes of a build that was killed would stay for ever, and the lock of its site with them.
    """

    def __init__(self, size: int) -> None:
        context = multiprocessing.get_context()
        theirs, self._lifeline = context.Pipe(duplex=False)
        self.executor = ProcessPoolExecutor(size, context, _begin, (theirs, self._lifeline))

    def stop(self, *, early: bool = False) -> None:
        """Stop the processes once they have done their batch, or, ``early``, the item they are at."""
        if early:
            self._lifeline.close()
        self.executor.shutdown(cancel_futures=True)


def _culprit(work: Work, items: Iterable[Any]) -> Any:
    """Return the item that stops a process by itself, ``None`` when none does."""
    for item in items:
        alone = _Processes(1)
        try:
            alone.executor.submit(work_on, work, msgspec.msgpack.encode([item])).result()
        except BrokenProcessPool:
            return as_taken(work, item)
        finally:
            alone.stop()
    return None


_STOPPED = threading.Event()
"""Set in a process whose work no longer serves anybody."""


def _begin(lifeline: Connection, other: Connection) -> None:
    """Begin a process: an interruption is for the one that started it, without which it stops."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    other.close()
    threading.Thread(target=_wait, args=(lifeline, os.getppid()), daemon=True).start()


def _wait(lifeline: Connection, parent: int) -> None:
    """Stop once nobody holds the other end of the lifeline, by which nothing is ever sent.

    While the one that started this process is there, what is being sent to it must be whole: it would wait for the
    rest. Without it, nothing matters.
    """
    with contextlib.suppress(EOFError, OSError):
        lifeline.recv_bytes()
    _STOPPED.set()
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


def cpu_count() -> int:
    """Return the number of processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def cut(items: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield items in batches, as they are needed."""
    stream = iter(items)
    return iter(lambda: list(islice(stream, BATCH)), [])


@lru_cache(maxsize=8)
def decoder(kind: Any) -> Callable[[bytes], list[Any]]:
    """Return what reads a batch of one type of values."""
    return msgspec.msgpack.Decoder(list[kind]).decode


def as_taken(work: Work, item: Any) -> Any:
    """Return an item as its work sees it: it may have been sent encoded."""
    return decoder(work.takes)(msgspec.msgpack.encode([item]))[0]


def work_on(work: Work, batch: bytes) -> bytes:
    """Do the work on each item of a batch; return the batch of results. Raises ``CancelledError`` when told to stop."""
    done = []
    for item in decoder(work.takes)(batch):
        if _STOPPED.is_set():
            raise CancelledError
        done.append(work(item))
    return msgspec.msgpack.encode(done)
