"""When files were written, as git tells it: at once, in parts, cut short, or not at all."""

import subprocess
from pathlib import Path

import pytest

from praxis_build.edges.history import history
from praxis_build.model.forge import seen
from praxis_build.model.names import SourcePath
from praxis_build.model.source import Past

FRIGO, JARDIN = SourcePath("notes/frigo.md"), SourcePath("notes/été/jardin d'hiver.md")


class Repository:
    """A repository of notes, whose commits are dated."""

    def __init__(self, root: Path) -> None:
        """Begin an empty one."""
        self.root = root
        self.git("init", "--quiet")

    def git(self, *words: str, date: str = "2026-01-01T12:00:00Z") -> str:
        """Have git do something at a date, and return what it says."""
        told = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date, "GIT_CONFIG_GLOBAL": "/dev/null", "PATH": _PATH}
        names = ("-c", "user.name=Maude", "-c", "user.email=maude@commun.example")
        done = subprocess.run(["git", *names, *words], cwd=self.root, env=told, check=True, capture_output=True)  # noqa: S607
        return done.stdout.decode().strip()

    def write(self, path: str, text: str, date: str) -> str:
        """Write a file, commit it, and return the commit."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", path, date=date)
        return self.git("rev-parse", "HEAD")


_PATH = "/usr/local/bin:/usr/bin:/bin"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A frigo written on the first of May and again in June, a winter garden written in May."""
    made = Repository(tmp_path)
    made.write(FRIGO, "un frigo", "2026-05-01T09:00:00-04:00")
    made.write(JARDIN, "un jardin", "2026-05-02T09:00:00-04:00")
    made.write(FRIGO, "un frigo communautaire", "2026-06-03T23:30:00-04:00")
    return made


def test_the_days_of_each_file(repository: Repository) -> None:
    """Le premier et le dernier jour de chaque fichier, à l'heure de qui l'a écrit; les noms à accents aussi."""
    told = history(repository.root, ["notes"])
    assert told.whole
    assert told.head == repository.git("rev-parse", "HEAD")
    assert told.pasts[FRIGO] == Past("2026-05-01", "2026-06-03", told.head, 1_780_543_800)
    assert (told.pasts[JARDIN].created, told.pasts[JARDIN].updated) == ("2026-05-02", "2026-05-02")


def test_only_content_folders_are_told(repository: Repository) -> None:
    """Ce qui est ailleurs ne regarde personne; un projet peut être un dossier d'un dépôt."""
    repository.write("atelier/notes/plan.md", "le plan", "2026-07-01T09:00:00Z")
    assert history(repository.root, ["communities"]).pasts == {}
    assert list(history(repository.root / "atelier", ["notes"]).pasts) == ["notes/plan.md"]


def test_a_history_read_in_two_parts(repository: Repository) -> None:
    """Lue en deux fois, l'histoire dit ce qu'elle dit d'un coup; sans rien de neuf, elle ne dit rien."""
    before = history(repository.root, ["notes"])
    assert history(repository.root, ["notes"], before.head).pasts == {}
    repository.write(JARDIN, "un jardin d'hiver", "2026-08-01T09:00:00Z")
    after = history(repository.root, ["notes"], before.head)
    assert not after.whole
    assert list(after.pasts) == [JARDIN]
    both = before.pasts | {path: past.joined(before.pasts.get(path)) for path, past in after.pasts.items()}
    assert both == history(repository.root, ["notes"]).pasts


def test_commits_of_one_second_keep_their_order(repository: Repository) -> None:
    """Deux versions de la même seconde: la dernière est la dernière."""
    date = "2026-09-01T09:00:00Z"
    last = [repository.write(FRIGO, text, date) for text in ("un", "deux", "trois")][-1]
    assert history(repository.root, ["notes"]).pasts[FRIGO].commit == last


def test_a_history_that_was_rewritten_is_read_whole(repository: Repository) -> None:
    """Une histoire réécrite, ou un repère inventé, se relit en entier."""
    before = history(repository.root, ["notes"]).head
    repository.git("commit", "--amend", "--quiet", "--message", "autrement", date="2026-06-04T09:00:00Z")
    for since in (before, "f" * 40, "--output=notes/frigo.md"):
        told = history(repository.root, ["notes"], since)
        assert told.whole
        assert set(told.pasts) == {FRIGO, JARDIN}
    assert (repository.root / FRIGO).read_text() == "un frigo communautaire"


def test_a_history_cut_short_invents_no_day(repository: Repository, tmp_path: Path) -> None:
    """Une copie sans le début de l'histoire ne date pas tout du jour où elle a été coupée."""
    repository.git("clone", "--quiet", "--depth=1", f"file://{tmp_path}", str(tmp_path / "court"))
    told = history(tmp_path / "court", ["notes"])
    assert told.head
    assert told.pasts == {}


def test_without_git(tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sans dépôt, sans histoire ou sans git: rien n'est dit, rien n'arrête."""
    empty = tmp_path / "vide"
    empty.mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert history(empty, ["notes"]).pasts == {}
    Repository(empty)
    assert history(empty, ["notes"]).pasts == {}
    monkeypatch.setenv("PATH", str(empty))
    assert history(repository.root, ["notes"]).pasts == {}


@pytest.mark.parametrize(
    ("edit", "told", "version"),
    [
        ("https://github.com/o/r/edit/main/notes/a.md", "/commits/main/notes/a.md", "/blob/abc/notes/a.md"),
        ("https://gitlab.com/o/s/r/-/edit/main/notes/a.md", "/-/commits/main/notes/a.md", "/-/blob/abc/notes/a.md"),
        ("https://codeberg.org/o/r/_edit/main/a.md", "/commits/branch/main/a.md", "/src/commit/abc/a.md"),
    ],
)
def test_where_forges_show_versions(edit: str, told: str, version: str) -> None:
    """L'histoire d'un fichier et une de ses versions, sur les forges connues; rien d'inventé pour les autres."""
    found = seen(edit, "abc")
    assert found.history.endswith(told)
    assert found.version.endswith(version)
    assert seen(edit, "").version == ""
    assert seen("https://forge.example/notes/a.md", "abc") == ("", "")
