"""Pages: what a page says, before any HTML. These values are the contract of the templates in ``theme/templates``.

Every address is relative to the site's root (``notes/jardin/``); templates make it relative to their page with
``link``. Every ``Phrase`` is said in the page's interface language with ``say``.
"""

from typing import Literal

from praxis_build.model.document import Board, Body, Event, Kind, Origin, Value
from praxis_build.model.lists import (
    BoardPage,
    CalendarPage,
    DirectoryPage,
    GardenPage,
    GraphPage,
    ListingPage,
    RegionsPage,
    WholePage,
)
from praxis_build.model.names import Url
from praxis_build.model.part import (
    Anchor,
    Card,
    Content,
    Kin,
    Neighbour,
    Place,
    Resources,
    Roll,
    Tag,
    Version,
)  # fmt: skip
from praxis_build.model.sheet import Page


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
    """A note's page: ``around`` are its neighbours.

    ``lapsed`` tells which of ``need`` and ``offer`` are past their last day.
    """

    around: tuple[Neighbour, ...] = ()
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
    """A person's page: ``contributions`` has one roll a role; ``animates`` the communities the person leads.

    ``helps`` are what the person offers, ``versed`` the themes that they wrote about most.
    """

    contributions: tuple[Roll, ...] = ()
    animates: Roll | None = None
    helps: tuple[Card, ...] = ()
    versed: tuple[Tag, ...] = ()


class CommunityPage(DocumentPage, frozen=True, tag="community", kw_only=True):
    """A community's page: ``rolls`` are its notebooks, notes, terms and organizations.

    ``neighbours`` share notes, people or terms with it; ``resources`` are where its documents lead outside.
    """

    scope: str = ""
    access: str = ""
    animators: tuple[Card, ...] = ()
    join: str = ""
    events: tuple[Event, ...] = ()
    rolls: tuple[Roll, ...] = ()
    neighbours: tuple[Kin, ...] = ()
    resources: tuple[Resources, ...] = ()


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
    whole: Url | None = None
    entries: Roll


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
    """The page shown for an address that leads nowhere: it stands at any address, so its links start at the root."""

    suggestions: tuple[Tag, ...] = ()

    @property
    def file(self) -> str:
        """The name under which static hosts look for it."""
        return "404.html"


class OfflinePage(Page, frozen=True, tag="offline", kw_only=True):
    """The page shown where there is no network, in the place of one that isn't on the device; at any address too.

    ``home`` is the front door in its language.
    """

    home: Url


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
    | CalendarPage
    | GuidePage
    | RegionsPage
    | BoardPage
    | WholePage
    | DirectoryPage
    | GardenPage
    | GraphPage
    | HelpPage
    | SearchPage
    | MissingPage
    | OfflinePage
)
