"""The Content-Security-Policy of pages: what the site's own theme loads and runs, nothing that came with a text."""

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html.parser import HTMLParser

Sources = tuple[str, ...]
SOURCE = re.compile(r"""[^\s;,"<>&]+""")
"""A source, as a maintainer writes it."""
_SELF = ("'self'",)
_NONE = ("'none'",)
PAGE: Mapping[str, Sources] = {
    "default-src": _NONE, "script-src": _SELF, "style-src": _SELF, "img-src": (*_SELF, "data:"),
    "font-src": (*_SELF, "data:"), "media-src": _SELF, "connect-src": _SELF, "worker-src": _SELF, "manifest-src": _SELF,
    "frame-src": _NONE, "object-src": _NONE, "base-uri": _NONE, "form-action": _SELF,
}  # fmt: skip
"""What any page may do. An image of a note that is elsewhere is a link (``parse.body``): no other site is asked."""
GUIDE: Mapping[str, Sources] = {
    **PAGE, "style-src": (*_SELF, "'unsafe-inline'"), "img-src": (*_SELF, "data:", "https:"),
    "media-src": (*_SELF, "https:"), "frame-src": ("https:",),
}  # fmt: skip
"""What a page of the maintainers' guide may do, whose text is theirs: it shows what is elsewhere, it has styles."""
_ELSEWHERE = ("img-src", "font-src", "connect-src")
"""What the theme may also fetch from where its scripts and styles are."""
_RUN = frozenset({"", "module", "text/javascript", "application/javascript", "importmap", "speculationrules"})
"""Types of a script that runs: any other is data, which no policy is asked about."""
_HEAD = re.compile(r"<head[^>]*>(?:\s*<meta charset[^>]*>)?", re.IGNORECASE)


_ORIGIN = re.compile(r"((?:https?:)?//[\w.:-]+)(?:[/?#]|$)", re.ASCII)


class Varies(ValueError):  # noqa: N818 - it is an answer, not an error of the program
    """A script or a style written in a page has a part that isn't the same on all the pages of its kind."""


def guarded(page: str, base: Mapping[str, Sources], more: Mapping[str, Sources], text: str = "", mark: str = "") -> str:
    """Return an HTML page with its policy at the beginning of its head, after the charset.

    The policy is ``base``, with ``more`` that a maintainer allows, the hashes of the scripts and styles written in the
    page, but for those in its ``text``, and the origins that it loads others from. ``mark`` stands for what differs
    between the pages of one shell: raises ``Varies`` for a script or a style that has it.
    """
    read = _Reading(page.replace(text, "", 1) if text else page)
    if mark and any(mark in inside for inside in read.inside["script-src"] + read.inside["style-src"]):
        raise Varies
    said = {name: list(sources) for name, sources in base.items()}
    for name in ("script-src", "style-src"):
        # A hash would make browsers ignore “unsafe-inline”.
        hashes = [] if "'unsafe-inline'" in said[name] else [_hash(inside) for inside in read.inside[name]]
        said[name] += [*hashes, *read.origins.get(name, ())]
    for name in _ELSEWHERE:
        said[name] += [origin for origins in read.origins.values() for origin in origins]
    for name, sources in more.items():
        said[name] += sources
    policy = "; ".join(f"{name} {' '.join(_allowed(sources))}" for name, sources in said.items())
    meta = f'\n<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return _HEAD.sub(lambda found: found[0] + meta, page, count=1)


def _allowed(sources: list[str]) -> list[str]:
    """Return the sources of a directive, each once; “none” stands alone."""
    return [source for source in dict.fromkeys(sources) if source != "'none'"] or list(_NONE)


def _hash(inside: str) -> str:
    return f"'sha256-{b64encode(sha256(inside.encode()).digest()).decode()}'"


class _Reading(HTMLParser):
    """What a page has in it that runs or gives style, and where it loads others from, by directive."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.inside: dict[str, list[str]] = {"script-src": [], "style-src": []}
        self.origins: dict[str, list[str]] = {}
        self._parts: list[str] | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a script, a style, an image or a font comes from, or begin to read what is written in the page."""
        found = {name: value or "" for name, value in attrs}
        if tag == "script" and found.get("type", "").lower() in _RUN:
            self._parts = None if "src" in found else []
            self._note("script-src", found.get("src", ""))
        elif tag == "style":
            self._parts = []
        elif tag == "link" and "stylesheet" in found.get("rel", ""):
            self._note("style-src", found.get("href", ""))
        elif tag == "link" and {"preconnect", "icon"} & set(found.get("rel", "").split()):
            self._note("font-src", found.get("href", ""))
        elif tag == "img":
            self._note("img-src", found.get("src", ""))

    def handle_data(self, data: str) -> None:
        """Keep what is written in a script or a style."""
        if self._parts is not None:
            self._parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Note a script or a style that is written in the page."""
        if tag in ("script", "style") and self._parts is not None:
            self.inside[f"{tag}-src"].append("".join(self._parts))
            self._parts = None

    def _note(self, name: str, address: str) -> None:
        if found := _ORIGIN.match(address):
            self.origins.setdefault(name, []).append(found[1].removeprefix("//"))
