"""A static host: it compresses what GitHub Pages does, counts what it sends, and can be far away.

Distance is made here and not in the browser because a browser's own throttling leaves out what workers fetch.
"""

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

PAGES = Path(__file__).parent / "pages"
_COMPRESSED = {".html", ".js", ".json", ".css", ".txt", ".xml", ".svg"}
_CHUNK = 2_000  # bytes sent at once on a slow line
_NOT_COUNTED = ("/bench/", "/favicon.ico")  # what only the bench asks for
# Where a page is isolated, the browser tells what memory it takes.
_ISOLATED = (("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Embedder-Policy", "require-corp"))


class Line(NamedTuple):
    """How far the reader is: seconds before an answer begins, bytes a second for all answers together."""

    delay: float
    rate: float


MOBILE = Line(delay=0.150, rate=1.6e6 / 8)


@dataclass
class Traffic:
    """Where a site is, what was sent since the last look (addresses and bytes, headers included), and by what line."""

    address: str = ""
    sent: list[tuple[str, int]] = field(default_factory=list)
    line: Line | None = None
    _free: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def look(self) -> list[tuple[str, int]]:
        """Give what was sent since the last look."""
        found, self.sent = self.sent, []
        return found

    def pace(self, size: int) -> None:
        """Wait until the line has carried so many bytes, after those that came before."""
        if self.line:
            with self._lock:
                self._free = max(time.monotonic(), self._free) + size / self.line.rate
            time.sleep(max(0.0, self._free - time.monotonic()))


class Handler(SimpleHTTPRequestHandler):
    """Serves a site, and the bench's own pages below ``/bench/``."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *given: object, traffic: Traffic, directory: str) -> None:
        """Serve ``directory``, and tell ``traffic``."""
        self.traffic = traffic
        super().__init__(*given, directory=directory)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """Return the file of an address."""
        if path.startswith("/bench/"):
            return str(PAGES / path.removeprefix("/bench/").split("?")[0])
        return super().translate_path(path)

    def do_GET(self) -> None:
        """Answer with a file, compressed if a host would."""
        if self.traffic.line:
            time.sleep(self.traffic.line.delay)
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        body = _body(path, path.stat().st_mtime_ns) if found else b"not found"
        self.send_response(200 if found else 404)
        for header in self._headers(path, len(body)):
            self.send_header(*header)
        size = len(body) + len(b"".join([*self._headers_buffer, b"\r\n"]))  # type: ignore[attr-defined]
        if not self.path.startswith(_NOT_COUNTED):
            self.traffic.sent.append((self.path, size))
        self.end_headers()
        self._send(body)

    def _headers(self, path: Path, size: int) -> Iterator[tuple[str, str]]:
        yield "Content-Type", self.guess_type(str(path))
        yield "Content-Length", str(size)
        yield "Cache-Control", "max-age=600"
        yield from _ISOLATED
        if path.suffix in _COMPRESSED and path.is_file():
            yield "Content-Encoding", "gzip"

    def _send(self, body: bytes) -> None:
        for start in range(0, len(body), _CHUNK) if self.traffic.line else ():
            chunk = body[start : start + _CHUNK]
            self.traffic.pace(len(chunk))
            self.wfile.write(chunk)
        if not self.traffic.line:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the server's own name for it
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[Traffic]:
    """Serve a site at a root."""
    traffic = Traffic()
    handler = partial(Handler, traffic=traffic, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        traffic.address = f"http://127.0.0.1:{server.server_address[1]}/"
        yield traffic
    finally:
        server.shutdown()
        server.server_close()


@cache
def _body(path: Path, _changed: int) -> bytes:
    """Give a file as it travels."""
    body = path.read_bytes()
    return gzip.compress(body, 6, mtime=0) if path.suffix in _COMPRESSED else body
