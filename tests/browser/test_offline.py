"""Reading without a network: what was read, a community that was kept, and what happens when the site changes."""

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from browser.reader import PHONE, Reader, reading
from browser.served import Handler, served
from playwright.sync_api import Browser, Page, expect

NOTE, OTHER, COMMUNITY = (
    "notes/ouvrir-un-frigo/",
    "notes/budget-participatif/",
    "communities/alimentation-de-proximite/",
)
_READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
_KEPT = """async (path) => {
  const held = await caches.match(new URL(path, document.querySelector("link[rel=manifest]").href));
  return held ? held.text() : "";
}"""
_NAMES = "caches.keys().then((names) => names.map((name) => name.split(' ').at(2) ?? name))"
_MOVED = """new PerformanceObserver((list) => {
  for (const { node } of list.getEntries().flatMap(({ sources }) => sources)) {
    if (node?.parentElement?.closest("main")) (window.moved ??= []).push(node.textContent);
  }
}).observe({ type: "layout-shift", buffered: true })"""
SAVE, REMOVE, STATUS = ".px-offline-save", ".px-offline-remove", ".px-offline-status"


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Reader]:
    """Read as someone whose browser keeps pages, and may lose the network."""
    with reading(browser, service_workers="allow", locale="fr-CA") as one:
        yield one


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    """Give a copy of the site, to be changed."""
    return Path(shutil.copytree(site, tmp_path / "site"))


def until(page: Page, expression: str, given: object = None) -> None:
    """Wait until an expression, or its promise, is true."""
    late = time.monotonic() + 30
    while not page.evaluate(expression, given):
        assert time.monotonic() < late, expression
        page.wait_for_timeout(50)


def visit(reader: Reader, address: str) -> Page:
    """Open a page, and wait until the worker has it."""
    page = reader.open(address)
    until(page, _READY)
    until(page, _KEPT, page.url)
    return page


def lose_network(page: Page, *, lost: bool = True) -> None:
    """Take the network away, or give it back."""
    page.context.set_offline(lost)


def test_what_was_read_can_be_read_again(root: str, visitor: Reader) -> None:
    """Après une première visite, sans réseau: la page lue, l'accueil et le cadre sont là, de jour comme de nuit."""
    page = visit(visitor, root + NOTE)
    title = page.locator("h1").inner_text()
    page.goto("about:blank")
    lose_network(page)
    page.goto(root + NOTE)
    assert page.locator("h1").inner_text() == title
    assert page.locator("body").evaluate("one => getComputedStyle(one.querySelector('header')).position") == "sticky"
    page.locator("[data-px-palette]:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.locator(".md-logo").click()
    page.wait_for_url(root)
    assert page.locator(".px-roll").count() > 2
    page.goto(f"{root}en/")
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize(("path", "lang"), [(OTHER, "fr"), ("en/notes/", "en")])
def test_a_page_that_is_not_here_says_so(path: str, lang: str, root: str, visitor: Reader) -> None:
    """Une page jamais lue le dit, dans la langue de son dossier, et liste ce qui est sur l'appareil."""
    page = visit(visitor, root + NOTE)
    lose_network(page)
    page.goto(root + path)
    assert page.url == root + path
    assert page.locator("html").get_attribute("lang") == lang
    said = {"fr": "pas encore sur cet appareil", "en": "not on this device yet"}[lang]
    assert said in page.locator("h1").inner_text().replace("’", "'").replace("n'est ", "")
    expect(page.locator(".px-device-pages a")).to_have_text(["Ouvrir un frigo communautaire en huit étapes"])
    assert visitor.violations() == []
    page.emulate_media(color_scheme="dark")
    assert visitor.violations() == []
    page.set_viewport_size(PHONE)
    assert visitor.wider() == []
    page.locator(".px-device-pages a").click()
    page.wait_for_url(root + NOTE)
    page.go_back()
    lose_network(page, lost=False)
    page.locator(".md-button").click()
    expect(page.locator("h1")).not_to_contain_text(re.compile("appareil|device"))


def test_an_english_browser_is_answered_in_english(root: str, browser: Browser) -> None:
    """Une note est à la racine dans toutes les langues: la langue du navigateur décide."""
    with reading(browser, service_workers="allow", locale="en-CA") as one:
        page = visit(one, root + NOTE)
        lose_network(page)
        page.goto(root + OTHER)
        assert page.locator("html").get_attribute("lang") == "en"


def test_a_page_is_fresh_when_there_is_a_network(copy: Path, visitor: Reader) -> None:
    """Une page qui a changé se montre changée dès la visite suivante; c'est elle qui reste."""
    with served(copy) as root:
        page = visit(visitor, root + NOTE)
        file = copy / NOTE / "index.html"
        file.write_text(file.read_text(encoding="utf-8").replace("huit étapes", "neuf étapes"), encoding="utf-8")
        page.reload()
        assert "neuf étapes" in page.locator("h1").inner_text()
        until(page, "async (url) => (await (await caches.match(url)).text()).includes('neuf')", page.url)
        lose_network(page)
        page.reload()
        assert "neuf étapes" in page.locator("h1").inner_text()
        lose_network(page, lost=False)


class Poor(Handler):
    """A server that one waits for."""

    there = Event()

    def do_GET(self) -> None:  # noqa: N802 - the server's own name for it
        """Answer once the network is there."""
        self.there.wait(60)
        super().do_GET()


def test_a_network_that_does_not_answer_is_not_waited_for(site: Path, visitor: Reader) -> None:
    """Quand le réseau traîne, ce qui est sur l'appareil se montre sans attendre sa réponse."""
    Poor.there.set()
    with served(site, handler=Poor) as root:
        page = visit(visitor, root + NOTE)
        Poor.there.clear()
        page.reload()
        assert "huit étapes" in page.locator("h1").inner_text()
        Poor.there.set()


def test_what_is_kept_is_bounded(root: str, visitor: Reader) -> None:
    """De ce qui a été lu, les 300 derniers fichiers restent; les plus anciens s'en vont."""
    page = visit(visitor, root + NOTE)
    fill = """async () => {
      const [name] = (await caches.keys()).filter((one) => one.endsWith(" pages"));
      const cache = await caches.open(name);
      for (let at = 0; at < 320; at++) await cache.put(`${location.href}${at}/`, new Response("a"));
    }"""
    page.evaluate(fill)
    page.goto(root + OTHER)
    count = """async () => {
      const [name] = (await caches.keys()).filter((one) => one.endsWith(" pages"));
      return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
    }"""
    until(page, f"async () => (await ({count})()).length <= 300")
    assert f"/{OTHER}" in page.evaluate(count)
    assert f"/{NOTE}" not in page.evaluate(count)


def community(reader: Reader, root: str) -> Page:
    """Keep a community, and wait until it is here."""
    page = visit(reader, root + COMMUNITY)
    page.locator(SAVE).click()
    expect(page.locator(STATUS)).to_contain_text("pages, gardées le", timeout=60_000)
    return page


def test_a_community_is_kept_whole(root: str, visitor: Reader) -> None:
    """Les pages d'une communauté, ses carnets et leurs notes, ses images et la recherche se lisent sans réseau."""
    page = community(visitor, root)
    assert "Pour chercher" not in page.locator(STATUS).inner_text()
    links = page.locator("main .px-roll a").evaluate_all("all => all.map((one) => one.href)")
    kept = page.evaluate("(links) => Promise.all(links.map(async (link) => Boolean(await caches.match(link))))", links)
    assert len(links) > 8
    assert all(kept)
    lose_network(page)
    page.goto(links[0])
    expect(page.locator(".px-offline, h1").first).to_be_visible()
    page.goto(root + NOTE)
    assert "huit étapes" in page.locator("h1").inner_text()
    page.locator("#px-q").fill("glanage")
    expect(page.locator(".px-option").first).to_be_visible()
    page.goto(f"{root}search/?q=frigo")
    expect(page.locator(".px-result").first).to_be_visible()
    page.goto(root + "notes/dire-non-trois-fois/")
    expect(page.locator(".px-device-communities li")).to_contain_text(["Alimentation de proximité"])
    assert visitor.violations() == []


def test_a_community_is_kept_until_it_is_taken_away(root: str, visitor: Reader) -> None:
    """Le bouton dit où l'on en est, à qui voit et à qui écoute; ce qui est gardé se met à jour et se retire."""
    page = community(visitor, root)
    page.reload()
    expect(page.locator(SAVE)).to_have_text("Garder les pages à jour")
    expect(page.locator(STATUS)).to_contain_text("gardées le")
    assert page.locator(STATUS).get_attribute("role") == "status"
    for colours in ("light", "dark"):
        page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
        assert visitor.violations() == []
    lose_network(page)
    page.locator(SAVE).click()
    expect(page.locator(STATUS)).to_contain_text("Tout n’a pas pu être gardé")
    lose_network(page, lost=False)
    page.locator(REMOVE).press("Enter")
    expect(page.locator(STATUS)).to_have_text("Retirée de cet appareil")
    expect(page.locator(SAVE)).to_be_focused()
    expect(page.locator(SAVE)).to_have_text("Lire hors ligne")
    assert "saved" not in page.evaluate(_NAMES)
    assert page.evaluate("async (url) => !(await caches.match(url))", root + OTHER)


def test_an_english_page_offers_it_in_english(root: str, visitor: Reader) -> None:
    """Sur la page d'une communauté anglophone, tout se dit en anglais."""
    page = visitor.open(f"{root}communities/west-quebec-commons/")
    expect(page.locator(SAVE)).to_have_text("Read offline")
    page.locator(SAVE).click()
    expect(page.locator(STATUS)).to_have_text(re.compile(r"\d+ pages, kept on \w+ \d+, \d{4}"), timeout=60_000)


def test_nothing_moves_when_the_button_comes(root: str, visitor: Reader) -> None:
    """La place du bouton est prise d'avance: rien ne bouge quand il paraît."""
    page = visitor.page
    page.add_init_script(_MOVED)
    for screen in (PHONE, None):
        visitor.open(root + COMMUNITY, *([screen] if screen else []))
        expect(page.locator(SAVE)).to_be_visible()
        assert page.evaluate("window.moved ?? []") == []


@pytest.mark.parametrize("habits", [{"java_script_enabled": False}, {"service_workers": "block"}])
def test_who_can_not_keep_pages_has_no_button(habits: dict[str, Any], root: str, browser: Browser) -> None:
    """Sans JavaScript, ou sans ce qu'il faut dans le navigateur, le bouton n'y est pas."""
    with reading(browser, **habits) as one:
        if "service_workers" in habits:
            one.page.add_init_script("Object.defineProperty(navigator, 'serviceWorker', {value: undefined})")
        page = one.open(root + COMMUNITY)
        expect(page.locator(SAVE)).to_be_hidden()
        assert one.troubles == []


def test_a_new_worker_takes_the_place_of_the_old(copy: Path, visitor: Reader) -> None:
    """Quand le cadre change, le nouveau est gardé et l'ancien s'en va, sans que le lecteur ait rien à faire."""
    with served(copy) as root:
        page = visit(visitor, root + NOTE)
        [before] = [name for name in page.evaluate("caches.keys()") if " shell " in name]
        worker, style = copy / "sw.js", copy / "assets/site.css"
        text = worker.read_text(encoding="utf-8").replace('"version": "', '"version": "0', 1)
        worker.write_text(text, encoding="utf-8")
        style.write_text(":root { --new: 1; }" + style.read_text(encoding="utf-8"), encoding="utf-8")
        page.reload()
        until(page, "(before) => caches.keys().then((all) => !all.includes(before))", before)
        assert len([name for name in page.evaluate("caches.keys()") if " shell " in name]) == 1
        lose_network(page)
        page.reload()
        assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--new')") == "1"
        lose_network(page, lost=False)


def test_a_site_can_leave(copy: Path, visitor: Reader) -> None:
    """Un site qui ne veut plus être lu hors ligne reprend tout ce qu'il avait laissé dans les navigateurs."""
    with served(copy) as root:
        page = visit(visitor, root + NOTE)
        page.evaluate("caches.open('autre')")
        shutil.copy(Path(__file__).parents[2] / "theme/offline/leave.js", copy / "sw.js")
        file = copy / NOTE / "index.html"
        file.write_text(re.sub(r'<link rel="manifest"[^>]*>', "", file.read_text(encoding="utf-8")), encoding="utf-8")
        page.reload()
        until(page, "navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)")
        until(page, "caches.keys().then((names) => String(names) === 'autre')")


def test_it_holds_below_a_folder(site: Path, browser: Browser) -> None:
    """Un site publié sous un dossier garde ses pages, et ne se mêle pas de celles d'à côté."""
    with served(site, "/commun/") as root, reading(browser, service_workers="allow") as one:
        page = visit(one, root + NOTE)
        assert all(f" {root} " in name for name in page.evaluate("caches.keys()") if name.startswith("praxis "))
        lose_network(page)
        page.reload()
        assert "huit étapes" in page.locator("h1").inner_text()
