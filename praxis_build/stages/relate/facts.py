"""What a document says of others, filed under them: the same edges from the other side."""

from collections.abc import Iterator
from itertools import product

import msgspec

from praxis_build.model.corpus import TYPED, Corpus, Leads, Mention, Vertex
from praxis_build.model.document import AnyDocument, Link, Note
from praxis_build.model.ledger import Fact, filed
from praxis_build.model.names import SourcePath, fold, old_address
from praxis_build.model.part import Quote
from praxis_build.model.tended import Ask


class Related(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where a document's references lead, what it states of others, by where that is filed, its place in the graph."""

    leads: Leads | None = None
    stated: tuple[tuple[str, str, tuple[str | Mention | Ask, ...]], ...] = ()
    vertex: Vertex | None = None


NOTHING = Related()


def related(corpus: Corpus, document: AnyDocument, leads: Leads | None) -> Related:
    """Return what a document has to do with others; one that has no page has nothing to do with any."""
    if leads is None:
        return NOTHING
    stated = filed(_facts(document, leads))
    vertex = _vertex(corpus, document, leads) if document.status == "published" else None
    return Related(leads, tuple((*where, items) for where, items in stated.items()), vertex)


def relate(corpus: Corpus, path: SourcePath, found: Related) -> None:
    """Take in what a document has to do with others; what it had before goes."""
    stated = {(name, key): items for name, key, items in found.stated}
    corpus.ledger.refile(path, corpus.stated.peek(path) or (), stated)
    corpus.stated.put(path, tuple(stated) or None)
    corpus.leads.put(path, found.leads)
    corpus.vertices.put(path, found.vertex)


def _facts(document: AnyDocument, leads: Leads) -> Iterator[Fact]:
    yield from _mentions(document, leads)
    for kind, paths in leads.fields.items():
        if kind in TYPED:
            yield from (("typed", target, kind) for target in paths)
        elif kind in _FIELDS:
            yield from ((_FIELDS[kind], target, "") for target in paths)
    for credit in leads.credits:
        if credit.path:
            yield from (("contributions", credit.path, role) for role in credit.roles)
    yield from (("places", placed.path, "") for placed in leads.entries)
    yield from (("used", lead.file, "") for lead in leads.links if lead.file)
    yield from (("moved", "", old) for old in map(old_address, document.redirect_from) if old)
    yield from (("spelling", fold(name.text), name.text) for name in document.themes)
    if isinstance(document, Note):
        yield from _asks(document, leads)
    if leads.home:
        yield "homed", leads.home, ""
    if document.status == "published":
        yield from _listed(document, leads)


_FIELDS = {"community": "members", "animator": "animates", "translation": "translations"}


def _listed(document: AnyDocument, leads: Leads) -> Iterator[Fact]:
    """State what only a listed document does: where lists should have it."""
    yield "kind", document.kind, ""
    yield from _to_mend(document, leads)
    yield from (("shelf", notebook, document.title) for notebook in dict.fromkeys(leads.shelved))
    yield from (("theme", theme, "") for theme in leads.themes)
    yield from (("region", region, "") for region in leads.regions)
    for theme, region in product(leads.themes, leads.regions):
        yield "cell", f"{theme}\x00{region}", ""


def _to_mend(document: AnyDocument, leads: Leads) -> Iterator[Fact]:
    """State what is missing, when it was last known to be true, and the names of pages that nobody has written."""
    if isinstance(document, Note):
        if not document.summary:
            yield "chores", "summary", ""
        if checked := document.reviewed or document.date:
            yield "checked", checked[: len("2026-08")], checked
    links = zip(document.body.links, leads.links, strict=True)
    wanted = {fold(link.target): link.target for link, lead in links if lead.missing and link.form != "image"}
    yield from (("wanted", key, name) for key, name in wanted.items() if key)
    if unsaid := sum(link.form == "image" and not link.text for link in document.body.links):
        yield "chores", "alt", str(unsaid)


def _asks(note: Note, leads: Leads) -> Iterator[Fact]:
    for side, board in (("need", note.need), ("offer", note.offer)):
        if board is not None:
            if side == "offer" and note.status == "published":
                yield "offers", note.path, board.what
            yield "asks", side, Ask(board, leads.themes, leads.regions, note.status == "published")


def _mentions(document: AnyDocument, leads: Leads) -> Iterator[Fact]:
    """State the first link or embed that leads to each other document, with its sentence."""
    seen: set[SourcePath] = {document.path}
    for link, lead in zip(document.body.links, leads.links, strict=True):
        if lead.path is not None and lead.path not in seen:
            seen.add(lead.path)
            yield "backlinks", lead.path, Mention(link.form, _quote(link), link.bare)


def _quote(link: Link) -> Quote:
    end = link.at + len(link.text)
    text = link.text.removeprefix(link.target) if link.bare else link.sentence[link.at : end]
    return Quote(link.sentence[: link.at], text, link.sentence[end:])


def _vertex(corpus: Corpus, document: AnyDocument, leads: Leads) -> Vertex:
    head = corpus.heads[document.path]
    own = document.id and corpus.named("id", fold(document.id))[0] == document.path
    edges = (
        *((lead.path, "embed" if link.form == "embed" else "link")
          for link, lead in zip(document.body.links, leads.links, strict=True)),
        *((path, kind) for kind, paths in leads.fields.items() for path in paths),
        *((one.path, "author" if role == "writing" else "contribution") for one in leads.credits for role in one.roles),
        *((placed.path, "entry") for placed in leads.entries),
    )  # fmt: skip
    kept = dict.fromkeys((path, kind) for path, kind in edges if path and path != document.path)
    url = head.url
    node = document.id if own else url.strip("/")
    return Vertex(node, url, head.kind, head.title, head.lang, tuple(kept))  # type: ignore[arg-type]
