"""The same commons as a site of Hugo: its notes with ordinary links, and the theme of `hugo_theme`.

What is done here, outside of the timing, is work that Hugo is spared: wikilinks are resolved, references of fields are
made into addresses, and each note is told in which pairs of a theme and a region it is.
"""

import shutil
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

from tests.bench.corpus import FOLDERS, Corpus, Document
from tests.bench.frontmatter import Value, front_matter
from tests.bench.world import REGIONS, THEMES, slugify

THEME = Path(__file__).parent / "hugo_theme"
_TERMS = {"community", "person"}  # kinds whose pages list what names them: taxonomies, to Hugo
_KEPT = ("summary", "license", "date", "scope", "access", "join", "events", "guide", "axes", "website", "location")


def write(corpus: Corpus, site: Path) -> None:
    """Write the whole site, ready for `hugo`, into a folder that doesn't exist."""
    shutil.copytree(THEME, site)
    content = site / "content"
    for folder, title in {**{name: name.capitalize() for name in FOLDERS.values()}, "themes": "Thèmes"}.items():
        _page(content / folder / "_index.md", {"title": title, "langue": "fr"})
    for folder, names in (("themes", THEMES), ("regions", REGIONS)):
        for name in names:
            _page(content / folder / slugify(name) / "_index.md", {"title": name, "langue": "fr"})
    for theme, region in sorted({pair for document in corpus.documents for pair in _pairs(document)}):
        pair = {"title": f"{theme} · {region}", "theme": f"/themes/{slugify(theme)}/", "region": region}
        _page(content / "pairs" / _slug((theme, region)) / "_index.md", {**pair, "langue": "fr"})
    for document in corpus.documents:
        name = "/_index.md" if document.kind in _TERMS else ".md"
        fields = _fields(corpus, document)
        _page(content / f"{document.address}{name}", fields, corpus.body(document, lambda _, to: f"/{to.address}/"))


def _page(path: Path, fields: Mapping[str, Value], body: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{front_matter(fields)}\n{body}", encoding="utf-8")


def _pairs(document: Document) -> list[tuple[str, str]]:
    """Give the themes of a document, each in each of its regions."""
    return list(product(document.fields.get("themes", []), document.fields.get("regions", [])))


def _slug(pair: tuple[str, str]) -> str:
    return ".".join(map(slugify, pair))


def _fields(corpus: Corpus, document: Document) -> dict[str, Value]:
    """Give the front matter that the theme reads."""
    given: dict[str, Any] = document.fields
    found: dict[str, Value] = {
        "title": document.title,
        "langue": given["lang"],
        "source": document.path,
        **{name: given[name] for name in _KEPT if name in given},
        "themes": [slugify(theme) for theme in given.get("themes", [])],
        "regions": [slugify(region) for region in given.get("regions", [])],
        "pairs": [_slug(pair) for pair in _pairs(document)],
        "communities": given.get("communities", []),
        "people": [corpus.names[author].slug for author in given.get("authors", [])],
        "animators": _addresses(corpus, given.get("animators", [])),
        "stewards": _addresses(corpus, given.get("stewards", [])),
        "entries": [{**entry, "note": f"/notes/{entry['note']}/"} for entry in given.get("entries", [])],
    }
    if document.kind in _TERMS:
        found["outputs"] = ["html"]  # one language, as for all documents: only lists are in both
    if "definition" in given:
        found["summary"] = given["definition"]
    if document.kind == "notebook" and document.path.startswith("communities/"):
        found["community"] = f"/communities/{document.path.split('/')[1]}/"
    return found


def _addresses(corpus: Corpus, names: list[str]) -> list[Value]:
    return [f"/{corpus.names[name].address}/" for name in names]
