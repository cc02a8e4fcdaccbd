"""The preview as people who write see it: a note is saved, and the page that is open follows, whatever is in it."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from browser.reader import PHONE, Reader, reading
from playwright.sync_api import Browser, Locator, Page, expect
from previewed import FILES, LONG, PAGE, Shelf, Shown, problem, shown, until

from praxis_build.edges.preview import Report
from praxis_build.engines.mkdocs import serving
from praxis_build.model.problem import Severity, Span

SETTINGS = """
site_name: Petit commun
docs_dir: guide
theme: {name: material, language: fr}
plugins: [praxis]
"""
BROKEN = "---\ntitle: Le jardin : une histoire\n---\nTomates.\n"
HOSTILE = """<img src=x onerror="alert(1)"><script>alert(2)</script></pre></template>"""
RED = "# Jardin\n\nVoir [[une note à écrire]].\n"
WAIT = LONG * 1000
"""Milliseconds: a build takes a second, on a machine that has nothing else to do."""


class Site(serving.Shown):
    """What “praxis serve” shows; it fails when it is told to, as on a full disk."""

    failing = ""

    def refresh(self, changed: set[str] | None = None) -> Report:
        """Take in what changed."""
        if self.failing:
            raise OSError(self.failing)
        return super().refresh(changed)


class Desk(NamedTuple):
    """A project that is written, and its preview."""

    project: Path
    site: Site
    preview: Shown

    def save(self, name: str, text: str) -> None:
        """Save a note."""
        (self.project / "notes" / f"{name}.md").write_text(text, encoding="utf-8")

    def address(self, path: str) -> str:
        """Return the address of a page."""
        return self.preview.address + path


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Preview a small project."""
    project = tmp_path_factory.mktemp("apercu")
    for folder in ("notes", "guide"):
        (project / folder).mkdir()
    (project / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    site = Site(project / "mkdocs.yml")
    with shown(site, site.folders) as preview:
        yield Desk(project, site, preview)


@pytest.fixture
def desk(started: Desk) -> Desk:
    """Begin with two notes in which nothing is wrong."""
    started.site.failing = ""
    since = started.preview.since()
    started.save("ruche", "# Ruche\n\nMiel.\n")
    started.save("jardin", "# Jardin\n\n" + "Tomates.\n\n" * 60)
    assert until(lambda: started.preview.since() != since and _settled(started))
    return started


def _settled(desk: Desk) -> bool:
    return all(f">{word}</h1>".encode() in (desk.site.get(f"notes/{word.lower()}/index.html") or b"")
               for word in ("Ruche", "Jardin"))  # fmt: skip


@contextmanager
def listening(page: Page, address: str) -> Iterator[Page]:
    """Open a page and wait until it hears of its news; it is left for good."""
    with page.expect_request("**/~praxis/events?*", timeout=WAIT):
        page.goto(address)
    yield page
    page.goto("about:blank")


def overlay(page: Page) -> Locator:
    """Find what is shown over a page."""
    return page.get_by_role("alertdialog")


def test_a_saved_note_is_shown_without_a_hand(desk: Desk, reader: Reader) -> None:
    """La page ouverte montre la phrase enregistrée, là où on lisait; une autre page, ouverte à côté, ne bouge pas."""
    page = reader.page
    other = page.context.new_page()
    with listening(page, desk.address("notes/jardin/")), listening(other, desk.address("notes/ruche/")):
        other.evaluate("window.untouched = true")
        page.evaluate("scrollTo(0, 700)")
        desk.save("jardin", "# Jardin\n\n" + "Tomates.\n\n" * 60 + "Et des courges.\n")
        expect(page.get_by_text("Et des courges.")).to_be_attached(timeout=WAIT)
        page.wait_for_function("() => scrollY === 700", timeout=WAIT)
        assert other.evaluate("window.untouched")
        expect(overlay(page)).to_have_count(0)
    other.close()


def test_a_broken_note_is_told_over_its_page_until_it_is_mended(desk: Desk, reader: Reader) -> None:
    """On voit quoi, où, pourquoi et comment corriger; une fois corrigé, la page est là, avec le nouveau texte."""
    with listening(reader.page, desk.address("notes/jardin/")) as page:
        desk.save("jardin", BROKEN)
        panel = overlay(page)
        expect(panel).to_be_visible(timeout=WAIT)
        expect(panel.get_by_role("heading")).to_have_text("1 problème à corriger")
        expect(panel.get_by_text("notes/jardin.md:2:18")).to_be_visible()
        expect(panel.locator(".what")).to_contain_text("Cette ligne de l'en-tête ne peut pas être lue")
        expect(panel.locator(".line")).to_have_text("title: Le jardin : une histoire")
        expect(panel.locator("mark")).to_have_text(":")
        expect(panel.locator(".how").first).to_contain_text("guillemets droits")
        expect(panel.locator("[data-say=fix]")).to_have_text('title: "Le jardin : une histoire"')
        expect(panel.get_by_role("link")).to_have_attribute("href", "/help/p104/")
        assert page.locator("h1").first.inner_text() == "Jardin"
        desk.save("jardin", BROKEN.replace("Le jardin : une histoire", '"Le jardin : une histoire"'))
        expect(page.get_by_role("heading", name="Le jardin : une histoire")).to_be_visible(timeout=WAIT)
        expect(panel).to_have_count(0)


def test_an_error_is_told_over_every_page_and_a_warning_over_its_own(desk: Desk, reader: Reader) -> None:
    """Un lien à écrire ne regarde que sa page; un fichier illisible regarde tout le monde, et son adresse vide."""
    desk.save("jardin", RED)
    assert until(lambda: b"px-missing" in (desk.site.get("notes/jardin/index.html") or b""))
    with listening(reader.page, desk.address("notes/jardin/")) as page:
        expect(overlay(page).locator(".line")).to_have_text("Voir [[une note à écrire]].", timeout=WAIT)
        expect(overlay(page).locator("mark")).to_have_text("[[une note à écrire]]")
    with listening(reader.page, desk.address("notes/ruche/")) as page:
        desk.save("jardin", BROKEN)
        expect(overlay(page).get_by_text("notes/jardin.md:2:18")).to_be_visible(timeout=WAIT)
        page.goto(desk.address("notes/jardin/"))
        expect(overlay(page).get_by_text("notes/jardin.md:2:18")).to_be_visible(timeout=WAIT)
        desk.save("jardin", "# Jardin\n\nCorrigé.\n")
        expect(page.get_by_text("Corrigé.")).to_be_visible(timeout=WAIT)
        expect(overlay(page)).to_have_count(0)


def test_what_a_note_says_is_never_run(desk: Desk, reader: Reader) -> None:
    """L'extrait d'une note hostile est montré à la lettre; rien ne s'exécute, ni dans l'encadré, ni dessous."""
    page = reader.open(desk.address("notes/ruche/"))
    desk.save("jardin", f"---\ntitle: a : {HOSTILE}\ndate: {HOSTILE}\n---\n{HOSTILE} [[{HOSTILE}]]\n")
    expect(overlay(page).locator(".line").first).to_contain_text("title: a : <img", timeout=WAIT)
    desk.save("jardin", f"# {HOSTILE}\n\nVoir [[{HOSTILE} ailleurs]] {HOSTILE}\n")
    expect(overlay(page)).to_have_count(0, timeout=WAIT)
    page = reader.open(desk.address("notes/jardin/"))
    expect(overlay(page).locator(".line").first).to_contain_text("<script>alert(2)</script>", timeout=WAIT)
    assert overlay(page).locator("img, script").count() == 0
    assert reader.troubles == []


def test_a_site_that_can_t_be_rebuilt_says_so_and_recovers(desk: Desk, reader: Reader) -> None:
    """Un disque plein se dit en mots simples, sur la page d'avant; le prochain enregistrement remet tout en place."""
    with listening(reader.page, desk.address("notes/jardin/")) as page:
        desk.site.failing = "No space left on device"
        desk.save("jardin", "# Jardin\n\nPerdu?\n")
        panel = overlay(page)
        expect(panel.get_by_role("heading")).to_have_text("Le site n'a pas pu être refait.", timeout=WAIT)
        expect(panel).to_contain_text("Rien de ce que vous avez écrit n'est perdu")
        expect(panel).to_contain_text("No space left on device")
        assert page.get_by_text("Tomates.").count() == 60
        desk.site.failing = ""
        desk.save("jardin", "# Jardin\n\nRetrouvé.\n")
        expect(page.get_by_text("Retrouvé.")).to_be_visible(timeout=WAIT)
        expect(panel).to_have_count(0)


@pytest.mark.parametrize("wrong", ["strict: peut-être\n", "theme: {name: nexistepas}\n"])
def test_a_mistake_of_settings_is_told_over_the_page_until_it_is_mended(desk: Desk, reader: Reader, wrong: str) -> None:
    """Ce que l'hôte refuse dans mkdocs.yml se lit sur la page d'avant, avec sa ligne; corrigé, la page revit."""
    with listening(reader.page, desk.address("notes/jardin/")) as page:
        (desk.project / "mkdocs.yml").write_text(SETTINGS.replace("theme: {name: material, language: fr}\n", wrong))
        panel = overlay(page)
        expect(panel.get_by_text("mkdocs.yml:4:1")).to_be_visible(timeout=WAIT)
        expect(panel.locator(".what")).to_contain_text("Le réglage «")
        assert page.get_by_text("Tomates.").count() == 60
        desk.save("jardin", "# Jardin\n\nRetrouvé.\n")
        (desk.project / "mkdocs.yml").write_text(SETTINGS)
        expect(page.get_by_text("Retrouvé.")).to_be_visible(timeout=WAIT)
        expect(panel).to_have_count(0)


# What follows needs no engine: a site that is a shelf of files says what is wrong.


class Corner(NamedTuple):
    """A site of a few files, its folder on disk, and its preview."""

    shelf: Shelf
    folder: Path
    preview: Shown

    def turn(self, *problems: Any, pages: frozenset[str] | None = frozenset()) -> None:
        """Let the site say what is wrong, at a change on disk."""
        self.shelf.next = Report(problems, pages, 0.0)
        (self.folder / "a.md").write_text(json.dumps(len(self.shelf.told)), encoding="utf-8")


@pytest.fixture
def corner(tmp_path: Path) -> Iterator[Corner]:
    """Show a few files."""
    shelf = Shelf(dict(FILES))
    with shown(shelf, [tmp_path]) as preview:
        yield Corner(shelf, tmp_path, preview)


WRONG = problem(severity=Severity.ERROR, span=Span(3, 6, 5), excerpt="Voir [[x]].")


def test_the_overlay_is_closed_with_the_keyboard(corner: Corner, reader: Reader) -> None:
    """Échap ferme et rend le clavier à la page; un bouton rouvre; ce qu'on a fermé ne revient pas, autre chose si."""
    corner.shelf.files["index.html"] = PAGE.replace(b"<h1>", b"<button>ici</button><h1>")
    with listening(reader.page, corner.preview.address) as page:
        page.get_by_role("button", name="ici").focus()
        corner.turn(WRONG)
        expect(overlay(page).get_by_role("button", name="Close")).to_be_focused(timeout=WAIT)
        page.keyboard.press("Escape")
        expect(overlay(page)).to_have_count(0)
        expect(page.get_by_role("button", name="ici")).to_be_focused()
        corner.turn(WRONG, pages=frozenset({"index.html"}))
        again = page.get_by_role("button", name="1 problem to fix")
        page.wait_for_function("() => document.activeElement === document.body", timeout=WAIT)
        expect(again).to_be_visible(timeout=WAIT)
        expect(overlay(page)).to_have_count(0)
        again.focus()
        page.keyboard.press("Enter")
        expect(overlay(page)).to_be_visible()
        overlay(page).get_by_role("button", name="Close").click()
        corner.turn(WRONG, problem("notes/b.md", severity=Severity.ERROR))
        expect(overlay(page).get_by_role("heading")).to_have_text("2 problems to fix", timeout=WAIT)
        corner.turn()
        expect(overlay(page)).to_have_count(0, timeout=WAIT)
        expect(again).to_have_count(0)
        corner.turn(WRONG)
        expect(overlay(page)).to_be_visible(timeout=WAIT)


def test_information_is_in_nobody_s_way(corner: Corner, reader: Reader) -> None:
    """Un renseignement se lit avec « praxis check », pas par-dessus la page."""
    with listening(reader.page, corner.preview.address) as page:
        corner.turn(problem(severity=Severity.INFO), pages=frozenset({"index.html"}))
        corner.shelf.files["index.html"] = PAGE.replace(b"Jardin", b"Verger")
        corner.turn(problem(severity=Severity.INFO), pages=None)
        expect(page.get_by_role("heading", name="Verger")).to_be_visible(timeout=WAIT)
        expect(overlay(page)).to_have_count(0)
        expect(page.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_overlay_can_be_read_by_all(corner: Corner, reader: Reader, scheme: Any) -> None:
    """Contrastes, noms et rôles, de jour comme de nuit; sur un téléphone, rien ne déborde."""
    with listening(reader.page, corner.preview.address) as page:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(PHONE)
        corner.turn(*[problem(f"notes/{'long' * 30}.md", excerpt="mot " * 99, severity=Severity.ERROR)] * 12)
        expect(overlay(page)).to_be_visible(timeout=WAIT)
        assert [one for one in reader.violations() if "praxis-preview" in one] == []
        assert reader.wider() == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="12 problems to fix")).to_be_visible()
        assert [one for one in reader.violations() if "praxis-preview" in one] == []


def test_the_script_works_under_the_site_s_own_policy(corner: Corner, reader: Reader) -> None:
    """Une page qui ne permet que ses propres fichiers est rechargée et couverte comme une autre, sans une plainte."""
    strict = PAGE.replace(b"<body>", POLICY)
    corner.shelf.files["index.html"] = strict
    page = reader.open(corner.preview.address)
    corner.turn(WRONG)
    expect(overlay(page)).to_be_visible(timeout=WAIT)
    expect(overlay(page)).to_have_css("background-color", "rgb(20, 24, 31)")
    corner.shelf.files["index.html"] = strict.replace(b"Jardin", b"Verger")
    corner.turn(pages=None)
    expect(page.get_by_role("heading", name="Verger")).to_be_visible(timeout=WAIT)
    assert reader.troubles == []


POLICY = b"""<head><link rel="icon" href="data:,"><meta http-equiv="Content-Security-Policy" content="
default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;
require-trusted-types-for 'script'"></head><body>"""


def test_a_page_nobody_looks_at_lets_its_connection_go_and_catches_up(corner: Corner, reader: Reader) -> None:
    """Un navigateur a six connexions pour tous ses onglets: un onglet caché rend la sienne, et se rattrape après."""
    with listening(reader.page, corner.preview.address) as page:
        with page.expect_event("requestfailed", lambda request: "/events" in request.url, timeout=WAIT):
            page.evaluate(_LOOK, "hidden")
        corner.shelf.files["index.html"] = PAGE.replace(b"Jardin", b"Verger")
        corner.turn(pages=None)
        assert until(lambda: len(corner.shelf.told) > 1)
        assert page.get_by_role("heading").inner_text() == "Jardin"
        page.evaluate(_LOOK, "visible")
        expect(page.get_by_role("heading", name="Verger")).to_be_visible(timeout=WAIT)


_LOOK = """(state) => {
  Object.defineProperty(document, "visibilityState", {value: state, configurable: true});
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_a_page_finds_a_preview_that_stopped_and_started_again(tmp_path: Path, browser: Browser) -> None:
    """Le serveur s'arrête: la page reste comme elle était; il revient: elle montre ce qui a changé entre-temps."""
    with socket.create_server(("127.0.0.1", 0)) as chosen:
        port = chosen.getsockname()[1]
    shelf = Shelf(dict(FILES))
    with reading(browser) as one:
        hears = one.page.expect_request("**/~praxis/events?*", timeout=WAIT)
        with shown(shelf, [tmp_path], port) as preview, hears:
            one.page.goto(preview.address)
        with one.page.expect_event("requestfailed", timeout=WAIT):
            assert one.page.get_by_role("heading").inner_text() == "Jardin"
        shelf.files["index.html"] = PAGE.replace(b"Jardin", b"Verger")
        with shown(shelf, [tmp_path], port):
            expect(one.page.get_by_role("heading")).to_have_text("Verger", timeout=WAIT)
            one.page.goto("about:blank")
