"""Collect: everyone meets. What a file says of itself is filed under its names; clashes are problems."""

from collections.abc import Iterator

from praxis_build.model.codes import CODES
from praxis_build.model.corpus import Corpus, Head, Outline
from praxis_build.model.document import AnyDocument, Parsed
from praxis_build.model.ledger import Fact, filed
from praxis_build.model.names import (
    Folded,
    SourcePath,
    fold,
    folder,
    grams,
    is_index,
    old_address,
    stem,
    without_extension,
)
from praxis_build.model.problem import START, Problem
from praxis_build.model.settings import Settings
from praxis_build.model.source import Attachment


def collect(corpus: Corpus, path: SourcePath, parsed: Parsed | None, settings: Settings) -> None:
    """Take in what reading a file gave, ``None`` when there is no such file any more."""
    before = corpus.parsed.peek(path)
    _touch_names(corpus, before, parsed)
    corpus.ledger.refile(path, filed(_facts(before)), filed(_facts(parsed)))
    corpus.parsed.put(path, parsed)
    corpus.heads.put(path, _head(parsed.document, settings) if parsed else None)
    corpus.outlines.put(path, _outline(parsed.document) if parsed else None)


def collect_file(corpus: Corpus, path: SourcePath, file: Attachment | None) -> None:
    """Take in a file that isn't a text, ``None`` when it is gone."""
    before = corpus.attachments.peek(path)
    corpus.ledger.refile(path, filed(_facts_of_file(before)), filed(_facts_of_file(file)))
    corpus.attachments.put(path, file)


def clashes(corpus: Corpus, document: AnyDocument) -> Iterator[Problem]:
    """Yield what a document claims that another has: the first in the order of paths keeps a name."""
    path = document.path
    if document.id and (owner := corpus.named("id", fold(document.id))[0]) != path:
        yield _clash("P302", path, id=document.id, other=owner)
    head = corpus.heads[path]
    if head.publishable and (owner := corpus.named("address", head.url.strip("/"))[0]) != path:
        yield _clash("P301", path, slug=document.slug, other=owner)
    for written in dict.fromkeys(document.redirect_from):
        old = old_address(written)
        if old is None:
            yield _clash("P303", path, value=written, example="/ancienne/adresse/")
            continue
        key = old.strip("/")
        owners = [one for one in corpus.named("address", key)[:1] if corpus.public(one)] or corpus.named("old", key)
        if owners[0] != path:
            yield _clash("P305", path, value=written, other=owners[0])


def file_names(path: SourcePath) -> set[Folded]:
    """Return the names a file is linked by: its own, and its folder's when it stands for its folder."""
    names = {fold(stem(path))}
    if is_index(path) and folder(path):
        names.add(fold(folder(path).rpartition("/")[2]))
    return names


def _names_of(parsed: Parsed | None) -> set[str]:
    """Return the names that may be suggested for a lost link."""
    if parsed is None or parsed.document.withheld or parsed.document.status == "draft":
        return set()
    document = parsed.document
    return {document.title, document.slug, *document.aliases}


def _clash(code: str, path: SourcePath, **values: str) -> Problem:
    return Problem(code, CODES[code].severity, path, START, values)


def _facts(parsed: Parsed | None) -> Iterator[Fact]:
    if parsed is None:
        return
    document = parsed.document
    if document.id:
        yield "id", fold(document.id), ""
    yield "slug", fold(document.slug), ""
    yield "title", fold(document.title), ""
    for alias in dict.fromkeys(document.aliases):
        yield "alias", fold(alias), alias
    for name in file_names(document.path):
        yield "stem", name, ""
    yield "path", fold(without_extension(document.path)), ""
    if document.status != "draft" and not document.withheld:
        yield "address", _bare_head(document).url.strip("/"), ""
    for old in {old.strip("/") for old in map(old_address, document.redirect_from) if old}:
        yield "old", old, ""
    for syntax in parsed.syntaxes:
        yield "syntax", syntax.name, syntax


def _facts_of_file(file: Attachment | None) -> Iterator[Fact]:
    if file is not None:
        yield "file", fold(file.path), ""
        yield "filename", fold(file.path.rpartition("/")[2]), ""
        yield "beside", folder(file.path), ""


def _touch_names(corpus: Corpus, before: Parsed | None, after: Parsed | None) -> None:
    """Note which beginnings and ends of words have new names: what is suggested for a lost link may change."""
    if corpus.ledger.first:
        return
    for name in _names_of(before) ^ _names_of(after):
        for gram in grams(fold(name)):
            corpus.ledger.touch("gram", gram)


def _bare_head(document: AnyDocument) -> Head:
    return Head(document.kind, document.slug, "", Folded(""), "", "", "", document.status, document.withheld)


def _head(document: AnyDocument, settings: Settings) -> Head:
    return Head(
        document.kind, document.slug, document.title, fold(document.title), document.lang or settings.lang,
        document.summary or document.body.excerpt, document.date, document.status, document.withheld, document.id,
    )  # fmt: skip


def _outline(document: AnyDocument) -> Outline:
    headings = tuple((heading.text, heading.anchor) for heading in document.body.headings)
    return Outline(document.title, headings, document.body.blocks)
