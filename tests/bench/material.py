"""The same commons as a site of Material for MkDocs, with its usual settings and its notes kept out of the menu.

It has the notes, their links and Material's own search, and nothing of what relates notes: no backlinks, no rosters, no
notebooks in order, no pages of themes and regions.
"""

import posixpath
from pathlib import Path

from tests.bench.corpus import Corpus, Document
from tests.bench.frontmatter import front_matter

SETTINGS = """site_name: Banc d'essai
site_url: https://exemple.example/
theme: {name: material, language: fr}
plugins: [search]
nav: [index.md]
not_in_nav: |
  /notes/
  /communities/
markdown_extensions:
  - footnotes
  - tables
  - toc: {permalink: true}
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tasklist
"""


def write(corpus: Corpus, site: Path) -> None:
    """Write the whole site, ready for `mkdocs build`, into a folder that doesn't exist."""
    site.mkdir(parents=True)
    (site / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    pages = site / "docs"
    for document in corpus.documents:
        path = pages / document.path
        path.parent.mkdir(parents=True, exist_ok=True)
        head = front_matter({"title": document.title, "description": document.fields.get("summary", "")})
        path.write_text(f"{head}\n# {document.title}\n\n{corpus.body(document, _href)}", encoding="utf-8")
    (pages / "index.md").write_text("# Banc d'essai\n", encoding="utf-8")


def _href(source: Document, target: Document) -> str:
    return posixpath.relpath(target.path, posixpath.dirname(source.path))
