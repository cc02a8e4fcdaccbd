"""Coding: numbers and lists of documents as bytes, read by the browser as they are."""

from collections.abc import Iterable, Iterator, Sequence
from operator import sub

_LAST, _FEW = 0x80, 0x2000


def varint(number: int) -> bytes:
    """Return a natural number in LEB128: seven bits a byte, the lowest first. Source: DWARF 5, §7.6."""
    if number < _LAST:
        return bytes((number,))
    out = bytearray()
    while number >= _LAST:
        out.append(number & 0x7F | _LAST)
        number >>= 7
    out.append(number)
    return bytes(out)


_SHORT = [varint(number) for number in range(_FEW)]
"""The usual gaps, coded."""


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the number that begins at an offset, and the offset after it; raises ``IndexError`` past the end."""
    number = shift = 0
    while (byte := data[at]) >= _LAST:
        number |= (byte & 0x7F) << shift
        shift += 7
        at += 1
    return number | byte << shift, at + 1


def text(value: str) -> bytes:
    """Return a text in UTF-8 after its length in bytes."""
    data = value.encode()
    return varint(len(data)) + data


def read_text(data: bytes, at: int) -> tuple[str, int]:
    """Return the text that begins at an offset, and the offset after it."""
    size, at = read_varint(data, at)
    return data[at : at + size].decode(), at + size


def postings(packed: Iterable[int]) -> bytes:
    """Return a list of documents: how many, gaps, impacts; ``packed`` has ``number << 8 | impact``, ascending."""
    both = list(packed)
    impacts = bytes([one & 0xFF for one in both])
    return varint(len(both)) + gaps([one >> 8 for one in both]) + impacts


def read_postings(data: bytes, at: int = 0) -> list[int]:
    """Return ``number << 8 | impact`` for each document of the list that begins at an offset."""
    count, at = read_varint(data, at)
    packed, number = [], 0
    for _ in range(count):
        gap, at = read_varint(data, at)
        number += gap
        packed.append(number << 8)
    return [one | impact for one, impact in zip(packed, data[at : at + count], strict=True)]


def gaps(numbers: Sequence[int]) -> bytes:
    """Return ascending numbers as gaps, the first from 0."""
    return b"".join([_SHORT[gap] if gap < _FEW else varint(gap) for gap in map(sub, numbers, [0, *numbers])])


def read_gaps(data: bytes, at: int = 0) -> Iterator[int]:
    """Yield ascending numbers from an offset to the end."""
    number, end = 0, len(data)
    while at < end:
        gap, at = read_varint(data, at)
        number += gap
        yield number
