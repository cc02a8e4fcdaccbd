"""Memory: what a build worked out, kept for the next in ``.cache/praxis/``. Data only; it can be lost at any time.

``rows-N.pack`` holds rows one after the other and is only ever added to; ``index`` says where each row is and what its
bytes should be, and is replaced whole. A row that isn't what the index says, or an index that isn't what it says of
itself, is not used: everything is then worked out anew. With a secret, nobody who doesn't know it can write an index
that is believed; without one, whoever can write in the folder is trusted as whoever makes the pages is: they can put
into them what no note can.
"""

import contextlib
import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

import msgspec

FORMAT = b"praxis memory 1\n"
_SPARE = 2
"""A pack is written anew when it is so many times larger than the rows that are still wanted."""
_SMALL = 1_000_000
_BUFFER = 1 << 20
_MOST = 1 << 30
"""Bytes read at once: the index of 800,000 notes. A file may say that it is larger than any disk."""
_UNREADABLE = (msgspec.MsgspecError, ValueError, RecursionError)
"""What bytes that are no value of a type can raise: msgspec has no error of its own for text that isn't UTF-8."""
_LEFT = re.compile(r"rows-[0-9]+\.pack|index-[0-9]+")
"""Names of what earlier builds leave, or builds that were killed."""

_Places = dict[str, tuple[int, int, bytes]]
_Rows = Iterable[tuple[str, bytes | None]]


class Spoiled(Exception):  # noqa: N818 - it says what happened
    """What was kept isn't what was kept: the build begins again without it."""


class _Index(msgspec.Struct, frozen=True):
    """Which build this is of (``stamp``), the pack's number, and for each table where its rows are, encoded."""

    stamp: bytes
    number: int
    live: int
    tables: dict[str, bytes]


class Memory:
    """The rows of one project, as the last build left them."""

    def __init__(self, folder: Path, stamp: bytes, secret: bytes = b"") -> None:
        """Open what was kept under the same ``stamp``: whatever rows depend on besides themselves.

        ``other`` tells that what is there was kept under another, and is of no use.
        """
        self._folder, self._stamp, self._secret = folder, stamp, secret[:64]
        self._tables: dict[str, _Places] = {}
        found = self._read()
        self.other = found is not None and found.stamp != stamp
        self._index = found if found and not self.other else _Index(stamp, 0, 0, {})
        self._pack = self._opened(self._index)

    @property
    def empty(self) -> bool:
        """Whether nothing was kept that can be used."""
        return not self._index.tables

    def row(self, table: str, key: str) -> bytes | None:
        """Return a row. Raises ``Spoiled``."""
        place = self._places(table).get(key)
        return None if place is None else self._checked(table, key, self._data(place[1], place[0]), place[2])

    def rows(self, table: str) -> Iterator[tuple[str, bytes]]:
        """Yield all the rows of a table. Raises ``Spoiled``."""
        places = self._places(table)
        if not places:
            return
        start = min(offset for offset, _, _ in places.values())
        end = max(offset + length for offset, length, _ in places.values())
        whole = end - start <= min(_MOST, _SPARE * sum(length for _, length, _ in places.values()))
        span = memoryview(self._data(end - start, start)) if whole else None
        for key, (offset, length, digest) in places.items():
            at = offset - start
            data = bytes(span[at : at + length]) if span is not None else self._data(length, offset)
            yield key, self._checked(table, key, data, digest)

    def save(self, tables: Iterable[tuple[str, _Rows]]) -> None:
        """Keep the rows of tables that changed, each table's once it is its turn; ``None`` for a row that is no more.

        A disk that can't take them loses nothing else.
        """
        changes = dict(tables)
        if not changes or self._linked():
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError), (self._folder / ".gitignore").open("x") as ignore:
                ignore.write("*\n")
            try:
                self._save(changes)
            except (Spoiled, OverflowError):
                # The rest can't be kept: without it, the changes would be kept for the whole.
                (self._folder / "index").unlink()

    def _save(self, changes: dict[str, _Rows]) -> None:
        if self._is_there() and self._size() <= _SPARE * self._index.live + _SMALL:
            self._write(self._index, changes.items())
            return
        names = sorted(self._index.tables.keys() | changes.keys())
        whole = ((name, {**dict(self.rows(name)), **dict(changes.get(name, ()))}.items()) for name in names)
        self._write(_Index(self._stamp, self._index.number + 1, 0, {}), whole)

    def forget(self) -> None:
        """Use nothing of what was kept."""
        self.close()
        self._tables.clear()
        self._index = _Index(self._stamp, self._index.number, 0, {})

    def erase(self) -> None:
        """Use nothing of what was kept, and let no other build use it."""
        self.forget()
        if not self._linked():
            with contextlib.suppress(OSError):
                (self._folder / "index").unlink()

    def close(self) -> None:
        """Close the pack."""
        if self._pack >= 0:
            os.close(self._pack)
            self._pack = -1

    def _write(self, index: _Index, changes: Iterable[tuple[str, _Rows]]) -> None:
        """Add rows to a pack, then put the index that knows them in the place of the other."""
        live, blobs = index.live, dict(index.tables)
        path = self._folder / f"rows-{index.number}.pack"
        with open(path, "ab" if index.tables else "wb", _BUFFER, opener=_ours) as pack:
            at = pack.tell()
            for name, rows in changes:
                places = _decoded(index.tables.get(name))
                for key, data in rows:
                    if key in places:
                        live -= places.pop(key)[1]
                    if data is not None:
                        length = len(data)
                        places[key] = (at, length, self._digest(name, key, data))
                        pack.write(data)
                        at, live = at + length, live + length
                blobs[name] = msgspec.msgpack.encode(places)
        self._replace(_Index(self._stamp, index.number, live, blobs))
        for other in list(self._folder.iterdir()):
            if other != path and _LEFT.fullmatch(other.name):
                other.unlink(missing_ok=True)

    def _replace(self, index: _Index) -> None:
        data = msgspec.msgpack.encode(index)
        whole = FORMAT + blake2b(data, digest_size=32, key=self._secret).digest() + data
        new = self._folder / f"index-{os.getpid()}"
        new.unlink(missing_ok=True)
        with new.open("xb") as file:
            file.write(whole)
        new.replace(self._folder / "index")
        self.close()
        self._tables.clear()
        self._index, self._pack = index, self._opened(index)

    def _read(self) -> _Index | None:
        """Return the index when it is whole and ours."""
        if self._linked():
            return None
        try:
            with open(self._folder / "index", "rb", opener=_ours) as file:
                whole = file.read() if os.fstat(file.fileno()).st_size <= _MOST else b""
            head = len(FORMAT)
            digest, data = whole[head : head + 32], whole[head + 32 :]
            if whole[:head] != FORMAT or digest != blake2b(data, digest_size=32, key=self._secret).digest():
                return None
            index = msgspec.msgpack.decode(data, type=_Index)
        except (OSError, MemoryError, *_UNREADABLE):
            return None
        return index

    def _linked(self) -> bool:
        """Tell whether the folder leads elsewhere: what is there is somebody's."""
        return self._folder.is_symlink() or self._folder.parent.is_symlink()

    def _opened(self, index: _Index) -> int:
        try:
            return _ours(self._folder / f"rows-{index.number}.pack", os.O_RDONLY | getattr(os, "O_BINARY", 0))
        except OSError:
            return -1

    def _is_there(self) -> bool:
        return not self.empty and self._pack >= 0

    def _size(self) -> int:
        return os.fstat(self._pack).st_size

    def _places(self, table: str) -> _Places:
        if table not in self._tables:
            self._tables[table] = _decoded(self._index.tables.get(table))
        return self._tables[table]

    def _data(self, length: int, offset: int) -> bytes:
        if self._pack < 0 or length > _MOST:
            raise Spoiled
        try:
            return os.pread(self._pack, length, offset)
        except (OSError, OverflowError, MemoryError) as error:
            raise Spoiled from error

    def _checked(self, table: str, key: str, data: bytes, digest: bytes) -> bytes:
        if self._digest(table, key, data) != digest:
            raise Spoiled
        return data

    def _digest(self, table: str, key: str, data: bytes) -> bytes:
        return blake2b(b"%b\0%b\0%b" % (table.encode(), key.encode(), data), digest_size=12, key=self._secret).digest()


def _decoded(blob: bytes | None) -> _Places:
    try:
        return msgspec.msgpack.decode(blob, type=_Places) if blob else {}
    except _UNREADABLE as error:
        raise Spoiled from error


def _ours(path: str | os.PathLike[str], flags: int) -> int:
    """Open a file of the memory, which may come from elsewhere: a link or a pipe put there is none of ours."""
    handle = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), 0o644)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
