"""Tables: sorted records cut into shards where their keys say so, so that a change stays where it is made.

Where to cut depends on the records near the cut alone (content-defined chunking; A. Muthitacharoen, *LBFS*, 2001): an
index brought up to date has the shards of one made anew.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple
from zlib import crc32

from praxis_build.stages.index.coding import read_varint, varint

Record = tuple[str, bytes]
"""A key and what is kept under it."""
Load = Callable[[str], bytes]
"""Gives the shard that begins at a key."""
Edit = Callable[[str, bytes | None], bytes | None]
"""Gives what is kept under a key from what was, ``None`` for nothing."""
_HASHES = 1 << 32


class Shard(NamedTuple):
    """Some records of a table as bytes, and the key of the last."""

    data: bytes
    last: str


class Cut(NamedTuple):
    """How a table changed: new shards by first key, ``None`` for those that went; the first keys of all."""

    shards: dict[str, Shard | None]
    firsts: list[str]


def rank(key: str) -> bytes:
    """Return the rank of a key: by UTF-16 code units, as JavaScript compares texts."""
    return key.encode("utf-16-be")


def shard(records: Iterable[Record]) -> bytes:
    """Return records as bytes, each key without what it shares with the one before."""
    parts: list[bytes] = []
    before = b""
    for key, payload in records:
        data = key.encode()
        shared = _shared(before, data)
        parts += varint(shared), varint(len(data) - shared), data[shared:], varint(len(payload)), payload
        before = data
    return b"".join(parts)


def records(data: bytes) -> Iterator[Record]:
    """Yield the records of a shard."""
    at, key, end = 0, b"", len(data)
    while at < end:
        shared, at = read_varint(data, at)
        rest, at = read_varint(data, at)
        key = key[:shared] + data[at : at + rest]
        size, at = read_varint(data, at + rest)
        yield key.decode(), data[at : at + size]
        at += size


def updated(firsts: list[str], load: Load, keys: Iterable[str], edit: Edit, size: int) -> Cut:
    """Return a table after edits of some keys; a shard has about ``size`` bytes, twice that at most."""
    touched: dict[int, list[str]] = {}
    for key in keys:
        touched.setdefault(max(0, bisect_right(firsts, rank(key), key=rank) - 1), []).append(key)
    changed: dict[str, Shard | None] = {}
    kept: list[str] = []
    at = 0
    while at < len(firsts) or at in touched:
        # A cut depends on the key after it: the shard before one that changed is cut again too.
        if at not in touched and at + 1 not in touched:
            kept.append(firsts[at])
            at += 1
            continue
        at = _recut(_Old(firsts, load, touched, edit), at, size, changed, kept)
    return Cut(changed, kept)


class _Old(NamedTuple):
    firsts: list[str]
    load: Load
    touched: Mapping[int, list[str]]
    edit: Edit

    def shard(self, at: int) -> list[Record]:
        """Return the records of one shard, edited."""
        found = dict(records(self.load(self.firsts[at]))) if at < len(self.firsts) else {}
        for key in self.touched.get(at, ()):
            payload = self.edit(key, found.get(key))
            if payload is None:
                found.pop(key, None)
            else:
                found[key] = payload
        keys = sorted(found, key=rank) if at in self.touched else found
        return [(key, found[key]) for key in keys]


def _recut(old: _Old, at: int, size: int, changed: dict[str, Shard | None], kept: list[str]) -> int:
    """Cut again from a shard on, until a cut falls where there was one and nothing after it changed."""
    total = len(old.firsts)
    run: list[Record] = []
    weight = 0
    while True:
        if at < total:
            changed.setdefault(old.firsts[at], None)
        for key, payload in old.shard(at):
            cost = len(key) + len(payload) + 2
            if run and _cuts(key, cost, weight, size):
                _close(run, changed, kept)
                run, weight = [], 0
            run.append((key, payload))
            weight += cost
        at += 1
        if at >= total:
            break
        if at not in old.touched and at + 1 not in old.touched and (following := next(iter(old.shard(at)), None)):
            key, payload = following
            if not run or _cuts(key, len(key) + len(payload) + 2, weight, size):
                break
    if run:
        _close(run, changed, kept)
    return at


def _close(run: list[Record], changed: dict[str, Shard | None], kept: list[str]) -> None:
    first = run[0][0]
    changed[first] = Shard(shard(run), run[-1][0])
    kept.append(first)


def _cuts(key: str, cost: int, weight: int, size: int) -> bool:
    """Tell whether a shard of some weight ends before a record: by chance, as often as its cost says."""
    if weight + cost > 2 * size:
        return True
    return 2 * weight >= size and crc32(key.encode()) * size < 2 * cost * _HASHES


def _shared(one: bytes, other: bytes) -> int:
    most = min(len(one), len(other))
    at = 0
    while at < most and one[at] == other[at]:
        at += 1
    return at
