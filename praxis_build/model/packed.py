"""Packed: tables of large rows, held as they are kept and decoded when they are read: a third of the memory.

Copies of this process share its memory but for what is written to, and to read a value is to count one reference more
in it: encoded rows lie side by side in blocks that are written to once.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from praxis_build.model.blocks import Blocks
from praxis_build.model.tables import NOTHING, Index, Table, V

if TYPE_CHECKING:
    from praxis_build.model.ledger import Ledger

_ENCODE = msgspec.msgpack.Encoder().encode
_OWNED = msgspec.msgpack.Decoder(dict[str, msgspec.Raw]).decode


class Packed(Table[V]):
    """A table whose rows are packed."""

    def __init__(self, ledger: "Ledger", name: str, kind: Any) -> None:
        """Rows are decoded as ``kind`` when they are asked for, once in a row."""
        super().__init__(ledger, name, kind)
        self._decode, self._blocks = self._held, Blocks()
        self._held: Callable[[Any], Any] = self._blocks.put
        self._last: tuple[int, Any] = -1, NOTHING

    def __getitem__(self, key: str) -> V:
        """Return a row; raises ``KeyError`` when there is none."""
        return self._at(super().__getitem__(key))  # type: ignore[arg-type]

    def get(self, key: str) -> V | None:
        """Return a row, or nothing."""
        place = super().get(key)
        return None if place is None else self._at(place)  # type: ignore[arg-type]

    def __contains__(self, key: str) -> bool:
        """Tell whether there is such a row."""
        return super().get(key) is not None

    def peek(self, key: str) -> V | None:
        """Return a row, or nothing, without noting it."""
        place = super().peek(key)
        return None if place is None else self._at(place)  # type: ignore[arg-type]

    def items(self) -> Iterator[tuple[str, V]]:
        """Yield all the rows in the order of keys."""
        return ((key, self._at(place)) for key, place in super().items())  # type: ignore[arg-type]

    def put(self, key: str, value: V | None) -> None:
        """Set a row, or take it out with ``None``."""
        place, data = super().peek(key), None if value is None else _ENCODE(value)
        if (None if place is None else self._blocks[place]) != data:  # type: ignore[index]
            self.take(key, data)

    def encoded(self) -> Iterator[tuple[str, bytes | None]]:
        """Yield the rows that changed, as they are to be kept."""
        for key in sorted(self.changed):
            place = self._rows.get(key)
            yield key, None if place is None else bytes(self._blocks[place])

    def _at(self, place: int) -> V:
        """Return the row at a place; whoever reads a row often reads it again at once."""
        if self._last[0] != place:
            self._last = place, self._decode(self._blocks[place])
        return self._last[1]  # type: ignore[no-any-return]


class PackedIndex(Index):
    """An index whose items are packed, by key and owner."""

    def __init__(self, ledger: "Ledger", name: str, kind: Any) -> None:
        """Items of a type are decoded when they are asked for."""
        super().__init__(ledger, name, kind)
        self._items, self._blocks = msgspec.msgpack.Decoder(tuple[kind, ...]).decode, Blocks()
        self._held = self._holding

    def of(self, key: str) -> dict[str, tuple[Any, ...]]:
        """Return the items filed under a key, by owner, in no order."""
        places: dict[str, Any] = super().of(key)
        return {owner: self._items(self._blocks[place]) for owner, place in places.items()}

    def file(self, key: str, owner: str, items: tuple[Any, ...]) -> None:
        """Replace what an owner states under a key."""
        data, place = _ENCODE(items), (self.peek(key) or {}).get(owner)
        if place is None or self._blocks[place] != data:  # type: ignore[index]
            super().file(key, owner, self._blocks.put(data) if items else ())  # type: ignore[arg-type]

    def encoded(self) -> Iterator[tuple[str, bytes | None]]:
        """Yield the rows that changed, as they are to be kept; ``None`` for those taken out."""
        for key in sorted(self.changed):
            places: dict[str, Any] = self._rows.get(key) or {}
            row = {owner: msgspec.Raw(self._blocks[place]) for owner, place in places.items()}
            yield key, _ENCODE(row) if row else None

    def _holding(self, data: Any) -> dict[str, int]:
        return {owner: self._blocks.put(bytes(items)) for owner, items in _OWNED(data).items()}
