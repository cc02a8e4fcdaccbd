"""Blocks: many values as bytes, side by side in a few large pieces of memory."""

_SIZE = 1 << 20
_WIDTH = 40
"""Bits of an offset and of a length, in a place."""
_LOW = (1 << _WIDTH) - 1


class Blocks:
    """Values as bytes by their place. Nothing is ever written over: what is no longer asked for stays."""

    def __init__(self) -> None:
        """Begin with none."""
        self._blocks: list[bytearray] = []
        self._used = _SIZE

    def put(self, data: bytes) -> int:
        """Add a value; return its place."""
        size = len(data)
        if self._used + size > len(self._blocks[-1] if self._blocks else b""):
            self._blocks.append(bytearray(max(_SIZE, size)))
            self._used = 0
        at = self._used
        self._blocks[-1][at : at + size] = data
        self._used += size
        return (len(self._blocks) - 1) << 2 * _WIDTH | at << _WIDTH | size

    def __getitem__(self, place: int) -> memoryview:
        """Return the value at a place."""
        at = place >> _WIDTH & _LOW
        return memoryview(self._blocks[place >> 2 * _WIDTH])[at : at + (place & _LOW)]
