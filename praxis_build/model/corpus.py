"""The corpus: all documents with their names, where their references lead, and the same edges from the other side."""

from typing import Literal

import msgspec

from praxis_build.model.document import AnyDocument, Kind, Syntax
from praxis_build.model.names import Folded, SourcePath, Url
from praxis_build.model.source import Attachment

FOLDERS: dict[Kind, str] = {
    "note": "notes",
    "term": "terms",
    "organization": "organizations",
    "person": "people",
    "community": "communities",
    "notebook": "notebooks",
}
"""Where the pages of each kind stand in the site."""

EdgeKind = Literal[
    "link", "embed", "author", "contribution", "community", "entry", "translation", "builds_on", "replaces",
    "contradicts", "animator", "steward",
]  # fmt: skip


class Names(msgspec.Struct, frozen=True):
    """How documents and files are found.

    ``tables`` map a folded name to paths, in the order in which they are asked: ids, slugs, file names, titles,
    aliases. ``files`` maps a folded path without extension, ``addresses`` a site address, to paths; ``attachments``
    maps a folded path to attachments' paths, and ``attachment_names`` a folded file name.
    """

    tables: tuple[dict[Folded, tuple[SourcePath, ...]], ...]
    files: dict[Folded, tuple[SourcePath, ...]]
    addresses: dict[str, SourcePath]
    attachments: dict[Folded, tuple[SourcePath, ...]]
    attachment_names: dict[Folded, tuple[SourcePath, ...]]


class Corpus(msgspec.Struct, frozen=True):
    """Every document by path, in the order of paths, and what is known of them together.

    ``public`` are the paths that get a page (published or unlisted); drafts and files held back are documents without
    page. ``urls`` has an address for each of ``public``.
    """

    documents: dict[SourcePath, AnyDocument]
    public: frozenset[SourcePath]
    urls: dict[SourcePath, Url]
    names: Names
    attachments: dict[SourcePath, Attachment]
    syntaxes: dict[str, tuple[int, SourcePath, Syntax]] = {}


class Lead(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where a link leads: a document's ``path`` and an ``anchor`` in it, or a ``file``, or nowhere.

    ``missing`` is a red link; ``plain`` is shown as text.
    """

    path: SourcePath | None = None
    anchor: str = ""
    file: SourcePath | None = None
    missing: bool = False
    plain: bool = False


class Edge(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """From ``source`` to ``target``; ``link`` is the index of the body's link, ``detail`` a role for a contribution."""

    source: SourcePath
    target: SourcePath
    kind: EdgeKind
    link: int = -1
    detail: str = ""


class Placed(msgspec.Struct, frozen=True, gc=False):
    """An entry of a notebook that leads to a document, with its categories there, axis by axis."""

    path: SourcePath
    categories: tuple[tuple[str, str], ...] = ()
    pinned: bool = False


class Leads(msgspec.Struct, frozen=True):
    """Where every reference leads.

    ``links`` has one lead a hole of each body; ``credits`` the people and names of each document with their roles, in
    order; ``entries`` the entries of each notebook, ``shelved`` the notebooks that notes name themselves; ``topics``
    the keys of each document's themes and regions, ``themes`` the names of the former; ``files`` the attachments to
    publish.
    """

    links: dict[SourcePath, tuple[Lead, ...]]
    edges: tuple[Edge, ...]
    credits: dict[SourcePath, tuple["Credit", ...]]
    entries: dict[SourcePath, tuple[Placed, ...]]
    shelved: dict[SourcePath, tuple[SourcePath, ...]]
    topics: dict[SourcePath, tuple[tuple[Folded, ...], tuple[Folded, ...]]]
    themes: dict[Folded, str]
    files: tuple[SourcePath, ...]


class Credit(msgspec.Struct, frozen=True, gc=False):
    """Someone who worked on a document: a person's ``path``, or a name alone; what they did there."""

    name: str
    path: SourcePath | None
    roles: tuple[str, ...]


class Topic(msgspec.Struct, frozen=True, gc=False):
    """A theme or a region: its names by language (``""`` for any), its slug, and the documents that carry it."""

    names: dict[str, str]
    slug: str
    paths: tuple[SourcePath, ...]

    def name(self, language: str) -> str:
        """Return its name in a language."""
        return self.names.get(language) or next(iter(self.names.values()))


class Shelved(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A document's place in a notebook: which, and its index among the entries."""

    notebook: SourcePath
    index: int


class Relations(msgspec.Struct, frozen=True):
    """The edges looked at from the other end: inverted once, looked up after.

    ``backlinks`` has the edges that lead to a document, one a source; ``rosters`` what belongs to a community, by kind;
    ``entries`` a notebook's entries, both sides merged; ``places`` where a document is shelved; ``contributions`` a
    person's documents by role; ``typed`` the typed links of a document, as (kind, other end, outgoing);
    ``translations`` the other languages of a document; ``communities`` those a document belongs to, from both sides;
    ``homes`` the community a notebook belongs to; ``themes``, ``regions`` and ``cells``, where they cross, what carries
    them.
    """

    backlinks: dict[SourcePath, tuple[Edge, ...]]
    rosters: dict[SourcePath, dict[Kind, tuple[SourcePath, ...]]]
    notebooks: dict[SourcePath, tuple[Placed, ...]]
    places: dict[SourcePath, tuple[Shelved, ...]]
    contributions: dict[SourcePath, dict[str, tuple[SourcePath, ...]]]
    animates: dict[SourcePath, tuple[SourcePath, ...]]
    typed: dict[SourcePath, tuple[tuple[EdgeKind, SourcePath, bool], ...]]
    translations: dict[SourcePath, tuple[SourcePath, ...]]
    communities: dict[SourcePath, tuple[SourcePath, ...]]
    homes: dict[SourcePath, SourcePath]
    themes: dict[Folded, Topic]
    regions: dict[Folded, Topic]
    cells: dict[tuple[Folded, Folded], tuple[SourcePath, ...]]
