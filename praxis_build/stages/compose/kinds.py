"""What the page of each kind says beside what all documents' pages do."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from praxis_build.model.codes import N_
from praxis_build.model.corpus import FieldKind, Placed
from praxis_build.model.document import AnyDocument, Community, Kind, Note, Notebook, Organization, Person, Term
from praxis_build.model.names import SourcePath
from praxis_build.model.page import (
    AnyPage,
    CommunityPage,
    NotebookPage,
    NotePage,
    OrganizationPage,
    PersonPage,
    Shelf,
    TermPage,
)
from praxis_build.model.part import Card, Label, Phrase, Roll, Tag
from praxis_build.stages.compose.around import around
from praxis_build.stages.compose.company import can_help, neighbours, resources
from praxis_build.stages.compose.context import KIND_TITLES, Context, Rolls
from praxis_build.stages.compose.whole import whole_url

ENTRIES = 150
"""Entries of a notebook shown on its page; a longer table of contents goes on over pages of its own."""
ROLES: dict[str, str] = {
    "writing": N_("Wrote"),
    "testimony": N_("Told"),
    "facilitation": N_("Facilitated"),
    "review": N_("Reviewed"),
    "translation": N_("Translated"),
    "capture": N_("Recorded"),
    "illustration": N_("Illustrated"),
    "editing": N_("Edited"),
    "research": N_("Researched"),
}


def labels_of(placed: Placed) -> tuple[Label, ...]:
    """Return the categories of an entry as they are shown."""
    return tuple(Label(axis, category) for axis, category in placed.categories)


def _note(context: Context, document: AnyDocument, _rolls: Rolls, common: dict[str, Any]) -> NotePage:
    assert isinstance(document, Note)  # noqa: S101 - builders are chosen by kind
    near = around(context, document.path, (*common["relations"], *common["backlinks"]))
    lapsed = context.corpus.lapsed.get(document.path) or ()
    return NotePage(**common, around=near, need=document.need, offer=document.offer, lapsed=lapsed)


def _term(_context: Context, document: AnyDocument, _rolls: Rolls, common: dict[str, Any]) -> TermPage:
    assert isinstance(document, Term)  # noqa: S101
    return TermPage(**common, definition=document.definition, equivalents=document.equivalents)


def _organization(_context: Context, document: AnyDocument, _rolls: Rolls, common: dict[str, Any]) -> OrganizationPage:
    assert isinstance(document, Organization)  # noqa: S101
    return OrganizationPage(**common, website=document.website, location=document.location)


def _person(context: Context, document: AnyDocument, rolls: Rolls, common: dict[str, Any]) -> PersonPage:
    assert isinstance(document, Person)  # noqa: S101
    done: list[Roll] = []
    for role, paths in context.relations.contributions(document.path).items():
        title = Phrase(ROLES[role]) if role in ROLES else Phrase("{role}", {"role": role})
        done.append(rolls.make(f"role-{len(done)}", title, [context.cards[path] for path in context.listed(paths)]))
    animated = [context.cards[path] for path in context.listed(context.relations.animates(document.path))]
    animates = rolls.make("animates", Phrase(N_("Communities animated")), animated) if animated else None
    helps, versed = can_help(context, document.path, common["ui"])
    return PersonPage(**common, contributions=tuple(done), animates=animates, helps=helps, versed=versed)


def _community(context: Context, document: AnyDocument, rolls: Rolls, common: dict[str, Any]) -> CommunityPage:
    assert isinstance(document, Community)  # noqa: S101
    roster = context.relations.rosters(document.path)
    kinds: tuple[Kind, ...] = ("notebook", "note", "term", "organization", "person")
    made = tuple(
        rolls.make(kind, Phrase(KIND_TITLES[kind]), [context.cards[path] for path in context.listed(roster[kind])])
        for kind in kinds
        if roster.get(kind)
    )
    return CommunityPage(
        **common, scope=document.scope, access=document.access, join=document.join, events=document.events, rolls=made,
        animators=_named(context, document.path, "animator"), neighbours=neighbours(context, document.path),
        resources=resources(context, document.path),
    )  # fmt: skip


def _notebook(context: Context, document: AnyDocument, rolls: Rolls, common: dict[str, Any]) -> NotebookPage:
    assert isinstance(document, Notebook)  # noqa: S101
    placed = context.relations.notebook(document.path)
    entries = [
        replace(context.cards[one.path], number=str(index + 1), labels=labels_of(one), pinned=one.pinned)
        for index, one in enumerate(placed)
    ]
    home = context.relations.home(document.path)
    return NotebookPage(
        **common, community=context.names[home] if home else None, guide=document.guide,
        stewards=_named(context, document.path, "steward"), shelves=_shelves(document, placed[:ENTRIES]),
        whole=whole_url(context, document.path, len(placed)),
        entries=rolls.make("entries", Phrase(N_("Table of contents")), entries, ENTRIES),
    )  # fmt: skip


def _named(context: Context, path: SourcePath, kind: FieldKind) -> tuple[Card, ...]:
    return tuple(context.names[target] for target in context.corpus.leads[path].fields.get(kind, ()))


def _shelves(document: Notebook, placed: Sequence[Placed]) -> tuple[Shelf, ...]:
    counts: dict[tuple[str, str], int] = {}
    for one in placed:
        for pair in one.categories:
            counts[pair] = counts.get(pair, 0) + 1
    return tuple(
        Shelf(axis.name, tuple(Tag(name, None, counts.get((axis.name, name), 0)) for name in axis.categories))
        for axis in document.axes
    )


BUILDERS: dict[Kind, Callable[[Context, AnyDocument, Rolls, dict[str, Any]], AnyPage]] = {
    "note": _note,
    "term": _term,
    "organization": _organization,
    "person": _person,
    "community": _community,
    "notebook": _notebook,
}
"""The maker of each kind's page."""
