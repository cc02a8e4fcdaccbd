"""The ledger: all that is known, in tables that note what is read of them and what changed in them.

Whoever derives something under ``Ledger.recording`` learns which rows it read; when none of them has changed since, the
same would be derived again. Nobody lists dependencies by hand, so none can be forgotten.
Source: A. Acar, *Self-Adjusting Computation*, 2005; the traces are those of "build systems à la carte" (Mokhov 2018).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from praxis_build.model.traces import ALL, Mark, Marks, Reads, Recording, mark

V = TypeVar("V")
_NOTHING: Any = object()
_ENCODE = msgspec.msgpack.Encoder().encode


class Store(Protocol):
    """Where rows were kept: bytes by table and key."""

    def row(self, table: str, key: str) -> bytes | None:
        """Return one row."""

    def rows(self, table: str) -> Iterable[tuple[str, bytes]]:
        """Return all the rows of a table."""


class Table(Generic[V]):
    """Rows of one type by key. Reading with ``[]``, ``get`` or ``in`` is noted; ``peek`` is not."""

    def __init__(self, ledger: "Ledger", name: str, kind: Any) -> None:
        """Rows are decoded as ``kind`` when they are first asked for."""
        self.name, self._ledger, self._reads = name, ledger, ledger.reads
        self._marks, self._held = Marks(name), msgspec.msgpack.Decoder(kind).decode
        self._rows: dict[str, Any] = {}
        self._whole = ledger.store is None
        self.changed: set[str] = set()

    def __getitem__(self, key: str) -> V:
        """Return a row; raises ``KeyError`` when there is none."""
        self._reads.marks.add(self._marks[key])
        found = self._rows.get(key, _NOTHING)
        if found is _NOTHING:
            found = self._fetched(key)
        if found is None:
            raise KeyError(key)
        return found  # type: ignore[no-any-return]

    def get(self, key: str) -> V | None:
        """Return a row, or nothing."""
        self._reads.marks.add(self._marks[key])
        found = self._rows.get(key, _NOTHING)
        return self._fetched(key) if found is _NOTHING else found  # type: ignore[no-any-return]

    def note(self, key: str) -> None:
        """Note that a row was read, for whoever holds something made from it."""
        self._reads.marks.add(self._marks[key])

    def __contains__(self, key: str) -> bool:
        """Tell whether there is such a row."""
        return self.get(key) is not None

    def peek(self, key: str) -> V | None:
        """Return a row, or nothing, without noting it."""
        found = self._rows.get(key, _NOTHING)
        return self._fetched(key) if found is _NOTHING else found  # type: ignore[no-any-return]

    def has(self, key: str) -> bool:
        """Tell whether there is such a row, without noting it."""
        found = self._rows.get(key, _NOTHING)
        return (self._fetched(key) if found is _NOTHING else found) is not None

    def items(self) -> Iterator[tuple[str, V]]:
        """Yield all the rows in the order of keys; a change of any of them counts as a change of what was read."""
        self._reads.marks.add(self._marks[ALL])
        self.load()
        rows = self._rows
        return ((key, rows[key]) for key in sorted(rows) if rows[key] is not None)

    def load(self) -> None:
        """Fetch all the rows at once."""
        if not self._whole and self._ledger.store is not None:
            for key, data in self._ledger.store.rows(self.name):
                if key not in self._rows:
                    self._rows[key] = self._held(data)
        self._whole = True

    def put(self, key: str, value: V | None) -> None:
        """Set a row, or take it out with ``None``; one that was the same already hasn't changed."""
        if self.peek(key) != value:
            self._rows[key] = value
            self.changed.add(key)
            self._ledger.touch(self.name, key)

    def take(self, key: str, data: bytes | None) -> None:
        """Set a row that another process has encoded, or take it out with ``None``."""
        self._rows[key] = None if data is None else self._held(data)
        self.changed.add(key)
        self._ledger.touch(self.name, key)

    def _fetched(self, key: str) -> Any:
        found = None
        if not self._whole and self._ledger.store is not None:
            data = self._ledger.store.row(self.name, key)
            found = self._rows[key] = None if data is None else self._held(data)
        return found

    def encoded(self) -> Iterator[tuple[str, bytes | None]]:
        """Yield the rows that changed, as they are to be kept; ``None`` for those taken out."""
        for key in sorted(self.changed):
            value = self._rows.get(key)
            yield key, None if value is None else _ENCODE(value)


class Packed(Table[V]):
    """A table of large rows, held as they are kept and decoded each time they are read: a third of the memory."""

    def __init__(self, ledger: "Ledger", name: str, kind: Any) -> None:
        """Rows are decoded as ``kind`` when they are asked for."""
        super().__init__(ledger, name, kind)
        self._decode, self._held = self._held, bytes

    def __getitem__(self, key: str) -> V:
        """Return a row; raises ``KeyError`` when there is none."""
        return self._decode(super().__getitem__(key))  # type: ignore[arg-type, no-any-return]

    def get(self, key: str) -> V | None:
        """Return a row, or nothing."""
        data = super().get(key)
        return None if data is None else self._decode(data)  # type: ignore[arg-type]

    def peek(self, key: str) -> V | None:
        """Return a row, or nothing, without noting it."""
        data = super().peek(key)
        return None if data is None else self._decode(data)  # type: ignore[arg-type]

    def items(self) -> Iterator[tuple[str, V]]:
        """Yield all the rows in the order of keys."""
        return ((key, self._decode(data)) for key, data in super().items())  # type: ignore[arg-type]

    def put(self, key: str, value: V | None) -> None:
        """Set a row, or take it out with ``None``."""
        data = None if value is None else _ENCODE(value)
        if super().peek(key) != data:
            self._rows[key] = data
            self.changed.add(key)
            self._ledger.touch(self.name, key)

    def encoded(self) -> Iterator[tuple[str, bytes | None]]:
        """Yield the rows that changed, as they are to be kept."""
        return ((key, self._rows.get(key)) for key in sorted(self.changed))


class Index(Table[dict[str, tuple[Any, ...]]]):
    """What documents state, filed by key: a row has the items of each owner."""

    def of(self, key: str) -> dict[str, tuple[Any, ...]]:
        """Return the items filed under a key, by owner, in no order."""
        self._reads.marks.add(self._marks.of(key))
        found = self._rows.get(key, _NOTHING)
        return (self._fetched(key) if found is _NOTHING else found) or {}

    def file(self, key: str, owner: str, items: tuple[Any, ...]) -> None:
        """Replace what an owner states under a key."""
        row = self._rows.get(key, _NOTHING)
        if row is _NOTHING:
            row = self._fetched(key)
        if row is None:
            row = {}
        elif row.get(owner, ()) == items:
            return
        if items:
            row[owner] = items
        else:
            row.pop(owner, None)
        self._rows[key] = row or None
        self.changed.add(key)
        self._ledger.touch(self.name, key)


Fact = tuple[str, str, Any]
"""Something a document states: the index it is filed in, the key, the item."""
Filed = tuple[str, str]
"""Where facts are filed: an index, a key."""


def filed(facts: Iterable[Fact]) -> dict[Filed, tuple[Any, ...]]:
    """Return the items of facts by where they are filed."""
    found: dict[Filed, tuple[Any, ...]] = {}
    for name, key, item in facts:
        where = name, key
        found[where] = (*found[where], item) if where in found else (item,)
    return found


class Ledger:
    """All the tables of one knowledge base; ``first`` until something has been derived from them once."""

    def __init__(self, store: Store | None = None) -> None:
        """Begin with the rows of a store, or with none."""
        self.store, self.reads = store, Reads()
        self.touched: set[Mark] = set()
        self.tables: dict[str, Table[Any]] = {}
        self.first = store is None

    def table(self, name: str, kind: type[V], *, packed: bool = False) -> Table[V]:
        """Add a table, whose rows are ``packed`` when they are large and seldom read."""
        made: Table[V] = (Packed if packed else Table)(self, name, kind)
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
            self.touched.add(mark(table, ALL))

    def refile(self, owner: str, old: Iterable[Filed], new: Mapping[Filed, tuple[Any, ...]]) -> None:
        """Replace what an owner stated by what it states now."""
        for name, key in old:
            if (name, key) not in new:
                self.tables[name].file(key, owner, ())  # type: ignore[attr-defined]
        for (name, key), items in new.items():
            self.tables[name].file(key, owner, items)  # type: ignore[attr-defined]

    def recording(self) -> Recording:
        """Give the set in which what is read inside the block is noted."""
        return Recording(self.reads)
