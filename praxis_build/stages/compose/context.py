"""What every page is composed from: the corpus, its relations, and cards of documents made once."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec.structs import replace

from praxis_build.model.codes import N_
from praxis_build.model.corpus import FOLDERS, Corpus, Edge, EdgeKind, Leads, Relations, Topic
from praxis_build.model.document import AnyDocument, Kind, Link
from praxis_build.model.names import Folded, SourcePath, Url, fold
from praxis_build.model.page import ListingPage
from praxis_build.model.part import Card, Crumb, Pager, Phrase, Quote, Roll, Tag
from praxis_build.model.settings import Settings

KIND_TITLES: dict[Kind, str] = {
    "note": N_("Notes"),
    "term": N_("Lexicon"),
    "organization": N_("Directory"),
    "person": N_("People"),
    "community": N_("Communities"),
    "notebook": N_("Notebooks"),
}
HOME = Phrase(N_("Home"))


class Context:
    """One corpus with its relations, as seen by the composers of pages. Nothing in it changes once it is made."""

    def __init__(self, corpus: Corpus, leads: Leads, relations: Relations, settings: Settings) -> None:
        """Keep what pages are made of."""
        self.corpus, self.leads, self.relations, self.settings = corpus, leads, relations, settings
        self.primary = settings.languages[0]
        self.cards = {path: self._card(corpus.documents[path]) for path in corpus.urls}
        self.names = {path: replace(card, summary="", date="") for path, card in self.cards.items()}

    def _card(self, document: AnyDocument) -> Card:
        lang = document.lang or self.settings.lang
        summary = document.summary or document.body.excerpt
        return Card(document.title, self.corpus.urls[document.path], document.kind, lang, summary, document.date)

    @cached_property
    def order(self) -> dict[SourcePath, int]:
        """The rank of each public document by folded title, then path: the order of lists."""
        documents = self.corpus.documents
        ranked = sorted(self.corpus.urls, key=lambda path: (fold(documents[path].title), path))
        return {path: rank for rank, path in enumerate(ranked)}

    @cached_property
    def fields(self) -> dict[tuple[SourcePath, EdgeKind], tuple[SourcePath, ...]]:
        """Where the references of each document's fields lead, by kind of edge, in the author's order."""
        found: dict[tuple[SourcePath, EdgeKind], list[SourcePath]] = {}
        for edge in self.leads.edges:
            if edge.kind in ("animator", "steward", "translation"):
                found.setdefault((edge.source, edge.kind), []).append(edge.target)
        return {key: tuple(dict.fromkeys(paths)) for key, paths in found.items()}

    def listed(self, paths: Iterable[SourcePath]) -> list[SourcePath]:
        """Return the published ones of some documents, by title: an unlisted document is on no list."""
        documents = self.corpus.documents
        return sorted((p for p in paths if documents[p].status == "published"), key=self.order.__getitem__)

    def of_kind(self, kind: Kind) -> list[SourcePath]:
        """Return the published documents of a kind, by title."""
        return self.by_kind.get(kind, [])

    @cached_property
    def by_kind(self) -> dict[Kind, list[SourcePath]]:
        """The published documents of each kind, by title."""
        groups: dict[Kind, list[SourcePath]] = {}
        for path in self.listed(self.corpus.urls):
            groups.setdefault(self.corpus.documents[path].kind, []).append(path)
        return groups

    @cached_property
    def themes_of_region(self) -> dict[Folded, list[Folded]]:
        """The themes that cross each region, in order."""
        found: dict[Folded, list[Folded]] = {}
        for theme, region in sorted(self.relations.cells):
            found.setdefault(region, []).append(theme)
        return found

    def base(self, ui: str) -> str:
        """Return the folder of the site's own pages in a language: the root for the site's, ``en/`` for another."""
        return "" if ui == self.primary else f"{ui}/"

    def home(self, ui: str) -> Crumb:
        """Return the first step of every breadcrumb."""
        return Crumb(Url(self.base(ui)), phrase=HOME)

    def shelf(self, kind: Kind, ui: str) -> Crumb:
        """Return the breadcrumb's step to all the documents of a kind."""
        return Crumb(Url(f"{self.base(ui)}{FOLDERS[kind]}/"), phrase=Phrase(KIND_TITLES[kind]))

    def shown(self, link: Link, path: SourcePath) -> str:
        """Return the text of a bare link: the title of what it leads to, and the heading it names."""
        return self.names[path].title + link.text.removeprefix(link.target)

    def quoted(self, edge: Edge) -> Card:
        """Return the card of a backlink, with the sentence it stands in."""
        link = self.corpus.documents[edge.source].body.links[edge.link]
        end = link.at + len(link.text)
        text = link.sentence[link.at : end]
        if link.bare:
            text = self.shown(link, edge.target)
        quote = Quote(link.sentence[: link.at], text, link.sentence[end:])
        return replace(self.names[edge.source], quote=quote)

    def themes(self, keys: Sequence[Folded], ui: str) -> tuple[Tag, ...]:
        """Return tags of themes; a theme that only unlisted documents carry has no page."""
        return tuple(
            self.tag("themes", topic, ui)
            if (topic := self.relations.themes.get(key))
            else Tag(self.leads.themes.get(key, key))
            for key in keys
        )

    def regions(self, keys: Sequence[Folded], ui: str) -> tuple[Tag, ...]:
        """Return tags of regions."""
        return tuple(self.tag("regions", self.relations.regions[key], ui) for key in keys)

    def tag(self, folder: str, topic: Topic, ui: str) -> Tag:
        """Return the tag of a theme or a region; without documents it has no page."""
        url = Url(f"{self.base(ui)}{folder}/{topic.slug}/") if topic.paths else None
        return Tag(topic.name(ui), url, len(topic.paths))


class Rolls:
    """Makes the rolls of one page; what is too long for it goes on listing pages of its own, gathered in ``pages``."""

    def __init__(self, context: Context, owner: Card, ui: str, crumbs: tuple[Crumb, ...]) -> None:
        """Make rolls for the page of ``owner``."""
        self.context, self.owner, self.ui, self.crumbs = context, owner, ui, crumbs
        self.pages: list[ListingPage] = []

    def make(self, key: str, title: Phrase, cards: Sequence[Card], most: int = 0) -> Roll:
        """Return a roll of at most ``most`` cards (a page's worth unless given), the rest elsewhere."""
        most = most or self.context.settings.page_size
        if len(cards) <= most:
            return Roll(key, title, tuple(cards), len(cards))
        more = Url(f"{self.owner.url}~{key}/")
        assert self.owner.url is not None  # noqa: S101 - only pages have rolls
        crumbs = (*self.crumbs, Crumb(self.owner.url, self.owner.title, lang=self.owner.lang))
        first = ListingPage(
            url=more, lang=self.ui, ui=self.ui, section=self.owner.kind or "home", heading=title, crumbs=crumbs,
            listed=False,
        )  # fmt: skip
        self.pages += paged(first, key, title, cards, self.context.settings.page_size)
        return Roll(key, title, tuple(cards[:most]), len(cards), more)


def paged(first: ListingPage, key: str, title: Phrase, cards: Sequence[Card], size: int) -> list[ListingPage]:
    """Return a list over as many pages as it takes; the first is ``first``, the others say no more than their part."""
    count = max(1, -(-len(cards) // size))
    urls = [first.url, *(Url(f"{first.url}~{number}/") for number in range(2, count + 1))]
    pages = []
    for index, url in enumerate(urls):
        part = tuple(cards[index * size : (index + 1) * size])
        pager = Pager(
            index + 1, count, urls[index - 1] if index else None, urls[index + 1] if index + 1 < count else None
        )
        rolls = (*(first.rolls if index == 0 else ()), Roll(key, title, part, len(cards)))
        page = first if index == 0 else replace(first, tags=(), tags_title=None, intro=None, alternates=())
        pages.append(replace(page, url=url, rolls=rolls, pager=pager if count > 1 else None))
    return pages
