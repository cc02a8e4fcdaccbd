"""Update: an index brought up to date in its rows; one made anew is an update of nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from praxis_build.model.manifest import digest
from praxis_build.stages.index import coding
from praxis_build.stages.index.changes import Changes
from praxis_build.stages.index.numbers import group_bits
from praxis_build.stages.index.published import Held, Index, name_of
from praxis_build.stages.index.tables import Edit, updated
from praxis_build.stages.index.words import listed, merged, pointer, read_listed, read_pointer

SHARD = 8_000
"""Bytes of a shard in a commons of up to 16,000 documents; more in a larger one, so that their list stays short."""


class Rows(NamedTuple):
    """Where an index is kept between two builds: bytes by kind of row and key."""

    read: Callable[[str, str], bytes]
    write: Callable[[str, str, bytes | None], None]


class Update:
    """One update of an index: ``rows`` are brought up to date, and what is published is told."""

    def __init__(self, before: Index, rows: Rows, changes: Changes, names: Mapping[str, str | None]) -> None:
        """Prepare; ``names`` are the names of terms that changed, with the other names, one a line."""
        self.before, self.rows, self.changes, self.names = before, rows, changes, names
        self.words = changes.words
        self.tails = dict(before.tails)

    def run(self, documents: int, bits: int) -> Index:
        """Return the index as it is now."""
        size = SHARD << (max(0, bits - 17) // 2)
        stems = self.changes.added.keys() | self.changes.removed.keys()
        facets = self.changes.chosen.keys() | self.changes.dropped.keys()
        shards = {
            "words": self._table("words", [*self.words, *stems, *self.names], self._word, size),
            "spellings": self._table("spellings", self.words, self._spelling, size),
            "endings": self._table("endings", [word[::-1] for word in self.words], self._ending, size),
            "facets": self._table("facets", facets, self._facet, size),
        }
        return Index(documents, bits, shards, dict(sorted(self.tails.items())), self._cards(group_bits(bits)))

    def _table(self, table: str, keys: Iterable[str], edit: Edit, size: int) -> dict[str, Held]:
        old = self.before.shards.get(table, {})
        cut = updated(list(old), lambda first: self.rows.read("shard", f"{table}/{first}"), keys, edit, size)
        held = dict(old)
        for first, new in cut.shards.items():
            self.rows.write("shard", f"{table}/{first}", new.data if new else None)
            if new:
                held[first] = Held(digest(new.data), new.last)
        return {first: held[first] for first in cut.firsts}

    def _word(self, key: str, old: bytes | None) -> bytes | None:
        if key.endswith("="):
            names = self.names[key]
            return names.encode() if names else None
        if "/" in key:
            return self._list(key, old)
        counts = {lang: count for lang, (count, _) in read_pointer(key, old or b"").items()}
        for lang, change in self.words[key].items():
            counts[lang] = counts.get(lang, 0) + change
        return pointer(key, counts)

    def _list(self, key: str, old: bytes | None) -> bytes | None:
        changes = self.changes
        packed: Sequence[int] = changes.added.get(key, ())
        if old is not None:
            _, _, tail, kept = read_listed(old)
            others = coding.read_postings(self.rows.read("tail", key)) if tail else ()
            packed = merged([*kept, *others], packed, changes.removed.get(key, ()))
        if not packed:
            payload, tail_data = None, b""
        else:
            payload, tail_data = listed(packed, name_of)
        if tail_data:
            self.tails[key] = digest(tail_data)
            self.rows.write("tail", key, tail_data)
        elif self.tails.pop(key, None):
            self.rows.write("tail", key, None)
        return payload

    def _spelling(self, key: str, old: bytes | None) -> bytes | None:
        count = (coding.read_varint(old, 0)[0] if old else 0) + sum(self.words[key].values())
        return coding.varint(count) if count > 0 else None

    def _ending(self, key: str, old: bytes | None) -> bytes | None:
        return self._spelling(key[::-1], old)

    def _facet(self, key: str, old: bytes | None) -> bytes | None:
        dropped = self.changes.dropped.get(key, ())
        numbers = {*coding.read_gaps(old or b"")}.difference(dropped).union(self.changes.chosen.get(key, ()))
        return coding.gaps(sorted(numbers)) or None

    def _cards(self, low: int) -> dict[int, str]:
        codes = dict(self.before.cards)
        groups: dict[int, dict[int, bytes | None]] = {}
        for number, card in self.changes.cards.items():
            groups.setdefault(number >> low, {})[number] = card
        for group, cards in groups.items():
            old = self.rows.read("cards", str(group)) if group in codes else b"{}"
            held = {int(number): card for number, card in msgspec.json.decode(old, type=dict[str, msgspec.Raw]).items()}
            held.update({number: msgspec.Raw(card) for number, card in cards.items() if card is not None})
            for number, card in cards.items():
                if card is None:
                    held.pop(number, None)
            data = msgspec.json.encode({str(number): held[number] for number in sorted(held)}) if held else None
            self.rows.write("cards", str(group), data)
            if data is None:
                codes.pop(group, None)
            else:
                codes[group] = digest(data)
        return dict(sorted(codes.items()))
