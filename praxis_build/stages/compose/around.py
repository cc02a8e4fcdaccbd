"""What stands around a note: what it leads to and what leads to it, for the drawing on its page."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from praxis_build.model.corpus import TYPED
from praxis_build.model.names import SourcePath
from praxis_build.model.part import Card, Neighbour, Roll
from praxis_build.stages.compose.context import Context

SIDE = 6
"""Neighbours shown on each side."""


def around(context: Context, path: SourcePath, rolls: Iterable[Roll]) -> tuple[Neighbour, ...]:
    """Return the first documents that a document leads to, then the first of those that only lead to it.

    ``rolls`` are those of its page: what leads to it has been found for them.
    """
    sources = {card.url: card for card in _sources(rolls) if card.url is not None}
    there = dict.fromkeys(one for one in _leads(context, path) if one != path)
    cards = [context.names[one] for one in list(there)[:SIDE]]
    out = {context.names[one].url for one in there}
    ahead = tuple(Neighbour(card, ahead=True, back=card.url in sources) for card in cards)
    behind = [_bare(card) for url, card in sources.items() if url not in out]
    return ahead + tuple(Neighbour(card, back=True) for card in behind[:SIDE])


def _leads(context: Context, path: SourcePath) -> Iterator[SourcePath]:
    """Yield where a document leads, the links of its fields first, then those of its text, each as often as it does."""
    leads = context.corpus.leads[path]
    for kind in TYPED:
        yield from leads.fields.get(kind, ())
    yield from (lead.path for lead in leads.links if lead.path is not None)


def _sources(rolls: Iterable[Roll]) -> Iterator[Card]:
    found = (roll for roll in rolls if roll.key.endswith("-from") or roll.key.startswith("cited-by-"))
    return (card for roll in found for card in roll.cards)


def _bare(card: Card) -> Card:
    """Return a card without what it quotes."""
    return replace(card, quote=None) if card.quote else card
