"""One page of each kind of the sample: found by what is in it, so that the sample can change."""

from pathlib import Path
from typing import NamedTuple


class Kind(NamedTuple):
    """Where pages of a kind are, and what one of them has in its HTML to stand for the others."""

    where: str
    has: str = "<h1"
    interface: str = "fr"


KINDS = {
    "home": Kind(""),
    "English home": Kind("en", interface="en"),
    "note with backlinks": Kind("notes/[!~]*", 'id="px-backlinks"'),
    "English note": Kind("notes/[!~]*", '<html lang="en"', "en"),
    "note with math": Kind("notes/[!~]*", '<math display="block"'),
    "note with code": Kind("notes/[!~]*", "<pre"),
    "note with a table": Kind("notes/[!~]*", "<table"),
    "note with a callout": Kind("notes/[!~]*", 'class="admonition'),
    "note with footnotes": Kind("notes/[!~]*", 'class="footnotes"'),
    "note with an embed": Kind("notes/[!~]*", 'class="px-embed"'),
    "note with an image": Kind("notes/[!~]*", 'loading="lazy"'),
    "note with sources": Kind("notes/[!~]*", 'id="px-sources"'),
    "note with a need": Kind("notes/[!~]*", "px-board--need"),
    "term": Kind("terms/[!~]*", 'id="px-backlinks"'),
    "organization": Kind("organizations/[!~]*"),
    "person": Kind("people/[!~]*", "px-contribution"),
    "community": Kind("communities/[!~]*", "px-events"),
    "notebook": Kind("notebooks/[!~]*", 'class="px-shelf"'),
    "theme": Kind("themes/[!~]*"),
    "region": Kind("regions/[!~]*"),
    "theme in a region": Kind("themes/[!~]*/[!~]*"),
    "all notes": Kind("notes"),
    "all notes, page 2": Kind("notes/~2"),
    "lexicon": Kind("terms"),
    "directory": Kind("organizations"),
    "people": Kind("people"),
    "all communities": Kind("communities"),
    "all notebooks": Kind("notebooks"),
    "all themes": Kind("themes"),
    "all regions": Kind("regions", 'class="px-map"'),
    "English regions": Kind("en/regions", 'class="px-map"', "en"),
    "board": Kind("board"),
    "English board": Kind("en/board", interface="en"),
    "gardening": Kind("garden"),
    "whole graph": Kind("graph"),
    "notebook on one page": Kind("notebooks/*/~whole"),
    "help": Kind("help"),
    "help on a code": Kind("help/[!~]*", 'class="px-body"'),
    "search": Kind("search"),
    "English search": Kind("en/search", interface="en"),
    "handbook": Kind("handbook"),
}
"""What a reader can meet, besides an address that leads nowhere."""


def address(site: Path, name: str) -> str:
    """Return the address, below the site's root, of the first page that stands for a kind."""
    kind = KINDS[name]
    for page in sorted(site.glob(f"{kind.where}/index.html".lstrip("/"))):
        html = page.read_text(encoding="utf-8")
        if kind.has in html and (kind.interface == "en") == ('<html lang="en"' in html):
            folder = page.parent.relative_to(site).as_posix()
            return "" if folder == "." else f"{folder}/"
    message = f"the sample has no page for: {name}"
    raise LookupError(message)
