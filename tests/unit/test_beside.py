"""Another process works while this one does: what it gives is taken, and when it gives nothing nobody waits for it."""

import os
import sys
import time
from pathlib import Path

import pytest

from praxis_build.edges import disk
from praxis_build.edges.beside import Beside
from praxis_build.engines.mkdocs.looking import Looking
from praxis_build.engines.mkdocs.settings import Project
from praxis_build.model.settings import Settings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no process is forked elsewhere")


def failing() -> bytes:
    """Stop halfway."""
    raise KeyboardInterrupt


def killed() -> bytes:
    """Stop as a process that the system stops."""
    os.kill(os.getpid(), 9)
    return b"never"


def children() -> set[str]:
    """Return the processes that this one has begun and that are still there."""
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text("utf-8").split())


def test_what_it_gives_is_taken() -> None:
    """Whatever its size: more than a pipe holds too."""
    assert Beside(lambda: b"x" * 3_000_000).result() == b"x" * 3_000_000
    assert Beside(lambda: str(os.getpid()).encode()).result() != str(os.getpid()).encode()


@pytest.mark.parametrize("call", [failing, killed])
def test_when_it_fails_it_gives_nothing(call: object) -> None:
    """An error, or a signal, is no result."""
    assert Beside(call).result() == b""  # type: ignore[arg-type]


def test_it_can_be_stopped_at_any_moment() -> None:
    """Before it ends, after it ended, once its result was taken: no process is left."""
    before = children()
    endless, ended, taken = Beside(lambda: time.sleep(60) or b""), Beside(lambda: b"x" * 100_000), Beside(lambda: b"x")
    assert len(children() - before) == 3
    taken.result()
    for one in (endless, ended, taken):
        one.stop()
    assert children() == before


def test_it_ends_when_nobody_waits_for_it_any_more(tmp_path: Path) -> None:
    """Un processus tué, dont l'à-côté a plus à dire que n'en tient un tube: il n'en reste rien."""
    told = tmp_path / "process"

    def long() -> bytes:
        told.write_text(str(os.getpid()))
        return b"x" * 1_000_000

    if not (killer := os.fork()):
        Beside(long)
        while not told.exists():
            time.sleep(0.01)
        os.kill(os.getpid(), 9)
    os.waitpid(killer, 0)
    process = int(told.read_text())
    for _ in range(500):
        if not _runs(process):
            return
        time.sleep(0.01)
    os.kill(process, 9)
    pytest.fail("it stays")


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("fails", [False, True])
def test_files_are_looked_at_here_or_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, fails: bool) -> None:
    """Une note ajoutée, une changée, une retirée, une image: ce qu'on trouve est le même, où qu'on regarde."""
    notes = tmp_path / "notes"
    notes.mkdir()
    for name in ("ancienne", "changee", "retiree"):
        (notes / f"{name}.md").write_text(name)
    before = disk.scan(tmp_path, Settings(), {}).seen
    (notes / "changee.md").write_text("changée")
    (notes / "retiree.md").unlink()
    (notes / "nouvelle.md").write_text("nouvelle")
    (notes / "plan.png").write_bytes(b"\x89PNG")
    (notes / "lien.md").symlink_to("ancienne.md")
    here, real = os.getpid(), disk.scan
    monkeypatch.setattr(disk, "scan", lambda *args: failing() if fails and os.getpid() != here else real(*args))
    project = Project(tmp_path, Settings(), (), tmp_path / "mkdocs.yml", tmp_path / "site")
    found, expected = Looking(project, before).scan(), real(tmp_path, Settings(), before)
    assert (found.tree, found.unread) == (expected.tree, expected.unread)
    assert {path: seen.digest for path, seen in found.seen.items()} == {
        path: seen.digest for path, seen in expected.seen.items()
    }
