"""The page of each document."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from praxis_build.model.codes import N_
from praxis_build.model.corpus import FieldKind, Leads, Place
from praxis_build.model.document import AnyDocument, Community, Kind
from praxis_build.model.forge import seen
from praxis_build.model.licenses import LICENSES
from praxis_build.model.names import SourcePath, Url, fold
from praxis_build.model.page import AnyPage, CommunityPage
from praxis_build.model.part import Alternate, Anchor, Card, Crumb, Phrase, Roll, Version
from praxis_build.model.part import Place as Standing
from praxis_build.stages.compose.company import calendar
from praxis_build.stages.compose.contents import content
from praxis_build.stages.compose.context import Context, Rolls
from praxis_build.stages.compose.feeds import feed_of, feeds, followed
from praxis_build.stages.compose.kinds import BUILDERS, labels_of

BACKLINKS = 20
"""Backlinks of a kind shown on the page itself; the others are one link away, so that a hub's page stays light."""
PLACES = 10
"""Notebooks in which a document's place is told in full, with its neighbours."""
TOC_DEPTH = 3

_TYPED_TITLES: dict[tuple[FieldKind, bool], str] = {
    ("builds_on", True): N_("Builds on"),
    ("builds_on", False): N_("Taken further by"),
    ("replaces", True): N_("Replaces"),
    ("replaces", False): N_("Replaced by"),
    ("contradicts", True): N_("Disagrees with"),
    ("contradicts", False): N_("Disputed by"),
}
_CITED_BY: dict[Kind, str] = {
    "note": N_("Notes that mention it"),
    "term": N_("Terms that mention it"),
    "organization": N_("Organizations that mention it"),
    "person": N_("People who mention it"),
    "community": N_("Communities that mention it"),
    "notebook": N_("Notebooks that mention it"),
}


def document_pages(context: Context, path: SourcePath) -> Iterator[AnyPage]:
    """Yield the page of a document, then those of its lists too long for it."""
    document = context.corpus.document(path)
    ui = context.settings.ui(document.lang or context.settings.lang)
    crumbs = _crumbs(context, document, ui)
    rolls = Rolls(context, context.names[path], ui, crumbs)
    common = _common(context, document, ui, crumbs, rolls)
    page = BUILDERS[document.kind](context, document, rolls, common)
    yield page
    yield from rolls.pages
    if isinstance(document, Community) and isinstance(page, CommunityPage) and document.events:
        yield calendar(context, document, page)
    if page.feed is not None:
        yield from feeds(context, page, followed(context, document.kind, path))


def _crumbs(context: Context, document: AnyDocument, ui: str) -> tuple[Crumb, ...]:
    crumbs = [context.home(ui)]
    home = context.relations.home(document.path)
    if home:
        card = context.names[home]
        crumbs += [context.shelf("community", ui), Crumb(card.url or Url(""), card.title, lang=card.lang)]
    else:
        crumbs.append(context.shelf(document.kind, ui))
    return tuple(crumbs)


def _common(
    context: Context, document: AnyDocument, ui: str, crumbs: tuple[Crumb, ...], rolls: Rolls
) -> dict[str, Any]:
    """Return what pages of every kind say."""
    path, relations, names = document.path, context.relations, context.names
    leads = context.corpus.leads[path]
    license_id = document.license or context.settings.license
    translations = context.listed(relations.translations(path))
    summary = document.summary
    edit_url = context.settings.edit_url + path if context.settings.edit_url else ""
    version = _version(context, path, edit_url)
    return {
        "url": names[path].url, "feed": feed_of(context, names[path].url, document.kind),
        "lang": names[path].lang, "ui": ui, "section": document.kind,
        "name": document.title, "description": summary or document.body.excerpt, "crumbs": crumbs,
        "alternates": _alternates(context, path, translations), "listed": document.status == "published",
        "updated": version.day if version else document.reviewed or document.date,
        "kind": document.kind, "summary": summary,
        "date": document.date, "reviewed": document.reviewed, "license": license_id,
        "license_url": LICENSES.get(license_id, ""), "discussion": document.discussion, "path": path,
        "edit_url": edit_url, "version": version,
        "aliases": document.aliases, "authors": _authors(context, leads),
        "communities": tuple(names[one] for one in context.listed(relations.communities(path))),
        "themes": context.themes(leads.themes, _theme_names(document, leads), ui),
        "regions": context.regions(leads.regions, ui),
        "translations": tuple(names[one] for one in translations), "original": _original(context, path, leads),
        "content": content(context, document), "toc": _toc(document), "places": _places(context, path),
        "relations": (*_more_places(context, path, rolls), *_typed(context, path, rolls)),
        "backlinks": _backlinks(context, path, rolls),
        "sources": document.sources,
    }  # fmt: skip


def _version(context: Context, path: SourcePath, edit_url: str) -> Version | None:
    past = context.corpus.pasts.get(path)
    if past is None:
        return None
    there = seen(edit_url, past.commit)
    return Version(past.commit, past.updated, past.created, there.version, there.history)


def _alternates(context: Context, path: SourcePath, translations: Sequence[SourcePath]) -> tuple[Alternate, ...]:
    if not translations:
        return ()
    found = (context.names[one] for one in (path, *translations))
    return tuple(Alternate(card.lang, card.url, card.title) for card in found if card.url is not None)


def _original(context: Context, path: SourcePath, leads: Leads) -> Card | None:
    """Return the original of a translation, when it is there, and whether it was written again since."""
    found = leads.fields.get("translation")
    if not found:
        return None
    card, pasts = context.names[found[0]], context.corpus.pasts
    own, other = pasts.get(path), pasts.get(found[0])
    late = own is not None and other is not None and other.at > own.at
    return replace(card, phrase=Phrase(N_("The original has changed since."))) if late else card


def _theme_names(document: AnyDocument, leads: Leads) -> list[str]:
    """Return a document's own names for its themes."""
    written = {fold(name.text): name.text for name in reversed(document.themes)}
    return [written[key] for key in leads.themes]


def _authors(context: Context, leads: Leads) -> tuple[Card, ...]:
    return tuple(
        replace(context.names[credit.path], roles=credit.roles)
        if credit.path
        else Card(credit.name, roles=credit.roles)
        for credit in leads.credits
    )


def _toc(document: AnyDocument) -> tuple[Anchor, ...]:
    headings = [heading for heading in document.body.headings if heading.level <= TOC_DEPTH]
    return tuple(Anchor(one.level, one.text, one.anchor) for one in headings) if len(headings) > 1 else ()


def _places(context: Context, path: SourcePath) -> tuple[Standing, ...]:
    return tuple(_place(context, place) for place in context.relations.places[path][:PLACES])


def _more_places(context: Context, path: SourcePath, rolls: Rolls) -> tuple[Roll, ...]:
    """Return the notebooks past those whose place is told in full."""
    cards = [context.names[place.notebook] for place in context.relations.places[path][PLACES:]]
    return (rolls.make("notebooks", Phrase(N_("Also in these notebooks")), cards, BACKLINKS),) if cards else ()


def _place(context: Context, place: Place) -> Standing:
    names = context.names
    entries = context.relations.notebook(place.notebook)
    index, home = place.index, context.relations.home(place.notebook)
    return Standing(
        notebook=names[place.notebook],
        position=index + 1,
        total=len(entries),
        number=str(index + 1),
        labels=labels_of(entries[index]),
        previous=names[entries[index - 1].path] if index else None,
        next=names[entries[index + 1].path] if index + 1 < len(entries) else None,
        community=names[home] if home else None,
    )


def _typed(context: Context, path: SourcePath, rolls: Rolls) -> tuple[Roll, ...]:
    groups: dict[tuple[FieldKind, bool], list[Card]] = {}
    for kind, other, outgoing in context.relations.typed(path):
        if not outgoing and not context.corpus.published(other):
            continue
        groups.setdefault((kind, outgoing), []).append(context.names[other])
    return tuple(
        rolls.make(
            f"{kind}-{'to' if outgoing else 'from'}".replace("_", "-"), Phrase(_TYPED_TITLES[kind, outgoing]), cards
        )
        for (kind, outgoing), cards in groups.items()
    )


def _backlinks(context: Context, path: SourcePath, rolls: Rolls) -> tuple[Roll, ...]:
    """Return the documents that mention this one, with the sentence, by kind."""
    mentions = context.relations.backlinks(path)
    groups: dict[Kind, list[Card]] = {}
    for source in context.listed(mentions):
        card = context.quoted(source, mentions[source], path)
        groups.setdefault(context.corpus.heads[source].kind, []).append(card)
    return tuple(
        rolls.make(f"cited-by-{kind}", Phrase(_CITED_BY[kind]), groups[kind], BACKLINKS)
        for kind in _CITED_BY
        if kind in groups
    )
