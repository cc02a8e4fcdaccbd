"""What every page is composed from: the corpus, its relations, and cards of documents made once."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from praxis_build.model.codes import N_
from praxis_build.model.corpus import FOLDERS, Corpus, Mention, Topic
from praxis_build.model.document import Kind, Link
from praxis_build.model.fresh import Fresh
from praxis_build.model.lists import ListingPage
from praxis_build.model.names import Folded, SourcePath, Url
from praxis_build.model.part import Card, Crumb, Pager, Phrase, Quote, Roll, Tag
from praxis_build.model.relations import Relations
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


class Cards:
    """Cards of public documents by path, each made once: those of lists, or only with their names."""

    def __init__(self, corpus: Corpus, *, whole: bool) -> None:
        """Make cards with summary and date when they are to be ``whole``."""
        self._heads, self._whole = corpus.heads, whole
        self._made: dict[SourcePath, Card] = {}

    def __getitem__(self, path: SourcePath) -> Card:
        """Return the card of a document."""
        card = self._made.get(path)
        if card is not None:
            self._heads.note(path)
            return card
        head = self._heads[path]
        more = (head.summary, head.date) if self._whole else ("", "")
        card = self._made[path] = Card(head.title, head.url, head.kind, head.lang, *more)
        return card


class Context:
    """One corpus with its relations, as seen by the composers of pages. Nothing in it changes once it is made."""

    def __init__(self, corpus: Corpus, settings: Settings) -> None:
        """Keep what pages are made of."""
        self.corpus, self.settings = corpus, settings
        self.relations = Relations(corpus, settings)
        self.primary = settings.languages[0]
        self.cards, self.names = Cards(corpus, whole=True), Cards(corpus, whole=False)

    def sorted(self, paths: Iterable[SourcePath]) -> list[SourcePath]:
        """Return documents by title."""
        heads = self.corpus.heads
        return [path for _, path in sorted((heads[path].rank, path) for path in paths)]

    def listed(self, paths: Iterable[SourcePath]) -> list[SourcePath]:
        """Return the published ones of some documents, by title: an unlisted document is on no list."""
        heads = [(self.corpus.heads.get(path), path) for path in paths]
        found = sorted((head.rank, path) for head, path in heads if head is not None and head.status == "published")
        return [path for _, path in found]

    @property
    def latest(self) -> tuple[Fresh, ...]:
        """The documents that were written last."""
        return self.corpus.latest.get("") or ()

    def of_kind(self, kind: Kind) -> list[SourcePath]:
        """Return the published documents of a kind, by title."""
        return self.sorted(self.corpus.index["kind"].of(kind))  # type: ignore[arg-type]

    def count(self, index: str, key: str) -> int:
        """Return how many listed documents there are of a kind, a theme, a region."""
        return len(self.corpus.index[index].of(key))

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

    def quoted(self, source: SourcePath, mention: Mention, target: SourcePath) -> Card:
        """Return the card of a backlink, with the sentence it stands in."""
        quote = mention.quote
        if mention.bare:
            quote = Quote(quote.before, self.names[target].title + quote.text, quote.after)
        return replace(self.names[source], quote=quote)

    def themes(self, keys: Sequence[Folded], names: Sequence[str], ui: str) -> tuple[Tag, ...]:
        """Return tags of themes; one that only unlisted documents carry has no page, and the author's name."""
        topics = [self.corpus.themes.get(key) for key in keys]
        return tuple(
            self.tag("themes", topic, ui) if topic else Tag(name) for topic, name in zip(topics, names, strict=True)
        )

    def regions(self, keys: Sequence[Folded], ui: str) -> tuple[Tag, ...]:
        """Return tags of regions."""
        return tuple(self.tag("regions", self.relations.regions[key], ui) for key in keys)

    def tag(self, folder: str, topic: Topic, ui: str, count: int = 0) -> Tag:
        """Return the tag of a theme or a region that has a page."""
        return Tag(topic.name(ui), Url(f"{self.base(ui)}{folder}/{topic.slug}/"), count)

    def tags(self, folder: str, index: str, topics: dict[Folded, Topic], ui: str) -> list[Tag]:
        """Return themes or regions with the number of documents that carry each; without any, one has no page."""
        counts = {key: self.count(index, key) for key in topics}
        return [
            self.tag(folder, topic, ui, counts[key]) if counts[key] else Tag(topic.name(ui))
            for key, topic in topics.items()
        ]


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


def _rest(first: ListingPage) -> ListingPage:
    return replace(
        first, tags=(), tags_title=None, invited=(), invitation=None, intro=None, alternates=(), feed=None
    )  # fmt: skip


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
        page = first if index == 0 else _rest(first)
        pages.append(replace(page, url=url, rolls=rolls, pager=pager if count > 1 else None))
    return pages
