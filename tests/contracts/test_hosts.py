"""The three commands that build a site give the same bytes: ``praxis``, ``mkdocs`` and ``properdocs``."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFIG = """
site_name: Le commun
site_url: https://commun.example/base/
copyright: Sous licence CC BY 4.0
theme: {name: material, language: fr}
plugins:
  - praxis: {notes_dir: fiches}
"""
FILES = {
    "mkdocs.yml": CONFIG,
    "docs/handbook/index.md": "---\nlang: en\n---\n# Guide\n\n[More](more.md)\n",
    "docs/handbook/more.md": "# More\n",
    "docs/CNAME": "commun.example\n",
    "fiches/jardin.md": "---\ntitle: Le jardin partagé\nthemes: [habitation]\n---\nVoir [[compost]], ![](plan.png).\n",
    "fiches/compost.md": "---\nlang: en\n---\n# Compost\n\nBack to [[jardin]].\n",
    "communities/habitation.md": "---\ntitle: Habitation\n---\nBonjour.\n",
}
COMMANDS = {
    "praxis": [str(Path(sys.executable).with_name("praxis")), "build"],
    "mkdocs": [sys.executable, "-m", "mkdocs", "build"],
    "properdocs": [sys.executable, "-m", "properdocs", "build", "-f", "mkdocs.yml"],
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a small project."""
    root = tmp_path / "project"
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    (root / "fiches/plan.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    return root


def run(root: Path, command: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a project."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [*COMMANDS[command], *options],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def built(root: Path, command: str) -> dict[str, bytes]:
    """Build a site from nothing, and return its files."""
    shutil.rmtree(root / "site", ignore_errors=True)
    done = run(root, command)
    assert done.returncode == 0, done.stdout + done.stderr
    site = root / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_praxis_and_mkdocs_give_the_same_bytes(project: Path) -> None:
    """« praxis build » et « mkdocs build » donnent le même site, à l'octet près."""
    site = built(project, "praxis")
    assert site == built(project, "mkdocs")
    expected = {"index.html", "404.html", "notes/jardin/index.html", "handbook/more/index.html", "CNAME"}
    assert expected <= set(site)
    assert not [path for path in site if path.endswith((".gz", ".map"))]


@pytest.mark.skipif(not importlib.util.find_spec("properdocs"), reason="ProperDocs is not installed here")
def test_properdocs_gives_the_same_site(project: Path) -> None:
    """Le même projet se construit sous ProperDocs, à l'octet près."""
    assert built(project, "properdocs") == built(project, "praxis")


def test_two_builds_give_the_same_bytes(project: Path) -> None:
    """Deux constructions des mêmes sources donnent les mêmes octets."""
    assert built(project, "mkdocs") == built(project, "mkdocs")


def test_the_console_is_quiet(project: Path) -> None:
    """« praxis build » ne répète ni les annonces de l'hôte, ni son journal."""
    done = run(project, "praxis")
    assert not [
        word for word in ("INFO", "end of life", "Traceback", ".site.praxis") if word in done.stdout + done.stderr
    ]


@pytest.mark.parametrize("command", ["praxis", "mkdocs"])
def test_a_mistake_in_settings_is_told_not_traced(project: Path, command: str) -> None:
    """Un réglage inconnu arrête la construction avec le nom du réglage, sans trace de programme."""
    (project / "mkdocs.yml").write_text(CONFIG.replace("notes_dir", "note_dir"), encoding="utf-8")
    done = run(project, command)
    assert done.returncode == 1
    assert "note_dir" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "site").exists()


@pytest.mark.parametrize("command", ["praxis", "mkdocs"])
def test_somebody_else_s_folder_is_refused(project: Path, command: str) -> None:
    """Un dossier où se trouve un fichier d'autrui est refusé, et le fichier reste."""
    (project / "site").mkdir()
    (project / "site/these.odt").write_text("des années de travail")
    done = run(project, command)
    assert done.returncode == (3 if command == "praxis" else 1)
    assert "these.odt" in done.stdout + done.stderr
    assert [path.name for path in (project / "site").iterdir()] == ["these.odt"]


@pytest.mark.parametrize("command", ["praxis", "mkdocs"])
def test_a_strict_build_with_an_error_publishes_nothing(project: Path, command: str) -> None:
    """« --strict »: une erreur, et le site en ligne reste celui d'avant."""
    before = built(project, command)
    (project / "fiches/casse.md").write_text("---\ntitle: [\n---\nTexte.\n", encoding="utf-8")
    assert run(project, command, "--strict").returncode == 1
    site = project / "site"
    assert {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} == set(before)


def test_a_warning_of_the_host_stops_a_strict_build(project: Path) -> None:
    """Un lien cassé du guide arrête une construction stricte avant la mise en ligne."""
    (project / "docs/handbook/more.md").write_text("[gone](gone.md)\n", encoding="utf-8")
    assert run(project, "mkdocs", "--strict").returncode == 1
    assert not (project / "site").exists()
