"""What makes a site one that can be installed and read without a network: its worker, its manifests, its icons."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from praxis_build.edges import theme as on_disk
from praxis_build.engines.mkdocs.build import build

CONFIG = """site_name: Commun
site_description: Ce qu'on apprend.
site_url: https://commun.example/
docs_dir: guide
theme: {name: material, language: fr, icon: {logo: material/sprout}, palette: {primary: deep purple}}
plugins: [praxis]
"""


def made(root: Path, config: str = CONFIG) -> Path:
    """Build a small project; return the folder of its site."""
    for path, text in {"mkdocs.yml": config, "guide/a.md": "# A\n", "notes/jardin.md": "# Jardin\n\nTexte.\n"}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    outcome = build(root / "mkdocs.yml", each=map)
    assert outcome.site, outcome.problems
    return outcome.site


def told(site: Path) -> dict[str, Any]:
    """Return what the worker is told of the site."""
    found = re.match(r"const SITE = (.*);\n", (site / "sw.js").read_text(encoding="utf-8"))
    assert found
    return dict(json.loads(found[1]))


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build with the usual settings, once."""
    return made(tmp_path_factory.mktemp("usual"))


def test_all_that_the_worker_keeps_from_the_start_is_there(usual: Path) -> None:
    """Un seul fichier absent, et le navigateur ne garderait rien."""
    site = told(usual)
    paths = [*site["files"], *site["offline"].values()]
    assert [path for path in paths if not (usual / path).exists()] == []
    assert {"", "en/", "search/", "assets/site.css", "assets/praxis.js", "assets/search/field.js"} < set(paths)
    assert site["offline"] == {"fr": "offline/", "en": "en/offline/"}


@pytest.mark.parametrize(("folder", "lang"), [("", "fr"), ("en/", "en")])
def test_a_site_can_be_installed_in_each_language(folder: str, lang: str, usual: Path) -> None:
    """Chaque langue a son manifeste: nom, début, portée, couleur de la palette, icônes qui existent."""
    home = usual / folder
    manifest = json.loads((home / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert (manifest["name"], manifest["lang"], manifest["start_url"]) == ("Commun", lang, "./")
    assert (home / manifest["scope"]).resolve() == usual.resolve()
    assert manifest["theme_color"] == "#7e56c2"
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        drawn = (home / icon["src"]).read_text(encoding="utf-8")
        assert drawn.startswith("<svg ")
        assert "#7e56c2" in drawn
    assert f'<link rel="manifest" href="../{folder}manifest.webmanifest">' in _linked(usual, lang)


def _linked(site: Path, lang: str) -> str:
    page = site / ("notes/index.html" if lang == "fr" else "en/notes/index.html")
    return page.read_text(encoding="utf-8").replace("../../", "../")


def test_an_edit_of_a_note_leaves_the_worker_as_it_was(tmp_path: Path) -> None:
    """Sa version est celle du cadre: un texte qui change ne fait rien garder à nouveau."""
    before = (made(tmp_path) / "sw.js").read_bytes()
    (tmp_path / "notes/jardin.md").write_text("# Jardin\n\nUn autre texte.\n", encoding="utf-8")
    outcome = build(tmp_path / "mkdocs.yml", each=map)
    assert outcome.site
    assert (outcome.site / "sw.js").read_bytes() == before
    other = (made(tmp_path, CONFIG.replace("deep purple", "teal")) / "sw.js").read_bytes()
    assert other != before


def test_a_site_s_own_logo_is_its_icon(tmp_path: Path) -> None:
    """Un logo en image est l'icône; une couleur que la palette ne dit pas en chiffres est sombre."""
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide/logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    theme = "theme: {name: material, language: fr, logo: logo.png, palette: [{primary: black}]}"
    site = made(tmp_path, re.sub("theme:.*", theme, CONFIG))
    manifest = json.loads((site / "en/manifest.webmanifest").read_text(encoding="utf-8"))
    assert manifest["icons"] == [{"src": "../logo.png", "sizes": "any", "type": "image/png", "purpose": "any"}]
    assert manifest["theme_color"] == "#212121"
    assert not (site / "assets/icon.svg").exists()


def test_a_site_that_is_not_read_offline_takes_everything_back(tmp_path: Path) -> None:
    """Avec « offline: false »: ni manifeste, ni page, ni bouton, et un travailleur qui défait ce qu'un autre a fait."""
    made(tmp_path)
    site = made(tmp_path, CONFIG.replace("[praxis]", "[{praxis: {offline: false}}]"))
    assert (site / "sw.js").read_bytes() == (on_disk.folder() / "offline/leave.js").read_bytes()
    assert not list(site.rglob("*.webmanifest"))
    assert not list(site.rglob("offline/index.html"))
    assert 'rel="manifest"' not in (site / "index.html").read_text(encoding="utf-8")


def test_the_worker_stays_small() -> None:
    """Un travailleur se lit d'un trait: 150 lignes au plus."""
    assert len((on_disk.folder() / "offline/worker.js").read_text(encoding="utf-8").splitlines()) <= 150
