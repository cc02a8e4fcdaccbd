"""Processes that work on batches of items, and end with the one that started them."""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from functools import lru_cache
from itertools import count
from multiprocessing.connection import Connection
from typing import Any, Protocol

import msgspec

FORK = multiprocessing.get_context("fork") if sys.platform == "linux" else None
"""How processes begin as copies of this one; elsewhere than on Linux, the system's own libraries can't bear it."""
_LOOK = 0.05
"""Seconds between two looks at whether the one that started a process is still there."""


class Work(Protocol):
    """A stage that can be shared: pure, and it tells the types of what it takes and gives; picklable if it is sent."""

    takes: Any
    gives: Any

    def __call__(self, item: Any, /) -> Any:
        """Do the work on one item."""


class Processes:
    """An executor whose processes end with this one, however it ends.

    Otherwise the processes of a build that was killed would stay for ever, and the lock of its site with them.
    """

    def __init__(self, size: int, work: Any = None) -> None:
        """Plan ``size`` processes, copies of this one that have a ``work`` when there is one."""
        self.size, self.work = size, work
        context = FORK if work is not None and FORK else multiprocessing.get_context()
        theirs, self._lifeline = context.Pipe(duplex=False)
        self.executor = ProcessPoolExecutor(size, context, _begin, (theirs, self._lifeline, work))

    def stop(self, *, early: bool = False) -> None:
        """Stop the processes once they have done their batch, or, ``early``, the item they are at."""
        if early:
            self._lifeline.close()
        self.executor.shutdown(cancel_futures=True)


class Errand:
    """One work shared among processes: it goes with the first batches, then again to a process that hasn't had it.

    Processes that began with it have it already.
    """

    def __init__(self, processes: Processes, work: Any) -> None:
        """Share a work among processes."""
        self._executor, self._work = processes.executor, work
        own = processes.work is work
        self._name, self._first = (_OWN, 0) if own else (f"{os.getpid()}-{next(_NUMBERS)}", processes.size)

    def sent(self, batch: list[Any]) -> Future[bytes]:
        """Send a batch."""
        self._first -= 1
        return self._submit(batch, self._work if self._first >= 0 else None)

    def result(self, batch: list[Any], future: Future[bytes]) -> bytes:
        """Wait for the results of a batch that was sent."""
        return future.result() or self._submit(batch, self._work).result()

    def _submit(self, batch: list[Any], work: Any) -> Future[bytes]:
        return self._executor.submit(_begun, self._name, work, msgspec.msgpack.encode(batch))


_NUMBERS = count()
_OWN = "own"
"""Names the work that processes began with."""
_WORKS: dict[str, Work] = {}
"""In a process: the work it was given last, by its name."""


def _begun(name: str, work: Work | None, batch: bytes) -> bytes:
    """Do a work on a batch; nothing comes back from a process that doesn't know the work."""
    if work is not None:
        _WORKS.clear()
        _WORKS[name] = work
    known = _WORKS.get(name)
    return work_on(known, batch) if known else b""


_STOPPED = threading.Event()
"""Set in a process whose work no longer serves anybody."""


def _begin(lifeline: Connection, other: Connection, work: Any) -> None:
    """Begin a process: an interruption is for the one that started it, without which it stops."""
    _WORKS[_OWN] = work
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


@lru_cache(maxsize=8)
def decoder(kind: Any) -> Callable[[bytes], list[Any]]:
    """Return what reads a batch of one type of values."""
    return msgspec.msgpack.Decoder(list[kind]).decode


def work_on(work: Work, batch: bytes) -> bytes:
    """Do the work on each item of a batch; return the batch of results. Raises ``CancelledError`` when told to stop."""
    done = []
    for item in decoder(work.takes)(batch):
        if _STOPPED.is_set():
            raise CancelledError
        done.append(work(item))
    return msgspec.msgpack.encode(done)
