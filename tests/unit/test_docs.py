"""The documents tell the truth: what they list is what there is."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import msgspec
import pytest

import praxis_build
from praxis_build import cli, pipeline
from praxis_build.model.corpus import EdgeKind
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Limits, Settings
from praxis_build.model.source import Source, Tree
from praxis_build.stages import data

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(praxis_build.__file__).parent
HANDBOOK = ROOT / "theme/docs/handbook"
DECISIONS = sorted((HANDBOOK / "decisions").glob("[0-9]*.md"))
LONGEST_DECISION = 25
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")),
    *sorted(HANDBOOK.rglob("*.md")),
    *(ROOT / "tests").rglob("README.md"),
]
ROOMS = ("praxis_build/", "theme/", "tests/", "notes/", "communities/", ".github/", ".ci/")

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def quoted(text: str) -> set[str]:
    """Return what stands between backquotes, outside fences."""
    return set(re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)))


def rows(text: str, title: str) -> Iterator[list[str]]:
    """Yield the cells of each row of the tables whose first heading is ``title``."""
    for table in re.findall(rf"^\| {re.escape(title)} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", text, re.MULTILINE):
        yield from ([cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines())


def keys(text: str, title: str) -> set[str]:
    """Return the names between backquotes in the first column of tables."""
    return {key for row in rows(text, title) for key in quoted(row[0])}


def modules() -> list[str]:
    paths = (path.relative_to(PACKAGE).with_suffix("").parts for path in PACKAGE.rglob("*.py"))
    return sorted(".".join(part for part in parts if part != "__init__") or "praxis_build" for parts in paths)


def test_every_module_has_one_line_in_the_architecture() -> None:
    """The table of modules lists every module, once, and none that doesn't exist."""
    text = read("ARCHITECTURE.md")
    titles = ("module", "noun", "verb", "door", "guest")
    told = Counter(row[0].strip("`") for title in titles for row in rows(text, title))
    there = Counter(modules())
    assert (list(there - told), list(told - there)) == ([], []), "modules not told, lines without a module"


def test_every_command_and_option_is_told() -> None:
    """A command or an option that nobody can read about doesn't exist; all are in the README."""
    told = quoted(read("README.md"))
    commands = {" ".join(("praxis", name, *arguments(command))) for name, command in cli.main.commands.items()}
    options = {
        option
        for command in (cli.main, *cli.main.commands.values())
        for parameter in command.get_params(click.Context(command))
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    }
    assert (commands | options) - told == set()


def arguments(command: click.Command) -> list[str]:
    return [str(one.name).upper() for one in command.params if isinstance(one, click.Argument)]


@pytest.mark.parametrize("page", ["settings.md", "reglages.md"])
def test_every_setting_is_told_with_its_usual_value(page: str) -> None:
    """Both pages of settings tell every setting and every limit, and no other; limits with their usual value."""
    text = (HANDBOOK / page).read_text(encoding="utf-8")
    english = page == "settings.md"
    assert keys(text, "setting" if english else "réglage") == set(Settings.__struct_fields__)
    limits = {cells[0].strip("`"): cells[1] for cells in rows(text, "limit" if english else "limite")}
    assert limits == {f"limits.{name}": str(value) for name, value in msgspec.structs.asdict(Limits()).items()}


def test_every_dependency_has_its_reason() -> None:
    """Each dependency, of the package and of its extras, is in the README's table, and no other is."""
    project = tomllib.loads(read("pyproject.toml"))["project"]
    wanted = {(None, name) for name in map(requirement, project["dependencies"])}
    wanted |= {(extra, requirement(one)) for extra, group in project["optional-dependencies"].items() for one in group}
    readme = read("README.md")
    told: set[tuple[str | None, str]] = {(None, row[0].strip("`")) for row in rows(readme, "dependency")}
    told |= {(extra, row[1].strip("`")) for row in rows(readme, "extra") for extra in quoted(row[0])}
    assert told == wanted


def requirement(text: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", text)
    assert found
    return found[0].lower()


def test_the_data_for_programs_is_told() -> None:
    """The keys of graph.json and problems.json are those of the README, and so are the kinds of links."""
    text = b"---\ntitle: Le jardin\ndate: hier\n---\nVoir [[ruche]].\n"
    hive = Source(SourcePath("notes/ruche.md"), b"# Ruche\n")
    settings = Settings()
    knowledge = pipeline.read(Tree((Source(SourcePath("notes/jardin.md"), text), hive)), settings)
    graph = msgspec.json.decode(data.graph(knowledge.corpus).data)
    problems = msgspec.json.decode(data.problems_data(knowledge.problems).data)
    readme = read("README.md")
    assert (set(graph), set(problems)) == ({"nodes", "links"}, {"problems"})
    assert keys(readme, "of a node") == set(graph["nodes"][0])
    assert keys(readme, "of a link") == set(graph["links"][0])
    assert keys(readme, "of a problem") == set(problems["problems"][0])
    kinds = next(quoted(row[1]) for row in rows(readme, "of a link") if row[0] == "`kind`")
    assert kinds == {kind for group in get_args(EdgeKind) for kind in get_args(group)}


def test_the_changelog_has_the_version() -> None:
    """The version of the package is that of its metadata, and the changelog tells it."""
    version = praxis_build.__version__
    assert tomllib.loads(read("pyproject.toml"))["project"]["version"] == version
    assert re.search(rf"^## {re.escape(version)}\b", read("CHANGELOG.md"), re.MULTILINE)


def test_decisions_are_numbered_short_and_listed() -> None:
    """Decisions are numbered without a gap, have at most 25 lines, say their number, and are on the list."""
    numbers = [path.name[:4] for path in DECISIONS]
    assert numbers == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]
    listed = (HANDBOOK / "decisions/index.md").read_text(encoding="utf-8")
    for path in DECISIONS:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= LONGEST_DECISION, path.name
        title = re.search(r"^# (\d{4}): (.+)$", text, re.MULTILINE)
        assert title, path.name
        assert title[1] == path.name[:4]
        assert f"- [{title[1]}]({path.name}): {title[2]}\n" in listed


@every_document
def test_what_a_document_names_is_there(document: Path) -> None:
    """A file of the project that a document names or links to exists."""
    text = document.read_text(encoding="utf-8")
    named = {name for name in quoted(text) if name.startswith(ROOMS) and not re.search(r"[*<>…\s]", name)}
    assert {name for name in named if not _is_address(name) and not _exists(name)} == set()
    prose = re.sub(r"^```.*?^```|`[^`\n]+`", "", text, flags=re.MULTILINE | re.DOTALL)
    links = {link for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", prose) if "://" not in link}
    assert {link for link in links if not (document.parent / link).exists()} == set()


def _is_address(name: str) -> bool:
    """Tell whether what looks like a folder of content is an address of the site, such as ``notes/jardin/``."""
    return name.startswith(("notes/", "communities/")) and not name.endswith(".md")


def _exists(name: str) -> bool:
    """Tell whether a file is in the project, or in the package where it is installed."""
    return (ROOT / name).exists() or (PACKAGE.parent / name).exists()
