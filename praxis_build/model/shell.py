"""Shells: what all pages of one kind and language share, cut at the places where they differ."""

import re

import msgspec

MARK = "\ue000{}\ue001"
"""A hole's marker while a template is rendered; private-use characters that no theme contains."""
_MARKED = re.compile("\ue000([a-z]+)\ue001")


class Shell(msgspec.Struct, frozen=True, gc=False):
    """Literal ``pieces`` around named ``holes``: there is one more piece than there are holes."""

    pieces: tuple[str, ...]
    holes: tuple[str, ...]

    def fill(self, values: dict[str, str]) -> str:
        """Return the text with each hole filled; values are put in as they are: escape them first.

        Raises ``KeyError`` for a hole without a value.
        """
        parts = [self.pieces[0]]
        for hole, piece in zip(self.holes, self.pieces[1:], strict=True):
            parts.append(values[hole])
            parts.append(piece)
        return "".join(parts)


def cut(rendered: str) -> Shell:
    """Cut a text rendered with ``MARK.format(name)`` as values into a shell."""
    parts = _MARKED.split(rendered)
    return Shell(tuple(parts[::2]), tuple(parts[1::2]))


class Theme(msgspec.Struct, frozen=True, gc=False):
    """All that rendering needs: shells by (page tag, language), template sources by name, catalogues by language.

    A catalogue is the bytes of a compiled gettext file (``.mo``).
    """

    shells: dict[str, Shell]
    templates: dict[str, str]
    catalogues: dict[str, bytes]

    def shell(self, page: str, language: str) -> Shell:
        """Return the shell of a page's tag in an interface language."""
        return self.shells[f"{page}/{language}"]
