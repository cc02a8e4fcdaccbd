"""Pages that list, and what they are made of: see ``model.page``."""

from praxis_build.model.document import Board, Event, Value
from praxis_build.model.names import Url
from praxis_build.model.part import Card, Content, Pager, Phrase, Roll, Tag, Tile
from praxis_build.model.sheet import Page


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


class RegionsPage(Page, frozen=True, tag="regions", kw_only=True):
    """All the regions: a map of ``tiles`` when they have one, ``columns`` by ``rows``, and the same in a table."""

    regions: tuple[Tag, ...] = ()
    tiles: tuple[Tile, ...] = ()
    columns: int = 0
    rows: int = 0


class Entry(Value, frozen=True, array_like=True, gc=False):
    """An organization in the directory, with its topics and how many pages mention it."""

    card: Card
    themes: tuple[Tag, ...] = ()
    regions: tuple[Tag, ...] = ()
    links: int = 0


class Pile(Value, frozen=True, array_like=True, gc=False):
    """The documents that carry a theme or a region, by name."""

    tag: Tag
    cards: tuple[Card, ...]


class DirectoryPage(Page, frozen=True, tag="directory", kw_only=True):
    """All the organizations, by name; ``themes`` and ``regions`` are those that some have."""

    intro: Phrase
    entries: tuple[Entry, ...] = ()
    themes: tuple[Pile, ...] = ()
    regions: tuple[Pile, ...] = ()


class Chore(Value, frozen=True, array_like=True, gc=False):
    """Something to mend: a document and where its file is edited, or the name of a page that nobody has written.

    ``remark`` says more; ``wanting`` are documents that lead to a page that isn't written.
    """

    card: Card
    edit_url: str = ""
    remark: Phrase | None = None
    wanting: tuple[Card, ...] = ()


class Bed(Value, frozen=True, array_like=True, gc=False):
    """Chores of one kind: the first of ``total``, and why they matter; the next are at ``more``."""

    key: str
    title: Phrase
    why: Phrase
    total: int
    chores: tuple[Chore, ...]
    more: Url | None = None


class GardenPage(Page, frozen=True, tag="garden", kw_only=True):
    """What could be mended in the commons."""

    beds: tuple[Bed, ...] = ()


class Chapter(Value, frozen=True, array_like=True, gc=False):
    """A text of a notebook, with the document that it is of."""

    card: Card
    content: Content


class WholePage(Page, frozen=True, tag="whole", kw_only=True):
    """A notebook's texts, in order, on one page."""

    chapters: tuple[Chapter, ...] = ()


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


class GraphPage(Page, frozen=True, tag="graph", kw_only=True):
    """The whole graph: a script draws it; ``communities`` lead to the same without one."""

    communities: Roll


class CalendarPage(Page, frozen=True, tag="calendar", kw_only=True):
    """A community's events, for calendars; ``stamp`` is when they were last written, as calendars say it."""

    events: tuple[Event, ...] = ()
    stamp: str = ""

    @property
    def file(self) -> str:
        """Its name beside the community's page."""
        return f"{self.url}events.ics"
