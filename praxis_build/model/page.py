"""Pages: what a page says, before any HTML. These values are the contract of the templates in ``theme/templates``.

Every address is relative to the site's root (``notes/jardin/``); templates make it relative to their page with
``link``. Every ``Phrase`` is said in the page's interface language with ``say``.
"""

import msgspec

from praxis_build.model.document import Board, Body, Event, Kind, Origin, Value
from praxis_build.model.names import Url
from praxis_build.model.part import Alternate, Anchor, Card, Content, Crumb, Pager, Phrase, Place, Roll, Tag


class Page(Value, frozen=True, tag_field="page", kw_only=True):
    """What every page has.

    ``lang`` is the language of its text, ``ui`` that of its interface (``fr`` or ``en``); ``heading`` is its ``h1``,
    ``name`` the document's own title when it has one, which then stands for the heading; ``section`` the part of the
    site it belongs to, for the menu; ``listed`` whether search engines and the sitemap may have it.
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
    """A note's page."""

    need: Board | None = None
    offer: Board | None = None


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

    ``intro`` is said under the heading; ``tags`` come first (all themes, the regions of a theme…); ``rolls`` after.
    """

    intro: Phrase | None = None
    tags_title: Phrase | None = None
    tags: tuple[Tag, ...] = ()
    rolls: tuple[Roll, ...] = ()
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
    | HelpPage
    | SearchPage
    | MissingPage
    | OfflinePage
)


class Artifact(msgspec.Struct, frozen=True, gc=False):
    """A file of the site: its path below the site's folder and its bytes."""

    path: str
    data: bytes


class Copy(msgspec.Struct, frozen=True, gc=False):
    """An attachment to publish as it is: its path below the site's folder and its source, relative to the project."""

    path: str
    source: str
    digest: str = ""
