"""Reader: the files of a published index, as tables of records and lists of documents.

It asks for files by name and decodes each once; a file that is not there is empty, and ``missing`` says so.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from praxis_build.stages.index import coding
from praxis_build.stages.index.published import FOLDER, META
from praxis_build.stages.index.tables import rank, records
from praxis_build.stages.index.words import NAME, read_listed, read_pointer

_LAST = "\uffff"
"""Comes after all that a key may hold."""


class Postings(NamedTuple):
    """How many documents a stem has; those listed, as ``number << 8 | impact``; its tail's name and best impact."""

    total: int = 0
    listed: tuple[int, ...] = ()
    tail: str = ""
    most: int = 0


class Card(NamedTuple):
    """What a reader is shown of a document; ``path`` has the titles of its community and its notebook."""

    title: str
    url: str
    kind: str
    lang: str
    date: str
    summary: str
    path: list[str]


class _Table(NamedTuple):
    firsts: list[bytes]
    names: list[str]

    def at(self, key: str) -> int:
        """Return the place of the shard that has a key, if any has."""
        return max(0, bisect_right(self.firsts, rank(key)) - 1)


class Reader:
    """Reads an index; ``read`` gives a file of the site, and raises ``OSError`` for one that isn't there."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        """Read the file that names the others; raises ``OSError`` without it."""
        self._read, self._shards, self._cards = read, dict[str, dict[str, bytes]](), dict[str, dict[str, Card]]()
        meta = msgspec.json.decode(read(META))
        self.documents: int = meta["documents"]
        self.missing = False
        self._group: int = meta["group"]
        self._groups = _cut(meta["cards"])
        self._tables = {
            name: _Table([rank(key) for key in one["keys"].split("\n")], _cut(one["names"]))
            for name, one in meta["tables"].items()
        }

    def stems(self, word: str) -> list[str]:
        """Return the stems of a word, each with its language: ``anim/fr``."""
        pointers = read_pointer(word, self._record("words", word))
        return [f"{stem}/{lang}" for lang, (_, stem) in pointers.items()]

    def postings(self, key: str) -> Postings:
        """Return the documents of a stem with its language, such as ``anim/fr``."""
        data = self._record("words", key)
        if not data:
            return Postings()
        count, most, tail, listed = read_listed(data)
        return Postings(count, tuple(listed), tail, most)

    def tail(self, name: str) -> tuple[int, ...]:
        """Return the documents that a long list doesn't hold itself."""
        return tuple(coding.read_postings(self._file(f"{name}.bin")))

    def synonyms(self, name: str) -> list[str]:
        """Return the other names of a term."""
        data = self._record("words", f"{name}=")
        return data.decode().split("\n") if data else []

    def roots(self, word: str) -> list[str]:
        """Return the stems with a language that are all of a word, in the order of keys."""
        return [key for key, _ in self._between("words", f"{word}/", f"{word}0")]

    def spelled(self, prefix: str, most: int, word: str = "", *, reverse: bool = False) -> Iterator[tuple[str, int]]:
        """Yield the words that begin with a prefix, or end with it reversed, and in how many documents each is.

        They come from ``most`` shards at most, the nearest to ``word``.
        """
        table = "endings" if reverse else "spellings"
        for key, data in self._between(table, prefix, prefix + _LAST, most, word or prefix):
            yield key[::-1] if reverse else key, coding.read_varint(data, 0)[0]

    def chosen(self, facet: str, value: str = "") -> Iterator[tuple[str, str, tuple[int, ...]]]:
        """Yield each value of a facet, or the one that is asked for: with its label as JSON, and its documents."""
        start = f"{facet}/{value}/" if value else f"{facet}/"
        for key, data in self._between("facets", start, start + _LAST):
            _, found, label = key.split("/", 2)
            yield found, label, tuple(coding.read_gaps(data))

    def card(self, number: int) -> Card | None:
        """Return what is shown of a document; ``None`` when its file isn't there."""
        name = self._groups[number >> self._group]
        if name not in self._cards:
            cards = msgspec.json.decode(self._file(f"{name}.json") or b"{}")
            self._cards[name] = {one: Card(*card) for one, card in cards.items()}
        return self._cards[name].get(str(number))

    def _record(self, table: str, key: str) -> bytes:
        found = self._tables.get(table)
        return self._shard(found.names[found.at(key)]).get(key, b"") if found and found.names else b""

    def _between(
        self, table: str, start: str, stop: str, most: int = 1 << 30, middle: str = ""
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the records from a key to before another, from the shards that are nearest to a third."""
        found = self._tables.get(table)
        if not found or not found.names:
            return
        first, last = found.at(start), found.at(stop)
        first = max(first, min(found.at(middle or start), last - most + 1))
        low, high = rank(start), rank(stop)
        for name in found.names[first : min(last, first + most - 1) + 1]:
            shard = self._shard(name)
            keys = list(shard)
            yield from (
                (key, shard[key]) for key in keys[bisect_left(keys, low, key=rank) : bisect_left(keys, high, key=rank)]
            )

    def _shard(self, name: str) -> dict[str, bytes]:
        if name not in self._shards:
            self._shards[name] = dict(records(self._file(f"{name}.bin")))
        return self._shards[name]

    def _file(self, name: str) -> bytes:
        try:
            return self._read(f"{FOLDER}/{name}")
        except OSError:
            self.missing = True
            return b""


def _cut(names: str) -> list[str]:
    return [names[at : at + NAME] for at in range(0, len(names), NAME)]
