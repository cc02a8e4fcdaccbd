"""Workers: the stages' work shared among processes, in the shape of ``map``."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from itertools import chain, islice
from types import TracebackType
from typing import Any, Protocol, Self

import msgspec

BATCH = 48
"""Items sent at once: large enough that sending costs little, small enough that workers end together."""
AHEAD = 3
"""Batches waiting per worker: bounds the memory that results take when they are used more slowly than made."""


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

    def __init__(self, size: int = 0) -> None:
        """Plan ``size`` processes, as many as there are processors unless given; they start when there is work."""
        self.size = size or cpu_count()
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        """Return the pool."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the processes."""
        if self._executor:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None

    def __call__(self, work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        """Yield ``work`` of each item; few items, or one process, are worked on here."""
        stream = iter(items)
        batches = iter(lambda: list(islice(stream, BATCH)), [])
        first = next(batches, [])
        if self.size == 1 or len(first) < BATCH:
            yield from map(work, first)
            for batch in batches:
                yield from map(work, batch)
            return
        yield from self._shared(work, first, batches)

    def _shared(self, work: Any, first: list[Any], batches: Iterator[list[Any]]) -> Iterator[Any]:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(self.size, multiprocessing.get_context())
        decode = _decoder(work.gives)
        waiting: deque[tuple[list[Any], Future[bytes]]] = deque()
        try:
            for batch in chain([first], batches):
                waiting.append((batch, self._executor.submit(_work, work, msgspec.msgpack.encode(batch))))
                if len(waiting) > self.size * AHEAD:
                    yield from decode(waiting[0][1].result())
                    waiting.popleft()
            while waiting:
                yield from decode(waiting[0][1].result())
                waiting.popleft()
        except BrokenProcessPool as broken:
            raise Crashed(_culprit(work, [item for batch, _ in waiting for item in batch])) from broken


def _culprit(work: Work, items: Iterable[Any]) -> Any:
    """Return the item that stops a process by itself, ``None`` when none does."""
    for item in items:
        with ProcessPoolExecutor(1, multiprocessing.get_context()) as alone:
            try:
                alone.submit(_work, work, msgspec.msgpack.encode([item])).result()
            except BrokenProcessPool:
                return item
    return None


def cpu_count() -> int:
    """Return the number of processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@lru_cache(maxsize=8)
def _decoder(kind: Any) -> Callable[[bytes], list[Any]]:
    return msgspec.msgpack.Decoder(list[kind]).decode


def _work(work: Work, batch: bytes) -> bytes:
    return msgspec.msgpack.encode([work(item) for item in _decoder(work.takes)(batch)])
