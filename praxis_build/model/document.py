"""Documents: what a file of the knowledge base says, before it meets the others."""

from typing import ClassVar, Literal

import msgspec

from praxis_build.model.names import Slug, SourcePath
from praxis_build.model.problem import START, Problem, Span

Kind = Literal["note", "term", "organization", "person", "community", "notebook"]
KINDS: tuple[Kind, ...] = ("note", "term", "organization", "person", "community", "notebook")
Status = Literal["published", "unlisted", "draft"]
LinkForm = Literal["wikilink", "link", "image", "embed"]

HOLE = "\x00"
"""Stands in a body's HTML where a link's opening tag, an image or an embed goes; HTML can't hold this character."""
WORD = "\x01"
"""Encloses, in a body's HTML, the name of an interface word (``\\x01note\\x01``), filled in the page's language."""


class Value(msgspec.Struct, frozen=True):
    """Base of every value: frozen, and data only, so that it can be kept in the cache and sent to a worker."""


class Reference(Value, frozen=True, array_like=True, gc=False):
    """A name of another document as an author wrote it in a field, and where."""

    text: str
    span: Span = START


class Heading(Value, frozen=True, array_like=True, gc=False):
    """A heading of a body.

    ``level`` from 2 to 6 as published; ``anchor`` its id in the page; ``start`` its offset in the body's HTML.
    """

    level: int
    text: str
    anchor: str
    start: int


class Link(Value, frozen=True, array_like=True, gc=False):
    """A link of a body that leads inside the knowledge base, in the order of the body's holes.

    ``target`` is the name or path as written, without its ``fragment``; ``text`` what is shown; ``sentence`` the
    sentence it stands in, with ``at`` the place of ``text`` in it; ``title`` the Markdown title; ``alone`` tells that
    an embed is a paragraph by itself, ``bare`` that a wikilink is only a slug, which is shown as a title.
    """

    form: LinkForm
    target: str
    fragment: str = ""
    text: str = ""
    sentence: str = ""
    at: int = 0
    title: str = ""
    span: Span = START
    alone: bool = False
    bare: bool = False


class Body(Value, frozen=True, gc=False):
    """A text: safe HTML with a hole for each of ``links``, its headings, its blocks' ids, and its first words."""

    html: str = ""
    links: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    blocks: tuple[str, ...] = ()
    excerpt: str = ""
    words: int = 0


class Contribution(Value, frozen=True, gc=False):
    """Who did what for a document; ``role`` is free text, the usual ones have a name in the catalogue."""

    who: Reference
    role: str


class Origin(Value, frozen=True, gc=False):
    """Something a document draws on."""

    title: str
    url: str = ""
    license: str = ""


class Board(Value, frozen=True, gc=False):
    """A need or an offer: ``what``, whom to ``contact``, until when (ISO date or empty)."""

    what: str
    contact: str = ""
    expires: str = ""


class Event(Value, frozen=True, gc=False):
    """A community's event; ``start`` and ``end`` are ISO dates or date-times."""

    title: str
    start: str
    end: str = ""
    where: str = ""
    url: str = ""


class Entry(Value, frozen=True, gc=False):
    """A notebook's entry: a note or a notebook, with its categories *there* (axis → category)."""

    note: Reference
    categories: dict[str, Reference] = {}
    pinned: bool = False


class Axis(Value, frozen=True, gc=False):
    """One of a notebook's own lists of categories."""

    name: str
    categories: tuple[str, ...]
    span: Span = START


class Document(Value, frozen=True, tag_field="kind", kw_only=True):
    """What every kind has.

    ``date`` and ``reviewed`` are ISO dates, or a year, or a year and month; ``extra`` keeps the text of the fields
    Praxis ignores; ``withheld`` tells that the file can't be trusted as it stands, so that it isn't published.
    """

    path: SourcePath
    slug: Slug
    title: str
    id: str = ""
    summary: str = ""
    lang: str = ""
    translation_of: Reference | None = None
    aliases: tuple[str, ...] = ()
    redirect_from: tuple[str, ...] = ()
    authors: tuple[Reference, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    communities: tuple[Reference, ...] = ()
    themes: tuple[Reference, ...] = ()
    regions: tuple[Reference, ...] = ()
    date: str = ""
    reviewed: str = ""
    status: Status = "published"
    license: str = ""
    sources: tuple[Origin, ...] = ()
    discussion: str = ""
    extra: dict[str, str] = {}
    body: Body = Body()
    withheld: bool = False


class Note(Document, frozen=True, tag="note", kw_only=True):
    """A unit of knowledge."""

    kind: ClassVar[Kind] = "note"
    notebooks: tuple[Reference, ...] = ()
    builds_on: tuple[Reference, ...] = ()
    replaces: tuple[Reference, ...] = ()
    contradicts: tuple[Reference, ...] = ()
    need: Board | None = None
    offer: Board | None = None


class Term(Document, frozen=True, tag="term", kw_only=True):
    """An entry of the lexicon; ``equivalents`` maps a language to a word."""

    kind: ClassVar[Kind] = "term"
    definition: str = ""
    equivalents: dict[str, str] = {}


class Organization(Document, frozen=True, tag="organization", kw_only=True):
    """An entry of the directory; ``location`` is latitude and longitude in degrees."""

    kind: ClassVar[Kind] = "organization"
    website: str = ""
    location: tuple[float, float] | None = None


class Person(Document, frozen=True, tag="person", kw_only=True):
    """A contributor who asked to be listed."""

    kind: ClassVar[Kind] = "person"


class Community(Document, frozen=True, tag="community", kw_only=True):
    """A community of practice."""

    kind: ClassVar[Kind] = "community"
    scope: str = ""
    access: str = ""
    animators: tuple[Reference, ...] = ()
    join: str = ""
    events: tuple[Event, ...] = ()


class Notebook(Document, frozen=True, tag="notebook", kw_only=True):
    """An ordered collection of notes with its own classification; ``community`` is the folder it stands in, if any."""

    kind: ClassVar[Kind] = "notebook"
    stewards: tuple[Reference, ...] = ()
    guide: str = ""
    axes: tuple[Axis, ...] = ()
    entries: tuple[Entry, ...] = ()
    community: str = ""


AnyDocument = Note | Term | Organization | Person | Community | Notebook


class Syntax(Value, frozen=True, array_like=True, gc=False):
    """Marks of another tool found in a text, or a ``field`` that Praxis doesn't know: how many, and where first.

    They are told once a site, not once a file.
    """

    name: str
    count: int
    span: Span
    field: str = ""


class Parsed(Value, frozen=True):
    """What reading one file gives: its document, its problems, the marks of other tools in it."""

    document: AnyDocument
    problems: tuple[Problem, ...] = ()
    syntaxes: tuple[Syntax, ...] = ()
