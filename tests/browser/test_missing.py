"""An address that leads nowhere: the page looks for what was meant."""

from pathlib import Path

import pytest
from browser.reader import PHONE, Reader, reading
from browser.served import served
from playwright.sync_api import Browser, Page, expect

QUERY = "#px-query"


def found(page: Page) -> list[str]:
    """Wait for pages that may have been meant; return their titles."""
    expect(page.locator(".px-meant")).to_be_visible()
    return page.locator(".px-meant .px-card-title a").all_inner_texts()


@pytest.mark.parametrize("path", ["notes/ouvrir-frigo-communautaire", "blogue/2019/Ouvrir%20un%20frigo.html"])
def test_the_words_of_the_address_are_searched_for(path: str, root: str, reader: Reader) -> None:
    """Une vieille adresse devient une recherche: ses mots sont dans le champ, les premiers résultats dessous."""
    page = reader.open(root + path)
    assert "Ouvrir un frigo communautaire en huit étapes" in found(page)
    assert page.locator(QUERY).input_value().lower().startswith("ouvrir")
    assert reader.violations() == []
    page.set_viewport_size(PHONE)
    assert reader.wider() == []
    page.locator(".px-meant a", has_text="en huit étapes").click()
    page.wait_for_url("**/notes/ouvrir-un-frigo/")
    assert reader.troubles == []


def test_the_whole_address_is_tried_when_its_end_says_nothing(root: str, reader: Reader) -> None:
    """Quand le dernier mot ne donne rien, tous ceux de l'adresse sont cherchés."""
    page = reader.open(f"{root}frigo-communautaire/zzqxv/")
    assert any("frigo" in title.lower() for title in found(page))
    assert page.locator(QUERY).input_value() == "zzqxv"


@pytest.mark.parametrize(
    "path", ["zzqxv/", "%E0%A4%A/", "%3Cimg%20src=x%20onerror=alert(1)%3E/", "~~~/---/", "a" * 2000]
)
def test_an_address_may_be_anything(path: str, root: str, reader: Reader) -> None:
    """Une adresse illisible, hostile ou trop longue n'exécute rien et laisse la page entière."""
    page = reader.open(root + path)
    expect(page.locator("h1")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    assert len(page.locator(QUERY).input_value()) <= 80
    assert page.locator("main img").count() == 0
    assert reader.troubles == []


def test_the_field_searches_the_site(root: str, reader: Reader) -> None:
    """Le champ mène à la page de recherche, comme partout."""
    page = reader.open(f"{root}corvee/de/printemps/")
    page.locator(QUERY).fill("corvée")
    page.locator(QUERY).press("Enter")
    page.wait_for_url(f"{root}search/?q=corv*")
    expect(page.locator(".px-result").first).to_be_visible()
    assert reader.troubles == []


def test_it_leads_on_without_javascript(site: Path, browser: Browser) -> None:
    """Le champ et les listes mènent quelque part même sans JavaScript."""
    with served(site) as address, reading(browser, java_script_enabled=False) as plain:
        page = plain.open(f"{address}n/existe/pas/")
        assert page.locator(".px-meant").is_hidden()
        page.locator(QUERY).fill("frigo")
        page.locator(".px-finder-form button").click()
        page.wait_for_url(f"{address}search/?q=frigo")
        assert plain.troubles == []
