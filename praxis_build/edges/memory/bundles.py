"""Bundles: rows of one table that follow one another in the order of keys, as they lie in a pack.

One row is found by reading the few of its bundle, and changes with them.
"""

import contextlib
import errno
import os
import stat
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from typing import BinaryIO

import msgspec

UNREADABLE = (msgspec.MsgspecError, ValueError, RecursionError)
"""What bytes that are no value of a type can raise: msgspec has no error of its own for text that isn't UTF-8."""
MOST = 1 << 30
"""Bytes read at once: more than any row has. A file may say that it is larger than any disk."""
_SIZE = 1 << 14
"""Bytes of a bundle: so few that one row is read soon, so many that the index of all is small."""


class Spoiled(Exception):  # noqa: N818 - it says what happened
    """What was kept isn't what was kept: the build begins again without it."""


class Bundle(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where rows are in the pack, and the digest of their bytes; all their keys are from ``first`` on."""

    first: str
    offset: int
    length: int
    digest: bytes


def place(bundles: Sequence[Bundle], key: str) -> int:
    """Return which bundle would have a row, -1 for one before all."""
    return bisect_right(bundles, key, key=attrgetter("first")) - 1


class Pack:
    """A file of bundles; with a secret, nobody who doesn't know it can make one that is believed."""

    def __init__(self, path: Path, secret: bytes) -> None:
        """Open a pack to read; one that can't be has nothing that can be used."""
        self.path, self._secret, self._handle = path, secret, -1
        with contextlib.suppress(OSError):
            self._handle = ours(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))

    @property
    def size(self) -> int:
        """The size in bytes, -1 of one that can't be read."""
        return os.fstat(self._handle).st_size if self._handle >= 0 else -1

    def close(self) -> None:
        """Close the file."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def rows(self, table: str, bundles: Sequence[Bundle], at: int) -> dict[str, bytes]:
        """Return the rows of a bundle. Raises ``Spoiled`` when they aren't what, or where, they should be."""
        bundle, *after = bundles[at : at + 2]
        if self._handle < 0 or bundle.length > MOST:
            raise Spoiled
        try:
            data = os.pread(self._handle, bundle.length, bundle.offset)
            if self._digest(table, data) != bundle.digest:
                raise Spoiled
            rows = msgspec.msgpack.decode(data, type=dict[str, bytes])
        except (OSError, OverflowError, MemoryError, *UNREADABLE) as error:
            raise Spoiled from error
        if not rows or min(rows) < bundle.first or (after and max(rows) >= after[0].first):
            raise Spoiled
        return rows

    def put(self, file: BinaryIO, table: str, rows: Mapping[str, bytes | None]) -> Iterator[Bundle]:
        """Add rows to a file, ``None`` being none; yield their bundles."""
        for bundle in _cut(rows):
            data = msgspec.msgpack.encode(bundle)
            yield Bundle(next(iter(bundle)), file.tell(), len(data), self._digest(table, data))
            file.write(data)

    def _digest(self, table: str, data: bytes) -> bytes:
        told = blake2b(table.encode() + b"\0", digest_size=16, key=self._secret)
        told.update(data)
        return told.digest()


def _cut(rows: Mapping[str, bytes | None]) -> Iterator[dict[str, bytes]]:
    """Yield rows in the order of keys, a bundle at a time."""
    bundle: dict[str, bytes] = {}
    size = 0
    for key in sorted(rows):
        if (data := rows[key]) is not None:
            bundle[key] = data
            size += len(key) + len(data)
        if size >= _SIZE:
            yield bundle
            bundle, size = {}, 0
    if bundle:
        yield bundle


def ours(path: str | os.PathLike[str], flags: int) -> int:
    """Open a file of the memory, which may come from elsewhere: a link or a pipe put there is none of ours."""
    handle = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), 0o644)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
