"""Memory: what a build worked out, kept for the next in ``.cache/praxis/``. Data only; it can be lost at any time.

``rows-N.pack`` holds rows by bundles and is only ever added to; ``index`` says where each bundle is and what its bytes
should be, and is replaced whole. A bundle that isn't what the index says, or an index that isn't what it says of
itself, is not used: everything is then worked out anew. With a secret, nobody who doesn't know it can write an index
that is believed; without one, whoever can write in the folder is trusted as whoever makes the pages is: they can put
into them what no note can.
"""

import contextlib
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

import msgspec

from praxis_build.edges.memory.bundles import MOST, UNREADABLE, Bundle, Pack, Spoiled, ours, place

__all__ = ["Memory", "Spoiled"]

FORMAT = b"praxis memory 2\n"
_HELD = 1 << 9
"""How many bundles are held at once: rows are mostly asked for in the order of keys."""
_SPARE = 2
"""A pack is written anew when it is so many times larger than the rows that are still wanted."""
_SMALL = 1_000_000
_BUFFER = 1 << 20
_LEFT = re.compile(r"rows-[0-9]+\.pack|index-[0-9]+")
"""Names of what earlier builds leave, or builds that were killed."""

_Rows = Iterable[tuple[str, bytes | None]]


class _Index(msgspec.Struct, frozen=True):
    """Which build this is of (``stamp``), the pack's number, and the bundles of each table in the order of keys."""

    stamp: bytes
    number: int
    tables: dict[str, list[Bundle]]


class Memory:
    """The rows of one project, as the last build left them."""

    def __init__(self, folder: Path, stamp: bytes, secret: bytes = b"") -> None:
        """Open what was kept under the same ``stamp``: whatever rows depend on besides themselves.

        ``other`` tells that what is there was kept under another, and is of no use.
        """
        self._folder, self._stamp, self._secret = folder, stamp, secret[:64]
        found = self._read()
        self.other = found is not None and found.stamp != stamp
        self._open(found if found and not self.other else _Index(stamp, 0, {}))

    @property
    def empty(self) -> bool:
        """Whether nothing was kept that can be used."""
        return not self._index.tables

    def row(self, table: str, key: str) -> bytes | None:
        """Return a row. Raises ``Spoiled``."""
        at = place(self._bundles(table), key)
        return self._held(table, at).get(key) if at >= 0 else None

    def rows(self, table: str) -> Iterator[tuple[str, bytes]]:
        """Yield all the rows of a table. Raises ``Spoiled``."""
        for at in range(len(self._bundles(table))):
            yield from self._bundle(table, at).items()

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
                self._write(changes, anew=not self._has_room())
            except (Spoiled, OverflowError):
                # The rest can't be kept: without it, the changes would be kept for the whole.
                (self._folder / "index").unlink()

    def forget(self) -> None:
        """Use nothing of what was kept."""
        self.close()
        self._open(_Index(self._stamp, self._index.number, {}))

    def erase(self) -> None:
        """Use nothing of what was kept, and let no other build use it."""
        self.forget()
        if not self._linked():
            with contextlib.suppress(OSError):
                (self._folder / "index").unlink()

    def close(self) -> None:
        """Close the pack."""
        self._pack.close()

    def _open(self, index: _Index) -> None:
        self._index, self._pack = index, Pack(self._folder / f"rows-{index.number}.pack", self._secret)
        self._held = lru_cache(maxsize=_HELD)(self._bundle)

    def _bundles(self, table: str) -> list[Bundle]:
        return self._index.tables.get(table, [])

    def _bundle(self, table: str, at: int) -> dict[str, bytes]:
        return self._pack.rows(table, self._bundles(table), at)

    def _has_room(self) -> bool:
        """Tell whether there is a pack, most of which is wanted."""
        wanted = sum(bundle.length for bundles in self._index.tables.values() for bundle in bundles)
        return not self.empty and 0 <= self._pack.size <= _SPARE * wanted + _SMALL

    def _write(self, changes: Mapping[str, _Rows], *, anew: bool) -> None:
        """Add bundles to the pack, or to a new one, then put the index that knows them in the place of the other."""
        number, tables = self._index.number + anew, dict(self._index.tables)
        path = self._folder / f"rows-{number}.pack"
        with open(path, "wb" if anew else "ab", _BUFFER, opener=ours) as file:
            for name in sorted(tables.keys() | changes.keys() if anew else changes.keys()):
                rows = dict(changes.get(name, ()))
                if anew:
                    tables[name] = list(self._pack.put(file, name, {**dict(self.rows(name)), **rows}))
                else:
                    tables[name] = list(self._merged(file, name, rows))
        self._replace(_Index(self._stamp, number, tables))
        for other in list(self._folder.iterdir()):
            if other != path and _LEFT.fullmatch(other.name):
                other.unlink(missing_ok=True)

    def _merged(self, file: BinaryIO, table: str, rows: Mapping[str, bytes | None]) -> Iterator[Bundle]:
        """Yield a table's bundles once rows have changed: those where none has are where they were."""
        bundles = self._bundles(table)
        changed: defaultdict[int, dict[str, bytes | None]] = defaultdict(dict)
        for key, data in rows.items():
            changed[max(place(bundles, key), 0)][key] = data
        for at, bundle in enumerate(bundles):
            if at in changed:
                yield from self._pack.put(file, table, {**self._bundle(table, at), **changed[at]})
            else:
                yield bundle
        if not bundles:
            yield from self._pack.put(file, table, rows)

    def _replace(self, index: _Index) -> None:
        data = msgspec.msgpack.encode(index)
        whole = FORMAT + blake2b(data, digest_size=32, key=self._secret).digest() + data
        new = self._folder / f"index-{os.getpid()}"
        new.unlink(missing_ok=True)
        with new.open("xb") as file:
            file.write(whole)
        new.replace(self._folder / "index")
        self.close()
        self._open(index)

    def _read(self) -> _Index | None:
        """Return the index when it is whole and ours."""
        if self._linked():
            return None
        try:
            with open(self._folder / "index", "rb", opener=ours) as file:
                whole = file.read() if os.fstat(file.fileno()).st_size <= MOST else b""
            head = len(FORMAT)
            digest, data = whole[head : head + 32], whole[head + 32 :]
            if whole[:head] != FORMAT or digest != blake2b(data, digest_size=32, key=self._secret).digest():
                return None
            index = msgspec.msgpack.decode(data, type=_Index)
        except (OSError, MemoryError, *UNREADABLE):
            return None
        return index

    def _linked(self) -> bool:
        """Tell whether the folder leads elsewhere: what is there is somebody's."""
        return self._folder.is_symlink() or self._folder.parent.is_symlink()
