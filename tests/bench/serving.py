"""How long it takes from saving a note until `praxis serve` shows it."""

import contextlib
import http.client
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.edits import chosen, say
from tests.bench.runs import BuildFailedError, command

_HOST = "127.0.0.1"
_PERIOD = 0.02  # seconds between two looks at the page
_REST = 2.0  # seconds of quiet between two edits
_LIMIT = 900.0  # seconds after which it isn't worth waiting


def latencies(project: Path, turns: int) -> list[float]:
    """Save a note as many times, each time another one; give the seconds until the page that is served has it.

    Raises:
        BuildFailedError: the server ended, or never showed it.

    """
    with _served(project) as (server, port):
        _wait(server, port, "/", b"")
        found = []
        for turn in range(turns):
            time.sleep(_REST)
            note, words = chosen(project, turn), f"Une phrase dite au tour {turn} du service."
            say(note, words)
            start = time.perf_counter()
            _wait(server, port, f"/notes/{note.stem}/", words.encode())
            found.append(time.perf_counter() - start)
    return found


@contextlib.contextmanager
def _served(project: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Serve a project on a free port until the block ends; give the process and the port."""
    with socket.socket() as free:
        free.bind((_HOST, 0))
        port: int = free.getsockname()[1]
    with (project.parent / "serve.log").open("wb") as log:
        words = command("serve", "--addr", f"{_HOST}:{port}")
        server = subprocess.Popen(words, cwd=project, stdout=log, stderr=log)
        try:
            yield server, port
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait(server: subprocess.Popen[bytes], port: int, address: str, words: bytes) -> None:
    """Ask for a page until it is there and has these words."""
    end = time.perf_counter() + _LIMIT
    while time.perf_counter() < end and server.poll() is None:
        page = _page(port, address)
        if page is not None and words in page:
            return
        time.sleep(_PERIOD)
    message = f"the server ended, or {address} didn't show what was saved in {_LIMIT:.0f} s"
    raise BuildFailedError(message)


def _page(port: int, address: str) -> bytes | None:
    """Give a page, None if the server doesn't."""
    connection = http.client.HTTPConnection(_HOST, port, timeout=_LIMIT)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        data = answer.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    return data if answer.status == http.HTTPStatus.OK else None
