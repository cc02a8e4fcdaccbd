"""The lock of a site: two builds at once never mix; the second is told who holds it, and refused."""

import contextlib
import datetime as dt
import os
import re
from collections.abc import Iterator
from pathlib import Path

from praxis_build.edges.publish.refusal import LINK, Refused
from praxis_build.model.codes import N_

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no such lock: two builds at once are then not recognised
    fcntl = None  # type: ignore[assignment]

LOCK = "lock"
IGNORE = ".gitignore"

_BUSY = N_("another build is writing this site")
_HELD = N_("another build is writing this site: process {pid}, since {since}")
_HOLDER = re.compile(rb"(\d{1,10}) ([\d :+-]{19,40})\n")
# O_NOFOLLOW: the work folder may come from elsewhere, and a link must not lead us to write over another file.
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_handles: set[int] = set()


@contextlib.contextmanager
def locked(work: Path, target: Path) -> Iterator[None]:
    """Hold the lock of a site: the system frees it when the process ends, however it ends."""
    handle = _take(work, target)
    _handles.add(handle)
    try:
        since = dt.datetime.now().astimezone().isoformat(" ", "seconds")
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()} {since}\n".encode())
        with contextlib.suppress(FileExistsError), (work / IGNORE).open("x") as ignore:
            ignore.write("*\n")
        yield
    finally:
        _handles.discard(handle)
        if fcntl:
            # Taken away while it is locked: whoever has opened it meanwhile starts again.
            _leave(work)
        os.close(handle)
        if not fcntl:  # pragma: no cover - Windows doesn't remove a file that is open
            _leave(work)


def _take(work: Path, target: Path) -> int:
    """Return the locked handle; raises ``Refused`` when another build has it."""
    lock = work / LOCK
    while True:
        if work.is_symlink() or lock.is_symlink():
            raise Refused(work, LINK)
        work.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock, _FLAGS, 0o644)
        try:
            _lock(handle, target)
            # The build that held it may have removed the file between our opening and our locking it: then start again.
            if lock.exists() and os.path.samestat(os.fstat(handle), lock.stat()):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _lock(handle: int, target: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = _HOLDER.fullmatch(os.pread(handle, 64, 0))
        if holder is None:
            raise Refused(target, _BUSY) from None
        raise Refused(target, _HELD, values={"pid": holder[1].decode(), "since": holder[2].decode()}) from None


def _leave(work: Path) -> None:
    """Take the lock's file away, and the work folder when nothing is remembered in it."""
    with contextlib.suppress(OSError):
        if {entry.name for entry in os.scandir(work)} == {LOCK, IGNORE}:
            (work / IGNORE).unlink()
        (work / LOCK).unlink()
        work.rmdir()


def _close_copies() -> None:
    """In a process that was forked, close its copies of the handles: it may outlive a build that is killed."""
    while _handles:
        os.close(_handles.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_close_copies)
