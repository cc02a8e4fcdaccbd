"""Views: what is derived from rows of the ledger when it is asked for."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from praxis_build.model.ledger import Ledger
from praxis_build.model.traces import Mark

V = TypeVar("V")


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
        self._ledger.reads.marks.update(made[1])
        return made[0]
