"""The lists of the index: what is kept under a word, under a stem, under a facet, and how each changes."""

from collections.abc import Callable, Iterable, Sequence

from praxis_build.stages.index import coding
from praxis_build.stages.index.terms import stemmed

HEAD = 2048
"""Documents kept in a list itself; the others are in a file of their own, asked for when they can change an answer."""
_WHOLE, _HEAD = b"\x00", b"\x01"
NAME = 8
"""Characters of a published file's name."""
Name = Callable[[bytes], str]
"""Gives the name under which a file is published."""


def pointer(word: str, counts: dict[str, int]) -> bytes | None:
    """Return what is kept under a word: each language that has it, in how many documents, and its stem there."""
    parts = []
    for lang in sorted(lang for lang, count in counts.items() if count > 0):
        stem = stemmed(word, lang)
        kept = _common(word, stem)
        numbers = coding.varint(counts[lang]), coding.varint(len(word) - kept)
        parts += [coding.text(lang), *numbers, coding.text(stem[kept:])]
    return b"".join(parts) or None


def read_pointer(word: str, data: bytes) -> dict[str, tuple[int, str]]:
    """Return the number of documents and the stem of a word, by language."""
    found, at = {}, 0
    while at < len(data):
        lang, at = coding.read_text(data, at)
        count, at = coding.read_varint(data, at)
        strip, at = coding.read_varint(data, at)
        end, at = coding.read_text(data, at)
        found[lang] = count, word[: len(word) - strip] + end
    return found


def listed(packed: Sequence[int], name: Name) -> tuple[bytes, bytes]:
    """Return what is kept under a stem for its documents, in order, and the tail's file, empty when there is none."""
    if len(packed) <= HEAD:
        return _WHOLE + coding.postings(packed), b""
    # Of two with the same impact, the first in order is the first here too: sorting is stable.
    best = set(sorted(packed, key=(0xFF).__and__, reverse=True)[:HEAD])
    rest = [one for one in packed if one not in best]
    tail = coding.postings(rest)
    head = coding.postings(one for one in packed if one in best)
    most = bytes([max(one & 0xFF for one in rest)])
    return _HEAD + coding.varint(len(packed)) + most + name(tail).encode() + head, tail


def read_listed(data: bytes) -> tuple[int, int, str, list[int]]:
    """Return how many documents a stem has, its tail's greatest impact and name if any, and the documents it lists."""
    if data[:1] == _WHOLE:
        found = coding.read_postings(data, 1)
        return len(found), 0, "", found
    count, at = coding.read_varint(data, 1)
    end = at + 1 + NAME
    return count, data[at], data[at + 1 : end].decode(), coding.read_postings(data, end)


def merged(old: Iterable[int], added: Sequence[int], removed: Iterable[int]) -> list[int]:
    """Return a list of documents after a change; items are ``number << 8 | impact``, but in ``removed``."""
    gone = {*removed, *(one >> 8 for one in added)}
    kept = [one for one in old if one >> 8 not in gone]
    return sorted([*kept, *added]) if kept else list(added)


def _common(one: str, other: str) -> int:
    """Return how many characters two words begin with together."""
    at = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        at += 1
    return at
