"""The workshop: templates compiled, and pieces of pages made, once per process, theme and interface language."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, NamedTuple, Protocol

from markupsafe import Markup

from praxis_build.model.names import Url, slugify
from praxis_build.model.part import Card
from praxis_build.model.settings import Settings
from praxis_build.model.shell import Shell, Theme
from praxis_build.stages.render import dates
from praxis_build.stages.render.address import absolute, link, outward, place
from praxis_build.stages.render.citing import cited
from praxis_build.stages.render.drawing import drawing
from praxis_build.stages.render.quick import Quick
from praxis_build.stages.render.speech import Speech, initials, minutes, turns

REMEMBERED = 1 << 14
"""How many of each piece are remembered: what a process keeps of them doesn't grow with the commons."""

Piece = Callable[..., Markup]
"""A macro: what it is given, as HTML."""


class Holes(Protocol):
    """The macros of ``hole.html``."""

    missing: Piece
    plain: Piece
    linked: Piece
    picture: Piece
    embed: Piece


class Frame(NamedTuple):
    """A theme's shell as it is written in pages that have one way to the site's root: ``pieces`` around ``holes``."""

    pieces: tuple[bytes, ...]
    holes: tuple[str, ...]

    def fill(self, values: Mapping[str, bytes]) -> bytes:
        """Return a page's bytes. Raises ``KeyError`` for a hole without a value."""
        parts = [self.pieces[0]]
        for hole, piece in zip(self.holes, self.pieces[1:], strict=True):
            parts += (values[hole], piece)
        return b"".join(parts)


@dataclass(frozen=True, slots=True)
class Workshop:
    """What pages of one interface language are made with.

    ``frame`` returns a theme's shell by its name and the way to the site's root; ``foreign`` returns a language that is
    not the interface's, which ``<html lang>`` then doesn't say, and nothing for one that is.
    """

    speech: Speech
    foreign: Callable[[str], str]
    fill: Callable[..., str]
    frame: Callable[[str, bytes], Frame]
    head: Piece
    opening: Piece
    holes: Holes


def workshop(theme: Theme, settings: Settings, language: str) -> Workshop:
    """Return the workshop of an interface language."""
    speech = Speech(language, theme.catalogues.get(language, b""))
    templates = environment(theme, settings, speech)
    pieces = {name: lru_cache(maxsize=REMEMBERED)(made) for name, made in _macros(templates, "pieces.html")}
    templates.give(**pieces)
    templates.give(px=templates.get_template("macros.html").module)
    frame = lru_cache(maxsize=1 << 8)(lambda name, way: _framed(theme.shells[name], way))
    head: Any = templates.get_template("head.html").module
    holes: Any = templates.get_template("hole.html").module
    return Workshop(speech, templates.given.foreign, templates.fill, frame, head.head, pieces["opening"], holes)


def environment(theme: Theme, settings: Settings, speech: Speech) -> Quick:
    """Return a theme's templates, and the words they know, in one language."""
    templates = Quick(theme.templates, speech.gettext)
    foreign = lru_cache(maxsize=1 << 10)(partial(_foreign, dates.base(speech.language)))
    address = partial(_address, settings.site_url)
    templates.give(**_vocabulary(speech), settings=settings, foreign=foreign, address=address)
    templates.give(cite=lambda page: cited(page, speech, settings.site_name, address(page.url)))
    return templates


def shelved(cards: Sequence[Card], line: Callable[[Card], Markup]) -> dict[tuple[str, str], list[Markup]]:
    """Return the lines of the cards that carry each (axis, category), in their order."""
    shelves: dict[tuple[str, str], list[Markup]] = {}
    for card in cards:
        said = line(card) if card.labels else Markup()
        for label in card.labels:
            shelves.setdefault((label.axis, label.category), []).append(said)
    return shelves


def mixed(cards: Iterable[Card]) -> bool:
    """Tell whether there are documents of several kinds."""
    return len({card.kind for card in cards}) > 1


def _foreign(own: str, code: str) -> str:
    return "" if not code or dates.base(code) == own else code


def _address(site_url: str, url: Url) -> str:
    return absolute(url, site_url)


def _macros(templates: Quick, name: str) -> list[tuple[str, Piece]]:
    return [(name, macro) for name, macro in vars(templates.get_template(name).module).items() if callable(macro)]


def _framed(shell: Shell, way: bytes) -> Frame:
    """Return a shell whose holes for the root are filled."""
    pieces, holes = [shell.pieces[0].encode()], []
    for hole, piece in zip(shell.holes, shell.pieces[1:], strict=True):
        if hole == "root":
            pieces[-1] += way + piece.encode()
        else:
            holes.append(hole)
            pieces.append(piece.encode())
    return Frame(tuple(pieces), tuple(holes))


def _vocabulary(speech: Speech) -> dict[str, Callable[..., object]]:
    return {
        "_": speech.gettext,
        "ngettext": speech.ngettext,
        "say": speech.say,
        "date": speech.date,
        "clock": speech.clock,
        "number": speech.number,
        "language_name": speech.language_name,
        "kind_name": speech.kind,
        "role": speech.role,
        "scope_name": speech.scope,
        "access_name": speech.access,
        "turns": turns,
        "initials": lru_cache(maxsize=1 << 12)(initials),
        "minutes": minutes,
        "machine": dates.machine,
        "direction": dates.direction,
        "link": link,
        "place": place,
        "outward": outward,
        "slug": lru_cache(maxsize=1 << 8)(slugify),
        "drawing": drawing,
        "shelved": shelved,
        "mixed": mixed,
    }
