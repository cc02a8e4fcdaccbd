"""What a commons needs of its people: answers to what is asked for or offered, pages to mend."""

from typing import Literal

import msgspec

from praxis_build.model.document import Board
from praxis_build.model.names import Folded, SourcePath

Side = Literal["need", "offer"]
SIDES: tuple[Side, ...] = ("need", "offer")


class Ask(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=1):
    """What a note asks for or offers, with the note's topics; ``listed`` when it is on lists."""

    board: Board
    themes: tuple[Folded, ...]
    regions: tuple[Folded, ...]
    listed: bool


class Tied(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A document's communities, and the people and terms that it has to do with."""

    homes: tuple[SourcePath, ...] = ()
    things: tuple[SourcePath, ...] = ()


class Patch(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Documents that someone could mend, those that come first, of a ``total``; ``said`` has a word on each."""

    total: int
    paths: tuple[SourcePath, ...]
    said: tuple[str, ...]
