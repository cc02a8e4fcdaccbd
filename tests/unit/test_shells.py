"""Shells: the theme's page, rendered by the real host, cut into pieces that hold nothing of a page."""

from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from praxis_build.edges import theme as theme_on_disk
from praxis_build.engines.mkdocs import host, skin
from praxis_build.engines.mkdocs.settings import options_of, settings_of
from praxis_build.engines.mkdocs.shells import shells
from praxis_build.model.lists import CalendarPage
from praxis_build.model.page import AnyPage, FeedPage, GuidePage
from praxis_build.model.shell import Shell

FOLDER = theme_on_disk.folder()
VALUES = {
    "root": "../../",
    "lang": "fr",
    "title": "Jardin · Commun",
    "kind": "note",
    "canonical": "https://commun.example/notes/jardin/",
    "head": "<!-- head -->",
    "content": "<h1>Jardin</h1>",
}
TAGS = [str(kind.__struct_config__.tag) for kind in AnyPage.__args__ if kind not in (FeedPage, GuidePage, CalendarPage)]


def made(root: Path, extra: str = "", name: str = "Commun", praxis: str = "{}") -> dict[str, Shell]:
    """Return the shells of a project."""
    (root / "docs").mkdir(exist_ok=True)
    path = root / "mkdocs.yml"
    text = f"site_name: '{name}'\nsite_url: https://commun.example/\nplugins: [{{praxis: {praxis}}}]\n"
    path.write_text(text + (extra or "theme: {name: material, language: fr}\n"), encoding="utf-8")
    config = host.load_config(str(path))
    settings, problems = settings_of(config, options_of([{"praxis": config.plugins["praxis"].options}]) or {}, path)  # type: ignore[attr-defined]
    assert problems == ()
    skin.dress(config, FOLDER)
    env = config.theme.get_env()
    env.globals["praxis"] = skin.Skin(settings, theme_on_disk.load(FOLDER)[1])
    return shells(env, config, settings)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shell]:
    """Make the shells of a site with the usual settings, once."""
    return made(tmp_path_factory.mktemp("usual"))


class Reader(HTMLParser):
    """Collects the tags of a page with their attributes."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of each tag of a name."""
        return [attributes for name, attributes in self.tags if name == tag]


def page(shell: Shell, **values: str) -> Reader:
    """Fill a shell and read it."""
    return Reader(shell.fill(VALUES | values))


def test_every_kind_of_page_has_a_shell_in_both_languages(usual: dict[str, Shell]) -> None:
    """Chaque genre de page du modèle, et chaque section du menu, a sa coquille dans chaque langue."""
    wanted = {f"{name}/{language}" for name in (*TAGS, *skin.sections()) for language in ("fr", "en")}
    assert set(usual) == wanted


def test_holes_are_where_pages_differ(usual: dict[str, Shell]) -> None:
    """Le titre, le texte, l'adresse, la langue, le genre: une fois chacun; le chemin vers la racine, où il faut."""
    for name, shell in usual.items():
        once = {"lang", "title", "kind", "head", "content"}
        once |= set() if name.startswith(("missing/", "offline/")) else {"canonical"}
        assert {hole: shell.holes.count(hole) for hole in once} == dict.fromkeys(once, 1)
        assert set(shell.holes) == once | {"root"}
        assert not any(mark in piece for piece in shell.pieces for mark in ("\ue000", "\ue001", "../"))


def test_a_page_has_its_landmarks(usual: dict[str, Shell]) -> None:
    """Un en-tête, une navigation nommée, un « main », un pied, un lien d'évitement, un seul h1."""
    for shell in usual.values():
        read = page(shell)
        assert [len(read.all(tag)) for tag in ("header", "nav", "main", "footer", "h1", "title")] == [1] * 6
        assert read.all("nav")[0]["aria-label"]
        skips = [link for link in read.all("a") if link.get("class") == "md-skip"]
        assert skips[0]["href"] == "#px-main"
        assert any(attributes.get("id") == "px-main" for _, attributes in read.tags)
        assert read.all("html")[0]["lang"] == "fr"


@pytest.mark.parametrize("root", ["./", "../../", "/", "/commun/"])
def test_every_address_of_the_site_starts_at_its_root(usual: dict[str, Shell], root: str) -> None:
    """Toute adresse du cadre part de la racine, à toute profondeur et sous tout chemin."""
    for shell in usual.values():
        read = page(shell, root=root)
        addresses = [tag[key] for _, tag in read.tags for key in ("href", "src") if key in tag]
        inside = [address for address in addresses if not address.startswith(("#", "https://"))]
        assert len(inside) > len(skin.sections())
        assert all(address.startswith(root) for address in inside)


def test_nothing_is_fetched_from_a_third_party(usual: dict[str, Shell]) -> None:
    """Ni police, ni script, ni image, ni style d'ailleurs; ni recherche, ni table des matières du thème."""
    for shell in usual.values():
        text = shell.fill(VALUES)
        read = Reader(text)
        fetched = [tag.get("src", "") for _, tag in read.tags] + [
            tag["href"] for tag in read.all("link") if tag["rel"] not in ("canonical", "alternate")
        ]
        assert not any("//" in address for address in fetched)
        assert not any(word in text for word in ("gstatic", "googleapis", "md-sidebar", "md-search", "lunr"))


def test_the_menu_speaks_the_language_of_the_page(usual: dict[str, Shell]) -> None:
    """Le menu mène aux pages de la langue de l'interface; la première langue a la racine."""
    french, english = page(usual["note/fr"]), page(usual["note/en"])
    menu = [link["href"] for (before, _), (tag, link) in pairwise(french.tags) if (before, tag) == ("li", "a")]
    assert menu == [f"../../{section}/" for section in skin.sections()]
    assert "../../en/notes/" in [link["href"] for link in english.all("a")]
    assert [link["lang"] for link in french.all("a") if "hreflang" in link] == ["en"]


def test_the_current_section_is_marked(usual: dict[str, Shell]) -> None:
    """La section de la page est marquée pour qui voit et pour qui n'y voit pas; l'accueil n'en a pas."""
    for name, section in {"term/fr": "terms", "community/en": "communities", "themes/fr": "themes"}.items():
        current = [link["href"] for link in page(usual[name]).all("a") if "aria-current" in link]
        assert [href.strip("/").rpartition("/")[2] for href in current] == [section]
    assert not any("aria-current" in link for link in page(usual["home/fr"]).all("a"))


def test_an_english_site_has_the_root(tmp_path: Path) -> None:
    """Un site dont la première langue est l'anglais a son menu anglais à la racine."""
    english = made(tmp_path, "theme: {name: material}\n")["note/en"]
    assert "../../notes/" in [link["href"] for link in page(english).all("a")]


def test_settings_are_escaped(tmp_path: Path) -> None:
    """Le nom du site peut contenir tous les caractères: il reste du texte."""
    for shell in made(tmp_path, name='<script>alert(1)</script> "A" & B').values():
        text = shell.fill(VALUES)
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &#34;A&#34; &amp; B" in text


def test_a_font_that_is_asked_for_is_kept(tmp_path: Path) -> None:
    """La police de Google n'est prise que si on la nomme."""
    named = made(tmp_path, "theme: {name: material, font: {text: Inter, code: Fira Code}}\n")
    assert "fonts.googleapis.com" in named["note/fr"].fill(VALUES)


def test_blocks_of_a_custom_folder_show_everywhere(tmp_path: Path) -> None:
    """Un « custom_dir » de Material fonctionne: ses blocs paraissent sur les pages de Praxis."""
    (tmp_path / "mine").mkdir()
    block = '{% extends "base.html" %}{% block announce %}Assemblée le 5 mai{% endblock %}'
    (tmp_path / "mine/main.html").write_text(block, encoding="utf-8")
    for shell in made(tmp_path, "theme: {name: material, custom_dir: mine}\n").values():
        assert "Assemblée le 5 mai" in shell.fill(VALUES)


def test_a_template_that_loses_the_text_stops_the_build(tmp_path: Path) -> None:
    """Un gabarit sans place pour le texte est refusé en nommant ce qui manque."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/praxis.html").write_text('{% extends "main.html" %}', encoding="utf-8")
    with pytest.raises(host.PluginError, match="content"):
        made(tmp_path, "theme: {name: material, custom_dir: mine}\n")


def test_a_shell_is_light(usual: dict[str, Shell]) -> None:
    """Le cadre d'une page pèse moins de 4,5 ko, quel que soit le nombre de pages."""
    assert max(len(shell.fill(VALUES).encode()) for shell in usual.values()) < 4500


OWN = {"search": ["page.js"], "missing": ["missing.js"], "offline": ["device.js"],
       "directory": ["filter.js"], "graph": ["graph.js"], "notebook": ["filter.js"]}  # fmt: skip
"""What some pages load besides the script of all."""


def test_a_page_loads_its_own_script_at_most(usual: dict[str, Shell]) -> None:
    """Une page ne charge que le script du cadre; celles qui cherchent ou listent chargent aussi le leur."""
    for name, shell in usual.items():
        read = page(shell)
        wanted = ["praxis.js", *OWN.get(name.partition("/")[0], [])]
        assert [script["src"].rpartition("/")[2] for script in read.all("script")] == wanted
        fields = [form for form in read.all("form") if form.get("role") == "search"]
        assert ("combobox" in shell.fill(VALUES), len(fields)) == (False, 0 if "page.js" in wanted else 1)


MATERIAL = ('data-md-component="header"', 'id="__drawer"', "material.js", "md-dialog", "__tabbed_")


def test_what_serves_only_the_theme_s_scripts_is_left_out(usual: dict[str, Shell]) -> None:
    """Les pages n'ont pas les scripts de Material, ni donc ce que ces scripts cherchent; aucun script n'y est écrit."""
    for shell in usual.values():
        text = shell.fill(VALUES)
        assert [word for word in MATERIAL if word in text] == []
        assert "<script>" not in text


def test_a_site_s_own_scripts_find_the_theme_s_page(tmp_path: Path) -> None:
    """Un site qui ajoute un script garde la page entière, où ce script trouve ce qu'il connaît de Material."""
    text = made(tmp_path, "theme: {name: material}\nextra_javascript: [mien.js]\n")["note/fr"].fill(VALUES)
    assert [word for word in MATERIAL if word not in text] == []
    assert 'src="../../mien.js"' in text


@pytest.mark.parametrize("extra", ["scope: /commun/", "consent: {title: Témoins, description: x}"])
def test_what_a_reader_chose_is_kept_where_the_site_says(tmp_path: Path, extra: str) -> None:
    """Les fonctions de Material restent là où un réglage les change, ou là où quelque chose s'en sert."""
    assert "material.js" in made(tmp_path, f"theme: {{name: material}}\nextra: {{{extra}}}\n")["note/fr"].fill(VALUES)


def test_a_script_written_in_a_template_is_allowed_to_the_letter(tmp_path: Path) -> None:
    """Le script d'un gabarit reçoit son empreinte; s'il nomme le chemin vers la racine, rien n'est construit."""
    (tmp_path / "mine").mkdir()
    own = '{{% extends "base.html" %}}{{% block libs %}}<script>var own = "{}"</script>{{% endblock %}}'
    (tmp_path / "mine/main.html").write_text(own.format("site"), encoding="utf-8")
    text = made(tmp_path, "theme: {name: material, custom_dir: mine}\n")["note/fr"].fill(VALUES)
    assert b64encode(sha256(b'var own = "site"').digest()).decode() in text
    (tmp_path / "mine/main.html").write_text(own.format("{{ base_url }}"), encoding="utf-8")
    with pytest.raises(host.PluginError, match="put it in a file"):
        made(tmp_path, "theme: {name: material, custom_dir: mine}\n")
