"""Without a mouse, without JavaScript, in light as in dark: the page is the same for all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.kinds import address
from browser.reader import Reader, reading
from playwright.sync_api import Browser, Page, expect

_HERE = "document.activeElement"
_REACHABLE = """() => [
  ...document.querySelectorAll("a[href], button, summary, input:not([disabled]), select, [tabindex='0']")]
  .filter((one) => one.checkVisibility({visibilityProperty: true})).map((one) => one.outerHTML.slice(0, 200))"""
_SEEN = """() => { const {outlineStyle, opacity} = getComputedStyle(document.activeElement);
  const {top, bottom} = document.activeElement.getBoundingClientRect();
  return outlineStyle !== "none" && opacity === "1" && bottom > 0 && top < innerHeight; }"""


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Reader]:
    """Read without JavaScript."""
    with reading(browser, java_script_enabled=False) as one:
        yield one


def shows(page: Page, scheme: str) -> None:
    """See in which colours the page is, or is about to be."""
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)


def reach_switch(page: Page) -> None:
    """Go to the switch with the keyboard."""
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate(f"{_HERE}.matches('.px-palette')"):
            return
    pytest.fail("the switch is not within ten steps")


@pytest.mark.parametrize("name", ["home", "note with backlinks", "English note", "all notes", "handbook"])
def test_the_first_step_skips_the_menu(name: str, site: Path, root: str, reader: Reader) -> None:
    """Le premier pas du clavier montre le lien d'évitement, qui mène au contenu; le suivant est dans le contenu."""
    page = reader.open(root + address(site, name))
    page.keyboard.press("Tab")
    assert page.evaluate(f"{_HERE}.matches('.md-skip')")
    assert page.evaluate(_SEEN)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"Boolean({_HERE}.closest('main'))")
    assert not page.evaluate(f"{_HERE}.matches('.px-menu *')")
    assert reader.troubles == []


@pytest.mark.parametrize("name", ["term", "notebook", "note with code"])
def test_everything_is_reached_in_order_and_seen(name: str, site: Path, root: str, reader: Reader) -> None:
    """Chaque lien, chaque bouton s'atteint au clavier, dans l'ordre de la page, et se voit quand on y est."""
    page = reader.open(root + address(site, name))
    page.keyboard.press("Shift")  # the links of headings come at the first sign of a reader
    page.wait_for_load_state("networkidle")
    wanted, reached, unseen = page.evaluate(_REACHABLE), [], []
    for _ in wanted:
        page.keyboard.press("Tab")
        reached.append(page.evaluate(f"{_HERE}.outerHTML.slice(0, 200)"))
        if not page.evaluate(_SEEN):
            unseen.append(reached[-1])
    assert reached == wanted
    assert unseen == []


def test_the_switch_works_with_the_keyboard_and_is_remembered(root: str, reader: Reader) -> None:
    """Entrée assombrit, Espace éclaire; le choix suit d'une page à l'autre, au guide aussi, et au retour."""
    page = reader.open(root)
    reach_switch(page)
    assert page.evaluate(f"{_HERE}.ariaLabel") == "Passer en mode sombre"
    page.keyboard.press("Enter")
    shows(page, "slate")
    assert page.evaluate(f"{_HERE}.ariaLabel") == "Passer en mode clair"
    for path in ("terms/", "en/", "handbook/"):
        shows(reader.open(root + path), "slate")
        assert reader.troubles == []
    reach_switch(page)
    page.keyboard.press("Space")
    shows(page, "default")
    page.go_back()
    shows(page, "default")
    assert page.locator(".px-palette:visible").get_attribute("aria-label") == "Change the colours"


def test_colours_are_those_of_the_system_until_one_chooses(root: str, reader: Reader) -> None:
    """Qui n'a rien choisi a les couleurs de son système, avant que rien ne soit peint, et quand elles changent."""
    page = reader.open(root)
    shows(page, "default")
    page.emulate_media(color_scheme="dark")
    shows(page, "slate")
    script = page.locator("script[src$='assets/praxis.js']")
    assert script.evaluate("one => one.async || one.defer || one.type") in (False, "")
    assert script.evaluate("one => one.compareDocumentPosition(document.querySelector('main'))") == 4
    page.locator(".px-palette:visible").click()
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    shows(page, "default")


def test_what_storage_holds_breaks_nothing(root: str, reader: Reader) -> None:
    """Un choix illisible, d'un autre site ou d'un autre temps, ne vaut rien de plus que pas de choix."""
    page = reader.open(root)
    for kept in ("{", "null", '{"index": 9}', '{"index": "x", "color": {}}'):
        page.evaluate("(kept) => localStorage.setItem(location.pathname + '.__palette', kept)", kept)
        page.reload()
        shows(page, "default")
        assert page.locator(".px-palette:visible").count() == 1
    assert reader.troubles == []


@pytest.mark.parametrize("name", ["home", "note with math", "notebook", "all notes"])
def test_a_page_is_whole_without_javascript(name: str, site: Path, root: str, plain: Reader) -> None:
    """Sans JavaScript, il ne manque que le bouton des couleurs; les liens mènent, ce qui est plié se déplie."""
    page = plain.open(root + address(site, name))
    assert page.locator(".px-palette:visible").count() == 0
    assert len(page.locator("main").inner_text()) > 300
    for fold in page.locator("main details").all():
        fold.locator("summary").click()
        assert fold.locator("li, a, pre").last.is_visible()
    page.locator(".px-menu a").first.click()
    assert page.url == f"{root}communities/"
    assert plain.troubles == []
