"""Coding: numbers and lists of documents as bytes, read by the browser as they are."""

from collections.abc import Iterable, Iterator

_LAST = 0x80


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
    """Return a list of documents as gaps, each with its impact; ``packed`` are ``number << 8 | impact``, ascending."""
    out, before = bytearray(), 0
    for one in packed:
        number = one >> 8
        gap = number - before
        before = number
        while gap >= _LAST:
            out.append(gap & 0x7F | _LAST)
            gap >>= 7
        out.append(gap)
        out.append(one & 0xFF)
    return bytes(out)


def read_postings(data: bytes, at: int = 0) -> Iterator[int]:
    """Yield ``number << 8 | impact`` from an offset to the end."""
    number, end = 0, len(data)
    while at < end:
        gap, at = read_varint(data, at)
        number += gap
        yield number << 8 | data[at]
        at += 1


def gaps(numbers: Iterable[int]) -> bytes:
    """Return ascending numbers as gaps."""
    before, parts = 0, []
    for number in numbers:
        parts.append(varint(number - before))
        before = number
    return b"".join(parts)


def read_gaps(data: bytes, at: int = 0) -> Iterator[int]:
    """Yield ascending numbers from an offset to the end."""
    number, end = 0, len(data)
    while at < end:
        gap, at = read_varint(data, at)
        number += gap
        yield number
