"""The other engines: how each is given documents, and indexes them as a site would."""

import html
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Browser

from tests.bench.place import weigh
from tests.bench.runs import build
from tests.bench.search.browser import opened
from tests.bench.search.collection import Document
from tests.bench.tools import SearchTools

NAMES = ("pagefind", "minisearch", "lunr", "material")
_LUNR = ("lunr/lunr.min.js", "lunr-languages/min/lunr.stemmer.support.min.js", "lunr-languages/min/lunr.multi.min.js")
_SETTINGS = """site_name: Banc d'essai
theme: {{name: material, language: {0}}}
plugins: [search: {{lang: [{1}]}}]
"""


@dataclass(frozen=True)
class Cost:
    """What an index took: processor seconds, bytes of memory, each None where it isn't known; its bytes and files."""

    cpu: float | None
    peak: float | None
    size: int
    files: int


@dataclass(frozen=True)
class Searched:
    """A site that an engine can search: the names of its documents by address, its languages, what its index took."""

    engine: str
    folder: Path
    names: dict[str, str]
    languages: list[str]
    cost: Cost


@dataclass(frozen=True)
class Work:
    """What all engines are given: documents in their languages, the tools, a browser to index in."""

    documents: list[Document]
    languages: list[str]
    tools: SearchTools
    browser: Browser
    addresses: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Give each document an address that says nothing of it."""
        names = {f"d{number}": document.id for number, document in enumerate(self.documents)}
        object.__setattr__(self, "addresses", names)

    def save(self, folder: Path) -> None:
        """Write the documents for an engine that indexes in the browser."""
        pairs = zip(self.addresses, self.documents, strict=True)
        rows = [{"address": at, "title": one.title, "text": one.text} for at, one in pairs]
        (folder / "documents.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def make(engine: str, work: Work, folder: Path) -> Searched:
    """Make the site of an engine in a new folder, with its index.

    Raises:
        BuildFailedError: its program failed.

    """
    folder.mkdir(parents=True)
    return Searched(engine, folder, work.addresses, work.languages, _MAKERS[engine](work, folder))


def _pagefind(work: Work, folder: Path) -> Cost:
    """Write a page for each document, and have the program index them."""
    for address, document in zip(work.addresses, work.documents, strict=True):
        title, text = html.escape(document.title), html.escape(document.text)
        page = f'<!doctype html><html lang="{document.lang}"><title>{title}</title><h1>{title}</h1><p>{text}</p></html>'
        (folder / address).mkdir()
        (folder / address / "index.html").write_text(page, encoding="utf-8")
    output = folder / "pagefind"
    run = build([str(work.tools.pagefind), "--site", str(folder), "--quiet"], folder, output)
    return Cost(run.cost.cpu, run.cost.peak_bytes, run.size, run.files)


def _minisearch(work: Work, folder: Path) -> Cost:
    shutil.copy(work.tools.packages / "minisearch/dist/es/index.js", folder / "minisearch.js")
    return _in_browser("minisearch", work, folder)


def _lunr(work: Work, folder: Path) -> Cost:
    others = [f"lunr-languages/min/lunr.{lang}.min.js" for lang in work.languages if lang != "en"]
    for name in (*_LUNR, *others):
        shutil.copy(work.tools.packages / name, folder)
    return _in_browser("lunr", work, folder)


def _in_browser(engine: str, work: Work, folder: Path) -> Cost:
    """Index in the browser, and keep the index; wall time stands for processor time: it is one thread."""
    work.save(folder)
    with opened(work.browser, engine, folder, work.languages) as tab:
        begin = perf_counter()
        index: str = tab.page.evaluate("bench.build()")
        seconds = perf_counter() - begin
    (folder / "index.json").write_text(index, encoding="utf-8")
    (folder / "documents.json").unlink()
    return Cost(seconds, None, (folder / "index.json").stat().st_size, 1)


def _material(work: Work, folder: Path) -> Cost:
    """Have Material build a site of one page, then give its index the documents as its plugin writes them."""
    project = folder.with_name(f"{folder.name}-project")
    (project / "docs").mkdir(parents=True)
    (project / "docs/index.md").write_text("# Banc d'essai\n", encoding="utf-8")
    settings = _SETTINGS.format(work.languages[0], ", ".join(work.languages))
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    build([str(work.tools.mkdocs), "build", "--quiet", "--site-dir", str(folder)], project, folder)
    workers = folder / "assets/javascripts/workers"
    next(workers.glob("search.*.min.js")).rename(workers / "search.js")
    path = folder / "search/search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    index["docs"] = [
        {"location": f"{address}/", "title": html.escape(one.title), "text": f"<p>{html.escape(one.text)}</p>"}
        for address, one in zip(work.addresses, work.documents, strict=True)
    ]
    path.write_text(json.dumps(index, ensure_ascii=False), encoding="utf-8")
    return Cost(None, None, *weigh(path.parent))


_MAKERS: dict[str, Callable[[Work, Path], Cost]] = {
    "pagefind": _pagefind,
    "minisearch": _minisearch,
    "lunr": _lunr,
    "material": _material,
}
