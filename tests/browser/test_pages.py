"""Every kind of page: its frame, its width, and what axe-core says of it, in light and in dark."""

from pathlib import Path
from urllib.parse import quote

import pytest
from browser.kinds import KINDS, address
from browser.reader import DESKTOP, PHONE, Reader
from browser.served import ADDRESS
from playwright.sync_api import Page, expect

_SKIPPED = """() => [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6)")]
  .filter((one, at, all) => +one.tagName[1] > (at ? +all[at - 1].tagName[1] : 0) + 1).map((one) => one.textContent)"""
LANDMARKS = ("header.md-header", "nav.px-menu[aria-label]", "main", "footer.md-footer")


def frame(page: Page) -> dict[str, object]:
    """Return what every page has."""
    return {
        "h1": page.locator("h1").count(),
        "title": bool(page.locator("h1").inner_text()) and bool(page.title()),
        "landmarks": [page.locator(selector).count() for selector in LANDMARKS],
        "skipped": page.evaluate(_SKIPPED),
    }


def complaints(reader: Reader) -> list[str]:
    """Return all that is wrong with a page at 1280 pixels in light, then at 390 in dark, as the system asks for."""
    page, found = reader.page, []
    for screen, dark in ((DESKTOP, False), (PHONE, True)):
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.set_viewport_size(screen)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate" if dark else "default")
        found += [f"at {screen['width']}: wider than the screen: {one}" for one in reader.wider()]
        found += [f"at {screen['width']}: {one}" for one in reader.violations()]
    return found


@pytest.mark.parametrize("name", KINDS)
def test_a_page_is_for_everybody(name: str, site: Path, root: str, reader: Reader) -> None:
    """Un titre, une langue, des repères; rien ne dépasse à 390 et à 1280 pixels; axe-core ne trouve rien à redire."""
    path = address(site, name)
    page = reader.open(root + quote(path))
    seen = frame(page)
    assert seen.pop("skipped") == []
    assert seen == {"h1": 1, "title": True, "landmarks": [1, 1, 1, 1]}
    assert (page.locator("html").get_attribute("lang") or "").startswith(KINDS[name].interface)
    assert page.locator("link[rel=canonical]").get_attribute("href") == ADDRESS + quote(path)
    assert "\n".join(complaints(reader)) == ""
    assert reader.troubles == []


def test_an_address_that_leads_nowhere_has_a_page_too(root: str, reader: Reader) -> None:
    """À une adresse inconnue, la page le dit dans la langue du site, et ses liens mènent quelque part."""
    page = reader.open(f"{root}notes/n-existe-pas/du-tout/")
    assert frame(page)["landmarks"] == [1, 1, 1, 1]
    assert page.locator("link[rel=canonical]").count() == 0
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    assert "\n".join(complaints(reader)) == ""
    page.locator(".px-page > p a").click()
    assert page.url == root
    assert reader.troubles == []
