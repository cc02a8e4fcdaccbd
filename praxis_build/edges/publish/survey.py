"""What a folder holds, as seen now, or as noted before where nothing can have changed since."""

import os
import stat
from collections.abc import Callable, Iterable
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path

import msgspec

from praxis_build.edges.beside import Beside
from praxis_build.model.manifest import DIGEST_BYTES

Look = tuple[int, int, int]
"""A file's size, its time in nanoseconds, and its inode; the size is -1 when it isn't an ordinary file."""

_TICK = 50_000_000
_SECOND = 1_000_000_000
_CHUNK = 1 << 20
_MANY = 256
"""Files that are worth a process."""
_MOST = 1 << 29
"""Bytes: more than what a build notes of the largest site. A file of holes can say that it is larger than any disk."""
# O_NOFOLLOW, O_NONBLOCK: what took the place of a file may be a link, or a FIFO that nobody writes into.
FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

# The time when a folder was last changed in any way, which nobody can set; Windows only has that of its entries.
_time: Callable[[os.stat_result], int] = attrgetter("st_mtime_ns" if os.name == "nt" else "st_ctime_ns")
_look: Callable[[os.stat_result], Look] = attrgetter("st_size", "st_mtime_ns", "st_ino")


class Survey(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Every folder below one, itself as ``""``, with its time, and every file; paths are relative to it, with ``/``."""

    folders: dict[str, int] = {}
    files: dict[str, Look] = {}


NOTHING = Survey()


def clock(folder: Path) -> int:
    """Return the file system's time, before which a change can't be mistaken for one to come.

    Two changes within one tick of its clock have the same time; some file systems count in seconds.
    """
    os.utime(folder)
    now = folder.stat().st_mtime_ns
    return now - (2 * _SECOND if now % _SECOND == 0 else _TICK)


def survey(root: str, noted: Survey = NOTHING, sure: int = 0) -> Survey:
    """Look at a folder. Links are named, not followed. Times from ``sure`` on are noted as -1, which none is.

    Folders whose time is as noted still hold the same files: those are as noted too. Others are read anew.
    """
    try:
        return _survey(root, noted, sure)
    except OSError:
        if noted is NOTHING:
            raise
        return _survey(root, NOTHING, sure)


def _survey(root: str, noted: Survey, sure: int) -> Survey:
    changed = _changed(root, noted)
    if not changed:
        return noted
    folders, files = dict(noted.folders), dict(noted.files)
    for file in [file for file in files if file.rpartition("/")[0] in changed]:
        del files[file]
    waiting = list(changed)
    while waiting:
        folder = waiting.pop()
        folders[folder] = time_of(f"{root}/{folder}", sure)
        prefix = folder and f"{folder}/"
        with os.scandir(f"{root}/{folder}") as found:
            for entry in found:
                path = prefix + entry.name
                if not entry.is_dir(follow_symlinks=False):
                    files[path] = look(entry.path, sure)
                elif path not in noted.folders:
                    waiting.append(path)
    return Survey(folders, files)


def _changed(root: str, noted: Survey) -> set[str]:
    """Return the folders that may not be as noted."""
    now = list(map(_time, map(os.lstat, [f"{root}/{folder}" for folder in noted.folders])))
    if now and now == list(noted.folders.values()):
        return set()
    different = {folder for (folder, old), new in zip(noted.folders.items(), now, strict=True) if old != new}
    return different or {""}


def reread(root: str, noted: Survey, sure: int) -> tuple[Survey, list[str]]:
    """Look at noted files; return what they are now, and which are not as noted. Raises ``OSError`` if one is gone."""
    now = list(map(_look, map(os.lstat, [f"{root}/{file}" for file in noted.files])))
    if now == list(noted.files.values()):
        return noted, []
    files = dict(zip(noted.files, now, strict=True))
    unsure = [file for file, found in files.items() if found != noted.files[file]]
    files |= {file: look(f"{root}/{file}", sure) for file in unsure}
    return Survey(noted.folders, files), unsure


def look(path: str, sure: int) -> Look:
    """Look at one file; a link is looked at itself."""
    status = os.lstat(path)
    size = status.st_size if stat.S_ISREG(status.st_mode) else -1
    return size, status.st_mtime_ns if status.st_mtime_ns < sure else -1, status.st_ino


def same(one: Look, other: Look) -> bool:
    """Tell whether two looks are at one and the same file; a time that isn't noted says nothing."""
    return one == other or (one[::2] == other[::2] and -1 in (one[1], other[1]))


def time_of(folder: str, sure: int) -> int:
    """Return a folder's time."""
    found = _time(os.lstat(folder))
    return found if found < sure else -1


def digests(root: str, files: Iterable[str]) -> dict[str, str]:
    """Return the digests of files; ``""`` for one that can't be read. Another process reads half of them."""
    names = list(files)
    here, there = names[::2], names[1::2]
    beside = Beside(lambda: msgspec.msgpack.encode(_digests(root, there))) if len(names) > _MANY else None
    found = _digests(root, here)
    data = beside.result() if beside else b""
    return found | (msgspec.msgpack.decode(data, type=dict[str, str]) if data else _digests(root, there))


def _digests(root: str, files: list[str]) -> dict[str, str]:
    return {file: _digest(f"{root}/{file}") for file in files}


def _digest(path: str) -> str:
    try:
        return file_digest(path)[0]
    except OSError:
        return ""


def contents(path: Path) -> bytes | None:
    """Return the bytes of a file that a build wrote, ``None`` for what it can't have written. Raises ``OSError``."""
    if path.is_symlink():
        return None
    handle = os.open(path, FLAGS)
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        return file.read() if stat.S_ISREG(status.st_mode) and status.st_size <= _MOST else None


def file_digest(path: str, also: Callable[[bytes], object] = len) -> tuple[str, int]:
    """Return the digest and the size of an ordinary file, and give each chunk of it to ``also``.

    Raises ``OSError`` when it isn't an ordinary file or can't be read.
    """
    handle = os.open(path, FLAGS)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(None, "not an ordinary file", path)
        made, size = blake2b(digest_size=DIGEST_BYTES), 0
        most = min(status.st_size + 1, _CHUNK)
        while chunk := os.read(handle, most):
            made.update(chunk)
            also(chunk)
            size += len(chunk)
            if len(chunk) < most:
                break
        return made.hexdigest(), size
    finally:
        os.close(handle)
