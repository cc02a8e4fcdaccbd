"""Addresses as they are written in HTML: relative to a page, percent-encoded, or absolute."""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import quote, urlsplit

from praxis_build.model.names import Url
from praxis_build.model.page import MissingPage, Page

Linker = Callable[..., str]
"""``link(url, fragment="")``: the address to write in a page for another page, or for a published file."""
Medium = Literal["image", "audio", "video", "file"]

_OUTWARD = re.compile(r"(?:https?://|mailto:|tel:)[^\s\x00-\x1f]+", re.IGNORECASE)
_MAILBOX = re.compile(r"[^\s@<>\"'()/]+@[^\s@<>\"'()/]+\.[^\s@<>\"'()/.]+")
_MEDIA: dict[str, Medium] = {
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".svg", ".ico"), "image"),
    **dict.fromkeys((".mp3", ".ogg", ".oga", ".opus", ".wav", ".m4a", ".flac"), "audio"),
    **dict.fromkeys((".mp4", ".webm", ".ogv", ".mov", ".m4v"), "video"),
}


@lru_cache(maxsize=1 << 16)
def encoded(address: str) -> str:
    """Return an address, or a fragment, percent-encoded; the ``/`` stay."""
    return quote(address, safe="/")


def root_of(page: Page, site_url: str) -> str:
    """Return the prefix that leads from a page to the site's root: relative, but absolute for the missing page.

    The missing page is served at whatever address was asked for, so nothing relative would hold there.
    """
    if isinstance(page, MissingPage):
        return quote(urlsplit(site_url).path.rstrip("/"), safe="/%~") + "/"
    return "../" * page.url.count("/") or "./"


def absolute(url: Url, site_url: str) -> str:
    """Return a page's full address, empty when the site's own is not known."""
    return f"{site_url.rstrip('/')}/{encoded(url)}" if site_url else ""


def linker(root: str, here: Url) -> Linker:
    """Return the ``link`` function of the page at ``here``, whose way to the site's root is ``root``."""

    def link(url: str, fragment: str = "") -> str:
        if not fragment:
            return root + encoded(url)
        place = "#" + encoded(fragment)
        return place if url == here else root + encoded(url) + place

    return link


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
