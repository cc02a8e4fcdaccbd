"""The real command, in a process of its own: what it prints where, and what its exit code says."""

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest

from praxis_build import pipeline
from praxis_build.edges import publish
from praxis_build.edges.progress import STAGES
from praxis_build.edges.workers import Pool
from praxis_build.engines.mkdocs.build import build
from praxis_build.exits import EXITS, Exit
from tests.bench.generate import generate

CONFIG = "site_name: Le commun\ntheme: {name: material}\nplugins: [praxis]\n"
HERE = {"LC_ALL": "C.UTF-8", "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
PRAXIS = [sys.executable, "-m", "praxis_build"]
SOMEBODYS = "site/these.odt"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a small project whose notes have one warning."""
    root = tmp_path / "project"
    for path, text in {
        "mkdocs.yml": CONFIG,
        "docs/index.md": "# Guide\n",
        "notes/jardin.md": "# Le jardin\n\nVoir [[compost]] et [[ruche]].\n",
        "notes/compost.md": "# Compost\n\nBonjour.\n",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def commons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generate a commons of three hundred notes."""
    folder = tmp_path_factory.mktemp("commons")
    generate(folder / "commons", 300)
    return next(folder.rglob("mkdocs.yml")).parent


def run(root: Path, *words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command in a project, in English."""
    environment = {**os.environ, **HERE, **options.pop("env", {})}
    return subprocess.run(
        [*PRAXIS, *words, "--lang", "en"], cwd=root, env=environment, capture_output=True, text=True, check=False,
        encoding=environment.get("PYTHONIOENCODING", "utf-8"), timeout=120, **options,
    )  # fmt: skip


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_all_is_well(project: Path) -> None:
    """0: a line a stage, the problems, and where the site is; nothing on the standard output."""
    done = run(project, "build", "--strict")
    assert (done.returncode, done.stdout) == (Exit.DONE, "")
    lines = done.stderr.splitlines()
    assert [line for line in lines if line in dict(STAGES)] == [title for title, steps in STAGES if title in lines]
    assert any(line.startswith("notes/jardin.md:3:21 · warning P401 · “ruche”") for line in lines)
    assert "1 warning." in lines
    assert f"files in {project / 'site'}" in lines[-1]
    assert "\r" not in done.stderr
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize("words", [("build", "--strict"), ("check",)])
def test_mistakes_in_the_content(project: Path, words: tuple[str, ...]) -> None:
    """1: the mistake is told with its place, and a strict build publishes nothing."""
    (project / "notes/casse.md").write_text("---\ntitle: [\n---\nTexte.\n", encoding="utf-8")
    done = run(project, *words)
    assert done.returncode == Exit.MISTAKES
    assert "notes/casse.md:3:1 · error P104" in done.stdout + done.stderr
    assert not (project / "site").exists()


@pytest.mark.parametrize("words", [("build",), ("check",)])
def test_mistakes_in_the_settings(project: Path, words: tuple[str, ...]) -> None:
    """1, for the maintainer's own mistakes too."""
    (project / "mkdocs.yml").write_text(CONFIG.replace("[praxis]", "{praxis: {page_size: many}}"), encoding="utf-8")
    done = run(project, *words)
    assert done.returncode == Exit.MISTAKES
    assert "mkdocs.yml:3:20 · error P701" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("build", "--workers", "many"), "neither a number"),
        (("build", "--workers", "tcp://127.0.0.1:9"), "No scheduler answers at tcp://127.0.0.1:9."),
        (("build", "-f", "gone.yml"), "gone.yml"),
        (("explain", "P999"), "There is no code “P999”."),
        (("serve", "--addr", "0.0.0.0:8000"), "not an address of this machine"),
    ],
)
def test_a_wrong_command(project: Path, words: tuple[str, ...], said: str) -> None:
    """2: an option nobody knows, or something asked for that is not there."""
    if said.startswith("No scheduler"):
        pytest.importorskip("distributed", reason="Dask is not installed here")
    done = run(project, *words)
    assert done.returncode == Exit.COMMAND
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "site").exists()


def test_without_dask_a_sentence_says_how_to_get_it(project: Path) -> None:
    """2: the extra is named."""
    (project / "distributed.py").write_text("raise ImportError\n")
    environment = {"PYTHONPATH": os.pathsep.join((str(project), HERE["PYTHONPATH"]))}
    done = run(project, "build", "--workers", "dask", env=environment)
    assert done.returncode == Exit.COMMAND
    assert "pip install 'praxis-build[cluster]'" in done.stderr


def somebody_s_file(project: Path) -> dict[str, Any]:
    """Put a file of somebody's where the site goes."""
    (project / SOMEBODYS).parent.mkdir()
    (project / SOMEBODYS).write_text("years of work")
    return {}


def no_folder(project: Path) -> dict[str, Any]:
    """Ask for a place that can't be."""
    (project / "site").write_text("a file")
    return {}


def full_disk(_project: Path) -> dict[str, Any]:
    """Let files hold nothing more, as a full disk does."""
    return {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))}


@pytest.mark.parametrize("hurdle", [somebody_s_file, no_folder, full_disk], ids=lambda one: one.__name__)
def test_a_site_that_cannot_be_written(project: Path, hurdle: Callable[[Path], dict[str, Any]]) -> None:
    """3: a sentence that names the place and the reason, never a trace; what was there stays."""
    options = hurdle(project)
    before = tree(project)
    done = run(project, "build", **options)
    assert done.returncode == Exit.UNWRITTEN
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1] == "The site was not published."
    assert {path: data for path, data in tree(project).items() if path in before} == before
    assert not (project / "site/index.html").exists()


def test_times_that_cannot_be_written(project: Path) -> None:
    """3, and the site is published all the same."""
    done = run(project, "build", "--timings", "gone/times.json")
    assert done.returncode == Exit.UNWRITTEN
    assert "gone/times.json: there is no such file or folder" in done.stderr
    assert (project / "site/index.html").exists()


_FATAL = """
import os, comrak
def fatal(name):
    usual = getattr(comrak, name)
    def call(text, *rest, **named):
        if "FATAL" in str(text):
            os._exit(11)
        return usual(text, *rest, **named)
    return call
for name in ("render_markdown", "parse_document", "markdown_to_html"):
    if hasattr(comrak, name):
        setattr(comrak, name, fatal(name))
"""


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_file_that_stops_the_program(project: Path, command: str) -> None:
    """4: a fault of a compiled library, on one file among many, names that file."""
    for number in range(100):
        text = "FATAL" if number == 70 else "Bonjour."
        (project / f"notes/n{number}.md").write_text(f"# Note {number}\n\n{text}\n", encoding="utf-8")
    (project / "sitecustomize.py").write_text(_FATAL)
    environment = {"PYTHONPATH": os.pathsep.join((str(project), HERE["PYTHONPATH"]))}
    done = run(project, command, "--workers", "2", env=environment)
    assert done.returncode == Exit.CRASHED
    assert "notes/n70.md: reading this file stopped the program" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "site").exists()


@pytest.mark.parametrize("stage", [title for title, _ in STAGES[::2]])
@pytest.mark.parametrize("whole_group", [False, True], ids=["the command alone", "as Ctrl-C does"])
def test_an_interruption(commons: Path, tmp_path: Path, stage: str, *, whole_group: bool) -> None:
    """130: one line, no trace, no process and nothing unfinished left behind, and the old site whole."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("old")
    (site / ".praxis-files").write_text("index.html\n")
    words = [*PRAXIS, "build", "--lang", "en", "--workers", "2", "--site-dir", str(site)]
    environment = {**os.environ, **HERE}
    with subprocess.Popen(
        words, cwd=commons, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as builder:
        assert builder.stderr
        while builder.stderr.readline().strip() != stage:
            assert builder.poll() is None
        time.sleep(0.2)
        (os.killpg if whole_group else os.kill)(builder.pid, signal.SIGINT)
        said = [line for line in builder.stderr.read().splitlines() if line not in dict(STAGES)]
    assert (builder.returncode, said) == (Exit.INTERRUPTED, ["Interrupted."])
    assert (site / "index.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    with pytest.raises(ProcessLookupError):
        os.killpg(builder.pid, 0)


class Interrupted:
    """Processes, interrupted when the first page comes back from them, while they make and write others."""

    here = True

    def __init__(self, pool: Pool) -> None:
        """Share the work of a pool."""
        self.stop, self._pool = pool.stop, pool

    def __call__(self, work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        """Yield what the pool does, until there is a file that it wrote."""
        for result in self._pool(work, items):
            if isinstance(result, pipeline.Pressed):
                raise KeyboardInterrupt
            yield result


def test_nobody_writes_any_more_when_what_is_written_goes(commons: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever an interruption comes, processes have stopped before the unfinished site is taken away."""
    alive: list[int] = []
    settle = publish.settle
    monkeypatch.setattr(publish, "settle", lambda *a: alive.append(len(active_children())) or settle(*a))
    with pytest.raises(KeyboardInterrupt), Pool(2) as pool:
        build(commons / "mkdocs.yml", each=Interrupted(pool))
    assert alive == [0, 0]
    assert not (commons / ".site.praxis").exists()
    assert not (commons / "site").exists()


def test_one_object_on_the_standard_output(project: Path) -> None:
    """``--json``: the whole outcome is one object; words for people, and what plugins print, go elsewhere."""
    (project / "talk.py").write_text("def on_config(config):\n    print('hello')\n")
    (project / "mkdocs.yml").write_text(CONFIG + "hooks: [talk.py]\n", encoding="utf-8")
    done = run(project, "build", "--json")
    told = json.loads(done.stdout)
    assert (told["exit"], told["site"], told["stopped"]) == (0, str(project / "site"), None)
    assert [problem["code"] for problem in told["problems"]] == ["P401"]
    assert set(told["timings"]["all"]) == {"wall", "cpu"}
    assert "hello" in done.stderr
    assert "files in" in done.stderr


def test_one_object_however_it_ends(project: Path) -> None:
    """``--json``: what stopped the build is in the object too."""
    somebody_s_file(project)
    done = run(project, "build", "--json", "--quiet")
    told = json.loads(done.stdout)
    assert (told["exit"], told["site"]) == (done.returncode, None)
    assert done.returncode == Exit.UNWRITTEN
    assert "these.odt" in told["stopped"]
    assert told["stopped"] in done.stderr


def test_quiet_says_nothing_when_all_is_well(project: Path) -> None:
    """``--quiet``: only what stops is told."""
    done = run(project, "build", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (Exit.DONE, "", "")
    (project / "notes/jardin.md").write_text("# Le jardin\n", encoding="utf-8")
    done = run(project, "check", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (Exit.DONE, "", "")


def test_times_are_told_or_written(project: Path) -> None:
    """``--timings`` alone prints a table; with a file, it writes JSON there, and the next option is not that file."""
    done = run(project, "build", "--timings", "--strict")
    rows = done.stderr.splitlines()
    assert [row.split()[0] for row in rows if row.split()[:1] in (["step"], ["all"])] == ["step", "all"]
    assert run(project, "build", "--timings", "times.json").returncode == Exit.DONE
    stages = json.loads((project / "times.json").read_text())["stages"]
    assert set(stages["publish"]) == {"wall", "cpu"}


def test_a_terminal_gets_bars_unless_it_asks_not_to(project: Path) -> None:
    """On a terminal, bars come and go; with ``NO_COLOR``, the same lines as in a log."""
    drawn = on_terminal(project, {"TERM": "xterm-256color", "NO_COLOR": "", "CI": ""})
    assert "\x1b[?25l" in drawn
    assert "\x1b[?25h" in drawn
    for plain in ({"NO_COLOR": "1", "TERM": "xterm"}, {"TERM": "dumb", "NO_COLOR": ""}):
        lines = on_terminal(project, {"CI": "", **plain})
        assert "\x1b" not in lines
        assert STAGES[0][0] in lines


def on_terminal(project: Path, environment: dict[str, str]) -> str:
    """Return what a build writes on its error output, which is a terminal."""
    ours, theirs = os.openpty()
    builder = subprocess.Popen(
        [*PRAXIS, "build", "--lang", "en"], cwd=project, env={**os.environ, **HERE, **environment}, stderr=theirs
    )
    os.close(theirs)
    drawn = b""
    try:
        while chunk := os.read(ours, 1 << 16):
            drawn += chunk
    except OSError:  # how the end of a terminal is told
        pass
    os.close(ours)
    assert builder.wait(timeout=60) == 0
    return drawn.decode()


def test_an_output_without_unicode_fails_nothing(project: Path) -> None:
    """In a terminal of another age, what can't be shown is shown otherwise."""
    done = run(project, "check", env={"PYTHONIOENCODING": "latin-1"})
    assert done.returncode == Exit.MISTAKES
    assert "P401" in done.stdout


@pytest.mark.parametrize("words", [(), ("build",), ("check",)], ids=str)
def test_the_help_tells_the_exit_codes(words: tuple[str, ...]) -> None:
    """Each code and what it says are in the help."""
    environment = {**os.environ, **HERE, "LC_ALL": "en_CA.UTF-8"}
    done = subprocess.run([*PRAXIS, *words, "--help"], capture_output=True, text=True, check=True, env=environment)
    told = " ".join(done.stdout.split())
    for code, text in EXITS.items():
        assert f"{int(code)} {text}" in told


@pytest.mark.parametrize("words", [("--lang", "fr", "--help"), ("--help", "--lang=fr"), ("--help", "--lang", "fr")])
@pytest.mark.parametrize("locale", ["C", "en_US.UTF-8"])
def test_the_help_is_in_the_language_asked_for(words: tuple[str, ...], locale: str) -> None:
    """Wherever ``--lang`` stands, and whatever the system's language: titles, options and exit codes."""
    french = spoken("build", *words, locale=locale)
    for text in (
        "Utilisation\u00a0: ",
        "Options\u00a0:",
        "Montrer ce message.",
        "Où publier le site.",
        "Tout va bien.",
    ):
        assert text in french
    english = spoken("build", *(word.replace("fr", "en") for word in words), locale=locale)
    for text in ("Usage: ", "Options:", "Show this message and exit.", "Where to publish the site.", "All is well."):
        assert text in english


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("build", "--lnag"), "Erreur\u00a0: L'option '--lnag' n'existe pas. Vouliez-vous dire '--lang'\u202f?"),
        (("biuld",), "Erreur\u00a0: La commande 'biuld' n'existe pas. Vouliez-vous dire 'build'\u202f?"),
        (("build", "--workers", "x"), "La valeur de '--workers' ne convient pas\u00a0: «\u00a0x\u00a0» n'est ni"),
        (("build", "--lang", "de"), "La valeur de '--lang' ne convient pas\u00a0: 'de' n'est pas parmi 'fr', 'en'."),
        (("check", "-f", "gone.yml"), "Fichier 'gone.yml' introuvable."),
        (("explain",), "Il manque 'CODE'."),
        (("serve", "--addr"), "L'option '--addr' demande une valeur."),
        (("serve", "here"), "Il y a un mot de trop (here)"),
    ],
)
def test_a_mistake_in_the_command_is_told_in_french(words: tuple[str, ...], said: str) -> None:
    """What the command line's library says, too."""
    told = spoken(*words, locale="fr_CA.UTF-8")
    assert said in told
    assert "Error" not in told
    assert "Try" not in told


def spoken(*words: str, locale: str) -> str:
    """Return what the command prints under a locale, wherever it prints it, on one line."""
    environment = {**os.environ, **HERE, "LC_ALL": locale, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [*PRAXIS, *words], capture_output=True, text=True, check=False, encoding="utf-8", env=environment
    )
    return re.sub(r"[ \n]+", " ", done.stdout + done.stderr)
