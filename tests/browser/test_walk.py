"""A reader walks from the front door to who cites a note, and back, at a root as in a folder."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from browser.reader import DESKTOP, PHONE, Reader
from browser.served import ADDRESS, file_of, served
from playwright.sync_api import Locator, ViewportSize


@pytest.fixture(params=[("/", PHONE), ("/base/", DESKTOP)], ids=["at a root, on a phone", "in a folder, on a desktop"])
def walk(reader: Reader, site: Path, request: pytest.FixtureRequest) -> Iterator["Walk"]:
    """Open the front door of the sample, served at a root or below a folder, on one screen or the other."""
    prefix, screen = request.param
    with served(site, prefix) as start:
        yield Walk(reader, site, start, screen)


class Walk:
    """A walk through the sample, which looks around at every step."""

    def __init__(self, reader: Reader, site: Path, start: str, screen: ViewportSize) -> None:
        """Open the front door."""
        self.reader, self.page, self.site, self.start = reader, reader.page, site, start
        self.reader.open(start, screen)
        self.look()

    def follow(self, link: Locator) -> str:
        """Follow a link, and look; return where it led, below the root."""
        link.click()
        self.page.wait_for_load_state("load")
        self.look()
        return self.here()

    def here(self) -> str:
        """Return the address below the site's root."""
        assert self.page.url.startswith(self.start)
        return self.page.url[len(self.start) :].partition("#")[0]

    def look(self) -> None:
        """See that the page is whole, in its place, and that the browser is content."""
        canonical = self.page.locator("link[rel=canonical]").get_attribute("href")
        assert canonical == ADDRESS + self.here()
        assert self.page.locator("h1").count() == 1
        assert self.page.locator("h1").inner_text() in self.page.title()
        assert self.page.locator("html").get_attribute("lang") == "fr"
        assert self.reader.wider() == []
        assert self.reader.troubles == []

    def first(self, selector: str, holding: str) -> Locator:
        """Return the first link whose page holds some text."""
        for link in self.page.locator(selector).all():
            path = str(link.evaluate("link => link.href"))[len(self.start) :]
            html = file_of(self.site, unquote(path)).read_text(encoding="utf-8")
            if holding in html and '<html lang="fr"' in html:
                return link
        message = f"no page of {selector} on {self.page.url} holds {holding}"
        raise LookupError(message)


def test_a_reader_walks_to_who_cites_a_note(walk: Walk) -> None:
    """De l'accueil à une communauté, un de ses carnets, une note, la page qui la cite, et retour, sans un accroc."""
    community = walk.follow(walk.first(".px-roll--community .px-card-title a", "px-roll--notebook"))
    notebook = walk.follow(walk.first(".px-roll--notebook .px-card-title a", "px-cards--ordered"))
    note = walk.follow(walk.first(".px-cards--ordered .px-card-title a", 'id="px-backlinks"'))
    citing = walk.follow(walk.page.locator(".px-backlinks .px-card-title a").first)
    assert [path.partition("/")[0] for path in (community, notebook, note)] == ["communities", "notebooks", "notes"]
    back = walk.page.locator(f".px-body a[href$='{note}']").first
    assert walk.follow(back) == note
    for expected in (citing, note, notebook, community, ""):
        walk.page.go_back()
        walk.look()
        assert walk.here() == expected


def test_the_guide_is_in_the_same_house(walk: Walk) -> None:
    """Le guide des responsables, que l'hôte rend lui-même, se lit sans accroc lui aussi, et ramène à l'accueil."""
    assert walk.follow(walk.page.locator(".md-footer a[href$='handbook/']")) == "handbook/"
    assert walk.follow(walk.page.locator("article a[href*='reglages']").first) == "handbook/reglages/"
    assert walk.follow(walk.page.locator(".px-logo")) == ""


def test_a_notebook_is_read_like_a_book(walk: Walk) -> None:
    """Dans un carnet, « après » mène à la note suivante, dont « avant » ramène à la première."""
    menu = walk.page.locator(".px-menu summary")
    if menu.is_visible():
        menu.click()
    walk.follow(walk.page.locator(".px-menu a", has_text="Carnets"))
    walk.follow(walk.first(".px-card-title a", "px-cards--ordered"))
    titles = [link.inner_text() for link in walk.page.locator(".px-cards--ordered .px-card-title a").all()]
    name = walk.page.locator("h1").inner_text()
    first = walk.follow(walk.page.locator(".px-cards--ordered .px-card-title a").first)
    place = walk.page.locator(".px-place-list > li", has_text=name)
    assert place.locator("a[rel=next]").inner_text() == titles[1]
    assert place.locator("a[rel=prev]").count() == 0
    walk.follow(place.locator("a[rel=next]"))
    assert walk.page.locator("h1").inner_text() == titles[1]
    assert walk.follow(walk.page.locator(".px-place-list > li", has_text=name).locator("a[rel=prev]")) == first
