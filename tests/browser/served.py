"""A site built by the command, and served as any static server would, at a root or below a folder."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "https://praxis.example/"
"""Where the sample's settings say that it is published."""


def build(project: Path, site: Path) -> Path:
    """Build a project with the command; return the folder of its site."""
    command = [str(Path(sys.executable).with_name("praxis")), "build", "--site-dir", str(site)]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return site


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder below a prefix; what is not there gets the site's own page for that."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *given: object, prefix: str, directory: str) -> None:
        """Serve ``directory`` at ``prefix``."""
        self.prefix = prefix
        super().__init__(*given, directory=directory)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """Return the file of an address; nothing is above the prefix."""
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "~nowhere")
        return super().translate_path("/" + path[len(self.prefix) :])

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's page of addresses that lead nowhere."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the server's own name for it
        """Say nothing."""


@contextmanager
def served(site: Path, prefix: str = "/", handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve a site at a prefix; give its address, which ends with ``/``."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, prefix=prefix, directory=str(site)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{prefix}"
    finally:
        server.shutdown()
        server.server_close()


def file_of(site: Path, address: str) -> Path:
    """Return the file that a path below the site's root leads to, percent-encoded or not, existing or not."""
    path = site / unquote(urlsplit(address).path).lstrip("/")
    return path / "index.html" if not path.suffix or path.is_dir() else path
