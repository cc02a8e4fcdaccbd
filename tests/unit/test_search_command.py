"""``praxis search``: what readers would find, in a terminal, from the site that was built."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sample_pages import renderer

from praxis_build.cli import main
from praxis_build.commands import Looking, search
from praxis_build.exits import Exit
from praxis_build.model.artifact import Artifact
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source, Tree
from praxis_build.pipeline import build, read
from praxis_build.spoken import translations

NOTES = {
    "frigo": "---\ntitle: Ouvrir un frigo\nsummary: Douze semaines.\n---\nDes bénévoles.",
    "partage": "---\ntitle: Frigo communautaire\nkind: term\n---\nUne armoire froide.",
    "piege": '---\ntitle: "Frigo \\e[31mrouge"\n---\nx',
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Write the site of a few notes."""
    tree = Tree(tuple(Source(SourcePath(f"notes/{name}.md"), text.encode()) for name, text in NOTES.items()))
    for one in build(read(tree, Settings(lang="fr")), renderer().theme):
        if isinstance(one, Artifact):
            path = tmp_path / one.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(one.data)
    return tmp_path


def run(site: Path, query: str, lang: str = "fr", **wishes: object) -> Exit:
    return search(site / "mkdocs.yml", site, Looking(query, lang, **wishes), translations(lang))  # type: ignore[arg-type]


def test_results_are_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A title, an address, a summary, and how many were found; nothing that a terminal would obey."""
    assert run(site, "frigos") is Exit.DONE
    said = capsys.readouterr().out
    assert "Ouvrir un frigo\n  notes/frigo/\n  Douze semaines.\n" in said
    assert said.endswith("3 documents trouvés.\n")
    assert "\x1b" not in said


def test_results_as_json(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One object, with what was asked for and no more."""
    assert run(site, "frigo", kinds=("term",), most=1, as_json=True) is Exit.DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["query"], told["found"], told["missing"]) == ("frigo", 1, False)
    assert [one["url"] for one in told["results"]] == ["terms/partage/"]


def test_a_word_with_a_hyphen_is_refused(site: Path) -> None:
    """« -douze » n'est pas une option : ce mot ne doit pas y être, où qu'il soit écrit."""
    (site / "mkdocs.yml").write_text("site_name: Essai\n", "utf-8")
    given = ["search", "-f", str(site / "mkdocs.yml"), "-d", str(site), "--lang", "fr"]
    every, some = (CliRunner().invoke(main, [*given, *words]) for words in (["frigo"], ["-douze", "frigo"]))
    assert (every.exit_code, some.exit_code) == (0, 0), some.output
    assert ("Ouvrir un frigo" in every.output, "Ouvrir un frigo" in some.output) == (True, False)
    assert "Frigo communautaire" in some.output


def test_nothing_is_found(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is no mistake, and it is told in the reader's language."""
    assert run(site, "xylophone") is Exit.DONE
    assert capsys.readouterr().out == "Rien n'a été trouvé.\n"
    assert run(site, "xylophone", "en") is Exit.DONE
    assert capsys.readouterr().out == "Nothing was found.\n"


def test_a_site_that_was_not_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What to do is told, in the reader's language, and the command failed."""
    assert run(tmp_path, "frigo") is Exit.COMMAND
    assert "construisez d'abord le site" in capsys.readouterr().err
