"""The server of the preview: pages to the browsers of this machine, and to each open page the news that concern it."""

import ipaddress
import json
import os
import socket
import socketserver
import sys
import traceback
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from praxis_build.edges.preview.news import Edition, News
from praxis_build.edges.preview.pages import Answer, Pages, page_of
from praxis_build.edges.preview.site import Site, Voice
from praxis_build.edges.preview.telling import Told, told

OWN = "/~praxis/"
"""Where the preview's own files are, whatever the site's base."""
_POLL = 0.1
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class Server(ThreadingHTTPServer):
    """Serves a site until it is closed; asked before ``start``, it answers after."""

    daemon_threads = True
    request_queue_size = 128
    # Elsewhere than on POSIX, this would let two previews have the same port.
    allow_reuse_address = os.name == "posix"

    def __init__(self, host: str, port: int, site: Site, voice: Voice, news: News) -> None:
        """Take the port; raises ``OSError`` when it is taken."""
        self.site, self.voice, self.news = site, voice, news
        self.pages = Pages(site, voice)
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._loop: Thread | None = None
        super().__init__((host, port), Handler)

    def server_bind(self) -> None:
        """Bind without asking the network for this machine's name, as ``HTTPServer`` does."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]

    @property
    def started(self) -> bool:
        """Whether it answers."""
        return self._loop is not None

    def start(self) -> None:
        """Begin to answer."""
        self._loop = Thread(target=self.serve_forever, args=(_POLL,), daemon=True)
        self._loop.start()

    def server_close(self) -> None:
        """Stop: the port is free, and event streams end."""
        self.news.close()
        if self._loop:
            self.shutdown()
        super().server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Tell of our own faults; a browser that went away is none."""
        del request, client_address
        if not isinstance(sys.exception(), OSError):
            self.voice.line(traceback.format_exc())

    def told(self, edition: Edition, lang: str, source: str) -> Told:
        """Return what a page in a language, made from a file, says of an edition."""
        say = self.voice.pages.get(lang, self.voice.own)
        return told(edition, source, say, partial(self._help, lang))

    def _help(self, lang: str, code: str) -> str:
        """Return the address of a code's help: the first language of a site has its root."""
        for folder in (f"{lang}/help/{code.lower()}/", f"help/{code.lower()}/"):
            if self.pages.has(f"{folder}index.html"):
                return f"{self.site.base}{folder}"
        return ""


class Handler(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "Praxis", ""
    timeout = 30
    disable_nagle_algorithm = True
    beat = 5.0
    """Seconds of silence on an event stream, after which it says something to find out whether anybody listens."""

    def do_GET(self) -> None:
        """Answer with a file or a stream."""
        path, _, query = self.path.partition("?")
        if not self._is_ours():
            self._send(Answer(403))
        elif path == f"{OWN}events":
            self._stream(query)
        elif path.startswith(OWN):
            self._send(self.server.pages.own(path.removeprefix(OWN)))
        else:
            self._send(self._page())

    def do_HEAD(self) -> None:
        """Answer the same, without the data."""
        self.do_GET()

    def _page(self) -> Answer:
        since = self.server.news.version
        try:
            return self.server.pages.at(self.path, since)
        except Exception:  # noqa: BLE001 - whatever breaks, the next page must be answered
            self.server.voice.line(traceback.format_exc())
            return self.server.pages.broken(since)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self._end({"Content-Type": answer.kind, "Content-Length": str(len(answer.data)), "Location": answer.place})
        if self.command != "HEAD":
            self.wfile.write(answer.data)

    def _end(self, headers: dict[str, str]) -> None:
        """Send the headers that say something, and those of every answer."""
        for name, value in (headers | _HEADERS).items():
            if value:
                self.send_header(name, value)
        self.end_headers()

    def _stream(self, query: str) -> None:
        """Tell an open page what concerns it, until it goes away or the preview stops."""
        self.send_response(HTTPStatus.OK)
        self._end({"Content-Type": "text/event-stream; charset=utf-8", "Connection": "close"})
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        seen = -1
        while self.command != "HEAD" and (edition := self.server.news.wait(seen, self.beat)):
            said = b":\n\n" if edition.version == seen else self._event(edition, asked)
            self.wfile.write(said)
            seen = edition.version

    def _event(self, edition: Edition, asked: dict[str, str]) -> bytes:
        """Return an event: either the page is out of date, or here is what is wrong."""
        page, since = page_of(asked.get("page", "/"), self.server.site.base), asked.get("since", "")
        source = asked.get("source", "")
        # A page that its own error holds back stays as it was, under what is wrong, until that is mended.
        held = any(problem.path == source for problem in edition.problems) and not self.server.pages.has(page)
        if not held and self.server.news.changed(page, int(since) if since.isdecimal() else -1):
            said: Told = {"version": edition.version, "reload": True}
        else:
            said = self.server.told(edition, asked.get("lang", ""), source)
        return b"retry: 1000\ndata: %s\n\n" % json.dumps(said).encode()

    def _is_ours(self) -> bool:
        """Tell whether the request names this machine: a page of elsewhere could ask under a name of its own."""
        hosts = self.headers.get_all("Host", [])
        with suppress(ValueError):
            name = urlsplit(f"//{hosts[0]}").hostname if len(hosts) == 1 else None
            return name is not None and (name == "localhost" or ipaddress.ip_address(name).is_loopback)
        return False

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the server's own name for it
        """Keep no log."""
