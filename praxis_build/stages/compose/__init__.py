"""Compose: what each page says, one value a page, built from relations that are looked up."""

from collections.abc import Iterator, Sequence

from praxis_build.model.codes import CODES, N_
from praxis_build.model.corpus import FOLDERS, Corpus, Leads, Relations
from praxis_build.model.document import KINDS, AnyDocument, Kind
from praxis_build.model.names import SourcePath, Url, old_address
from praxis_build.model.page import AnyPage, Copy, HelpPage, HomePage, MissingPage
from praxis_build.model.part import Alternate, Content, Crumb, Phrase, Roll, Tag
from praxis_build.model.settings import Settings
from praxis_build.stages.compose.contents import file_address
from praxis_build.stages.compose.context import HOME, KIND_TITLES, Context
from praxis_build.stages.compose.documents import document_pages
from praxis_build.stages.compose.listings import alternates, listing_pages, most_carried

__all__ = ["compose", "copies", "moved"]

ON_HOME = 8
"""Cards shown for what is new, what is much cited and notebooks on the home page."""
COMMUNITIES = 24
"""Communities shown on the home page."""
HELP = Phrase(N_("Help with messages"))

Helps = dict[tuple[str, str], AnyDocument]
"""Pages of help by language and code."""


def compose(corpus: Corpus, leads: Leads, relations: Relations, settings: Settings, helps: Helps) -> Iterator[AnyPage]:
    """Yield every page of the site: documents in the order of paths, then the site's own pages by language."""
    context = Context(corpus, leads, relations, settings)
    for path in corpus.urls:
        yield from document_pages(context, path)
    for ui in settings.languages:
        yield _home(context, ui)
        yield from listing_pages(context, ui)
        yield from _help_pages(context, ui, helps)
    yield _missing(context)


def copies(leads: Leads) -> Iterator[Copy]:
    """Yield the attachments to publish."""
    return (Copy(file_address(path), path) for path in leads.files)


def moved(corpus: Corpus, settings: Settings, taken: set[Url]) -> Iterator[tuple[Url, Alternate]]:
    """Yield the old addresses that documents declare and no page has, each with where it leads now."""
    free = set(taken)
    for path, url in corpus.urls.items():
        document = corpus.documents[path]
        for old in filter(None, map(old_address, document.redirect_from)):
            if old not in free:
                free.add(old)
                yield old, Alternate(document.lang or settings.lang, url, document.title)


def _home(context: Context, ui: str) -> HomePage:
    """Return the front door in a language of the interface."""
    documents, relations = context.corpus.documents, context.relations
    notes = context.of_kind("note")
    dated = sorted((path for path in notes if documents[path].date), key=lambda p: documents[p].date, reverse=True)
    mentions = {path: len(relations.backlinks.get(path, ())) for path in notes}
    cited = sorted((path for path in notes if mentions[path]), key=lambda path: -mentions[path])
    most_cited = tuple(context.cards[path] for path in cited[:ON_HOME])
    return HomePage(
        url=Url(context.base(ui)), lang=ui, ui=ui, section="home", heading=HOME, name=context.settings.site_name,
        description=context.settings.site_description, alternates=alternates(context, ""),
        communities=_first(context, ui, "community", context.of_kind("community"), COMMUNITIES),
        notebooks=_first(context, ui, "notebook", context.of_kind("notebook"), ON_HOME),
        recent=_first(context, ui, "note", dated, ON_HOME, Phrase(N_("Latest notes"))),
        cited=Roll("cited", Phrase(N_("Most cited")), most_cited, len(most_cited)),
        themes=most_carried(context.tag("themes", topic, ui) for topic in relations.themes.values()),
        more_themes=Url(f"{context.base(ui)}themes/"),
        regions=tuple(context.tag("regions", topic, ui) for topic in relations.regions.values()),
        figures={kind: len(context.of_kind(kind)) for kind in KINDS},
    )  # fmt: skip


def _first(  # noqa: PLR0913 - a roll is made of these
    context: Context, ui: str, kind: Kind, paths: Sequence[SourcePath], most: int, title: Phrase | None = None
) -> Roll:
    """Return the beginning of a list whose whole has a page of its own."""
    cards = tuple(context.cards[path] for path in paths[:most])
    total = len(context.of_kind(kind))
    more = Url(f"{context.base(ui)}{FOLDERS[kind]}/") if total > len(cards) else None
    return Roll(kind, title or Phrase(KIND_TITLES[kind]), cards, total, more)


def _help_pages(context: Context, ui: str, helps: Helps) -> Iterator[AnyPage]:
    """Yield the pages of help of all codes in a language, and their list."""
    found = {code: helps[ui, code] for code in CODES if (ui, code) in helps}
    tags = tuple(
        Tag(document.title, Url(f"{context.base(ui)}help/{code.lower()}/")) for code, document in found.items()
    )
    crumb = Crumb(Url(f"{context.base(ui)}help/"), phrase=HELP)
    yield HelpPage(
        url=crumb.url, lang=ui, ui=ui, section="help", heading=HELP, crumbs=(context.home(ui),), codes=tags,
        alternates=alternates(context, "help/"),
    )  # fmt: skip
    for code, document in found.items():
        yield HelpPage(
            url=Url(f"{context.base(ui)}help/{code.lower()}/"), lang=ui, ui=ui, section="help", name=document.title,
            description=document.body.excerpt, crumbs=(context.home(ui), crumb), code=code,
            content=Content(document.body), alternates=alternates(context, f"help/{code.lower()}/"),
        )  # fmt: skip


def _missing(context: Context) -> MissingPage:
    """Return the page of addresses that lead nowhere, in the site's language."""
    ui = context.primary
    tags = tuple(Tag(KIND_TITLES[kind], Url(f"{FOLDERS[kind]}/"), len(context.of_kind(kind))) for kind in KINDS)
    heading = Phrase(N_("This page does not exist"))
    return MissingPage(
        url=Url("404/"), lang=ui, ui=ui, section="missing", heading=heading, listed=False, suggestions=tags
    )
