"""On paper: what is read is there, whole and in black on white; what is pressed isn't."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.kinds import address
from browser.reader import DESKTOP, Reader
from playwright.sync_api import Page

_COLOURS = """() => [...document.querySelectorAll("main :is(h1, h2, p, li, a, dt, dd)")]
  .filter((one) => one.checkVisibility())
  .flatMap((one) => [getComputedStyle(one).color])
  .filter((colour) => Math.max(...colour.match(/[0-9]+/g).slice(0, 3)) > 0x55)"""
GONE = (".md-header", ".px-menu", ".px-crumbs", ".px-toc", ".px-neighbours", ".md-footer", "main summary")
"""What only a screen needs."""


@pytest.fixture
def paper(reader: Reader) -> Iterator[Reader]:
    """Read on paper, in the dark."""
    yield reader
    reader.page.emulate_media(media="screen", color_scheme="light")


def printed(paper: Reader, address: str) -> Page:
    """Open a page on paper; whoever prints it reads in dark colours."""
    page = paper.open(address, DESKTOP)
    page.emulate_media(media="print", color_scheme="dark")
    return page


@pytest.mark.parametrize("name", ["note with backlinks", "note with a table", "note with code", "notebook", "term"])
def test_a_page_is_printed_in_black_on_white(name: str, site: Path, root: str, paper: Reader) -> None:
    """Ni menu ni boutons; du noir sur du blanc même pour qui lit en mode sombre; rien ne dépasse, rien ne défile."""
    page = printed(paper, root + address(site, name))
    assert [one for one in GONE if any(it.is_visible() for it in page.locator(one).all())] == []
    assert page.evaluate(_COLOURS) == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )
    page.set_viewport_size({"width": 700, "height": 900})
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 700


def test_links_that_lead_out_say_where(site: Path, root: str, paper: Reader) -> None:
    """Sur papier on ne clique pas : l'adresse d'un lien vers l'extérieur est écrite après lui, les autres non."""
    page = printed(paper, root + address(site, "note with sources"))
    after = "(links) => links.map((one) => getComputedStyle(one, '::after').content)"
    sources = page.locator(":is(.px-sources, .px-body) a.px-external[href^=http]")
    assert sources.count()
    assert all("http" in one for one in sources.evaluate_all(after))
    assert not any("http" in one for one in page.locator("a:not(.px-external)").evaluate_all(after))


def test_a_printed_page_is_a_few_sheets(site: Path, root: str, paper: Reader) -> None:
    """Ce qui était plié est imprimé aussi, et un titre n'est jamais seul au bas d'une feuille."""
    page = printed(paper, root + address(site, "note with backlinks"))
    assert page.locator("h2").first.evaluate("(one) => getComputedStyle(one).breakAfter") == "avoid"
    assert page.pdf(format="Letter").startswith(b"%PDF")
