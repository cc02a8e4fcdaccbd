"""Lists that are narrowed in the page: the directory, a notebook; what is chosen stays in the address."""

from pathlib import Path
from urllib.parse import quote

import pytest
from browser.kinds import address
from browser.reader import DESKTOP, PHONE, Reader, reading
from playwright.sync_api import Browser, Page, expect

SHOWN = ".px-card:visible"


def titles(page: Page) -> list[str]:
    return page.locator(f"{SHOWN} .px-card-title a").all_inner_texts()


def test_the_directory_is_narrowed_by_region_theme_and_words(root: str, reader: Reader) -> None:
    """Each choice narrows what is left; the address keeps them, and opens on the same list."""
    page = reader.open(f"{root}organizations/")
    whole = titles(page)
    page.get_by_label("Région", exact=True).select_option("Montréal")
    some = titles(page)
    assert 0 < len(some) < len(whole)
    expect(page.locator(".px-filter-found")).to_have_text(f"{len(some)}\u00a0résultats")
    page.get_by_label("Mots").fill("HABITATION cooperative")
    assert titles(page) == ["Coopérative d'habitation La Lucarne bleue"]
    address = page.url
    assert address.endswith("?q=HABITATION+cooperative&region=Montr%C3%A9al")
    page = reader.open(address)
    assert titles(page) == ["Coopérative d'habitation La Lucarne bleue"]
    assert reader.violations() == []
    page.get_by_label("Mots").fill("zzz")
    expect(page.locator(".px-filter-found")).to_have_text("Rien ne correspond à ces choix.")
    assert reader.troubles == []


def test_the_directory_is_sorted_by_who_is_mentioned_most(root: str, reader: Reader) -> None:
    """And by name again."""
    page = reader.open(f"{root}organizations/")
    by_name = titles(page)
    page.get_by_label("Trier par").select_option("links")
    counts = [int(one) for one in page.locator(".px-card").evaluate_all("all => all.map((it) => it.dataset.pxLinks)")]
    assert counts == sorted(counts, reverse=True)
    page.get_by_label("Trier par").select_option("")
    assert titles(page) == by_name
    assert page.url == f"{root}organizations/"


def test_a_notebook_is_narrowed_by_its_axes(site: Path, root: str, reader: Reader) -> None:
    """By the keyboard too; the lists by category give way while something is chosen."""
    page = reader.open(root + quote(address(site, "notebook")), screen=PHONE)
    axis = page.locator("[data-px-axis]").first
    axis.focus()
    page.keyboard.press("ArrowDown")
    chosen = axis.input_value()
    assert chosen
    shown = page.locator("#px-entry-list > .px-card:visible")
    assert shown.count() == shown.filter(has_text=chosen).count() > 0
    assert page.locator(".px-shelf:visible").count() == 0
    assert "axis-1=" in page.url
    assert reader.violations() == []


@pytest.mark.parametrize("name", ["directory", "notebook"])
def test_without_javascript_lists_are_whole_and_anchored(name: str, site: Path, root: str, browser: Browser) -> None:
    """No form that does nothing; each category leads to its own list below."""
    with reading(browser, viewport=DESKTOP, java_script_enabled=False) as one:
        page = one.page
        page.goto(root + quote(address(site, name)))
        assert page.locator(".px-filter").is_visible() is False
        link = page.locator(".px-axes a").first
        link.click()
        target = (link.get_attribute("href") or "").removeprefix("#")
        assert page.url.endswith(f"#{target}")
        assert page.locator(f'[id="{target}"] + ul a').count() > 0
