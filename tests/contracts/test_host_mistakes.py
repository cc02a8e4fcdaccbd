"""What the host refuses is told like any other mistake: a code, a place in ``mkdocs.yml``, words in one's language."""

import json
from pathlib import Path

import pytest
from contracts.test_commands import CONFIG, run

from praxis_build.edges.preview import Report
from praxis_build.engines.mkdocs.serving import Shown
from praxis_build.exits import Exit

MISTAKES = {
    "a theme that isn't there": (CONFIG.replace("material", "nexistepas"), "theme", 2, "'nexistepas'"),
    "a word for a yes": (f"{CONFIG}strict: peut-être\n", "strict", 4, "bool"),
    "a plugin that isn't there": (CONFIG.replace("[praxis]", "[praxis, nexistepas]"), "plugins", 3, "nexistepas"),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project of one note."""
    for path, text in {"mkdocs.yml": CONFIG, "docs/index.md": "# Guide\n", "notes/jardin.md": "# Jardin\n"}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_program_reads_why_the_host_stopped(project: Path, mistake: str) -> None:
    """``--json`` has the problem with its line; the words for people say it once."""
    text, setting, line, said = MISTAKES[mistake]
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")
    done = run(project, "build", "--json")
    (problem,) = json.loads(done.stdout)["problems"]
    assert done.returncode == Exit.MISTAKES
    assert (problem["code"], problem["path"], problem["line"]) == ("P701", "mkdocs.yml", line)
    assert f"“{setting}”" in problem["what"]
    assert said in problem["what"]
    assert done.stderr.count(problem["what"]) == 1
    assert "Config value" not in done.stderr


def test_a_strict_host_says_what_it_refuses(project: Path) -> None:
    """A page that is named and isn't there stops a strict build, and the build says which."""
    (project / "mkdocs.yml").write_text(f"{CONFIG}nav: [absente.md]\n", encoding="utf-8")
    told = json.loads(run(project, "build", "--strict", "--json").stdout)
    assert (told["exit"], told["site"]) == (Exit.MISTAKES, None)
    assert any("absente.md" in problem["what"] for problem in told["problems"])
    assert run(project, "build").returncode == Exit.DONE


@pytest.mark.parametrize("folders", ["3", "[notes, 3]"])
@pytest.mark.parametrize("command", ["build", "check"])
def test_a_folder_that_is_not_there_is_told_where_it_is_named(project: Path, folders: str, command: str) -> None:
    """The setting, and its line in ``mkdocs.yml``: the folder has none."""
    text = CONFIG.replace("[praxis]", f"[{{praxis: {{notes_dir: {folders}}}}}]")
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")
    done = run(project, command)
    assert "mkdocs.yml:3:21 · error P701" in done.stdout + done.stderr
    assert "“notes_dir: 3”" in done.stdout + done.stderr


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_preview_tells_the_mistake_until_it_is_mended(project: Path, mistake: str) -> None:
    """The site stays as it was, with the problem, whatever else is saved, until the settings are right again."""
    config, note = project / "mkdocs.yml", project / "notes/jardin.md"
    site = Shown(config)
    assert _codes(site.refresh(None)) == (True, [])
    before = site.get("notes/jardin/index.html")
    config.write_text(MISTAKES[mistake][0], encoding="utf-8")
    refused = site.refresh({str(config)})
    assert (_codes(refused), refused.pages) == ((False, ["P701"]), frozenset())
    note.write_text("# Jardin\n\nTomates.\n", encoding="utf-8")
    assert _codes(site.refresh({str(note)})) == (False, ["P701"])
    assert site.get("notes/jardin/index.html") == before
    config.write_text(CONFIG, encoding="utf-8")
    mended = site.refresh({str(config)})
    assert (_codes(mended), mended.pages) == ((True, []), None)
    assert b"Tomates." in (site.get("notes/jardin/index.html") or b"")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_preview_that_begins_with_a_mistake_waits_for_its_end(project: Path, mistake: str) -> None:
    """Nothing to show yet but the problem, and no exception."""
    config = project / "mkdocs.yml"
    config.write_text(MISTAKES[mistake][0], encoding="utf-8")
    site = Shown(config)
    assert _codes(site.refresh(None)) == (False, ["P701"])
    assert site.get("index.html") is None
    config.write_text(CONFIG, encoding="utf-8")
    assert _codes(site.refresh({str(config)})) == (True, [])
    assert site.get("index.html") is not None


def _codes(report: Report) -> tuple[bool, list[str]]:
    return report.made, [problem.code for problem in report.problems]
