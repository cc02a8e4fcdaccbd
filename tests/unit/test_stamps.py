"""The host is spared only when it would surely make the same again: a stamp sees all it may read, or there is none."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from praxis_build.engines.mkdocs.host import raw_config
from praxis_build.engines.mkdocs.stamps import host_stamp

CONFIG = "site_name: Le commun\ntheme: {name: material}\nplugins: [praxis]\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project with a guide, and a theme."""
    for path in ("docs/index.md", "docs/plan/jardin.md", "theme/page.html"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("# Guide\n", encoding="utf-8")
    return tmp_path


def stamp(root: Path, config: str = CONFIG) -> bytes | None:
    """Return the stamp of a project with this configuration."""
    path = root / "mkdocs.yml"
    path.write_text(config, encoding="utf-8")
    return host_stamp(path, raw_config(path), root / "theme", strict=False)


@pytest.mark.parametrize("path", ["docs/index.md", "docs/plan/jardin.md", "docs/__pycache__/x.txt", "theme/page.html"])
def test_what_the_host_reads_is_in_the_stamp(project: Path, path: str) -> None:
    """Un fichier du guide ou du thème change, ou vient: l'hôte travaille."""
    before = stamp(project)
    (project / path).parent.mkdir(exist_ok=True)
    (project / path).write_text("# Autre\n", encoding="utf-8")
    assert None not in (before, stamp(project))
    assert stamp(project) != before


def test_a_link_to_a_file_is_what_it_leads_to(project: Path) -> None:
    """L'hôte suit un lien vers un fichier: ce qui s'y trouve compte."""
    (project / "ailleurs.md").write_text("# Un\n", encoding="utf-8")
    (project / "docs/lien.md").symlink_to("../ailleurs.md")
    before = stamp(project)
    (project / "ailleurs.md").write_text("# Deux\n", encoding="utf-8")
    assert None not in (before, stamp(project))
    assert stamp(project) != before


@pytest.mark.parametrize("target", ["../elsewhere", ".", "nowhere"])
@pytest.mark.parametrize("place", ["docs", "docs/plan", "theme"])
def test_a_folder_that_is_a_link_is_not_seen(project: Path, place: str, target: str) -> None:
    """L'hôte suit aussi un lien vers un dossier, où qu'il mène: alors il travaille toujours."""
    (project / "elsewhere").mkdir()
    (project / place / "lien").symlink_to(os.path.relpath(project / target, project / place))
    assert stamp(project) is None


@pytest.mark.parametrize(
    "extension",
    ["tables", "markdown.extensions.toc: {permalink: true}", "pymdownx.superfences", "pymdownx.highlight", "extra"],
)
def test_extensions_that_read_nothing_else_are_known(project: Path, extension: str) -> None:
    """Les extensions de Markdown et de PyMdown ne lisent que la page."""
    assert stamp(project, f"{CONFIG}markdown_extensions:\n  - {extension}\n")


UNKNOWN: dict[str, Callable[[str], str]] = {
    "snippets": lambda text: text + "markdown_extensions: [pymdownx.snippets]\n",
    "b64": lambda text: text + "markdown_extensions: [pymdownx.b64: {base_path: images}]\n",
    "a map of extensions": lambda text: text + "markdown_extensions: {tables: {}, markdown_include.include: {}}\n",
    "a module of one's own": lambda text: text + "markdown_extensions: [mes_signes]\n",
    "another theme": lambda text: text.replace("material", "mon_theme"),
    "a theme named shortly": lambda text: text.replace("{name: material}", "mon_theme"),
    "no theme": lambda text: text.replace("theme: {name: material}\n", ""),
    "hooks": lambda text: text + "hooks: [mon_crochet.py]\n",
    "a plugin": lambda text: text.replace("[praxis]", "[praxis, search]"),
    "the environment": lambda text: text.replace("Le commun", "!ENV NOM"),
    "Python": lambda text: text + "extra: {a: !<tag:yaml.org,2002:python/name:os.sep> }\n",
}


@pytest.mark.parametrize("edit", UNKNOWN)
def test_what_may_read_elsewhere_has_no_stamp(project: Path, edit: str) -> None:
    """Ce que nous ne connaissons pas peut lire n'importe quoi: l'hôte travaille toujours."""
    assert stamp(project, UNKNOWN[edit](CONFIG)) is None


def test_words_of_a_text_are_no_hooks(project: Path) -> None:
    """Un mot du nom du site ne change rien."""
    assert stamp(project, CONFIG.replace("Le commun", "Le commun des hooks et des snippets"))
