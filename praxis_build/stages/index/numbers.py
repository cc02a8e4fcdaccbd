"""Numbers of documents: drawn from their paths, so that a note that comes or goes shifts no other."""

from collections.abc import Iterable
from hashlib import blake2b

from praxis_build.model.names import SourcePath

ROOM = 8
"""Numbers for one document, at least: few draw the same."""
_GROUP = 16
"""Documents whose cards are fetched together, about."""


def bits_for(documents: int) -> int:
    """Return how many bits numbers have, for so many documents."""
    return max(4, (documents * ROOM - 1).bit_length()) if documents else 4


def group_bits(bits: int) -> int:
    """Return how many low bits of a number tell documents of one group apart; groups are larger in a larger commons."""
    usual = (ROOM * _GROUP).bit_length() - 1
    return min(bits, usual + max(0, (bits - 17) // 2))


def numbered(paths: Iterable[SourcePath], bits: int) -> dict[SourcePath, int]:
    """Return the number of each document; one whose number is taken has the next that is free."""
    room, taken = 1 << bits, dict[int, SourcePath]()
    drawn = sorted((int.from_bytes(blake2b(path.encode(), digest_size=8).digest()), path) for path in paths)
    for code, path in drawn:
        number = code >> (64 - bits)
        while number in taken:
            number = (number + 1) % room
        taken[number] = path
    return {path: number for number, path in taken.items()}
