"""The whole graph: a point is found by name, and what it leads to is told in words."""

from browser.reader import PHONE, Reader, reading
from playwright.sync_api import Browser, expect


def test_a_page_is_found_on_the_map(root: str, reader: Reader) -> None:
    """On tape un titre; ses pages liées sont dites sous la carte, et mènent à elles."""
    page = reader.open(f"{root}graph/")
    expect(page.locator(".px-graph-off")).to_have_count(0)
    page.get_by_label("Trouver une page").fill("Ouvrir un frigo communautaire en huit etapes")
    chosen = page.locator(".px-graph-chosen")
    expect(chosen.locator("h2 a")).to_have_text("Ouvrir un frigo communautaire en huit étapes")
    assert chosen.locator("li a").count() > 3
    assert reader.violations() == []
    chosen.locator("li a").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert "graph" not in page.url
    assert reader.troubles == []


def test_a_point_is_chosen_on_the_map(root: str, reader: Reader) -> None:
    """Un toucher au milieu d'une communauté la choisit; les filtres ne laissent que ce qu'on demande."""
    page = reader.open(f"{root}graph/", PHONE)
    canvas = page.locator(".px-graph-map")
    canvas.scroll_into_view_if_needed()
    page.get_by_label("Sorte de page").select_option(label="Communauté")
    box = canvas.bounding_box()
    assert box
    found = 0
    for across in range(10, int(box["width"]), 18):
        canvas.click(position={"x": across, "y": box["height"] / 2})
        found += page.locator(".px-graph-chosen h2").count()
    assert found
    assert "Communauté" in page.locator(".px-graph-chosen > p").inner_text()
    assert reader.troubles == []


def test_without_javascript_lists_lead_to_the_same(root: str, browser: Browser) -> None:
    """Sans JavaScript, la page le dit, et mène aux communautés."""
    with reading(browser, java_script_enabled=False) as plain:
        page = plain.open(f"{root}graph/")
        expect(page.locator(".px-graph-off")).to_be_visible()
        expect(page.locator("#px-graph")).to_be_hidden()
        assert page.locator(".px-roll--community a").count() > 5
