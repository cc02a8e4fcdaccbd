"""Tables: rows by key, which note what is read of them and what changed."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import msgspec

from praxis_build.model.traces import ALL, Marks

if TYPE_CHECKING:
    from praxis_build.model.ledger import Ledger

V = TypeVar("V")
NOTHING: Any = object()
"""Stands for a row that hasn't been looked for."""
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
        found = self._rows.get(key, NOTHING)
        if found is NOTHING:
            found = self._fetched(key)
        if found is None:
            raise KeyError(key)
        return found  # type: ignore[no-any-return]

    def get(self, key: str) -> V | None:
        """Return a row, or nothing."""
        self._reads.marks.add(self._marks[key])
        found = self._rows.get(key, NOTHING)
        return self._fetched(key) if found is NOTHING else found  # type: ignore[no-any-return]

    def note(self, key: str) -> None:
        """Note that a row was read, for whoever holds something made from it."""
        self._reads.marks.add(self._marks[key])

    def __contains__(self, key: str) -> bool:
        """Tell whether there is such a row."""
        return self.get(key) is not None

    def peek(self, key: str) -> V | None:
        """Return a row, or nothing, without noting it."""
        found = self._rows.get(key, NOTHING)
        return self._fetched(key) if found is NOTHING else found  # type: ignore[no-any-return]

    def has(self, key: str) -> bool:
        """Tell whether there is such a row, without noting it."""
        found = self._rows.get(key, NOTHING)
        return (self._fetched(key) if found is NOTHING else found) is not None

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


class Index(Table[dict[str, tuple[Any, ...]]]):
    """What documents state, filed by key: a row has the items of each owner."""

    def __init__(self, ledger: "Ledger", name: str, kind: Any) -> None:
        """Items are of a type."""
        super().__init__(ledger, name, dict[str, tuple[kind, ...]])

    def of(self, key: str) -> dict[str, tuple[Any, ...]]:
        """Return the items filed under a key, by owner, in no order."""
        self._reads.marks.add(self._marks.of(key))
        found = self._rows.get(key, NOTHING)
        return (self._fetched(key) if found is NOTHING else found) or {}

    def file(self, key: str, owner: str, items: tuple[Any, ...]) -> None:
        """Replace what an owner states under a key."""
        row = self._rows.get(key, NOTHING)
        if row is NOTHING:
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
