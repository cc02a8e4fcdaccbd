"""Collect: everyone meets. Addresses and ids are unique, names find their documents; clashes become problems."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from praxis_build.model.codes import CODES
from praxis_build.model.corpus import FOLDERS, Corpus, Names
from praxis_build.model.document import AnyDocument, Parsed, Syntax
from praxis_build.model.names import (
    Folded,
    SourcePath,
    Url,
    fold,
    folder,
    is_index,
    old_address,
    order,
    stem,
    without_extension,
)
from praxis_build.model.problem import START, Problem
from praxis_build.model.source import Attachment

K = TypeVar("K")


def collect(parsed: Sequence[Parsed], attachments: Iterable[Attachment]) -> tuple[Corpus, tuple[Problem, ...]]:
    """Return all the documents with their names, and the clashes between them.

    The order of paths decides who keeps a name: the first.
    """
    parsed = sorted(parsed, key=lambda found: order(found.document.path))
    documents, problems = _unique_ids([found.document for found in parsed])
    public, clashes = _unique_addresses(documents)
    by_path = {document.path: document for document in documents}
    urls = {path: address(by_path[path]) for path in by_path if path in public}
    files = {file.path: file for file in sorted(attachments, key=lambda file: order(file.path))}
    names = _names(documents, urls, files)
    corpus = Corpus(by_path, public, urls, names, files, _syntaxes(parsed))
    return corpus, (*problems, *clashes, *_old_addresses(documents, urls))


def address(document: AnyDocument) -> Url:
    """Return the address of a document's page."""
    return Url(f"{FOLDERS[document.kind]}/{document.slug}/")


def _clash(code: str, path: SourcePath, **values: str) -> Problem:
    return Problem(code, CODES[code].severity, path, START, values)


def _unique_ids(documents: list[AnyDocument]) -> tuple[list[AnyDocument], list[Problem]]:
    owners: dict[Folded, SourcePath] = {}
    kept: list[AnyDocument] = []
    problems: list[Problem] = []
    for document in documents:
        owner = owners.setdefault(fold(document.id), document.path) if document.id else document.path
        if owner != document.path:
            problems.append(_clash("P302", document.path, id=document.id, other=owner))
            document = replace(document, id="")  # noqa: PLW2901 - the copy loses the id it took from another
        kept.append(document)
    return kept, problems


def _unique_addresses(documents: list[AnyDocument]) -> tuple[frozenset[SourcePath], list[Problem]]:
    owners: dict[Url, SourcePath] = {}
    problems: list[Problem] = []
    for document in documents:
        if document.withheld or document.status == "draft":
            continue
        owner = owners.setdefault(address(document), document.path)
        if owner != document.path:
            problems.append(_clash("P301", document.path, slug=document.slug, other=owner))
    return frozenset(owners.values()), problems


def _old_addresses(documents: list[AnyDocument], urls: dict[SourcePath, Url]) -> list[Problem]:
    taken = {url: path for path, url in urls.items()}
    problems: list[Problem] = []
    for document in documents:
        for written in document.redirect_from:
            old = old_address(written)
            owner = taken.setdefault(old, document.path) if old else document.path
            if old is None:
                problems.append(_clash("P303", document.path, value=written, example="/ancienne/adresse/"))
            elif owner != document.path:
                problems.append(_clash("P305", document.path, value=written, other=owner))
    return problems


def _names(documents: list[AnyDocument], urls: dict[SourcePath, Url], files: dict[SourcePath, Attachment]) -> Names:
    ids, slugs, stems, titles, aliases = (defaultdict[Folded, list[SourcePath]](list) for _ in range(5))
    paths: dict[Folded, list[SourcePath]] = defaultdict(list)
    addresses: dict[str, SourcePath] = {}
    for document in documents:
        path = document.path
        if document.id:
            ids[fold(document.id)].append(path)
        slugs[fold(document.slug)].append(path)
        titles[fold(document.title)].append(path)
        for alias in {fold(alias) for alias in document.aliases}:
            aliases[alias].append(path)
        for name in file_names(path):
            stems[name].append(path)
        paths[fold(without_extension(path))].append(path)
        for old in document.redirect_from:
            addresses.setdefault(old.strip("/"), path)
    addresses.update({url.strip("/"): path for path, url in urls.items()})
    attached, attached_names = defaultdict[Folded, list[SourcePath]](list), defaultdict[Folded, list[SourcePath]](list)
    for path in files:
        attached[fold(path)].append(path)
        attached_names[fold(path.rpartition("/")[2])].append(path)
    tables = tuple(_frozen(table) for table in (ids, slugs, stems, titles, aliases))
    return Names(tables, _frozen(paths), addresses, _frozen(attached), _frozen(attached_names))


def file_names(path: SourcePath) -> set[Folded]:
    """Return the names a file is linked by: its own, and its folder's when it stands for its folder."""
    names = {fold(stem(path))}
    if is_index(path) and folder(path):
        names.add(fold(folder(path).rpartition("/")[2]))
    return names


def _frozen(table: dict[K, list[SourcePath]]) -> dict[K, tuple[SourcePath, ...]]:
    return {name: tuple(paths) for name, paths in table.items()}


def _syntaxes(parsed: Sequence[Parsed]) -> dict[str, tuple[int, SourcePath, Syntax]]:
    """Count the marks of other tools on the whole site, keeping the first of each."""
    found: dict[str, tuple[int, SourcePath, Syntax]] = {}
    for one in parsed:
        for syntax in one.syntaxes:
            count, path, first = found.get(syntax.name, (0, one.document.path, syntax))
            found[syntax.name] = (count + syntax.count, path, first)
    return found
