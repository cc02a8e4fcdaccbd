"""A generated project, read back for generators that know no wikilinks: each document with its fields and its text.

The generator of this folder writes few forms of links, so a few lines resolve them; Praxis reads the project itself.
"""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDERS = {
    "note": "notes",
    "term": "terms",
    "organization": "organizations",
    "person": "people",
    "community": "communities",
    "notebook": "notebooks",
}
_WIKILINK = re.compile(r"\[\[([^\]|#]+)(?:#([^\]|]+))?(?:\|([^\]]+))?\]\]")
_RELATIVE = re.compile(r"\[([^\]]+)\]\(([^)]+\.md)\)")


@dataclass(frozen=True)
class Document:
    """One file: its kind, its slug, its path in the project, its fields as YAML gives them, its Markdown."""

    kind: str
    slug: str
    path: str
    fields: dict[str, Any]
    body: str

    @property
    def address(self) -> str:
        """Where its page is, without slashes at the ends."""
        return f"{FOLDERS[self.kind]}/{self.slug}"

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.fields["title"])


Href = Callable[[Document, Document], str]


@dataclass(frozen=True)
class Corpus:
    """All documents in the order of their paths, and each by its slug, its title and its path."""

    documents: list[Document]
    names: dict[str, Document]

    def body(self, document: Document, href: Href) -> str:
        """Give a document's Markdown with ordinary links; one that leads to no document is plain text.

        Args:
            document: the one whose text is wanted.
            href: the address to write, from the document to the one it links to.

        """

        def wikilink(match: re.Match[str]) -> str:
            name, heading, text = match.groups()
            if (target := self.names.get(name)) is None:
                return text or name
            shown = text or (f"{target.title} › {heading}" if heading else target.title)
            return f"[{shown}]({href(document, target)}{'#' + heading.lower() if heading else ''})"

        def relative(match: re.Match[str]) -> str:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), match[2]))
            return f"[{match[1]}]({href(document, self.names[path])})"

        return _WIKILINK.sub(wikilink, _RELATIVE.sub(relative, document.body))


def read(project: Path) -> Corpus:
    """Read all documents of a generated project."""
    paths = sorted(path for room in ("notes", "communities") for path in (project / room).rglob("*.md"))
    documents = [_document(path.relative_to(project).as_posix(), path.read_text(encoding="utf-8")) for path in paths]
    names = {name: found for found in documents for name in (found.path, found.title, found.slug)}
    return Corpus(documents, names)


def _document(path: str, text: str) -> Document:
    _, head, body = text.split("---\n", 2)
    fields: dict[str, Any] = yaml.load(head, yaml.CSafeLoader)
    stem, folder = Path(path).stem, Path(path).parent.name
    return Document(fields.pop("kind", "note"), folder if stem == "index" else stem, path, fields, body.lstrip("\n"))
