"""A preview that runs: sites to show, and someone who asks for their pages and follows their events."""

import gettext
import http.client
import io
import json
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from praxis_build.edges import theme
from praxis_build.edges.preview import Report, Site, Voice, serve
from praxis_build.model.names import SourcePath
from praxis_build.model.problem import Problem, Severity

LONG = 60.0
"""Seconds after which a test gives up waiting for what must come."""
FOLDER = theme.folder() / "preview"


PAGE = b"<!doctype html><html lang=en><body><h1>Jardin</h1><p>&lt;/body&gt;</p></body></html>"
FILES = {
    "index.html": PAGE,
    "404.html": PAGE.replace(b"Jardin", b"Rien ici"),
    "notes/jardin/index.html": PAGE,
    "notes/caf\u00e9/index.html": PAGE,
    "help/p401/index.html": PAGE,
    "en/help/p401/index.html": PAGE,
    "assets/praxis.css": b"a{}</body>",
    "assets/a.js": b"1",
    "data/graph.json": b"{}",
    "files/plan.pdf": b"%PDF",
    "files/son.inconnu": b"?",
}
"""A small site."""


class Shelf:
    """A site that is a shelf of files: what it says of a refresh is laid down beforehand."""

    def __init__(self, files: dict[str, bytes], base: str = "/") -> None:
        """Hold files by their paths."""
        self.files, self.base = files, base
        self.asked: list[str] = []
        self.told: list[set[str] | None] = []
        self.next: Report | Exception = Report((), frozenset(), 0.0)

    def get(self, path: str) -> bytes | None:
        """Return a file; what is an exception breaks the site."""
        self.asked.append(path)
        if path == "broken/index.html":
            raise LookupError(path)
        return self.files.get(path)

    def refresh(self, changed: set[str] | None = None) -> Report:
        """Say what was laid down."""
        self.told.append(changed)
        if isinstance(self.next, Exception):
            raise self.next
        return self.next


def until(true: Callable[[], bool]) -> bool:
    """Wait for something to be true; tell whether it came."""
    end = time.monotonic() + LONG
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


class Shown(NamedTuple):
    """A preview: its address, and what it says to the terminal."""

    address: str
    lines: "queue.Queue[str]"

    def ask(self, target: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        """Send a request as it is written; return the answer and its data."""
        host = urlsplit(self.address).netloc
        with closing(http.client.HTTPConnection(host, timeout=LONG)) as connection:
            connection.putrequest(method, target, skip_host=bool(headers), skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer, answer.read()

    def since(self) -> str:
        """Return the version that pages say they are of."""
        _, page = self.ask(urlsplit(self.address).path)
        return page.decode().partition('data-since="')[2].partition('"')[0]

    @contextmanager
    def follow(self, page: str, since: str = "", lang: str = "en", source: str = "") -> Iterator[Iterator[Any]]:
        """Follow the news of a page, as its script does; give each event as it comes."""
        asked = urlencode({"page": page, "since": since or self.since(), "lang": lang, "source": source})
        with closing(http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=LONG)) as connection:
            connection.request("GET", f"/~praxis/events?{asked}")
            answer = connection.getresponse()
            assert answer.headers.get_content_type() == "text/event-stream"
            yield (json.loads(line[6:]) for line in answer if line.startswith(b"data: "))


def voice(lines: "queue.Queue[str]") -> Voice:
    """Return a voice that speaks English to the terminal, and to pages their language."""
    _, catalogues = theme.load(theme.folder())
    pages = {name: gettext.GNUTranslations(io.BytesIO(data)) for name, data in catalogues.items()}
    return Voice(lines.put, pages["en"], pages, FOLDER)


@contextmanager
def shown(site: Site, folders: Sequence[Path], port: int = 0) -> Iterator[Shown]:
    """Serve a site while it is needed, at any free port unless one is given."""
    lines: queue.Queue[str] = queue.Queue()
    stop = threading.Event()
    serving = threading.Thread(target=serve, args=(site, "127.0.0.1", port, folders, voice(lines), stop))
    serving.start()
    try:
        said = lines.get(timeout=LONG)
        while "http://" not in said:
            said = lines.get(timeout=LONG)
        yield Shown(next(word for word in said.split() if word.startswith("http")), lines)
    finally:
        stop.set()
        serving.join(LONG)
        assert not serving.is_alive()


def problem(path: str = "notes/a.md", **given: Any) -> Problem:
    """Return a link that leads nowhere."""
    usual = {"code": "P401", "severity": Severity.WARNING, "path": SourcePath(path), "values": {"target": "x"}}
    return Problem(**{**usual, **given})
