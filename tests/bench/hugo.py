"""The same commons as a site of Hugo: its notes with ordinary links, and the theme of `hugo_theme`.

What is done here, outside of the timing, is work that Hugo is spared: wikilinks are resolved, references of fields are
made into addresses, and each note is told in which pairs of a theme and a region it is.
"""

import shutil
from collections.abc import Mapping
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
    for theme in THEMES:
        for region in REGIONS:
            pair = {"title": f"{theme} · {region}", "theme": f"/themes/{slugify(theme)}/", "region": region}
            _page(content / "pairs" / _pair(theme, region) / "_index.md", {**pair, "langue": "fr"})
    for document in corpus.documents:
        name = "/_index.md" if document.kind in _TERMS else ".md"
        fields = _fields(corpus, document)
        _page(content / f"{document.address}{name}", fields, corpus.body(document, lambda _, to: f"/{to.address}/"))


def _page(path: Path, fields: Mapping[str, Value], body: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{front_matter(fields)}\n{body}", encoding="utf-8")


def _pair(theme: str, region: str) -> str:
    return f"{slugify(theme)}.{slugify(region)}"


def _fields(corpus: Corpus, document: Document) -> dict[str, Value]:
    """Give the front matter that the theme reads."""
    given: dict[str, Any] = document.fields
    themes, regions = given.get("themes", []), given.get("regions", [])
    found: dict[str, Value] = {
        "title": document.title,
        "langue": given["lang"],
        "source": document.path,
        **{name: given[name] for name in _KEPT if name in given},
        "themes": [slugify(theme) for theme in themes],
        "regions": [slugify(region) for region in regions],
        "pairs": [_pair(theme, region) for theme in themes for region in regions],
        "communities": given.get("communities", []),
        "people": [corpus.names[author].slug for author in given.get("authors", [])],
        "animators": _addresses(corpus, given.get("animators", [])),
        "stewards": _addresses(corpus, given.get("stewards", [])),
        "entries": [{**entry, "note": f"/notes/{entry['note']}/"} for entry in given.get("entries", [])],
    }
    if "definition" in given:
        found["summary"] = given["definition"]
    if document.kind == "notebook" and document.path.startswith("communities/"):
        found["community"] = f"/communities/{document.path.split('/')[1]}/"
    return found


def _addresses(corpus: Corpus, names: list[str]) -> list[Value]:
    return [f"/{corpus.names[name].address}/" for name in names]
