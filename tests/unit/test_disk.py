"""The disk is read whole, in one order, and nothing but ordinary files of the content folders is opened."""

import os
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from praxis_build.edges import disk
from praxis_build.edges.disk import read
from praxis_build.model.manifest import MANIFEST
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Limits, Settings
from praxis_build.model.source import Tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, FIFOs and byte names are those of POSIX")

USUAL = Settings()


def write(root: Path, *paths: str, data: bytes = b"# x\n") -> None:
    """Make files of the same content."""
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def sources(root: Path, settings: Settings = USUAL) -> list[str]:
    """Return the paths of the Markdown files that were read."""
    return [source.path for source in read(root, settings)[0].sources]


def refused(root: Path, settings: Settings = USUAL) -> dict[str, str]:
    """Return the reason given for each file that wasn't read."""
    return {problem.path: problem.values["reason"] for problem in read(root, settings)[1] if problem.code == "P304"}


def test_markdown_files_are_sources_and_others_attachments(tmp_path: Path) -> None:
    """Les fichiers Markdown sont lus en entier, quelle que soit la casse de leur extension; des autres, le début."""
    write(tmp_path, "notes/a.md", "notes/B.MD", "communities/c.Markdown", "notes/d.mdx")
    write(tmp_path, "notes/photo.jpg", data=b"\xff\xd8" + b"x" * 1000)
    tree, problems = read(tmp_path, Settings())
    assert [source.path for source in tree.sources] == ["communities/c.Markdown", "notes/B.MD", "notes/a.md"]
    assert tree.sources[0].data == b"# x\n"
    photo = tree.attachments[1]
    assert (photo.path, photo.size, len(photo.head)) == ("notes/photo.jpg", 1002, 512)
    assert problems == ()


def test_order_is_that_of_composed_names(tmp_path: Path) -> None:
    """L'ordre est celui des points de code du nom en NFC; le nom reste celui du disque."""
    decomposed = unicodedata.normalize("NFD", "notes/école.md")
    write(tmp_path, decomposed, "notes/zoo.md", "notes/eau.md", "notes/a/z.md", "notes/a.md")
    assert sources(tmp_path) == ["notes/a.md", "notes/a/z.md", "notes/eau.md", "notes/zoo.md", decomposed]


def test_missing_usual_folders_are_no_problem_but_a_named_one_is(tmp_path: Path) -> None:
    """Un projet sans communautés est permis; un dossier nommé dans les réglages et absent est un problème."""
    assert read(tmp_path, Settings())[1] == ()
    (problem,) = read(tmp_path, Settings(notes_dir=("fiches",)))[1]
    assert (problem.code, problem.values["setting"]) == ("P701", "fiches")


def test_hidden_files_and_caches_are_passed_over(tmp_path: Path) -> None:
    """Ce qui est caché n'est ni publié ni signalé."""
    write(tmp_path, "notes/.obsidian/x.md", "notes/.x.md", "notes/node_modules/x.md", "notes/__pycache__/x.md")
    assert read(tmp_path, Settings()) == read(tmp_path / "notes", Settings())


def test_a_folder_named_like_a_note_is_a_folder(tmp_path: Path) -> None:
    """Un dossier « x.md » n'est qu'un dossier."""
    write(tmp_path, "notes/x.md/y.md")
    assert sources(tmp_path) == ["notes/x.md/y.md"]


def test_symbolic_links_are_never_followed(tmp_path: Path) -> None:
    """Un lien symbolique est signalé, où qu'il mène: fichier, dossier, boucle, rien."""
    write(tmp_path, "secret.md", "notes/a.md")
    links = {"f.md": "../secret.md", "d": "..", "loop": ".", "gone": "nowhere", "e.md": "/etc/passwd"}
    for name, target in links.items():
        (tmp_path / "notes" / name).symlink_to(target)
    assert sources(tmp_path) == ["notes/a.md"]
    expected = {f"notes/{name}" for name in links}
    assert refused(tmp_path) == dict.fromkeys(expected, "it is a symbolic link")


def test_a_content_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    """Un dossier de notes remplacé par un lien n'est pas lu, ni celui que cache un lien plus haut."""
    write(tmp_path, "elsewhere/deep/secret.md")
    project = tmp_path / "project"
    project.mkdir()
    (project / "notes").symlink_to("../elsewhere")
    assert refused(project) == {"notes": "it is a symbolic link"}
    assert refused(project, Settings(notes_dir=("notes/deep",))) == {"notes/deep": "it is a symbolic link"}
    assert sources(project) == []


def test_what_is_not_a_file_is_refused_without_waiting(tmp_path: Path) -> None:
    """Une file d'attente (FIFO) ne bloque pas la lecture."""
    (tmp_path / "notes").mkdir()
    os.mkfifo(tmp_path / "notes" / "wait.md")
    assert refused(tmp_path) == {"notes/wait.md": "it is not an ordinary file"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root can open every file")
def test_what_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    """Un fichier sans droit de lecture n'arrête pas les autres."""
    write(tmp_path, "notes/a.md", "notes/b.md", "notes/c/d.md")
    (tmp_path / "notes/a.md").chmod(0)
    (tmp_path / "notes/c").chmod(0)
    found = refused(tmp_path)
    (tmp_path / "notes/c").chmod(0o700)
    assert found == dict.fromkeys(("notes/a.md", "notes/c"), "it can't be opened")
    assert sources(tmp_path) == ["notes/b.md", "notes/c/d.md"]


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    """Un texte trop gros est signalé avec sa taille; les autres sont lus."""
    write(tmp_path, "notes/a.md")
    write(tmp_path, "notes/b.md", data=b"x" * 1_600_000)
    write(tmp_path, "notes/b.pdf", data=b"x" * 1_600_000)
    settings = Settings(limits=Limits(file_bytes=1_500_000))
    tree, (problem,) = read(tmp_path, settings)
    assert [source.path for source in tree.sources] == ["notes/a.md"]
    assert (problem.code, problem.path, problem.values) == ("P601", "notes/b.md", {"size": "1.6", "limit": "1.5"})
    assert tree.attachments[0].size == 1_600_000


def test_a_name_that_is_not_text_is_a_problem(tmp_path: Path) -> None:
    """Un nom de fichier qui n'est pas en UTF-8 est signalé, lisible."""
    (tmp_path / "notes").mkdir()
    try:
        (tmp_path / "notes" / os.fsdecode(b"caf\xe9.md")).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes no such name")
    assert refused(tmp_path) == {"notes/caf\ufffd.md": "its name is not written in UTF-8"}


def test_folders_inside_each_other_are_read_once(tmp_path: Path) -> None:
    """Un dossier de communautés dans celui des notes n'est pas lu deux fois."""
    write(tmp_path, "content/a.md", "content/groups/b.md", "content-old/c.md")
    settings = Settings(notes_dir=("content",), communities_dir=("content/groups", "content-old"))
    assert sources(tmp_path, settings) == ["content-old/c.md", "content/a.md", "content/groups/b.md"]


def test_a_whole_project_is_read_without_its_site(tmp_path: Path) -> None:
    """« notes_dir: . » lit tout le projet, sauf ce qui est caché et ce que Praxis a publié."""
    write(tmp_path, "a.md", "b/c.md", ".git/d.md", "out/e.md", f"out/{MANIFEST}")
    settings = Settings(notes_dir=(".",), communities_dir=("communities",))
    assert sources(tmp_path, settings) == ["a.md", "b/c.md"]


def test_no_note_hides_its_folder(tmp_path: Path) -> None:
    """Un manifeste glissé dans un dossier de notes ne le cache pas."""
    write(tmp_path, "notes/a/b.md", f"notes/a/{MANIFEST}")
    assert sources(tmp_path) == ["notes/a/b.md"]


def scanned(root: Path, before: disk.Scan | None = None) -> disk.Scan:
    """Look at a project again, after it was looked at before."""
    return disk.scan(root, Settings(), before.seen if before else {})


def dated(path: Path, text: str, seconds: float) -> None:
    """Write a file, and give it a time so many seconds from now."""
    path.write_text(text, encoding="utf-8")
    at = time.time() + seconds
    os.utime(path, (at, at))


def test_what_a_file_says_decides(tmp_path: Path) -> None:
    """Files that say the same under new times are no news; what is new, changed or gone is."""
    (tmp_path / "notes").mkdir()
    names = ("a.md", "b.md", "c.md", "plan.pdf")
    for name in names:
        dated(tmp_path / "notes" / name, name, -60)
    first = scanned(tmp_path)
    for name in names:
        dated(tmp_path / "notes" / name, name, -30)
    second = scanned(tmp_path, first)
    assert second.tree == Tree((), (), ())
    dated(tmp_path / "notes/a.md", "A.md", -30)
    (tmp_path / "notes/b.md").rename(tmp_path / "notes/d.md")
    third = scanned(tmp_path, second).tree
    assert [source.path for source in third.sources] == ["notes/a.md", "notes/d.md"]
    assert (third.attachments, third.gone) == ((), ("notes/b.md",))


def rewritten(path: Path, text: str) -> None:
    """Write over a file, as ``touch -r`` lets one do without its time showing it."""
    path.write_text(text, encoding="utf-8")


def replaced(path: Path, text: str) -> None:
    """Put another file in a file's place."""
    path.with_suffix(".new").write_text(text, encoding="utf-8")
    path.with_suffix(".new").replace(path)


@pytest.mark.parametrize("edit", [rewritten, replaced])
def test_an_edit_that_keeps_size_and_time_is_seen(tmp_path: Path, edit: Callable[[Path, str], None]) -> None:
    """Every file may have one time, as in an archive made to be reproducible: an edit of the same size is seen."""
    (tmp_path / "notes").mkdir()
    note = tmp_path / "notes/a.md"
    dated(note, "mauve", -60)
    time.sleep(0.05)
    first, status = scanned(tmp_path), note.stat()
    edit(note, "jaune")
    os.utime(note, ns=(status.st_atime_ns, status.st_mtime_ns))
    (source,) = scanned(tmp_path, first).tree.sources
    assert source.data == b"jaune"


@pytest.mark.parametrize("year", [1000, 5000])
def test_a_time_out_of_this_world_is_kept_for_nothing(tmp_path: Path, year: int) -> None:
    """What was seen of a file can be kept, whatever its time says."""
    (tmp_path / "notes").mkdir()
    dated(tmp_path / "notes/a.md", "a", (year - 2026) * 31_556_952)
    first = scanned(tmp_path)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(first.seen), type=dict[SourcePath, disk.Seen]) == first.seen
    assert scanned(tmp_path, first).tree == Tree((), (), ())


def test_a_file_whose_time_is_as_it_was_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is opened when nothing has changed: twelve thousand files cost no more than a look at their folders."""
    (tmp_path / "notes").mkdir()
    dated(tmp_path / "notes/a.md", "a", -60)
    time.sleep(0.05)
    first = scanned(tmp_path)
    monkeypatch.setattr(disk, "_contents", None)
    assert scanned(tmp_path, first) == disk.Scan(Tree((), (), ()), (), first.seen)


@pytest.mark.parametrize("clock", [[0, 0], [3600, 3600], [3600, -3600], [-3600, -7200], [0, -86400]])
def test_a_clock_that_jumps_hides_no_edit(tmp_path: Path, clock: list[float]) -> None:
    """A file written in the same instant, tomorrow, or before it was first read, to the same size, is read anew."""
    (tmp_path / "notes").mkdir()
    note = tmp_path / "notes/a.md"
    dated(note, "mauve", clock[0])
    first = scanned(tmp_path)
    time_of_first = note.stat().st_mtime_ns
    dated(note, "jaune", clock[1])
    if clock[0] == clock[1]:
        os.utime(note, ns=(time_of_first, time_of_first))
    (source,) = scanned(tmp_path, first).tree.sources
    assert source.data == b"jaune"
