"""The drawing of what stands around a note: where things go, in units of the drawing."""

from collections.abc import Sequence
from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from praxis_build.model.part import Card, Neighbour

WIDTH, ROW, TOP = 640, 46, 34
"""The width of the drawing, the height of a neighbour, the height of what stands above all of them."""
_REACH, _LABEL = 130, 14
"""From the middle to the farthest neighbour; from a neighbour to its label."""
_LINE, _LINES = 24, 2
"""Letters in a line of a label, and its lines: what fits between a neighbour and the edge."""


class Spot(NamedTuple):
    """A neighbour in the drawing: its place, where the lines of its label begin or end, whether ``both`` lead there."""

    card: Card
    both: bool
    x: int
    y: int
    label: int
    lines: tuple[str, ...]


class Drawing(NamedTuple):
    """Where everything goes; ``middle`` is the height of the note itself, ``lines`` the path of all that leave it."""

    height: int
    middle: int
    left: list[Spot]
    right: list[Spot]

    @property
    def lines(self) -> str:
        """The lines from the note to its neighbours, as an SVG path."""
        return "".join(f"M{WIDTH // 2} {self.middle}L{one.x} {one.y}" for one in (*self.left, *self.right))


def drawing(neighbours: Sequence[Neighbour]) -> Drawing:
    """Return where neighbours go: on the right what the note leads to, on the left what only leads to it."""
    right = [one for one in neighbours if one.ahead]
    left = [one for one in neighbours if not one.ahead]
    rows = max(len(left), len(right), 2)
    middle = TOP + rows * ROW // 2
    return Drawing(TOP + rows * ROW, middle, _side(left, -1, rows, middle), _side(right, 1, rows, middle))


def _side(neighbours: Sequence[Neighbour], way: int, rows: int, middle: int) -> list[Spot]:
    """Return the places of one side, from top to bottom, on half an ellipse around the note."""
    half, found = (rows + 1) * ROW / 2, []
    for index, one in enumerate(neighbours):
        y = middle + round((index - (len(neighbours) - 1) / 2) * ROW)
        x = WIDTH // 2 + way * round(_REACH * sqrt(1 - ((y - middle) / half) ** 2))
        found.append(Spot(one.card, one.ahead and one.back, x, y, x + way * _LABEL, wrapped(one.card.title)))
    return found


@lru_cache(maxsize=1 << 14)
def wrapped(title: str) -> tuple[str, ...]:
    """Return a title in the lines of a label, cut with an ellipsis when it is longer."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= _LINE:
            lines[-1] = longer
        else:
            lines.append(word)
    lines = [line for line in lines if line]
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], f"{lines[_LINES - 1]}…"]
    return tuple(line if len(line) <= _LINE + 1 else f"{line[:_LINE]}…" for line in lines) or (title,)
