"""What is published of an index: shards, tails of long lists, cards, and the file that names them all."""

from base64 import b32hexencode
from typing import NamedTuple

import msgspec

from praxis_build.model.artifact import Artifact
from praxis_build.model.manifest import digest
from praxis_build.stages.index.analysis import RULES
from praxis_build.stages.index.numbers import group_bits

FOLDER = "data/search"
META = f"{FOLDER}/meta.json"
"""The one file whose name stays: it names the others, whose names change with what they hold."""
VERSION = 1
_NO_CARDS = "-" * 8


class Held(NamedTuple):
    """A shard that is published: its digest, and its last key."""

    code: str
    last: str


class Index(msgspec.Struct, frozen=True):
    """The digest of each file of an index, by what it is.

    ``shards`` by table and first key, in order; ``tails`` by stem; ``cards`` by group. Numbers have ``bits`` bits.
    """

    documents: int = 0
    bits: int = 0
    shards: dict[str, dict[str, Held]] = {}
    tails: dict[str, str] = {}
    cards: dict[int, str] = {}

    @property
    def files(self) -> dict[str, tuple[str, str, str]]:
        """The digest, the kind of row and its key of each file, by path."""
        found = {}
        for table, firsts in self.shards.items():
            found.update({path_of(one.code): (one.code, "shard", f"{table}/{first}") for first, one in firsts.items()})
        found.update({path_of(code): (code, "tail", stem) for stem, code in self.tails.items()})
        found.update({path_of(code, ".json"): (code, "cards", str(group)) for group, code in self.cards.items()})
        return found

    @property
    def meta(self) -> Artifact:
        """The file a search begins with."""
        low = group_bits(self.bits)
        groups = range(1 << (self.bits - low)) if self.cards else ()
        meta = {
            "version": VERSION, "documents": self.documents, "bits": self.bits, "group": low, "rules": RULES,
            "tables": {table: _listed(firsts) for table, firsts in self.shards.items()},
            "cards": "".join(_named(self.cards[group]) if group in self.cards else _NO_CARDS for group in groups),
        }  # fmt: skip
        return Artifact(META, msgspec.json.encode(meta))


def path_of(code: str, extension: str = ".bin") -> str:
    """Return where a file with a digest is published."""
    return f"{FOLDER}/{_named(code)}{extension}"


def name_of(data: bytes) -> str:
    """Return the name under which a file is published: what it holds decides."""
    return _named(digest(data))


def _named(code: str) -> str:
    return b32hexencode(bytes.fromhex(code[:10])).decode().lower()


def _listed(shards: dict[str, Held]) -> dict[str, str]:
    """Return where shards begin, no longer than tells each from the last key before it, and their names."""
    lasts = [one.last for one in shards.values()]
    keys = [_told(first, before) for first, before in zip(shards, ["", *lasts], strict=False)]
    return {"keys": "\n".join(["", *keys[1:]]), "names": "".join(_named(one.code) for one in shards.values())}


def _told(key: str, before: str) -> str:
    """Return the beginning of a key by which it comes after another."""
    at = next((at for at, (one, other) in enumerate(zip(key, before, strict=False)) if one != other), len(before))
    return key[: at + 1]
