"""Workers: the stages' work shared among processes, in the shape of ``map``."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from types import TracebackType
from typing import Any, Self

import msgspec

from praxis_build.edges.workers.processes import FORK, Errand, Processes, Work, decoder, work_on

__all__ = [
    "AHEAD",
    "BATCH",
    "Crashed",
    "Pool",
    "Work",
    "as_taken",
    "cpu_count",
    "cut",
    "decoder",
    "stopping",
    "work_on",
]

BATCH = 48
"""Items sent at once: large enough that sending costs little, small enough that workers end together."""
AHEAD = 3
"""Batches waiting per worker: bounds the memory that results take when they are used more slowly than made."""


class Crashed(Exception):  # noqa: N818 - it says what happened
    """A process was stopped by a compiled library, or by the system: ``item`` is what it worked on, if it is known."""

    def __init__(self, item: Any) -> None:
        """Keep the item."""
        super().__init__(item)
        self.item = item

    @property
    def name(self) -> str:
        """The path or the address of the item."""
        item = self.item
        return item if isinstance(item, str) else str(getattr(item, "path", "") or getattr(item, "url", ""))


_Waiting = deque[tuple[list[Any], Future[Any]]]
"""Batches whose results haven't been used, in order."""


class Pool:
    """``size`` processes; called like ``map``, it gives results in the order of the items.

    Items and results travel as msgpack, never as pickles. Used as a context manager, it stops its processes at the end.
    ``knowing`` has the same shape, for works that can't travel: they are done here and by copies of this process, which
    begin with all that it knows by then. It is ``None`` where processes can't be copied.
    """

    here = True
    """Whether the work is done on this machine, where it can write files."""

    def __init__(self, size: int = 0) -> None:
        """Plan ``size`` processes, as many as there are processors unless given; they start when there is work."""
        self.size = size or cpu_count()
        self._started: Processes | None = None
        self.knowing: Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]] | None = None
        if FORK:
            self.knowing = partial(self._mapped, copied=True)

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
        return self._mapped(work, items, copied=False)

    def _mapped(self, work: Any, items: Iterable[Any], *, copied: bool) -> Iterator[Any]:
        batches = cut(items)
        first = next(batches, [])
        if self.size == 1 or len(first) < BATCH:
            yield from map(work, chain(first, chain.from_iterable(batches)))
            return
        waiting: _Waiting = deque()
        try:
            yield from (self._shared if copied else self._sent)(work, chain([first], batches), waiting)
        except BrokenProcessPool as broken:
            suspects = (item for batch, _ in waiting for item in batch)
            raise Crashed(_culprit(work, suspects, copied=copied)) from broken

    def _sent(self, work: Any, batches: Iterator[list[Any]], waiting: _Waiting) -> Iterator[Any]:
        """Send all the work to processes that last from one work to the next."""
        if self._started is None:
            self._started = Processes(self.size)
        errand, decode = Errand(self._started, work), decoder(work.gives)
        for batch in batches:
            waiting.append((batch, errand.sent(batch)))
            if len(waiting) > self.size * AHEAD:
                yield from decode(errand.result(*waiting[0]))
                waiting.popleft()
        while waiting:
            yield from decode(errand.result(*waiting[0]))
            waiting.popleft()

    def _shared(self, work: Any, batches: Iterator[list[Any]], waiting: _Waiting) -> Iterator[Any]:
        """Share the work between this process and its copies, which are kept busy first, and last no longer."""
        self.stop(early=False)
        self._started = Processes(self.size - 1, work)
        errand, decode = Errand(self._started, work), decoder(work.gives)
        for batch in batches:
            busy = sum(not done.done() for _, done in waiting)
            waiting.append((batch, errand.sent(batch) if busy < (self.size - 1) * AHEAD else _done(work, batch)))
            while waiting and waiting[0][1].done():
                yield from _results(waiting[0][1], decode)
                waiting.popleft()
        while waiting:
            yield from _results(waiting[0][1], decode)
            waiting.popleft()
        self.stop(early=False)


def _done(work: Work, batch: list[Any]) -> Future[Any]:
    """Return the results of a batch that was worked on here, as those of others come."""
    future: Future[Any] = Future()
    future.set_result([work(item) for item in batch])
    return future


def _results(future: Future[Any], decode: Callable[[bytes], list[Any]]) -> list[Any]:
    done = future.result()
    return decode(done) if isinstance(done, bytes) else done


def _culprit(work: Work, items: Iterable[Any], *, copied: bool) -> Any:
    """Return the item that stops a process by itself, ``None`` when none does."""
    for item in items:
        alone = Processes(1, work if copied else None)
        try:
            Errand(alone, work).sent([item]).result()
        except BrokenProcessPool:
            return as_taken(work, item)
        finally:
            alone.stop()
    return None


def cpu_count() -> int:
    """Return the number of processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def cut(items: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield items in batches, as they are needed."""
    stream = iter(items)
    return iter(lambda: list(islice(stream, BATCH)), [])


def as_taken(work: Work, item: Any) -> Any:
    """Return an item as its work sees it: it may have been sent encoded."""
    return decoder(work.takes)(msgspec.msgpack.encode([item]))[0]


@contextmanager
def stopping(each: object) -> Iterator[None]:
    """Let no process write after an error: its files would come into what is dropped, or told anew."""
    try:
        yield
    except BaseException:
        getattr(each, "stop", bool)()
        raise
