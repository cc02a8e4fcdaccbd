"""Which changes on disk are seen, however they were made, and how a preview is stopped."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from previewed import FOLDER, LONG

from praxis_build.edges.preview import watching


class Watched:
    """A project that is watched: ``notes``, a folder that isn't there yet, and a file of settings."""

    def __init__(self, root: Path) -> None:
        """Start watching."""
        self.root, self.notes, self.late = root, root / "notes", root / "communities"
        self.settings = root / "mkdocs.yml"
        self.notes.mkdir()
        self.settings.write_text("site_name: a", encoding="utf-8")
        self.stop = threading.Event()
        self.seen: Queue[set[str] | None] = Queue()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        for paths in watching.changes([self.notes, self.late, self.settings], self.stop):
            self.seen.put(paths)

    def sees(self, path: Path | None) -> set[str] | None:
        """Wait until a path is seen; return all that was seen until then; ``None`` stands for anything."""
        found: set[str] = set()
        while True:
            paths = self.seen.get(timeout=LONG)
            if paths is None:
                assert path is None, "nothing in particular was seen"
                return None
            found |= paths
            if str(path) in found:
                return found

    def close(self) -> None:
        """Stop watching."""
        self.stop.set()
        self._thread.join(LONG)
        assert not self._thread.is_alive()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    """Watch a project."""
    one = Watched(tmp_path)
    one.sees(None)
    yield one
    one.close()


def write(path: Path, text: str = "texte") -> Path:
    """Write as most editors do."""
    path.write_text(text, encoding="utf-8")
    return path


def replace(path: Path, text: str = "texte") -> Path:
    """Write beside, then put in place, as the others do."""
    return write(path.with_name(f".{path.name}.swp"), text).replace(path)


@pytest.mark.parametrize("save", [write, replace])
def test_a_file_is_seen_however_it_is_saved(watched: Watched, save: Callable[[Path, str], Path]) -> None:
    """New, then saved again and again, in place or by a file put in its place; in a new folder too."""
    (watched.notes / "neuf").mkdir()
    watched.sees(watched.notes / "neuf")
    for text in ("un", "deux", "trois"):
        for path in (watched.notes / "a.md", watched.notes / "neuf" / "é.md", watched.settings):
            save(path, text)
            watched.sees(path)


def test_what_goes_is_seen(watched: Watched) -> None:
    """A file deleted, renamed, a folder with all that it held."""
    for name in ("a.md", "b.md"):
        watched.sees(write(watched.notes / name))
    (watched.notes / "a.md").unlink()
    watched.sees(watched.notes / "a.md")
    (watched.notes / "b.md").rename(watched.notes / "c.md")
    watched.sees(watched.notes / "c.md")
    (watched.notes / "d").mkdir()
    watched.sees(watched.notes / "d")
    (watched.notes / "d").rename(watched.root / "ailleurs")
    watched.sees(watched.notes / "d")


def test_a_folder_that_comes_late_or_comes_back_is_watched(watched: Watched) -> None:
    """As when another branch is checked out."""
    watched.late.mkdir()
    watched.sees(watched.late)
    watched.sees(write(watched.late / "a.md"))
    for _ in range(2):
        shutil.rmtree(watched.notes)
        watched.sees(watched.notes)
        watched.notes.mkdir()
        watched.sees(watched.notes)
        watched.sees(write(watched.notes / "a.md"))


@pytest.mark.parametrize(
    "name",
    [
        ".a.md.swp", "a.md~", "#a.md#", ".#a.md", "4913", "~$plan.docx", "a.md___jb_tmp___", "a.tmp", "a.TMP", "a.swx",
        ".DS_Store", ".git/index", "__pycache__/a.pyc", "node_modules/a.md", "plan.pdf.crdownload",
    ],
)  # fmt: skip
def test_what_editors_write_for_themselves_is_not_seen(watched: Watched, name: str) -> None:
    """Nor hidden files, nor caches: none of it is content."""
    path = watched.notes / name
    path.parent.mkdir(exist_ok=True)
    write(path)
    path.unlink()
    note = write(watched.notes / "~2.md")
    assert watched.sees(note) == {str(note)}


def test_the_name_of_a_folder_above_the_project_means_nothing(tmp_path: Path) -> None:
    """A project may stand in a hidden folder, or below ``node_modules``."""
    root = tmp_path / ".caché" / "node_modules"
    root.mkdir(parents=True)
    watched = Watched(root)
    watched.sees(None)
    watched.sees(write(watched.notes / "a.md"))
    watched.close()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_name_that_is_not_unicode_stops_nothing(watched: Watched) -> None:
    """Anything may have changed then, and what follows is seen."""
    for name in (b"\xff.md", b"\xfe.md"):
        Path(os.fsdecode(os.fsencode(watched.notes) + b"/" + name)).write_bytes(b"a")
        watched.sees(None)
    watched.sees(write(watched.notes / "a.md"))


def test_a_system_short_of_watches_is_looked_at_from_time_to_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slower, and nothing is missed."""
    real = watching.watch

    def short(*paths: Path, **given: Any) -> Any:
        if not given["force_polling"]:
            raise OSError(28, "OS file watch limit reached")
        return real(*paths, **given)

    monkeypatch.setattr(watching, "watch", short)
    watched = Watched(tmp_path)
    watched.sees(None)
    watched.sees(write(watched.notes / "a.md"))
    watched.close()


# How it is stopped

PREVIEW = """
import gettext, signal, sys, time
from pathlib import Path
from praxis_build.edges.preview import Report, Voice, serve

class Slow:
    base = "/"
    def get(self, path):
        return b"<p></p>"
    def refresh(self, changed=None):
        if changed:
            print("refreshing", flush=True)
            time.sleep(600)
        return Report((), None, 0.0)

signal.signal(signal.SIGINT, signal.default_int_handler)
say = Voice(lambda line: print(line, flush=True), gettext.NullTranslations(), {}, Path(sys.argv[2]))
serve(Slow(), "127.0.0.1", int(sys.argv[3]), [Path(sys.argv[1])], say)
print("stopped", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="a signal can't be sent to one process alone elsewhere")
@pytest.mark.parametrize("busy", [False, True])
def test_ctrl_c_is_clean(tmp_path: Path, *, busy: bool) -> None:
    """Waiting or in the middle of a refresh, with a page that listens: it ends, says nothing, and its port is free."""
    with socket.create_server(("127.0.0.1", 0)) as chosen:
        port = chosen.getsockname()[1]
    command = [sys.executable, "-c", textwrap.dedent(PREVIEW), str(tmp_path), str(FOLDER), str(port)]
    for _ in range(2):
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as preview:
            assert preview.stdout
            assert "http://" in preview.stdout.readline()
            with socket.create_connection(("127.0.0.1", port), LONG) as page:
                page.sendall(b"GET /~praxis/events?page=/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
                assert page.recv(1)
                if busy:
                    write(tmp_path / "a.md")
                    assert preview.stdout.readline() == "refreshing\n"
                preview.send_signal(signal.SIGINT)
                said, wrong = preview.communicate(timeout=LONG)
            assert (preview.returncode, said, wrong) == (0, "stopped\n", "")
