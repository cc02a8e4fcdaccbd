"""What is answered at each address: a file of the site, the page to go to instead, or the page for what isn't there."""

import mimetypes
from contextlib import suppress
from html import escape
from pathlib import PurePosixPath
from string import Template
from typing import NamedTuple
from urllib.parse import quote, unquote

from praxis_build.edges.preview.site import Site, Voice
from praxis_build.model.codes import N_

_BINARY = "application/octet-stream"
# Not the system's own table, which may say anything: on some machines, that a script is plain text.
_KINDS = mimetypes.MimeTypes().types_map[True] | {
    ".avif": "image/avif", ".js": "text/javascript", ".md": "text/markdown", ".mjs": "text/javascript",
    ".wasm": "application/wasm", ".webmanifest": "application/manifest+json", ".webp": "image/webp",
    ".woff": "font/woff", ".woff2": "font/woff2", ".xml": "application/xml",
}  # fmt: skip
_TEXTS = frozenset({"application/json", "application/manifest+json", "application/xml", "image/svg+xml"})
_INDEX = "index.html"
_END = b"</body>"


class Answer(NamedTuple):
    """A status, the media type of the data, the data; ``place`` is where a redirection leads."""

    status: int
    kind: str = "text/plain; charset=utf-8"
    data: bytes = b""
    place: str = ""


class Pages:
    """The pages of a site, each with what reloads it and shows its problems."""

    def __init__(self, site: Site, voice: Voice) -> None:
        """Read the files that are put over pages."""
        self._site, self._own = site, voice.own
        self._files = {path.name: path.read_bytes() for path in voice.folder.iterdir()}
        self._added = Template(self._files.pop("added.html").decode("utf-8"))
        self._plain = Template(self._files.pop("plain.html").decode("utf-8"))

    def has(self, file: str) -> bool:
        """Tell whether the site has a file, and can make it."""
        with suppress(Exception):
            return self._site.get(file) is not None
        return False

    def own(self, name: str) -> Answer:
        """Return a script or a style of the preview's own."""
        return Answer(200, media_type(name), self._files[name]) if name in self._files else Answer(404)

    def at(self, target: str, since: int) -> Answer:
        """Answer a request for a path and its query; a page says that it is that of version ``since``.

        Raises whatever ``site.get`` does.
        """
        written, mark, query = target.partition("?")
        path, base = unquote(written), self._site.base
        if path == "/" != base or f"{path}/" == base:
            return _redirection(base)
        name = below(path, base)
        if name is None:
            return self._missing(since)
        folder = not name or name.endswith("/")
        file = name + _INDEX if folder else name
        data = self._site.get(file)
        if data is not None:
            return Answer(200, media_type(file), self._alive(data, since) if file.endswith(".html") else data)
        if not folder and self._site.get(f"{name}/{_INDEX}") is not None:
            return _redirection(f"{path}/", mark + query)
        return self._missing(since)

    def broken(self, since: int) -> Answer:
        """Return the page that stands where one couldn't be made."""
        return Answer(500, media_type(_INDEX), self._plainly(N_("This page could not be made."), since))

    def _missing(self, since: int) -> Answer:
        page = self._site.get("404.html")
        data = self._plainly(N_("Page not found"), since) if page is None else self._alive(page, since)
        return Answer(404, media_type(_INDEX), data)

    def _plainly(self, text: str, since: int) -> bytes:
        lang = self._own.info().get("language", "en")
        page = self._plain.substitute(lang=escape(lang), text=escape(self._own.gettext(text)))
        return self._alive(page.encode(), since)

    def _alive(self, page: bytes, since: int) -> bytes:
        """Return a page with the preview's script before the end of its body."""
        start, end, rest = page.rpartition(_END)
        added = self._added.substitute(since=since).encode()
        return start + added + end + rest if end else rest + added


def below(path: str, base: str) -> str | None:
    """Return what an address's path says below the site's base; ``None`` when it can't be the name of a file."""
    name = path.removeprefix(base)
    parts = name.removesuffix("/").split("/") if name else []
    strange = "\\" in name or "\0" in name or any(part in {"", ".", ".."} for part in parts)
    return None if strange or not path.startswith(base) else name


def page_of(path: str, base: str) -> str:
    """Return the file of the page that an address leads to, or would lead to."""
    name = below(unquote(path), base) or ""
    return name if name.endswith(".html") else f"{name.rstrip('/')}/{_INDEX}".lstrip("/")


def media_type(name: str) -> str:
    """Return the media type of a file by the end of its name."""
    kind = _KINDS.get(PurePosixPath(name).suffix.lower(), _BINARY)
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind in _TEXTS else kind


def _redirection(path: str, query: str = "") -> Answer:
    return Answer(302, place=quote(path) + query)
