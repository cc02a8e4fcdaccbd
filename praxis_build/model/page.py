"""Pages: what a page says, before any HTML. These values are the contract of the templates in ``theme/templates``.

Every address is relative to the site's root (``notes/jardin/``); templates make it relative to their page with
``link``. Every ``Phrase`` is said in the page's interface language with ``say``.
"""

from typing import Literal

from praxis_build.model.document import Board, Body, Event, Kind, Origin, Value
from praxis_build.model.names import Url
from praxis_build.model.part import (
    Alternate,
    Anchor,
    Card,
    Content,
    Crumb,
    Pager,
    Phrase,
    Place,
    Roll,
    Tag,
    Tile,
    Version,
)


class Page(Value, frozen=True, tag_field="page", kw_only=True):
    """What every page has.

    ``lang`` is the language of its text, ``ui`` that of its interface (``fr`` or ``en``); ``heading`` is its ``h1``,
    ``name`` the document's own title when it has one, which then stands for the heading; ``section`` the part of the
    site it belongs to, for the menu; ``listed`` whether search engines and the sitemap may have it; ``feed`` the folder
    of the feeds that tell what is new on it.
    """

    url: Url
    lang: str
    ui: str
    section: str
    heading: Phrase | None = None
    name: str = ""
    description: str = ""
    crumbs: tuple[Crumb, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    listed: bool = True
    updated: str = ""
    feed: Url | None = None

    @property
    def file(self) -> str:
        """The path of its file below the site's folder."""
        return f"{self.url}index.html"


class HomePage(Page, frozen=True, tag="home", kw_only=True):
    """The front door: ``figures`` are counts by kind of document."""

    communities: Roll
    recent: Roll
    cited: Roll
    notebooks: Roll
    themes: tuple[Tag, ...] = ()
    regions: tuple[Tag, ...] = ()
    more_themes: Url | None = None
    figures: dict[str, int] = {}


class DocumentPage(Page, frozen=True, kw_only=True):
    """What the page of every kind of document says.

    ``authors`` are people and names with their roles; ``relations`` the typed links, from both ends; ``backlinks`` one
    roll a kind; ``license`` an SPDX id with its ``license_url`` when it is known; ``path`` the source file.
    """

    kind: Kind
    summary: str = ""
    date: str = ""
    reviewed: str = ""
    license: str = ""
    license_url: str = ""
    discussion: str = ""
    path: str = ""
    edit_url: str = ""
    version: Version | None = None
    aliases: tuple[str, ...] = ()
    authors: tuple[Card, ...] = ()
    communities: tuple[Card, ...] = ()
    themes: tuple[Tag, ...] = ()
    regions: tuple[Tag, ...] = ()
    translations: tuple[Card, ...] = ()
    original: Card | None = None
    content: Content = Content(Body())
    toc: tuple[Anchor, ...] = ()
    places: tuple[Place, ...] = ()
    relations: tuple[Roll, ...] = ()
    backlinks: tuple[Roll, ...] = ()
    sources: tuple[Origin, ...] = ()


class NotePage(DocumentPage, frozen=True, tag="note", kw_only=True):
    """A note's page; ``lapsed`` tells which of ``need`` and ``offer`` are past their last day."""

    need: Board | None = None
    offer: Board | None = None
    lapsed: tuple[str, ...] = ()


class TermPage(DocumentPage, frozen=True, tag="term", kw_only=True):
    """A term's page."""

    definition: str = ""
    equivalents: dict[str, str] = {}


class OrganizationPage(DocumentPage, frozen=True, tag="organization", kw_only=True):
    """An organization's page; ``location`` is latitude and longitude in degrees."""

    website: str = ""
    location: tuple[float, float] | None = None


class PersonPage(DocumentPage, frozen=True, tag="person", kw_only=True):
    """A person's page: ``contributions`` has one roll a role; ``animates`` the communities the person leads."""

    contributions: tuple[Roll, ...] = ()
    animates: Roll | None = None


class CommunityPage(DocumentPage, frozen=True, tag="community", kw_only=True):
    """A community's page: ``rolls`` are its notebooks, notes, terms and organizations."""

    scope: str = ""
    access: str = ""
    animators: tuple[Card, ...] = ()
    join: str = ""
    events: tuple[Event, ...] = ()
    rolls: tuple[Roll, ...] = ()


class Shelf(Value, frozen=True, gc=False):
    """One of a notebook's axes with its categories, each with the number of entries that carry it."""

    name: str
    categories: tuple[Tag, ...] = ()


class NotebookPage(DocumentPage, frozen=True, tag="notebook", kw_only=True):
    """A notebook's page: ``entries`` is its table of contents, numbered, in reading order."""

    community: Card | None = None
    stewards: tuple[Card, ...] = ()
    guide: str = ""
    shelves: tuple[Shelf, ...] = ()
    entries: Roll


class ListingPage(Page, frozen=True, tag="listing", kw_only=True):
    """A page that lists: everything of a kind, a theme, a region, the rest of a long roll.

    ``intro`` is said under the heading; ``tags`` come first (all themes, the regions of a theme…); then ``invitation``
    names what there is nothing of yet, ``invited``; ``rolls`` after.
    """

    intro: Phrase | None = None
    tags_title: Phrase | None = None
    tags: tuple[Tag, ...] = ()
    invitation: Phrase | None = None
    invited: tuple[str, ...] = ()
    rolls: tuple[Roll, ...] = ()
    pager: Pager | None = None


class FeedPage(Page, frozen=True, tag="feed", kw_only=True):
    """What is new on a page, for readers of feeds: ``cards`` with the days they were written, the last first."""

    form: Literal["xml", "json"]
    cards: tuple[Card, ...] = ()

    @property
    def file(self) -> str:
        """Its name beside the page that it follows."""
        return f"{self.url}feed.{self.form}"


class GuidePage(Page, frozen=True, tag="guide", kw_only=True):
    """What the site is, and where its lists are, for programs that read: ``llms.txt``."""

    rolls: tuple[Roll, ...] = ()

    @property
    def file(self) -> str:
        """The name under which programs look for it."""
        return "llms.txt"


class RegionsPage(Page, frozen=True, tag="regions", kw_only=True):
    """All the regions: a map of ``tiles`` when they have one, ``columns`` by ``rows``, and the same in a table."""

    regions: tuple[Tag, ...] = ()
    tiles: tuple[Tile, ...] = ()
    columns: int = 0
    rows: int = 0


class Match(Value, frozen=True, array_like=True, gc=False):
    """What may answer a need or an offer: the note, what it offers or needs, and why it is shown."""

    card: Card
    what: str
    why: Phrase


class Post(Value, frozen=True, array_like=True, gc=False):
    """A need or an offer on the board, with what may answer it; ``side`` is ``need`` or ``offer``."""

    side: str
    card: Card
    board: Board
    regions: tuple[Tag, ...] = ()
    matches: tuple[Match, ...] = ()


class Group(Value, frozen=True, array_like=True, gc=False):
    """The posts of a theme that stand on one page of the board, of ``count``; without a name, those without a theme.

    ``url`` is the page where the theme begins, ``anchor`` its place there.
    """

    name: str
    url: Url
    anchor: str
    count: int
    posts: tuple[Post, ...] = ()


class BoardPage(Page, frozen=True, tag="board", kw_only=True):
    """What is asked for and what is offered: ``needs`` and ``offers`` are counts, ``themes`` lead to all the groups."""

    needs: int = 0
    offers: int = 0
    themes: tuple[Group, ...] = ()
    groups: tuple[Group, ...] = ()
    pager: Pager | None = None


class HelpPage(Page, frozen=True, tag="help", kw_only=True):
    """The page of help of a problem's code; without ``content`` it lists all ``codes``."""

    code: str = ""
    content: Content = Content(Body())
    codes: tuple[Tag, ...] = ()


class SearchPage(Page, frozen=True, tag="search", kw_only=True):
    """The page that searches: ``lists`` and ``themes`` lead on who finds nothing, or reads without JavaScript."""

    lists: tuple[Tag, ...] = ()
    themes: tuple[Tag, ...] = ()


class MissingPage(Page, frozen=True, tag="missing", kw_only=True):
    """The page shown for an address that leads nowhere; the only one whose links start at the server's root."""

    suggestions: tuple[Tag, ...] = ()

    @property
    def file(self) -> str:
        """The name under which static hosts look for it."""
        return "404.html"


AnyPage = (
    HomePage
    | NotePage
    | TermPage
    | OrganizationPage
    | PersonPage
    | CommunityPage
    | NotebookPage
    | ListingPage
    | FeedPage
    | GuidePage
    | RegionsPage
    | BoardPage
    | HelpPage
    | SearchPage
    | MissingPage
)
