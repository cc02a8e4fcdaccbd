"""Traces: which rows a derivation read, as four bytes each, and whether one of them has been touched since."""

from array import array
from collections.abc import Iterable
from itertools import islice
from zlib import crc32

Mark = int
"""A row, in four bytes: two that meet by chance cost a derivation too many, never one too few."""
ALL = "\x00\x00"
"""Stands for any row of a table."""
_FEW, _SOME = 16, 256


def mark(table: str, key: str) -> Mark:
    """Return the mark of a row."""
    return crc32(key.encode(), crc32(table.encode()))


class Marks(dict[str, Mark]):
    """The marks of a table's rows: those that are asked for with ``[]``, as often read ones are, are computed once."""

    def __init__(self, table: str) -> None:
        """Begin with none."""
        super().__init__()
        self._seed = crc32(table.encode())

    def __missing__(self, key: str) -> Mark:
        """Compute a mark."""
        made = self[key] = crc32(key.encode(), self._seed)
        return made

    def of(self, key: str) -> Mark:
        """Return a mark that will hardly be asked for again."""
        return crc32(key.encode(), self._seed)


class Reads:
    """What has been read since recording began."""

    __slots__ = ("marks",)

    def __init__(self) -> None:
        """Begin with nothing."""
        self.marks: set[Mark] = set()


class Recording:
    """A block in which what is read is noted apart: ``with`` gives the set of its marks."""

    __slots__ = ("_before", "_reads")

    def __init__(self, reads: Reads) -> None:
        """Note apart what ``reads`` would."""
        self._reads = reads

    def __enter__(self) -> set[Mark]:
        """Begin with nothing."""
        self._before, marks = self._reads.marks, set[Mark]()
        self._reads.marks = marks
        return marks

    def __exit__(self, *_: object) -> None:
        """Note again where one did before."""
        self._reads.marks = self._before


def traces(marks: Iterable[Mark]) -> bytes:
    """Return marks as they are kept."""
    return array("I", marks).tobytes()


def stale(kept: Iterable[tuple[str, bytes]], touched: frozenset[Mark]) -> set[str]:
    """Return the keys of the traces that hold something touched."""
    if not touched:
        return set()
    few = [traces([one]) for one in touched] if len(touched) <= _FEW else []
    found: set[str] = set()
    stream = iter(kept)
    while some := list(islice(stream, _SOME)):
        # To look for a few bytes in many traces is four times faster than to count out each of them.
        whole = b"".join([trace for _, trace in some]) if few else b""
        if not few or any(one in whole for one in few):
            found |= {key for key, trace in some if not touched.isdisjoint(array("I", trace))}
    return found
