"""Verify: what a finished page still holds that no reader should see, and which files of the site it leads to. Pure.

``[[`` is not looked for. A page may rightly show it, in code, in a title or escaped, and nothing there tells it from a
link that was not read; that every link is read is a law of ``parse``.
"""

import posixpath
import re
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote
from zlib import crc32

from praxis_build.model.document import HOLE, WORD
from praxis_build.model.shell import MARK
from praxis_build.model.traces import Mark, traces

_MARKS = tuple((f"U+{ord(mark):04X}", mark.encode()) for mark in (HOLE, WORD, *MARK.format("")))
_STARTS = sorted({mark[:1] for _, mark in _MARKS})
"""Bytes with which a mark begins: looking for one byte takes a tenth of the time that looking for three does."""
_ADDRESSES = re.compile(rb'="(?<=[fc]=")(?![ #]|https?://)([^"<>]+)"').findall
"""What looks like the value of ``href`` or ``src``, looked for by two characters that are rare in pages. An author's
words can place what looks like its beginning in a text or at the end of a value, but after that value stands a space or
``>``, and no address holds ``<``: what only looks like one hides none."""
_FOLDER = re.compile(rb"(?:[\w-]+/)+").fullmatch
"""What most addresses are: nothing to decode, nothing to make shorter."""
_OUTSIDE = re.compile(rb"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE).match


Known = dict[bytes, Mark]
"""Addresses as they are written in pages of one depth, with the marks of the files that they lead to."""


class Found(NamedTuple):
    """What is in a page.

    ``leftovers`` are the marks that should have been filled, by their code points: no text can hold them. ``targets``
    are the files of the site, by their path, that its links lead to and that it shows; one that leaves the site begins
    with ``../``. ``leads`` has the marks of all of them. ``addresses`` are the addresses that would lead to the same
    files from any page as deep as this one.
    """

    leftovers: tuple[str, ...]
    targets: frozenset[str]
    leads: bytes
    addresses: Known


def verify(path: str, data: bytes, base: str = "/", known: Known | None = None, *, exactly: bool = False) -> Found:
    """Return what is in the page whose file is at ``path``; the site stands at ``base`` on its server.

    ``known`` are ``addresses`` of other pages as deep, whose targets needn't be told again: most of a page's are.
    A page is not parsed unless ``exactly`` is asked for: then an author's words that only look like a link
    (``href="…"`` in a text) are none. No link is missed either way.
    """
    marked = any(start in data for start in _STARTS)
    leftovers = tuple(name for name, mark in _MARKS if mark in data) if marked else ()
    root = b"../" * path.count("/") or b"./"
    written = _Tags(data).addresses if exactly else set(_ADDRESSES(data))
    told, targets, addresses = known or {}, set(), Known()
    leads = {told[address] for address in written if address in told}
    for address in written:
        if address in told:
            continue
        # Pages write addresses from the site's root: what follows the way there leads to the same file from all pages.
        if address.startswith(root):
            target = _below(address[len(root) :])
            addresses[address] = mark_of(target)
        else:
            target = "" if _OUTSIDE(address) else _beside(path, address.decode(), base)
        if target:
            targets.add(target)
            leads.add(mark_of(target))
    return Found(leftovers, frozenset(targets), traces(sorted(leads)), addresses)


def mark_of(target: str) -> Mark:
    """Return the mark of a file of the site."""
    return crc32(target.encode(errors="surrogateescape"))


class _Tags(HTMLParser):
    """Reads the addresses of a page as a browser does."""

    def __init__(self, data: bytes) -> None:
        """Read a page."""
        super().__init__()
        self.addresses: set[bytes] = set()
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the addresses of a tag, with their ``&`` as they are in bytes."""
        del tag
        self.addresses.update(
            value.replace("&", "&amp;").encode() for name, value in attrs if name in ("href", "src") and value
        )


def _below(address: bytes) -> str:
    """Return the file that an address leads to from the site's root."""
    return f"{address.decode()}index.html" if _FOLDER(address) else _file(_path(address.decode()))


def _beside(path: str, address: str, base: str) -> str:
    """Return the file that any other address leads to, empty when it is none of the site's, or the page itself."""
    said = _path(address)
    if not said:
        return ""
    if said.startswith("/"):
        return _file(said.removeprefix(base)) if said.startswith(base) else ""
    return _file(posixpath.join(posixpath.dirname(path), said))


def _path(written: str) -> str:
    """Return the path that an address has, without its fragment and its query."""
    text = unescape(written) if "&" in written else written
    return unquote(text.partition("#")[0].partition("?")[0])


def _file(said: str) -> str:
    """Return the file at an address below the site's root."""
    whole = posixpath.normpath(said or ".")
    if whole == "." or said.endswith(("/", "/.", "..")):
        return posixpath.normpath(f"{whole}/index.html")
    return whole
