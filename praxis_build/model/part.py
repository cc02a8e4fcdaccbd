"""Parts of pages: phrases, cards, rolls, tags, what fills the holes of a body. Values, before any HTML.

Every address is relative to the site's root (``notes/jardin/``); templates make it relative to their page with
``link``. Every ``Phrase`` is said in the page's interface language with ``say``.
"""

from praxis_build.model.document import Body, Kind, Value
from praxis_build.model.names import Url


class Phrase(Value, frozen=True, array_like=True, gc=False):
    """A sentence of the interface: its English text, the key of the catalogue, and what fills its placeholders.

    With ``plural`` and ``count``, the catalogue chooses the form; ``{count}`` is filled with the number.
    """

    text: str
    values: dict[str, str] = {}
    plural: str = ""
    count: int = 0


class Quote(Value, frozen=True, array_like=True, gc=False):
    """The sentence a link stands in: what comes ``before`` it, the linked ``text``, what comes ``after``."""

    before: str
    text: str
    after: str


class Label(Value, frozen=True, array_like=True, gc=False):
    """A category of a notebook, with the axis it belongs to."""

    axis: str
    category: str


class Card(Value, frozen=True, array_like=True, gc=False):
    """A document as it is shown on another's page.

    ``quote`` on a backlink; ``number``, ``labels`` and ``pinned`` in a notebook; ``roles`` on a person's page or for a
    person; ``phrase`` any short remark about it here. ``url`` is empty for a name without a page.
    """

    title: str
    url: Url | None = None
    kind: Kind | None = None
    lang: str = ""
    summary: str = ""
    date: str = ""
    quote: Quote | None = None
    number: str = ""
    labels: tuple[Label, ...] = ()
    pinned: bool = False
    roles: tuple[str, ...] = ()
    phrase: Phrase | None = None


class Kin(Value, frozen=True, array_like=True, gc=False):
    """A community that shares things with another: some of them, of ``total``."""

    card: Card
    shared: tuple[Card, ...]
    total: int


class Resources(Value, frozen=True, array_like=True, gc=False):
    """Pages of a site of the web: some of ``total``."""

    site: str
    addresses: tuple[str, ...]
    total: int


class Roll(Value, frozen=True, array_like=True, gc=False):
    """A titled list of documents: the first ``cards`` of ``total``; the others at ``more`` when there are others.

    ``key`` names it for styles and anchors.
    """

    key: str
    title: Phrase
    cards: tuple[Card, ...] = ()
    total: int = 0
    more: Url | None = None


class Tag(Value, frozen=True, array_like=True, gc=False):
    """A theme or a region with its page, if it has one, and how many documents carry it."""

    name: str
    url: Url | None = None
    count: int = 0


class Tile(Value, frozen=True, array_like=True, gc=False):
    """A region on a map of tiles: its tag, its ``column`` and ``row`` from 0, its name cut into ``lines``.

    ``step`` tells how much of the commons is there: from 0, nothing, to 4, as much as in the region that has most.
    """

    tag: Tag
    column: int
    row: int
    lines: tuple[str, ...]
    step: int = 0


class Pager(Value, frozen=True, array_like=True, gc=False):
    """Where a page stands in a paged list; numbers from 1."""

    number: int
    pages: int
    previous: Url | None = None
    next: Url | None = None


class Crumb(Value, frozen=True, array_like=True, gc=False):
    """A step of the breadcrumb; the title is a phrase of the interface or a document's own."""

    url: Url
    title: str = ""
    phrase: Phrase | None = None
    lang: str = ""


class Alternate(Value, frozen=True, array_like=True, gc=False):
    """The same page in another language."""

    lang: str
    url: Url
    title: str = ""


class Anchor(Value, frozen=True, array_like=True, gc=False):
    """A line of a page's table of contents."""

    level: int
    text: str
    id: str


class Target(Value, frozen=True, array_like=True, gc=False):
    """What goes into a hole of a body.

    ``url`` with ``fragment`` for a link that leads somewhere; neither for a red link (``missing``) or plain text
    (``plain``); ``file`` the published address of an image or attachment; ``embed`` the text shown in place;
    ``text`` what a bare link shows.
    """

    url: Url | None = None
    fragment: str = ""
    kind: Kind | None = None
    lang: str = ""
    missing: bool = False
    plain: bool = False
    file: str = ""
    embed: "Content | None" = None
    title: str = ""
    text: str = ""


class Content(Value, frozen=True, array_like=True, gc=False):
    """A body and what goes into each of its holes, in order; ``title`` and ``url`` name the source of an embed."""

    body: Body
    targets: tuple[Target, ...] = ()
    title: str = ""
    url: Url | None = None
    lang: str = ""


class Version(Value, frozen=True, array_like=True, gc=False):
    """The last version of a document's file that git knows: its commit, its day, where the forge shows it.

    ``created`` is the day of its first version; ``history`` where all of them are seen.
    """

    commit: str
    day: str
    created: str = ""
    url: str = ""
    history: str = ""


class Place(Value, frozen=True, array_like=True, gc=False):
    """A document's place in a notebook: its ``position`` of ``total``, its categories there, and its neighbours."""

    notebook: Card
    position: int
    total: int
    number: str = ""
    labels: tuple[Label, ...] = ()
    previous: Card | None = None
    next: Card | None = None
    community: Card | None = None


class Neighbour(Value, frozen=True, array_like=True, gc=False):
    """A document near another: whether that one leads ``ahead`` to it, whether it leads ``back``."""

    card: Card
    ahead: bool = False
    back: bool = False
