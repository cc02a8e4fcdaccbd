"""Documents as notes of a throw-away project, built by Praxis; the documents of a site that it built."""

import json
import re
import string
from html.parser import HTMLParser
from pathlib import Path

from tests.bench.frontmatter import front_matter
from tests.bench.place import weigh
from tests.bench.runs import Run, build, command
from tests.bench.search.collection import Document
from tests.bench.search.engines import Cost, Searched

_SETTINGS = """site_name: Banc d'essai
docs_dir: handbook
theme: {{name: material, language: {0}, font: false}}
plugins: [praxis: {{languages: [{1}]}}]
"""
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in string.punctuation})
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
INDEX = "data/search"


def write(documents: list[Document], languages: list[str], project: Path) -> dict[str, str]:
    """Write each document as a note, its text without a mark that Markdown reads; give identifiers by address."""
    (project / "notes").mkdir(parents=True)
    (project / "communities").mkdir()
    (project / "handbook").mkdir()
    (project / "mkdocs.yml").write_text(_SETTINGS.format(languages[0], ", ".join(languages)), encoding="utf-8")
    names = {}
    for number, document in enumerate(documents):
        names[f"notes/d{number}"] = document.id
        head = front_matter({"title": document.title, "lang": document.lang})
        text = f"{head}\n{document.text.translate(_MARKS)}\n"
        (project / f"notes/d{number}.md").write_text(text, encoding="utf-8")
    return names


def run(project: Path, *options: str) -> Run:
    """Build a project; what is weighed is the index.

    Raises:
        BuildFailedError: it can't be built.

    """
    return build(command("build", *options), project, project / "site" / INDEX)


def searched(project: Path, names: dict[str, str], languages: list[str]) -> Searched:
    """Say how a project that was built is searched."""
    site = project / "site"
    return Searched("praxis", site, names, languages, Cost(None, None, *weigh(site / INDEX)))


def addresses(site: Path) -> dict[str, str]:
    """Give the file of each document of a site, by address."""
    return {node["url"].strip("/"): node["path"] for node in _nodes(site)}


def documents(site: Path) -> list[Document]:
    """Read what the pages of a site's documents say: what any engine would find there."""
    return [_document(site, node) for node in _nodes(site)]


def _nodes(site: Path) -> list[dict[str, str]]:
    nodes = json.loads((site / "data/graph.json").read_text(encoding="utf-8"))["nodes"]
    return [node for node in nodes if "url" in node]


def _document(site: Path, node: dict[str, str]) -> Document:
    article = _Article()
    article.feed((site / node["url"] / "index.html").read_text(encoding="utf-8"))
    return Document(node["path"], node["title"], re.sub(r"\s+", " ", "".join(article.texts)).strip(), node["lang"])


class _Article(HTMLParser):
    """Gathers the text of a page's article, without its title and its lists of links."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if (self.inside or (tag == "article" and ("class", "px-document") in attrs)) and tag not in _VOID:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass
            self.texts.append(" ")

    def handle_data(self, data: str) -> None:
        if self.inside and not {"nav", "h1", "script", "style"} & set(self.inside):
            self.texts.append(data)
