"""Compose: what each page says, one value a page, built from relations that are looked up."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, cast

from praxis_build.model.artifact import Copy
from praxis_build.model.codes import CODES, N_
from praxis_build.model.corpus import FOLDERS, Corpus, ordered
from praxis_build.model.document import KINDS, AnyDocument, Kind
from praxis_build.model.names import Folded, SourcePath, Url
from praxis_build.model.page import AnyPage, HelpPage, HomePage, MissingPage, OfflinePage, SearchPage
from praxis_build.model.part import Alternate, Content, Crumb, Phrase, Roll, Tag
from praxis_build.model.settings import Settings
from praxis_build.model.tables import Table
from praxis_build.stages.compose.board import board_pages
from praxis_build.stages.compose.contents import file_address
from praxis_build.stages.compose.context import HOME, KIND_TITLES, Context
from praxis_build.stages.compose.directory import listed_pages
from praxis_build.stages.compose.documents import document_pages
from praxis_build.stages.compose.feeds import feed_of
from praxis_build.stages.compose.garden import garden_pages
from praxis_build.stages.compose.graph import graph_pages
from praxis_build.stages.compose.listings import (
    REGIONS,
    THEMES,
    alternates,
    cell_pages,
    index_pages,
    most_carried,
    region_pages,
    theme_pages,
)
from praxis_build.stages.compose.news import NEWS, fresh_card, news_pages
from praxis_build.stages.compose.regions import regions_pages
from praxis_build.stages.compose.whole import whole_pages

__all__ = ["Composer", "Node", "copies", "founded", "moved", "nodes_of"]

ON_HOME = 8
"""Cards shown for what is new, what is much cited and notebooks on the home page."""
COMMUNITIES = 24
"""Communities shown on the home page."""
HELP = Phrase(N_("Help with messages"))

Helps = dict[tuple[str, str], AnyDocument]
"""Pages of help by language and code."""


class Node(NamedTuple):
    """A part of the site that is composed at once: pages of one thing, in one language of the interface if need be."""

    kind: str
    key: str = ""
    ui: str = ""

    @property
    def path(self) -> str:
        """What its pages are of: a document's path, or the key of a theme, a region or a kind."""
        return self.key


def nodes_of(settings: Settings) -> list[Node]:
    """Return the nodes that every site has."""
    both = [("home", ""), ("themes", ""), ("regions", ""), *(("kind", kind) for kind in KINDS)]
    both += [("helps", ""), ("search", ""), ("board", ""), ("garden", ""), ("news", ""), ("graph", "")]
    both += [("offline", "")] if settings.offline else []
    return [*(Node(kind, key, ui) for ui in settings.languages for kind, key in both), Node("missing")]


def founded(corpus: Corpus, settings: Settings, *, all_of_them: bool = False) -> Iterator[Node]:
    """Yield the nodes that rows bring into being, or take away: those that changed, or all of them."""
    tables: list[tuple[str, Table[Any]]] = [("document", corpus.leads), ("whole", corpus.entries)]
    tables += [(kind, corpus.index[kind]) for kind in ("theme", "region", "cell")]
    for kind, table in tables:
        keys = [key for key, _ in table.items()] if all_of_them else table.changed
        languages = ("",) if kind in ("document", "whole") else settings.languages
        yield from (Node(kind, key, ui) for key in keys for ui in languages)


class Composer:
    """Composes one node after the other, reading the corpus."""

    def __init__(self, corpus: Corpus, settings: Settings, helps: Callable[[], Helps] = dict) -> None:
        """Compose a corpus all of whose documents have been related; ``helps`` gives pages of help."""
        self.context, self.helps = Context(corpus, settings), helps

    def __call__(self, node: Node) -> list[AnyPage]:
        """Return the pages of a node, none when there is nothing to say any more."""
        return list(_BUILDERS[node.kind](self, node.key, node.ui))

    def document(self, key: str, _ui: str) -> Iterable[AnyPage]:
        """Return the page of a document and those of its lists."""
        return document_pages(self.context, SourcePath(key)) if key in self.context.corpus.leads else ()


_BUILDERS: dict[str, Callable[[Composer, str, str], Iterable[AnyPage]]] = {
    "document": Composer.document,
    "theme": lambda composer, key, ui: theme_pages(composer.context, Folded(key), ui),
    "region": lambda composer, key, ui: region_pages(composer.context, Folded(key), ui),
    "cell": lambda composer, key, ui: cell_pages(composer.context, key, ui),
    "kind": lambda composer, key, ui: listed_pages(composer.context, cast("Kind", key), ui),
    "themes": lambda composer, _, ui: index_pages(composer.context, "themes", ui),
    "regions": lambda composer, _, ui: regions_pages(composer.context, ui),
    "home": lambda composer, _, ui: [_home(composer.context, ui)],
    "helps": lambda composer, _, ui: _help_pages(composer.context, ui, composer.helps()),
    "news": lambda composer, _, ui: news_pages(composer.context, ui),
    "search": lambda composer, _, ui: [_search(composer.context, ui)],
    "board": lambda composer, _, ui: board_pages(composer.context, ui),
    "garden": lambda composer, _, ui: garden_pages(composer.context, ui),
    "graph": lambda composer, _, ui: graph_pages(composer.context, ui),
    "whole": lambda composer, key, _: whole_pages(composer.context, SourcePath(key)),
    "missing": lambda composer, *_: [_missing(composer.context)],
    "offline": lambda composer, _, ui: [_offline(composer.context, ui)],
}


def copies(corpus: Corpus) -> list[Copy]:
    """Return the attachments to publish."""
    used = ordered(path for path, _ in corpus.index["used"].items())
    return [Copy(file_address(path), path, corpus.attachments[path].digest) for path in used]


def moved(corpus: Corpus, settings: Settings) -> Iterator[tuple[Url, Alternate]]:
    """Yield the old addresses that documents declare, each once, with where it leads now."""
    found, seen = corpus.index["moved"].of(""), set[str]()
    for path in ordered(found):
        head = corpus.heads[path]
        for old in found[path]:
            if old not in seen:
                seen.add(old)
                yield Url(old), Alternate(head.lang or settings.lang, head.url, head.title)


def _home(context: Context, ui: str) -> HomePage:
    """Return the front door in a language of the interface."""
    corpus, relations = context.corpus, context.relations
    mentions = dict(corpus.cited.items())
    cited = sorted((path for path in context.of_kind("note") if path in mentions), key=lambda path: -mentions[path])
    most_cited = tuple(context.cards[path] for path in cited[:ON_HOME])
    return HomePage(
        url=Url(context.base(ui)), lang=ui, ui=ui, section="home", heading=HOME, name=context.settings.site_name,
        description=context.settings.site_description, alternates=alternates(context, ""),
        feed=feed_of(context, Url(context.base(ui))),
        communities=_first(context, ui, "community", context.of_kind("community"), COMMUNITIES),
        notebooks=_first(context, ui, "notebook", context.of_kind("notebook"), ON_HOME),
        recent=_news(context, ui),
        cited=Roll("cited", Phrase(N_("Most cited")), most_cited, len(most_cited)),
        themes=most_carried(context.tags("themes", "theme", relations.themes, ui)),
        more_themes=Url(f"{context.base(ui)}themes/"),
        regions=tuple(context.tags("regions", "region", relations.regions, ui)),
        figures={kind: context.count("kind", kind) for kind in KINDS},
    )  # fmt: skip


def _news(context: Context, ui: str) -> Roll:
    latest = context.latest
    cards = tuple(fresh_card(context, one) for one in latest[:ON_HOME])
    more = Url(f"{context.base(ui)}news/") if len(latest) > len(cards) else None
    return Roll("news", NEWS, cards, len(latest), more)


def _first(context: Context, ui: str, kind: Kind, paths: Sequence[SourcePath], most: int) -> Roll:
    """Return the beginning of a list whose whole has a page of its own."""
    cards = tuple(context.cards[path] for path in paths[:most])
    total = context.count("kind", kind)
    more = Url(f"{context.base(ui)}{FOLDERS[kind]}/") if total > len(cards) else None
    return Roll(kind, Phrase(KIND_TITLES[kind]), cards, total, more)


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


def _search(context: Context, ui: str) -> SearchPage:
    """Return the page that searches, in a language of the interface."""
    base = context.base(ui)
    kinds = [Tag(KIND_TITLES[kind], Url(f"{base}{FOLDERS[kind]}/"), context.count("kind", kind)) for kind in KINDS]
    topics = [Tag(title.text, Url(f"{base}{folder}/")) for title, folder in ((THEMES, "themes"), (REGIONS, "regions"))]
    return SearchPage(
        url=Url(f"{base}search/"), lang=ui, ui=ui, section="search", heading=Phrase(N_("Search")), listed=False,
        crumbs=(context.home(ui),), alternates=alternates(context, "search/"), lists=(*kinds, *topics),
        themes=most_carried(context.tags("themes", "theme", context.relations.themes, ui)),
    )  # fmt: skip


def _missing(context: Context) -> MissingPage:
    """Return the page of addresses that lead nowhere, in the site's language."""
    ui = context.primary
    tags = tuple(Tag(KIND_TITLES[kind], Url(f"{FOLDERS[kind]}/"), context.count("kind", kind)) for kind in KINDS)
    heading = Phrase(N_("This page does not exist"))
    return MissingPage(
        url=Url("404/"), lang=ui, ui=ui, section="missing", heading=heading, listed=False, suggestions=tags
    )


def _offline(context: Context, ui: str) -> OfflinePage:
    """Return the page shown in the place of one that isn't on the device, in a language of the interface."""
    home = Url(context.base(ui))
    heading = Phrase(N_("This page is not on this device yet"))
    return OfflinePage(
        url=Url(f"{home}offline/"), lang=ui, ui=ui, section="offline", heading=heading, listed=False, home=home
    )
