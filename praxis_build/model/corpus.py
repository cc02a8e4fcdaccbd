"""The corpus: all documents with their names, and where their references lead, as tables of the ledger."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from praxis_build.model.document import AnyDocument, Kind, LinkForm, Parsed, Status, Syntax
from praxis_build.model.fresh import Fresh
from praxis_build.model.ledger import Ledger
from praxis_build.model.names import Folded, Slug, SourcePath, Url, order
from praxis_build.model.part import Quote
from praxis_build.model.problem import Problem
from praxis_build.model.source import Attachment, Past
from praxis_build.model.tables import Index, Store, Table
from praxis_build.model.tended import Ask, Patch, Tied
from praxis_build.model.view import View

FOLDERS: dict[Kind, str] = {
    "note": "notes",
    "term": "terms",
    "organization": "organizations",
    "person": "people",
    "community": "communities",
    "notebook": "notebooks",
}
"""Where the pages of each kind stand in the site."""

FieldKind = Literal["community", "translation", "builds_on", "replaces", "contradicts", "animator", "steward"]
EdgeKind = FieldKind | Literal["link", "embed", "author", "contribution", "entry"]


TYPED: tuple[FieldKind, ...] = ("builds_on", "replaces", "contradicts")
"""Edges that say how one note stands to another, in the order in which they are shown."""


class Head(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What others need to know of a document: ``rank`` sorts lists, ``summary`` may be the text's first words."""

    kind: Kind
    slug: Slug
    title: str
    rank: Folded
    lang: str
    summary: str
    date: str
    status: Status
    withheld: bool
    id: str = ""

    @property
    def url(self) -> Url:
        """The address of its page, if it has one."""
        return Url(f"{FOLDERS[self.kind]}/{self.slug}/")

    @property
    def publishable(self) -> bool:
        """Whether it has a page, unless another has its address."""
        return self.status != "draft" and not self.withheld


class Outline(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a fragment can name in a document: its title, its headings as (text, anchor), its blocks' ids."""

    title: str
    headings: tuple[tuple[str, str], ...]
    blocks: tuple[str, ...]


class Lead(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where a link leads: a document's ``path`` and an ``anchor`` in it, or a ``file``, or nowhere.

    ``missing`` is a red link; ``plain`` is shown as text.
    """

    path: SourcePath | None = None
    anchor: str = ""
    file: SourcePath | None = None
    missing: bool = False
    plain: bool = False


class Placed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An entry of a notebook that leads to a document, with its categories there, axis by axis."""

    path: SourcePath
    categories: tuple[tuple[str, str], ...] = ()
    pinned: bool = False


class Credit(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Someone who worked on a document: a person's ``path``, or a name alone; what they did there."""

    name: str
    path: SourcePath | None
    roles: tuple[str, ...]


class Leads(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Where the references of one public document lead.

    ``links`` has one lead a hole of its body; ``fields`` the documents its fields name, by kind of edge; ``credits``
    the people and names, in order; ``entries`` those of a notebook, ``shelved`` the notebooks a note names itself;
    ``themes`` and ``regions`` their keys; ``home`` the community of a notebook;
    ``outward`` the addresses outside that its text leads to.
    """

    links: tuple[Lead, ...] = ()
    fields: dict[FieldKind, tuple[SourcePath, ...]] = {}
    credits: tuple[Credit, ...] = ()
    entries: tuple[Placed, ...] = ()
    shelved: tuple[SourcePath, ...] = ()
    themes: tuple[Folded, ...] = ()
    regions: tuple[Folded, ...] = ()
    home: SourcePath | None = None
    outward: tuple[str, ...] = ()


class Mention(msgspec.Struct, frozen=True, array_like=True, gc=False, tag=0):
    """The first link that leads from a document to another: its form, the sentence it stands in.

    A ``bare`` link shows the title of what it leads to: ``quote.text`` is then what follows it.
    """

    form: LinkForm
    quote: Quote
    bare: bool = False


class Vertex(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A listed document in the graph, with the documents it leads to and how; its ``id`` survives renames."""

    id: str
    url: Url
    kind: Kind
    title: str
    lang: str
    edges: tuple[tuple[SourcePath, EdgeKind], ...]


class Place(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A document's place in a notebook: which, and its index among the entries."""

    notebook: SourcePath
    index: int


class Topic(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A theme or a region: its names by language (``""`` for any) and its slug."""

    names: dict[str, str]
    slug: str

    def name(self, language: str) -> str:
        """Return its name in a language."""
        return self.names.get(language) or next(iter(self.names.values()))


NAMES = ("id", "slug", "stem", "title", "alias", "path", "address", "old")
"""Indexes of the names of documents, by folded name; ``address`` and ``old`` by address without ``/`` at the ends."""
FILES = ("file", "filename", "beside")
"""Indexes of attachments: by folded path, by folded name, by folder."""
RELATIONS = (
    "kind", "contributions", "members", "homed", "shelf", "places", "animates", "typed", "translations", "theme",
    "region", "cell", "spelling", "used", "moved", "chores", "checked", "wanted", "offers", "ties",
    "things", "resources",
)  # fmt: skip
"""Indexes of what documents state of one another: see ``stages/relate``."""


class Corpus:
    """The tables of a knowledge base: what files say, the names of all, where references lead, what is wrong."""

    def __init__(self, store: Store | None = None) -> None:
        """Begin with what a store kept, or with nothing."""
        self.ledger = ledger = Ledger(store)
        self.parsed: Table[Parsed] = ledger.table("parsed", Parsed, packed=True)
        self.heads: Table[Head] = ledger.table("heads", Head)
        self.outlines: Table[Outline] = ledger.table("outlines", Outline, packed=True)
        self.attachments: Table[Attachment] = ledger.table("attachments", Attachment)
        self.leads: Table[Leads] = ledger.table("leads", Leads, packed=True)
        self.entries: Table[tuple[Placed, ...]] = ledger.table("entries", tuple[Placed, ...])
        self.cited: Table[int] = ledger.table("cited", int)
        self.vertices: Table[Vertex] = ledger.table("vertices", Vertex, packed=True)
        self.stated: Table[tuple[tuple[str, str], ...]] = ledger.table(
            "stated", tuple[tuple[str, str], ...], packed=True
        )
        self.pasts: Table[Past] = ledger.table("pasts", Past)
        self.latest: Table[tuple[Fresh, ...]] = ledger.table("latest", tuple[Fresh, ...])
        self.homes: Table[tuple[SourcePath, ...]] = ledger.table("homes", tuple[SourcePath, ...])
        self.tied: Table[Tied] = ledger.table("tied", Tied)
        self.circles: Table[tuple[SourcePath, ...]] = ledger.table("circles", tuple[SourcePath, ...])
        self.garden: Table[Patch] = ledger.table("garden", Patch)
        self.day: Table[str] = ledger.table("day", str)
        self.lapsed: Table[tuple[str, ...]] = ledger.table("lapsed", tuple[str, ...])
        self.problems: Table[tuple[Problem, ...]] = ledger.table("problems", tuple[Problem, ...])
        self.common: Table[tuple[Folded, ...]] = ledger.table("common", tuple[Folded, ...])
        self.themes: Table[Topic] = ledger.table("themes", Topic)
        self.index: dict[str, Index] = {name: ledger.index(name, str) for name in (*NAMES, *FILES, *RELATIONS)}
        self.forget()
        self.index["backlinks"] = ledger.index("backlinks", Mention, packed=True)
        self.index["asks"] = ledger.index("asks", Ask)
        self.index["syntax"] = ledger.index("syntax", Syntax)

    def forget(self) -> None:
        """Forget what was derived from names, which have changed."""
        self._public: View[bool] = View(self.ledger, self._is_public)

    def document(self, path: SourcePath) -> AnyDocument:
        """Return all that a document says."""
        return self.parsed[path].document

    def named(self, index: str, key: str) -> tuple[SourcePath, ...]:
        """Return the documents, or the files, filed under a key, in the order of paths."""
        found = self.index[index].of(key)
        return ordered(found) if len(found) > 1 else tuple(found)  # type: ignore[arg-type]

    def alias(self, key: str) -> str | None:
        """Return how an alias is written in the first document that has it and may be published."""
        found = self.index["alias"].of(key)
        return next((str(found[path][0]) for path in ordered(found) if self.heads[path].publishable), None)

    def public(self, path: SourcePath) -> bool:
        """Tell whether a document has a page: it may be published, and nobody before it has its address."""
        return self._public[path]

    def _is_public(self, path: SourcePath) -> bool:
        head = self.heads.get(path)
        return head is not None and head.publishable and self.named("address", head.url.strip("/"))[0] == path

    def published(self, path: SourcePath) -> bool:
        """Tell whether a document is on lists."""
        head = self.heads.get(path)
        return head is not None and head.status == "published"


def ordered(paths: Iterable[str]) -> tuple[SourcePath, ...]:
    """Return paths in their order."""
    found = tuple(map(SourcePath, paths))
    if len(found) < 2:  # noqa: PLR2004 - nothing to order
        return found
    # Paths in ASCII are in NFC as they stand.
    return tuple(sorted(found, key=None if "".join(found).isascii() else order))
