"""What front matter is made of: scalars that stay text, lists and maps, each with its place."""

import msgspec

from praxis_build.model.problem import Span

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(msgspec.Struct, frozen=True, gc=False):
    """A value as written; ``quoted`` tells that it can't be null."""

    text: str
    span: Span
    quoted: bool = False

    @property
    def null(self) -> bool:
        """Tell whether nothing was written."""
        return (self.text in _NULLS and not self.quoted) or not self.text or self.text.isspace()


class Sequence(msgspec.Struct, frozen=True, gc=False):
    """A list."""

    items: "tuple[Node, ...]"
    span: Span


class Mapping(msgspec.Struct, frozen=True, gc=False):
    """A map, in the order of its keys."""

    pairs: "tuple[tuple[Scalar, Node], ...]"
    span: Span


Node = Scalar | Sequence | Mapping
