"""The directory: organizations on one page, by region and by theme, to be narrowed by who reads."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from praxis_build.model.corpus import FOLDERS
from praxis_build.model.document import Kind
from praxis_build.model.lists import DirectoryPage, Entry, Pile
from praxis_build.model.names import SourcePath, Url, fold
from praxis_build.model.page import AnyPage
from praxis_build.model.part import Card, Phrase, Tag
from praxis_build.stages.compose.context import Context
from praxis_build.stages.compose.listings import HEADINGS, alternates, counted, kind_pages

MOST = 300
"""Organizations on one page; when there are more, the list goes on over pages, and the search narrows it."""


def listed_pages(context: Context, kind: Kind, ui: str) -> Sequence[AnyPage]:
    """Return the pages that list all the documents of a kind: for organizations, a directory if it isn't too long."""
    if kind != "organization" or not 0 < context.count("kind", kind) <= MOST:
        return kind_pages(context, kind, ui)
    entries = tuple(_entry(context, path, ui) for path in context.of_kind(kind))
    path = f"{FOLDERS[kind]}/"
    return [
        DirectoryPage(
            url=Url(context.base(ui) + path), lang=ui, ui=ui, section=kind, heading=Phrase(HEADINGS[kind]),
            crumbs=(context.home(ui),), alternates=alternates(context, path), intro=counted(kind, len(entries)),
            entries=entries, themes=_piled((tag, entry) for entry in entries for tag in entry.themes),
            regions=_piled((tag, entry) for entry in entries for tag in entry.regions),
        )
    ]  # fmt: skip


def _entry(context: Context, path: SourcePath, ui: str) -> Entry:
    leads = context.corpus.leads[path]
    themes = tuple(tag for tag in context.themes(leads.themes, leads.themes, ui) if tag.url is not None)
    return Entry(context.cards[path], themes, context.regions(leads.regions, ui), context.corpus.cited.get(path) or 0)


def _piled(pairs: Iterable[tuple[Tag, Entry]]) -> tuple[Pile, ...]:
    """Return what carries each tag, by the tags' names."""
    piles: dict[Tag, list[Card]] = {}
    for tag, entry in pairs:
        piles.setdefault(tag, []).append(replace(entry.card, summary=""))
    found = (Pile(replace(tag, count=len(cards)), tuple(cards)) for tag, cards in piles.items())
    return tuple(sorted(found, key=lambda pile: (fold(pile.tag.name), pile.tag.url or "")))
