"""A build over what the last one left gives the site that a build from nothing gives, and touches only what differs.

The real command, in real folders: what is edited, lost, copied or dated wrongly is found.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from praxis_build.engines.mkdocs.build import build as engine
from tests.bench import edits
from tests.bench.generate import generate

PRAXIS = str(Path(sys.executable).with_name("praxis"))
LEFT = ("site", ".cache", ".site.praxis")
"""What a build leaves in a project."""
FEW = 8
"""More files than one sentence should change: its page, the pages that show it, the search's and the graph's data."""


@pytest.fixture(scope="module")
def built(memory: Path) -> Path:
    """Generate a commons with a template of its own, and build it."""
    root = memory / "built"
    generate(root, 12, words=(150, 200))
    edits.prepare(root)
    build(root)
    return root


@pytest.fixture
def project(built: Path, memory: Path) -> Iterator[Path]:
    """Copy the project with its site, its memory and the times of its files."""
    with TemporaryDirectory(dir=memory) as folder:
        yield Path(shutil.copytree(built, Path(folder, "project")))


def build(root: Path) -> None:
    """Run the command."""
    done = subprocess.run(
        [PRAXIS, "build", "--workers", "1"], cwd=root, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def marks(root: Path) -> dict[str, tuple[int, int]]:
    """Return the inode and the time of each file of the site: both stay as they are in a file left alone."""
    site = root / "site"
    found = ((path, path.stat()) for path in site.rglob("*") if path.is_file())
    return {str(path.relative_to(site)): (stat.st_ino, stat.st_mtime_ns) for path, stat in found}


def anew(root: Path) -> dict[str, bytes]:
    """Return the site that the same files give elsewhere, from nothing."""
    with TemporaryDirectory(dir=root.parent) as folder:
        elsewhere = Path(folder, "elsewhere")
        shutil.copytree(root, elsewhere, ignore=lambda at, _: LEFT if Path(at) == root else ())
        engine(elsewhere / "mkdocs.yml", each=map)
        return files(elsewhere / "site")


def same(root: Path, expected: dict[str, bytes]) -> None:
    """Check that the site is exactly these files, naming those that differ."""
    found = files(root / "site")
    assert sorted(path for path in found.keys() | expected.keys() if found.get(path) != expected.get(path)) == []


def test_nothing_changed(project: Path) -> None:
    """Not a file of the site is touched."""
    before = marks(project)
    build(project)
    assert marks(project) == before


def test_new_times_change_nothing(project: Path) -> None:
    """What files say decides: new times on all of them touch nothing."""
    before = marks(project)
    for path in [*project.glob("notes/**/*.md"), *project.glob("communities/**/*.md"), project / "mkdocs.yml"]:
        os.utime(path)
    build(project)
    assert marks(project) == before


def test_a_copy_without_times_changes_nothing(project: Path) -> None:
    """As a cache restored on another machine, where every file is new."""
    copied = Path(shutil.copytree(project, project.parent / "copied", copy_function=shutil.copyfile))
    before = marks(copied)
    build(copied)
    assert marks(copied) == before


def updated(root: Path, edit: Callable[[Path], None]) -> set[str]:
    """Build after an edit; check the site, and that only what changed was written. Return what was."""
    before, old = files(root / "site"), marks(root)
    edit(root)
    build(root)
    found, new = files(root / "site"), marks(root)
    same(root, anew(root))
    written = {path for path in found if new[path] != old.get(path)}
    assert written == {path for path in found if found[path] != before.get(path)}
    return written


def _turn(edit: edits.Edit) -> Callable[[Path], None]:
    return lambda root: edit(root, 3)


def test_a_sentence(project: Path) -> None:
    """Few files are written, beside those its words are looked up in; the site is what a build from nothing gives."""
    written = updated(project, _turn(edits.sentence))
    assert 0 < len([path for path in written if not path.startswith("data/search/")]) < FEW


def _title(root: Path) -> None:
    path = edits.chosen(root, 3)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join("title: Autre titre\n" if line.startswith("title:") else line for line in lines), "utf-8")


def _site_name(root: Path) -> None:
    path = root / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace("Banc d'essai", "Autre nom"), "utf-8")


def _handbook(root: Path) -> None:
    (root / "handbook/a-propos.md").write_text("# À propos\n\nAutre chose.\n", "utf-8")


EDITS = {
    "a note that all others list": _turn(edits.added),
    "a note renamed": _turn(edits.renamed),
    "a note deleted": _turn(edits.deleted),
    "a note's title": _title,
    "a community renamed": _turn(edits.community),
    "a template of one's own": _turn(edits.theme),
    "the site's name": _site_name,
    "the guide": _handbook,
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_of_any_kind(project: Path, edit: str) -> None:
    """The site is what a build from nothing gives, and a file that stays the same is not written."""
    assert updated(project, EDITS[edit])


def _lose_page(root: Path) -> None:
    next((root / "site/notes").rglob("index.html")).unlink()


def _edit_page(root: Path) -> None:
    page = next((root / "site/notes").rglob("index.html"))
    page.write_bytes(page.read_bytes().replace(b"</body>", b"<p>x</p></body>"))


def _lose_folder(root: Path) -> None:
    shutil.rmtree(root / "site/notes")


def _lose_host(root: Path) -> None:
    shutil.rmtree(root / "site/assets")


def _lose_site(root: Path) -> None:
    shutil.rmtree(root / "site")


@pytest.mark.parametrize("spoil", [_lose_page, _edit_page, _lose_folder, _lose_host, _lose_site])
def test_what_is_lost_or_edited_comes_back(project: Path, spoil: Callable[[Path], None]) -> None:
    """Files of the site that somebody lost or edited."""
    expected = files(project / "site")
    spoil(project)
    build(project)
    same(project, expected)


def test_a_clock_that_is_ahead(project: Path) -> None:
    """A file dated of tomorrow, edited to the same size, is read anew each time."""
    path, tomorrow = edits.chosen(project, 0), time.time() + 86_400
    start = path.read_text("utf-8")
    for word in ("mauve", "jaune"):
        path.write_text(f"{start}\n\nLa porte est {word}.\n", "utf-8")
        os.utime(path, (tomorrow, tomorrow))
        build(project)
        assert any(word.encode() in data for name, data in files(project / "site").items() if name.endswith(".html"))
    same(project, anew(project))
