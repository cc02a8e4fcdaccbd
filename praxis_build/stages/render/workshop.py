"""The workshop: templates compiled once per process, theme and interface language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from jinja2 import Template

from praxis_build.model.names import slugify
from praxis_build.model.part import Card
from praxis_build.model.settings import Settings
from praxis_build.model.shell import Theme
from praxis_build.stages.render import dates
from praxis_build.stages.render.address import outward
from praxis_build.stages.render.body import Hole
from praxis_build.stages.render.quick import Quick
from praxis_build.stages.render.speech import Speech


@dataclass(frozen=True, slots=True)
class Workshop:
    """What pages of one interface language are made with."""

    speech: Speech
    templates: Callable[[str], Template]
    hole: Hole


def workshop(theme: Theme, settings: Settings, language: str) -> Workshop:
    """Return the workshop of an interface language."""
    speech = Speech(language, theme.catalogues.get(language, b""))
    environment = _environment(theme, speech)
    environment.globals.update(_vocabulary(speech), settings=settings)
    module = environment.get_template("hole.html").module
    return Workshop(speech, environment.get_template, cast("Hole", module.hole))  # type: ignore[attr-defined]


def shelved(cards: Sequence[Card]) -> dict[tuple[str, str], list[Card]]:
    """Return the cards that carry each (axis, category), in their order."""
    shelves: dict[tuple[str, str], list[Card]] = {}
    for card in cards:
        for label in card.labels:
            shelves.setdefault((label.axis, label.category), []).append(card)
    return shelves


def _environment(theme: Theme, speech: Speech) -> Quick:
    environment = Quick(theme.templates)
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension
        speech.gettext, speech.ngettext, newstyle=True
    )
    # Jinja's own wrappers take a translation for markup; ours escape it, and are twice as fast.
    environment.globals.update(_=speech.gettext, gettext=speech.gettext, ngettext=speech.ngettext)
    return environment


def _vocabulary(speech: Speech) -> dict[str, Callable[..., object]]:
    return {
        "say": speech.say,
        "date": speech.date,
        "clock": speech.clock,
        "number": speech.number,
        "language_name": speech.language_name,
        "kind_name": speech.kind,
        "role": speech.role,
        "scope_name": speech.scope,
        "access_name": speech.access,
        "machine": dates.machine,
        "direction": dates.direction,
        "outward": outward,
        "slug": slugify,
        "shelved": shelved,
    }
