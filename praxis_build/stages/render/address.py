"""Addresses as they are written in HTML: relative to a page, percent-encoded, or absolute."""

import re
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from praxis_build.model.document import HOLE
from praxis_build.model.names import Url
from praxis_build.model.page import MissingPage, OfflinePage
from praxis_build.model.sheet import Page
from praxis_build.stages.render.quick import safe

ROOT = HOLE
"""Stands for the way to the site's root, which pages at different depths write differently, until a page is whole."""
Medium = Literal["image", "audio", "video", "file"]

_OUTWARD = re.compile(r"(?:https?://|mailto:|tel:)[^\s\x00-\x1f]+", re.IGNORECASE)
_MAILBOX = re.compile(r"[^\s@<>\"'()/]+@[^\s@<>\"'()/]+\.[^\s@<>\"'()/.]+")
_PLAIN = re.compile(r"[\w.~/-]*", re.ASCII).fullmatch
_WORDS = re.compile(r"[\w-]*").fullmatch
_MEDIA: dict[str, Medium] = {
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".svg", ".ico"), "image"),
    **dict.fromkeys((".mp3", ".ogg", ".oga", ".opus", ".wav", ".m4a", ".flac"), "audio"),
    **dict.fromkeys((".mp4", ".webm", ".ogv", ".mov", ".m4v"), "video"),
}


def encoded(address: str) -> str:
    """Return an address, or a fragment, percent-encoded; the ``/`` stay."""
    return address if _PLAIN(address) else quote(address, safe="/")


def link(url: str, fragment: str = "") -> Markup:
    """Return the address to write in any page for a page, or for a published file, and a place in it."""
    return safe(f"{ROOT}{encoded(url)}{place(fragment)}" if fragment else ROOT + encoded(url))


def place(fragment: str) -> Markup:
    """Return the address to write for a place of the same page; letters of all scripts stay, as they are in its id."""
    return safe("#" + (fragment if _WORDS(fragment) else quote(fragment, safe="/")))


def root_of(page: Page, site_url: str) -> str:
    """Return the prefix that leads from a page to the site's root: relative, unless it is shown in another's place.

    Such a page is served at whatever address was asked for, so nothing relative would hold there.
    """
    if isinstance(page, MissingPage | OfflinePage):
        return quote(urlsplit(site_url).path.rstrip("/"), safe="/%~") + "/"
    return "../" * page.url.count("/") or "./"


def absolute(url: Url, site_url: str) -> str:
    """Return a page's full address, empty when the site's own is not known."""
    return f"{site_url.rstrip('/')}/{encoded(url)}" if site_url else ""


def outward(address: str) -> str:
    """Return an address of the web, of a mailbox or a telephone as it can be followed; empty for anything else.

    ``parse`` has already refused other schemes; nothing else stands between a field and a ``href`` here.
    """
    if _OUTWARD.fullmatch(address):
        return address
    return f"mailto:{address}" if _MAILBOX.fullmatch(address) else ""


@lru_cache(maxsize=1 << 12)
def medium(file: str) -> Medium:
    """Return how a published file is shown, by its extension."""
    return _MEDIA.get(PurePosixPath(file).suffix.lower(), "file")
