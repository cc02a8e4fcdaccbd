"""Publishing over a site: what is unchanged is not written, and what is published is what was told, to the byte."""

import errno
import os
import pickle
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from praxis_build.edges.publish import Pen, Refused, Staging, publishing
from praxis_build.model.artifact import Artifact, Copy
from praxis_build.model.manifest import MANIFEST, Written, digest, listed, listing

Pages = dict[str, str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make an empty project."""
    root = tmp_path / "project"
    root.mkdir()
    return root


def publish(project: Path, pages: Pages) -> Staging:
    """Publish a site of these files, all of them told with ``write``."""
    with publishing(project / "site", project) as staging:
        for path, text in pages.items():
            staging.write(Artifact(path, text.encode()))
    return staging


def tree(project: Path) -> Pages:
    """Return every file of the site but its manifest, which must list them and nothing else."""
    site = project / "site"
    files = {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    assert listed(files.pop(MANIFEST)) == {path: digest(data) for path, data in files.items()}
    return {path: data.decode() for path, data in files.items()}


def folders(project: Path) -> set[str]:
    """Return every folder of the site."""
    return {p.relative_to(project / "site").as_posix() for p in (project / "site").rglob("*") if p.is_dir()}


PAGES = {"index.html": "home", "notes/a/index.html": "a", "notes/b/index.html": "b", "robots.txt": "x"}


def test_what_was_written_is_told() -> None:
    """Le manifeste dit ce qui est publié: un fichier par ligne, quel que soit son nom; celui d'avant se lit encore."""
    files = {"a/é.html": digest(b"a"), "un\nnom\\n.pdf": digest(b"b"), "z\udcff": digest(b"")}
    assert listing(files).count(b"\n") == len(files)
    assert listed(listing(files)) == files
    assert listing(dict(reversed(files.items()))) == listing(files)
    assert listed(b"a.html\nb/c.html\n") == {"a.html": "", "b/c.html": ""}
    assert listed(listing({}) + b"") == {}


def test_only_what_changed_is_written(project: Path) -> None:
    """Une construction écrit les pages nouvelles ou changées, retire les autres, et compte le tout."""
    first = publish(project, PAGES)
    assert (first.written, first.removed, first.total) == (tuple(sorted(PAGES)), (), 4)
    now = PAGES | {"notes/b/index.html": "B", "new.html": "n"}
    del now["robots.txt"]
    second = publish(project, now)
    assert (second.written, second.removed, second.total) == (("new.html", "notes/b/index.html"), ("robots.txt",), 4)
    assert tree(project) == now
    third = publish(project, now)
    assert (third.written, third.removed, third.total) == ((), (), 4)
    assert tree(project) == now


def test_any_row_of_edits_gives_what_was_told(project: Path) -> None:
    """Après n'importe quelle suite d'ajouts, de retraits et de changements, le site est celui qu'on a dit."""
    chance = random.Random(3)
    paths = [f"{a}{b}{c}" for a in ("", "a/", "b/", "b/c/") for b in ("", "x/", "y/") for c in ("1.html", "2.html")]
    for _ in range(40):
        pages = {path: str(chance.randrange(3)) for path in chance.sample(paths, chance.randrange(len(paths)))}
        publish(project, pages)
        assert tree(project) == pages
        assert folders(project) == {str(above) for path in pages for above in map(_posix, Path(path).parents)} - {"."}
        if chance.random() < 0.2:
            shutil.rmtree(project / ".site.praxis")


def _posix(path: Path) -> str:
    return path.as_posix()


def test_a_folder_becomes_a_file_and_comes_back(project: Path) -> None:
    """Une page peut prendre le nom d'un dossier qui n'est plus, et le rendre."""
    for pages in ({"a/b/c.html": "1", "d": "2"}, {"a": "3", "d/e.html": "4"}, {"a/b/c.html": "1", "d": "2"}):
        publish(project, pages)
        assert tree(project) == pages


def test_kept_files_go_on(project: Path) -> None:
    """Un fichier connu continue tel quel, sans qu'on ait ses octets; un fichier inconnu ne peut pas continuer."""
    publish(project, PAGES)
    with publishing(project / "site", project) as staging:
        assert staging.known == {path: digest(text.encode()) for path, text in PAGES.items()}
        staging.keep("notes/a/index.html")
        with pytest.raises(KeyError):
            staging.keep("missing.html")
    assert tree(project) == {"notes/a/index.html": "a"}
    assert staging.written == ()


def test_a_pen_writes_in_any_process(project: Path) -> None:
    """Une plume voyage, écrit dans le dossier des nouveautés, et ce qu'elle dit avoir écrit est publié."""
    publish(project, PAGES)
    with publishing(project / "site", project) as staging:
        pen = pickle.loads(pickle.dumps(Pen(str(staging.fresh))))  # noqa: S301 - our own bytes
        for path, text in (("index.html", "home"), ("notes/a/index.html", "A"), ("never/told.html", "x")):
            written = pen(Artifact(path, text.encode()))
            assert written == Written(path, digest(text.encode()), len(text))
            if path != "never/told.html":
                staging.add(written)
    assert tree(project) == {"index.html": "home", "notes/a/index.html": "A"}
    assert staging.written == ("notes/a/index.html",)
    assert folders(project) == {"notes", "notes/a"}


@pytest.mark.parametrize("before", [True, False])
def test_what_a_pen_said_and_is_not_there_is_not_published(project: Path, *, before: bool) -> None:
    """Un fichier annoncé mais absent, ou plus court, n'est pas remplacé par l'ancien: rien n'est publié."""
    publish(project, PAGES)
    publish(project, PAGES | {"robots.txt": "y"})
    with pytest.raises(Refused, match=r"robots\.txt"), publishing(project / "site", project) as staging:  # noqa: PT012
        for path in PAGES:
            staging.keep(path)
        if before:
            Pen(str(staging.fresh))(Artifact("robots.txt", b""))
        staging.add(Written("robots.txt", digest(b"z"), 1))
    assert tree(project) == PAGES | {"robots.txt": "y"}


def test_the_host_writes_its_own_files(project: Path) -> None:
    """Les fichiers de l'hôte sont adoptés, sauf là où il y en a un des nôtres, dit avant ou après."""
    for number in range(3):
        with publishing(project / "site", project) as staging:
            staging.write(Artifact("before.html", b"ours"))
            for name in ("before.html", "after.html", "deep/host.html", "late.html"):
                (staging.path / name).parent.mkdir(exist_ok=True)
                (staging.path / name).write_text("host")
            (staging.path / "late.html").unlink()
            told = staging.adopt()
            assert [written.path for written in told] == ["after.html", "deep/host.html"]
            (staging.path / "late.html").write_text("host")
            staging.write(Artifact("after.html", b"ours"))
        assert tree(project) == {
            "before.html": "ours", "after.html": "ours", "deep/host.html": "host", "late.html": "host",
        }  # fmt: skip
        assert bool(staging.written) == (number == 0)


def test_what_the_host_links_is_not_published(project: Path) -> None:
    """Un lien symbolique dans le dossier de l'hôte n'est ni suivi, ni publié."""
    with pytest.raises(Refused, match="symbolic link"), publishing(project / "site", project) as staging:
        (staging.path / "x.html").symlink_to("/etc/passwd")
    assert not (project / "site").exists()


def test_the_last_word_counts(project: Path) -> None:
    """Un chemin dit deux fois est ce qu'on a dit en dernier: écrit, gardé, écrit encore."""
    publish(project, PAGES)
    with publishing(project / "site", project) as staging:
        for text in ("1", "home", "2", "home", "3"):
            staging.write(Artifact("index.html", text.encode()))
        staging.write(Artifact("robots.txt", b"new"))
        staging.keep("robots.txt")
    assert tree(project) == {"index.html": "3", "robots.txt": "x"}
    assert staging.written == ("index.html",)


def test_what_is_forgotten_is_told_again(project: Path) -> None:
    """On peut tout oublier et tout redire."""
    publish(project, PAGES)
    with publishing(project / "site", project) as staging:
        staging.write(Artifact("index.html", b"1"))
        staging.write(Artifact("robots.txt", b"x"))
        staging.forget()
        staging.write(Artifact("index.html", b"2"))
    assert tree(project) == {"index.html": "2"}


def test_a_copy_that_is_unchanged_is_not_made(project: Path) -> None:
    """Une pièce jointe inchangée n'est pas recopiée; ce qui n'est pas un fichier ordinaire est refusé."""
    source = project / "a.pdf"
    for data in (b"%PDF 1", b"%PDF 1", b"%PDF 2" * 1_000_000):
        changed = not (project / "site").exists() or (project / "site/n/a.pdf").read_bytes() != data
        source.write_bytes(data)
        with publishing(project / "site", project) as staging:
            assert staging.copy(Copy("n/a.pdf", "a.pdf"), project) == Written("n/a.pdf", digest(data), len(data))
        assert (project / "site/n/a.pdf").read_bytes() == data
        assert staging.written == (("n/a.pdf",) if changed else ())
    (project / "folder").mkdir()
    with pytest.raises(Refused, match="ordinary"), publishing(project / "site", project) as staging:
        staging.copy(Copy("n/folder", "folder"), project)


def test_a_page_edited_by_hand_is_written_again(project: Path) -> None:
    """Une page du site modifiée à la main, même à la même taille, n'est plus connue: elle est réécrite."""
    publish(project, PAGES)
    publish(project, PAGES)
    (project / "site/notes/a/index.html").write_text("A")
    (project / "site/robots.txt").unlink()
    with publishing(project / "site", project) as staging:
        assert staging.known.keys() == {"index.html", "notes/b/index.html"}
        for path, text in PAGES.items():
            staging.write(Artifact(path, text.encode()))
    assert staging.written == ("notes/a/index.html", "robots.txt")
    assert tree(project) == PAGES


def test_a_manifest_of_paths_is_still_read(project: Path) -> None:
    """Le manifeste des premières versions dit ce que Praxis a publié; rien n'en est connu, tout est réécrit."""
    publish(project, PAGES)
    (project / "site" / MANIFEST).write_text("".join(f"{path}\n" for path in PAGES))
    with publishing(project / "site", project) as staging:
        assert staging.known == {}
        for path, text in PAGES.items():
            staging.write(Artifact(path, text.encode()))
    assert len(staging.written) == 4
    for text in ("1", "2"):
        publish(project, PAGES | {"index.html": text})
        assert tree(project) == PAGES | {"index.html": text}


def test_the_manifest_is_nobody_elses(project: Path) -> None:
    """Personne ne peut publier un fichier au nom du manifeste; celui de l'hôte est laissé."""
    with pytest.raises(ValueError, match=MANIFEST), publishing(project / "site", project) as staging:
        staging.write(Artifact(MANIFEST, b"x"))
    with publishing(project / "site", project) as staging:
        (staging.path / MANIFEST).write_text("x")
        (staging.path / "a.html").write_text("x")
    assert tree(project) == {"a.html": "x"}


def _forged(notes: bytes) -> bytes:
    return notes.replace(b"index.html", b"other.html")


@pytest.mark.parametrize(
    "spoil",
    [lambda _: b"", lambda notes: notes[:-20], lambda notes: b"\xc1" + notes, _forged, lambda notes: notes * 2],
    ids=["empty", "cut", "corrupt", "forged", "twice"],
)
def test_notes_only_save_time(project: Path, spoil: Callable[[bytes], bytes]) -> None:
    """Des notes perdues, coupées, abîmées ou contrefaites ne changent rien à ce qui est publié."""
    publish(project, PAGES)
    publish(project, PAGES | {"index.html": "1"})
    notes = project / ".site.praxis/notes"
    # Times of what has just been made aren't noted: those of what was made before are believed.
    time.sleep(0.1)
    publish(project, PAGES)
    notes.write_bytes(spoil(notes.read_bytes()))
    (project / "site/notes/a/index.html").write_text("A")
    publish(project, PAGES | {"index.html": "2"})
    assert tree(project) == PAGES | {"index.html": "2"}
    notes.unlink()
    notes.mkdir()
    publish(project, PAGES | {"index.html": "3"})
    assert tree(project) == PAGES | {"index.html": "3"}


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk space allowed"),
        (errno.EFBIG, "a file is larger"),
        (errno.EROFS, "can only be read"),
        (errno.EACCES, "may not write there"),
        (errno.EPERM, "may not write there"),
        (errno.EXDEV, "can't be replaced"),
    ],
)
def test_the_worlds_fault_is_told(project: Path, code: int, reason: str) -> None:
    """Ce que le monde refuse est dit en une phrase; l'ancien site reste."""
    publish(project, PAGES)
    with pytest.raises(Refused, match=reason), publishing(project / "site", project) as staging:
        raise OSError(code, os.strerror(code), str(staging.fresh / "x.html"))
    assert tree(project) == PAGES


def test_other_faults_are_not_the_worlds(project: Path) -> None:
    """Une erreur qui ne vient pas du site reste ce qu'elle est; l'affaire de l'hôte reste celle de l'hôte."""
    with pytest.raises(PermissionError), publishing(project / "site", project):
        raise PermissionError(errno.EACCES, "no", str(project / "notes.md"))
    with pytest.raises(FileNotFoundError), publishing(project / "site", project) as staging:
        (staging.path / "search.json").read_text()
    with pytest.raises(Refused, match="removed"), publishing(project / "site", project) as staging:  # noqa: PT012
        staging.write(Artifact("a.html", b"x"))
        shutil.rmtree(project / ".site.praxis")


def test_where_folders_cannot_be_exchanged_they_are_renamed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sans échange ni liens durs, le site est quand même celui qu'on a dit."""
    monkeypatch.setattr("praxis_build.edges.publish.swap.exchange", lambda *_: False)

    def unlinked(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", unlinked)
    for text in ("1", "2", "3", "4"):
        publish(project, PAGES | {"index.html": text})
        assert tree(project) == PAGES | {"index.html": text}
    assert (project / ".site.praxis/spare").is_dir()


@pytest.mark.parametrize("fails_at", [0, 2])
def test_what_cannot_be_prepared_beside_is_done_here(
    project: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    """Si l'autre processus échoue, même à mi-chemin, le site est quand même celui qu'on a dit."""
    publish(project, PAGES)
    here, real, linked = os.getpid(), os.link, []

    def failing(*places: str) -> None:
        if os.getpid() != here and len(linked) == fails_at:
            os._exit(1)
        linked.append(places)
        real(*places)

    monkeypatch.setattr(os, "link", failing)
    publish(project, PAGES | {"index.html": "new"})
    assert tree(project) == PAGES | {"index.html": "new"}


def test_what_was_prepared_for_nothing_goes(project: Path) -> None:
    """Annoncer un changement qui ne vient pas ne laisse rien derrière, et ne touche pas au site."""
    publish(project, PAGES)
    before = (project / "site").stat().st_ctime_ns
    with publishing(project / "site", project) as staging:
        staging.stir()
        for path in PAGES:
            staging.keep(path)
    assert (project / "site").stat().st_ctime_ns == before
    assert not list((project / ".site.praxis").glob("build-*"))


def test_a_failed_renaming_brings_the_site_back(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sans échange, si le nouveau site ne peut pas prendre la place, l'ancien la reprend."""
    publish(project, PAGES)
    monkeypatch.setattr("praxis_build.edges.publish.swap.exchange", lambda *_: False)
    real = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.parent.name.startswith("build-") and target.name == "site":
            raise PermissionError(errno.EACCES, "no", str(self), None, str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(Refused, match="may not write"):
        publish(project, {"index.html": "new"})
    assert tree(project) == PAGES


def test_notes_larger_than_any_memory(project: Path) -> None:
    """Un fichier de notes qui se dit plus gros que tout disque n'est pas lu."""
    publish(project, PAGES)
    os.truncate(project / ".site.praxis/notes", 1 << 40)
    assert publish(project, PAGES | {"new.html": "n"}).written == ("new.html",)
    assert tree(project) == PAGES | {"new.html": "n"}


def test_a_manifest_larger_than_any_memory(project: Path) -> None:
    """Un manifeste qui se dit plus gros que tout disque n'est pas de Praxis: le site, dès lors, est à quelqu'un."""
    publish(project, PAGES)
    shutil.rmtree(project / ".site.praxis")
    os.truncate(project / "site" / MANIFEST, 1 << 40)
    with pytest.raises(Refused) as refused:
        publish(project, PAGES)
    assert refused.value.files == tuple(sorted(PAGES))
