"""The ledger: all that is known, in tables that note what is read of them and what changed in them.

Whoever derives something under ``Ledger.recording`` learns which rows it read; when none of them has changed since, the
same would be derived again. Nobody lists dependencies by hand, so none can be forgotten.
Source: A. Acar, *Self-Adjusting Computation*, 2005; the traces are those of "build systems à la carte" (Mokhov 2018).
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, Protocol, TypeVar
from zlib import crc32

import msgspec

Mark = int
"""A row, in four bytes: two that meet by chance cost a derivation too many, never one too few."""
_ALL = "\x00\x00"
"""Stands for any row of a table."""

V = TypeVar("V")
_NOTHING: Any = object()


class Store(Protocol):
    """Where rows were kept: bytes by table and key."""

    def row(self, table: str, key: str) -> bytes | None:
        """Return one row."""

    def rows(self, table: str) -> Iterable[tuple[str, bytes]]:
        """Return all the rows of a table."""


class Reads:
    """What has been read since recording began."""

    __slots__ = ("marks",)

    def __init__(self) -> None:
        """Begin with nothing."""
        self.marks: set[Mark] = set()


def mark(table: str, key: str) -> Mark:
    """Return the mark of a row."""
    return crc32(key.encode(), crc32(table.encode()))


class Table(Generic[V]):
    """Rows of one type by key. Reading with ``[]``, ``get`` or ``in`` is noted; ``peek`` is not."""

    def __init__(self, ledger: "Ledger", name: str, kind: Any) -> None:
        """Rows are decoded as ``kind`` when they are first asked for."""
        self.name, self._ledger, self._reads, self._kind = name, ledger, ledger.reads, kind
        self._seed = crc32(name.encode())
        self._rows: dict[str, Any] = {}
        self._whole = ledger.store is None
        self.changed: set[str] = set()

    def __getitem__(self, key: str) -> V:
        """Return a row; raises ``KeyError`` when there is none."""
        self._reads.marks.add(crc32(key.encode(), self._seed))
        found = self._rows.get(key, _NOTHING)
        if found is _NOTHING:
            found = self._fetched(key)
        if found is None:
            raise KeyError(key)
        return found  # type: ignore[no-any-return]

    def get(self, key: str) -> V | None:
        """Return a row, or nothing."""
        self._reads.marks.add(crc32(key.encode(), self._seed))
        found = self._rows.get(key, _NOTHING)
        return self._fetched(key) if found is _NOTHING else found  # type: ignore[no-any-return]

    def __contains__(self, key: str) -> bool:
        """Tell whether there is such a row."""
        return self.get(key) is not None

    def peek(self, key: str) -> V | None:
        """Return a row, or nothing, without noting it."""
        found = self._rows.get(key, _NOTHING)
        return self._fetched(key) if found is _NOTHING else found  # type: ignore[no-any-return]

    def items(self) -> Iterator[tuple[str, V]]:
        """Yield all the rows in the order of keys; a change of any of them counts as a change of what was read."""
        self._reads.marks.add(crc32(_ALL.encode(), self._seed))
        self.load()
        rows = self._rows
        return ((key, rows[key]) for key in sorted(rows) if rows[key] is not None)

    def load(self) -> None:
        """Fetch all the rows at once."""
        if not self._whole and self._ledger.store is not None:
            decode = msgspec.msgpack.Decoder(self._kind).decode
            for key, data in self._ledger.store.rows(self.name):
                if key not in self._rows:
                    self._rows[key] = decode(data)
        self._whole = True

    def put(self, key: str, value: V | None) -> None:
        """Set a row, or take it out with ``None``; one that was the same already hasn't changed."""
        if self.peek(key) != value:
            self._rows[key] = value
            self.changed.add(key)
            self._ledger.touch(self.name, key)

    def _fetched(self, key: str) -> Any:
        found = None
        if not self._whole and self._ledger.store is not None:
            data = self._ledger.store.row(self.name, key)
            if data is not None:
                found = msgspec.msgpack.decode(data, type=self._kind)
            self._rows[key] = found
        return found

    def encoded(self) -> Iterator[tuple[str, bytes | None]]:
        """Yield the rows that changed, as they are to be kept; ``None`` for those taken out."""
        encode = msgspec.msgpack.Encoder().encode
        for key in sorted(self.changed):
            value = self._rows.get(key)
            yield key, None if value is None else encode(value)


class Index(Table[dict[str, tuple[Any, ...]]]):
    """What documents state, filed by key: a row has the items of each owner."""

    def of(self, key: str) -> dict[str, tuple[Any, ...]]:
        """Return the items filed under a key, by owner, in no order."""
        self._reads.marks.add(crc32(key.encode(), self._seed))
        found = self._rows.get(key, _NOTHING)
        return (self._fetched(key) if found is _NOTHING else found) or {}

    def file(self, key: str, owner: str, items: tuple[Any, ...]) -> None:
        """Replace what an owner states under a key."""
        row = self.peek(key)
        if row is None:
            row = self._rows[key] = {}
        if row.get(owner, ()) == items:
            if not row:
                self._rows[key] = None
            return
        if items:
            row[owner] = items
        else:
            del row[owner]
            if not row:
                self._rows[key] = None
        self.changed.add(key)
        self._ledger.touch(self.name, key)


Fact = tuple[str, str, Any]
"""Something a document states: the index it is filed in, the key, the item."""


class Ledger:
    """All the tables of one knowledge base; ``first`` until something has been derived from them once."""

    def __init__(self, store: Store | None = None) -> None:
        """Begin with the rows of a store, or with none."""
        self.store, self.reads = store, Reads()
        self.touched: set[Mark] = set()
        self.tables: dict[str, Table[Any]] = {}
        self.first = store is None

    def table(self, name: str, kind: type[V]) -> Table[V]:
        """Add a table."""
        made: Table[V] = Table(self, name, kind)
        self.tables[name] = made
        return made

    def index(self, name: str, kind: Any) -> Index:
        """Add an index of items of a type."""
        made = Index(self, name, dict[str, tuple[kind, ...]])
        self.tables[name] = made
        return made

    def settle(self) -> None:
        """Hold all that changed for settled: whatever had to be derived anew has been, and is kept."""
        for table in self.tables.values():
            table.changed.clear()
        self.touched.clear()
        self.first = False

    def read(self, table: str, key: str) -> None:
        """Note that something was read that has no row of its own."""
        self.reads.marks.add(mark(table, key))

    def touch(self, table: str, key: str) -> None:
        """Note that a row changed; at first everything is new, and is derived anyway."""
        if not self.first:
            self.touched.add(mark(table, key))
            self.touched.add(mark(table, _ALL))

    def refile(self, owner: str, old: Iterable[Fact], new: Iterable[Fact]) -> None:
        """Replace what an owner stated by what it states now."""
        stated = _filed(new)
        for name, key in _filed(old).keys() - stated.keys():
            self.tables[name].file(key, owner, ())  # type: ignore[attr-defined]
        for (name, key), items in stated.items():
            self.tables[name].file(key, owner, tuple(items))  # type: ignore[attr-defined]

    @contextmanager
    def recording(self) -> Iterator[set[Mark]]:
        """Give the set in which what is read inside the block is noted."""
        before, marks = self.reads.marks, set[Mark]()
        self.reads.marks = marks
        try:
            yield marks
        finally:
            self.reads.marks = before


class View(Generic[V]):
    """Rows derived from others when they are asked for, once each; whoever reads one has read what it came from."""

    def __init__(self, ledger: Ledger, derive: Callable[[Any], V]) -> None:
        """Derive with a function of the key."""
        self._ledger, self._derive = ledger, derive
        self._made: dict[Any, tuple[V, set[Mark]]] = {}

    def __getitem__(self, key: Any) -> V:
        """Return what is derived for a key."""
        made = self._made.get(key)
        if made is None:
            with self._ledger.recording() as marks:
                value = self._derive(key)
            made = self._made[key] = value, marks
        self._ledger.reads.marks |= made[1]
        return made[0]


def _filed(facts: Iterable[Fact]) -> dict[tuple[str, str], list[Any]]:
    filed: dict[tuple[str, str], list[Any]] = {}
    for name, key, item in facts:
        filed.setdefault((name, key), []).append(item)
    return filed


def traces(marks: Iterable[Mark]) -> bytes:
    """Return marks as they are kept."""
    return array("I", marks).tobytes()


def stale(kept: Iterable[tuple[str, bytes]], touched: frozenset[Mark]) -> set[str]:
    """Return the keys of the traces that hold something touched."""
    return {key for key, trace in kept if not touched.isdisjoint(array("I", trace))} if touched else set()
