"""Settings are read from ``mkdocs.yml`` without running anything in it; each mistake is a problem with a place."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from praxis_build.engines.mkdocs.settings import project
from praxis_build.engines.settings import settings_from
from praxis_build.model.names import SourcePath
from praxis_build.model.problem import Problem, Span
from praxis_build.model.regions import QUEBEC, Region
from praxis_build.model.settings import Limits, Settings

HERE = SourcePath("mkdocs.yml")
GUIDES = Path(__file__).parents[2] / "theme/docs/handbook"


def read(**options: object) -> Settings:
    """Return settings that have no problem."""
    settings, problems = settings_from(options, {}, HERE)
    assert problems == ()
    return settings


def wrong(**options: object) -> Problem:
    """Return the only problem of settings."""
    settings, problems = settings_from(options, {}, HERE)
    assert settings == Settings()
    assert len(problems) == 1
    return problems[0]


def config(tmp_path: Path, text: str) -> Path:
    """Write a configuration."""
    path = tmp_path / "mkdocs.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_nothing_set_is_the_usual() -> None:
    """Sans réglage, tout a sa valeur habituelle."""
    assert read() == Settings()


def test_the_host_gives_what_it_knows_and_options_win() -> None:
    """Le nom et l'adresse viennent de l'hôte; un réglage de Praxis l'emporte."""
    host = {"site_name": "Commun", "site_url": "https://a.example/b", "site_description": None, "lang": "fr-CA"}
    settings, problems = settings_from({"site_name": 2026}, host, HERE)
    assert problems == ()
    assert (settings.site_name, settings.site_url, settings.lang) == ("2026", "https://a.example/b/", "fr-CA")


def test_folders_are_text_or_list_and_tidied() -> None:
    """Un dossier ou une liste; les « ./ » et « / » de trop ne comptent pas."""
    assert read(notes_dir="./fiches/").notes_dir == ("fiches",)
    assert read(notes_dir=["a/b", "c", "a/b/"]).notes_dir == ("a/b", "c")
    assert read(notes_dir=".").notes_dir == (".",)


@pytest.mark.parametrize("value", ["../x", "/etc", "a/../../b", "C:/x", 3.5j, {"a": 1}, [None], [["a"]], True])
def test_folders_outside_the_project_are_refused(value: object) -> None:
    """Rien n'est lu hors du projet."""
    assert wrong(notes_dir=value).values["setting"] == "notes_dir"


def test_foreign_fields_are_turned_around() -> None:
    """« titre: [Nom de la fiche] » devient « nom_de_la_fiche → title », sans accents ni casse."""
    fields = read(fields={"title": ["Nom de la fiche", "énoncé"], "authors": "equipe"}).fields
    assert fields == {"nom_de_la_fiche": "title", "enonce": "title", "equipe": "authors"}


def test_kinds_by_folder_speak_both_languages() -> None:
    """Un dossier a un genre, dit en français ou en anglais."""
    assert read(kinds={"docs/gens/": "personne", "docs/mots": "term"}).kinds == {
        "docs/gens": "person",
        "docs/mots": "term",
    }


def test_regions_are_names_or_maps() -> None:
    """Une région est un nom, ou un nom par langue avec ses autres noms; sans réglage, les 17 du Québec."""
    regions = read(regions=["Nord", {"fr": "Sud", "en": "South", "aliases": ["Midi"]}]).regions
    assert regions == (Region({"fr": "Nord", "en": "Nord"}), Region({"fr": "Sud", "en": "South"}, ("Midi",)))
    assert read().regions == QUEBEC
    assert read(regions=[]).regions == ()


def test_limits_change_one_by_one() -> None:
    """Une limite changée laisse les autres."""
    assert read(limits={"links": 5}).limits == Limits(links=5)


def test_an_english_site_greets_in_english() -> None:
    """La langue du site est la première de l'interface, sauf réglage contraire."""
    assert read(lang="en").languages == ("en", "fr")
    assert read(lang="en-CA", languages=["fr"]).languages == ("fr",)
    assert read(lang="es").languages == ("fr", "en")


@pytest.mark.parametrize(
    ("options", "setting", "suggestion"),
    [
        ({"note_dir": "x"}, "note_dir", "notes_dir"),
        ({"addresses": "paths"}, "addresses", "name"),
        ({"unresolved": True}, "unresolved", "warning"),
        ({"fields": {"titel": ["x"]}}, "fields.titel", "title"),
        ({"kinds": {"a": "nota"}}, "kinds.a", "note"),
        ({"limits": {"link": 3}}, "limits.link", "links"),
        ({"languages": ["fr", "es"]}, "languages", "fr"),
    ],
)
def test_a_mistake_is_told_with_what_was_meant(options: dict[str, Any], setting: str, suggestion: str) -> None:
    """Un réglage inconnu ou un mot hors liste: « vouliez-vous dire… »."""
    problem = wrong(**options)
    assert (problem.code, problem.path, problem.values["setting"]) == ("P701", "mkdocs.yml", setting)
    assert suggestion in problem.suggestions


@pytest.mark.parametrize(
    "options",
    [
        {"page_size": 0}, {"page_size": "60"}, {"page_size": True}, {"limits": 3}, {"limits": {"links": -1}},
        {"lang": "français"}, {"languages": []}, {"site_url": "ftp://x.example"}, {"site_url": "praxis.example"},
        {"site_url": "http://["}, {"site_name": ["x"]}, {"themes": {"a": 1}}, {"regions": "Nord"}, {"regions": [{}]},
        {"regions": [{"nom": "Nord"}]}, {"regions": [None]}, {"fields": ["title"]}, {"kinds": {"../a": "note"}},
    ],
)  # fmt: skip
def test_a_value_of_another_type_keeps_the_usual_one(options: dict[str, Any]) -> None:
    """Une valeur du mauvais type est un problème, jamais une exception."""
    assert wrong(**options).code == "P701"


def test_a_project_is_read_without_running_it(tmp_path: Path) -> None:
    """Ni les objets Python, ni les greffons, ni les crochets de mkdocs.yml ne sont exécutés."""
    text = """
site_name: Commun
site_dir: public
theme: {name: material, language: fr}
hooks: [evil.py]
markdown_extensions:
  - pymdownx.emoji: {emoji_index: !!python/name:evil.index }
  - x: {y: !!python/object/apply:os.system ["touch evil"], z: !relative $config_dir}
plugins:
  - evil: {a: 1}
  - praxis: {notes_dir: fiches}
"""
    (tmp_path / "evil.py").write_text("raise SystemExit(3)\n")
    found = project(config(tmp_path, text))
    assert found.problems == ()
    assert (found.root, found.site) == (tmp_path, tmp_path / "public")
    assert (found.settings.notes_dir, found.settings.lang) == (("fiches",), "fr")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["evil.py", "mkdocs.yml"]


def test_environment_and_inheritance_are_those_of_the_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """« !ENV » et « INHERIT » fonctionnent comme dans MkDocs."""
    (tmp_path / "base.yml").write_text("site_name: Base\nplugins: {praxis: {page_size: 10, license: CC0-1.0}}\n")
    monkeypatch.setenv("PRAXIS_URL", "https://env.example")
    text = "INHERIT: base.yml\nsite_url: !ENV PRAXIS_URL\nplugins: {praxis: {page_size: 20}}\n"
    settings = project(config(tmp_path, text)).settings
    assert (settings.site_name, settings.site_url) == ("Base", "https://env.example/")
    assert (settings.page_size, settings.license) == (20, "CC0-1.0")


@pytest.mark.parametrize("plugins", ["[praxis]", "[search, praxis: ]", "{praxis: }", "[praxis: {}]"])
def test_the_plugin_is_found_however_it_is_written(tmp_path: Path, plugins: str) -> None:
    """Une liste, une liste de dictionnaires, un dictionnaire."""
    assert project(config(tmp_path, f"site_name: x\nplugins: {plugins}\n")).problems == ()


def test_a_problem_shows_its_line(tmp_path: Path) -> None:
    """Le problème a la ligne et la colonne du réglage."""
    text = "site_name: x\nsite_url: nope\nplugins:\n  - search\n  - praxis:\n      fields:\n        titel: [nom]\n"
    by_setting = {problem.values["setting"]: problem for problem in project(config(tmp_path, text)).problems}
    assert by_setting["fields.titel"].span == Span(7, 9, 5)
    assert by_setting["fields.titel"].excerpt == "        titel: [nom]"
    assert by_setting["site_url"].span == Span(2, 1, 8)


@pytest.mark.parametrize(
    ("text", "span"),
    [("a: b: c\n", Span(1, 5)), ("INHERIT: gone.yml\n", Span()), ("plugins: [search]\n", Span()), ("- a\n", Span())],
)
def test_a_configuration_that_cannot_be_used_is_a_problem(tmp_path: Path, text: str, span: Span) -> None:
    """Un YAML cassé, un parent absent, un greffon absent: un problème, pas une trace."""
    found = project(config(tmp_path, text))
    assert [problem.code for problem in found.problems] == ["P701"]
    assert found.problems[0].span == span


def test_a_missing_configuration_is_a_problem(tmp_path: Path) -> None:
    """Sans mkdocs.yml, un problème qui le dit."""
    (problem,) = project(tmp_path / "mkdocs.yml").problems
    assert problem.values["detail"] == "there is no such file"


@pytest.mark.parametrize(
    ("edit_uri", "expected"),
    [("edit/main/theme/docs/", "https://git.example/a/b/edit/main/"), ("edit/main/", ""), (None, "")],
)
def test_the_address_where_a_note_is_edited(tmp_path: Path, edit_uri: str | None, expected: str) -> None:
    """L'adresse d'édition de l'hôte vaut pour docs_dir; celle d'une note est la même, sans ce dossier."""
    text = "site_name: x\nrepo_url: https://git.example/a/b\ndocs_dir: theme/docs\nplugins: [praxis]\n"
    text += f"edit_uri: {edit_uri}\n" if edit_uri else ""
    assert project(config(tmp_path, text)).settings.edit_url == expected


@pytest.mark.parametrize("guide", ["reglages.md", "settings.md"])
def test_every_setting_is_in_the_guide(guide: str) -> None:
    """Chaque réglage, chaque limite et sa valeur habituelle sont dans le guide des mainteneurs."""
    text = (GUIDES / guide).read_text(encoding="utf-8")
    for name in Settings.__struct_fields__:
        assert f"`{name}`" in text, name
    for name in Limits.__struct_fields__:
        assert f"| `limits.{name}` | {getattr(Limits(), name)} |" in text, name


def test_reading_settings_is_quick() -> None:
    """Lire les réglages ne charge ni thème ni Markdown ni gabarits."""
    code = (
        "import sys; from pathlib import Path; from praxis_build.engines.mkdocs.settings import project;"
        "project(Path(sys.argv[1])); print(*sys.modules)"
    )
    here = Path(__file__).parents[2] / "mkdocs.yml"
    loaded = subprocess.run([sys.executable, "-c", code, here], capture_output=True, text=True, check=True).stdout
    assert not {"markdown", "jinja2", "material", "mkdocs.plugins"} & set(loaded.split())
