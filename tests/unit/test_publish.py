"""A site is published whole or not at all, and nobody else's file is ever deleted."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from praxis_build.edges.publish import Refused, publishing
from praxis_build.model.artifact import Artifact, Copy
from praxis_build.model.manifest import MANIFEST, digest, listed


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project of one note."""
    root = tmp_path / "project"
    (root / "notes").mkdir(parents=True)
    (root / "notes" / "a.md").write_text("# A\n")
    return root


def publish(project: Path, target: Path, **files: str) -> None:
    """Publish a site of HTML files; ``__`` in a name stands for ``/``."""
    with publishing(target, project, ("notes",)) as staging:
        for name, text in files.items():
            staging.write(Artifact(name.replace("__", "/") + ".html", text.encode()))


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def names(folder: Path) -> list[str]:
    """Return what stands in a folder, sorted."""
    return sorted(path.name for path in folder.iterdir())


WORK = ".site.praxis"
REMEMBERED = [".gitignore", "notes"]
"""What is left in the work folder after a first publication, beside the spare after others."""


def test_a_site_is_published_with_its_manifest(project: Path) -> None:
    """Le manifeste nomme chaque fichier, trié, avec son empreinte, sauf lui-même; à côté ne reste que du caché."""
    publish(project, project / "site", index="home", notes__a="a", notes__b="b")
    site = tree(project / "site")
    lines = [f"{digest(b'home')} index.html", f"{digest(b'a')} notes/a.html", f"{digest(b'b')} notes/b.html"]
    assert site[MANIFEST].decode().splitlines() == lines
    assert site["notes/a.html"] == b"a"
    assert names(project) == [WORK, "notes", "site"]
    assert names(project / WORK) == REMEMBERED


def test_publishing_again_replaces_everything(project: Path) -> None:
    """Une page qui n'existe plus disparaît du site; deux publications donnent les mêmes octets."""
    publish(project, project / "site", index="1", old="x")
    publish(project, project / "site", index="2")
    assert set(tree(project / "site")) == {"index.html", MANIFEST}
    once = tree(project / "site")
    publish(project, project / "site", index="2")
    assert tree(project / "site") == once


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_failed_build_leaves_the_old_site(project: Path, error: type[BaseException]) -> None:
    """Une construction qui échoue laisse le site en ligne tel quel, et rien de plus à côté."""
    publish(project, project / "site", index="old")
    before = tree(project / "site")
    with pytest.raises(error), publishing(project / "site", project) as staging:  # noqa: PT012 - two steps of a build
        staging.write(Artifact("index.html", b"new"))
        raise error
    assert tree(project / "site") == before
    assert names(project / WORK) == REMEMBERED


def test_an_empty_page_is_not_published(project: Path) -> None:
    """Une page vide est le signe d'un disque plein: rien n'est publié."""
    with pytest.raises(Refused, match=r"index\.html"):
        publish(project, project / "site", index="")
    assert not (project / "site").exists()


@pytest.mark.parametrize("manifest", [None, b"index.html\n"])
def test_files_of_others_are_never_deleted(project: Path, manifest: bytes | None) -> None:
    """Un dossier qui contient un fichier que Praxis n'a pas écrit est refusé; le fichier est nommé."""
    site = project / "site"
    (site / "deep").mkdir(parents=True)
    (site / "index.html").write_text("x")
    (site / "deep" / "thesis.odt").write_text("years of work")
    if manifest:
        (site / MANIFEST).write_bytes(manifest)
    before = tree(site)
    with pytest.raises(Refused) as caught:
        publish(project, site, index="new")
    assert "deep/thesis.odt" in caught.value.files
    assert "thesis.odt" in str(caught.value)
    assert tree(site) == before


def test_a_file_put_there_during_the_build_is_not_deleted(project: Path) -> None:
    """Un fichier arrivé pendant la construction compte aussi."""
    site = project / "site"
    publish(project, site, index="old")
    with pytest.raises(Refused), publishing(site, project) as staging:  # noqa: PT012 - two steps of a build
        staging.write(Artifact("index.html", b"new"))
        (site / "CNAME").write_text("commun.example")
    assert (site / "CNAME").exists()
    assert (site / "index.html").read_text() == "old"


def test_an_empty_or_missing_folder_is_taken(project: Path) -> None:
    """Un dossier vide, absent, ou dont le parent manque, convient."""
    (project / "empty").mkdir()
    for target in (project / "empty", project / "a" / "b" / "site"):
        publish(project, target, index="x")
        assert (target / "index.html").exists()


def test_places_that_are_not_for_a_site_are_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """La racine, le dossier personnel, le projet, un dossier au-dessus, les notes: jamais."""
    home = project.parent / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for target in (Path("/"), home, project, project.parent, project / "notes", project / "notes" / "site"):
        with pytest.raises(Refused):
            publish(project, target, index="x")
    (project / "file").write_text("x")
    with pytest.raises(Refused):
        publish(project, project / "file", index="x")
    assert (project / "notes" / "a.md").exists()


def test_a_link_to_a_forbidden_place_is_that_place(project: Path) -> None:
    """Un lien vers le projet ne trompe pas; un lien vers un dossier du site est suivi, et reste."""
    (project.parent / "link").symlink_to(project)
    with pytest.raises(Refused):
        publish(project, project.parent / "link", index="x")
    real = project.parent / "real"
    real.mkdir()
    (project / "site").symlink_to(real)
    publish(project, project / "site", index="x")
    assert (project / "site").is_symlink()
    assert (real / "index.html").exists()


@pytest.mark.parametrize("path", ["../x.html", "/etc/x", "a/../../x", "a//x", "", "a/", "./x", "a/\0", "/x"])
def test_nothing_is_written_outside(project: Path, path: str) -> None:
    """Un chemin qui sort du site est un défaut du programme: il s'arrête."""
    with pytest.raises(ValueError, match=r".*"), publishing(project / "site", project) as staging:
        staging.write(Artifact(path, b"x"))
    assert names(project) == ["notes"]


def test_a_copy_is_the_file_itself(project: Path) -> None:
    """Une pièce jointe est copiée telle quelle; un lien symbolique ne l'est pas."""
    (project / "notes" / "a.pdf").write_bytes(b"%PDF")
    (project / "notes" / "b.pdf").symlink_to("/etc/passwd")
    with publishing(project / "site", project) as staging:
        staging.copy(Copy("notes/a/a.pdf", "notes/a.pdf"), project)
        with pytest.raises(Refused):
            staging.copy(Copy("notes/a/b.pdf", "notes/b.pdf"), project)
    assert (project / "site/notes/a/a.pdf").read_bytes() == b"%PDF"
    assert set(listed((project / "site" / MANIFEST).read_bytes())) == {"notes/a/a.pdf"}


def test_two_builds_at_once_are_refused(project: Path) -> None:
    """Le second de deux constructeurs attend son tour: il est refusé, le premier finit."""
    with publishing(project / "site", project) as staging:
        staging.write(Artifact("index.html", b"first"))
        with pytest.raises(Refused, match="another build"):
            publish(project, project / "site", index="second")
    assert (project / "site/index.html").read_bytes() == b"first"


_KILLED = """
import sys, time
from pathlib import Path
from praxis_build.edges.publish import publishing
from praxis_build.model.artifact import Artifact
with publishing(Path(sys.argv[1]), Path(sys.argv[2])) as staging:
    staging.write(Artifact("index.html", b"half"))
    print("ready", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_build_is_cleaned_up_by_the_next(project: Path) -> None:
    """Une construction tuée laisse l'ancien site en ligne; la suivante balaie et publie."""
    site = project / "site"
    publish(project, site, index="old")
    with subprocess.Popen([sys.executable, "-c", _KILLED, site, project], stdout=subprocess.PIPE) as build:
        assert build.stdout
        assert build.stdout.readline() == b"ready\n"
        build.send_signal(signal.SIGKILL)
    assert tree(site)["index.html"] == b"old"
    publish(project, site, index="new")
    assert tree(site)["index.html"] == b"new"
    assert names(project / WORK) == [*REMEMBERED, "spare"]


def test_a_site_moved_away_by_a_killed_build_comes_back(project: Path) -> None:
    """Tuée entre les deux renommages, une construction ne perd pas le site: la suivante le remet en place."""
    publish(project, project / "site", index="old")
    work = project / WORK
    (project / "site").rename(work / "old")
    with pytest.raises(RuntimeError), publishing(project / "site", project):
        raise RuntimeError
    assert (project / "site/index.html").read_text() == "old"
    assert names(work) == REMEMBERED


def test_each_folder_is_made_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Douze mille pages ne demandent pas douze mille fois si leur dossier existe."""
    made: list[str] = []
    real = os.mkdir

    def counted(path: str, mode: int = 0o777) -> None:
        made.append(str(path))
        real(path, mode)

    monkeypatch.setattr(os, "mkdir", counted)
    with publishing(project / "site", project) as staging:
        made.clear()
        for number in range(50):
            staging.write(Artifact(f"notes/a/{number % 5}/{number}.html", b"x"))
        told = list(made)
    assert len(told) == len(set(told)) == 2 + 5
