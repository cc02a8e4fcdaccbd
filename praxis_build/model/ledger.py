"""The ledger: all that is known, in tables that note what is read of them and what changed in them.

Whoever derives something under ``Ledger.recording`` learns which rows it read; when none of them has changed since, the
same would be derived again. Nobody lists dependencies by hand, so none can be forgotten.
Source: A. Acar, *Self-Adjusting Computation*, 2005; the traces are those of "build systems à la carte" (Mokhov 2018).
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from praxis_build.model.packed import Packed, PackedIndex
from praxis_build.model.tables import Index, Store, Table, V
from praxis_build.model.traces import ALL, Mark, Reads, Recording, mark

T = TypeVar("T", bound=Table[Any] | Index)

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
        return self._named(name, made)

    def index(self, name: str, kind: Any, *, packed: bool = False) -> Index:
        """Add an index of items of a type, which are ``packed`` when they are large and seldom read."""
        made = (PackedIndex if packed else Index)(self, name, kind)
        return self._named(name, made)

    def _named(self, name: str, made: T) -> T:
        """Keep a table. Raises ``ValueError`` when another has its name: marks would not tell their rows apart."""
        if name in self.tables:
            raise ValueError(name)
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
