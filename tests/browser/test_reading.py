"""What a reader may do with a page: look where a link leads, share it, copy a link to a place, learn its shortcuts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.kinds import address
from browser.reader import DESKTOP, PHONE, Reader, reading
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

_FETCHED = (
    """() => performance.getEntriesByType("resource").filter((one) => one.name.includes("assets/reading/")).length"""
)


@pytest.fixture
def page(site: Path, root: str, reader: Reader) -> Iterator[Page]:
    """Open a note that others cite, with links and headings; whatever is done there, the browser stays content."""
    yield reader.open(root + address(site, "note with a table"))
    assert reader.troubles == []


def link(page: Page) -> Locator:
    """Return the first link of the text to another document."""
    return page.locator(".px-body a.px-link:not([href^='#'])").first


def preview(page: Page) -> Locator:
    """Return the preview that shows."""
    return page.locator(".px-preview:popover-open")


def test_nothing_is_fetched_before_a_reader_does_something(page: Page) -> None:
    """Ouvrir une page ne charge rien de plus; le premier geste charge un seul fichier."""
    assert page.evaluate(_FETCHED) == 0
    page.keyboard.press("Tab")
    expect(page.locator(".px-anchor").first).to_be_attached()
    assert page.evaluate(_FETCHED) == 1


def test_a_link_shows_where_it_leads(page: Page) -> None:
    """Au survol : le genre, le titre et le résumé de la page liée, lus dans cette page; ailleurs, plus rien."""
    link(page).hover()
    expect(preview(page)).to_be_visible()
    title = preview(page).locator(".px-preview-title").inner_text()
    assert preview(page).locator(".px-preview-kind").inner_text()
    assert link(page).get_attribute("aria-describedby") == "px-preview"
    page.mouse.move(2, 2)
    expect(preview(page)).to_have_count(0)
    assert link(page).get_attribute("aria-describedby") is None
    link(page).click()
    expect(page.locator("h1")).to_have_text(title)


def test_a_preview_can_be_gone_over_and_sent_away(page: Page) -> None:
    """WCAG 1.4.13 : le pointeur peut aller sur l'aperçu sans qu'il parte; Échap le ferme sans bouger le pointeur."""
    link(page).hover()
    expect(preview(page)).to_be_visible()
    preview(page).hover()
    page.wait_for_timeout(400)
    expect(preview(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(preview(page)).to_have_count(0)


def test_a_preview_shows_on_focus(page: Page, reader: Reader) -> None:
    """Au clavier, l'aperçu vient avec le focus et part avec lui; il tient dans l'écran, et axe n'a rien à redire."""
    page.keyboard.press("Tab")
    link(page).focus()
    expect(preview(page)).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] - one of two
        assert reader.violations() == []
    box = preview(page).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= DESKTOP["width"]
    link(page).blur()
    expect(preview(page)).to_have_count(0)


def test_a_finger_follows_the_link(browser: Browser, site: Path, root: str) -> None:
    """Au doigt, la première touche suit le lien : rien ne s'interpose."""
    with reading(browser, viewport=PHONE, has_touch=True) as one:
        page = one.open(root + address(site, "note with a table"), PHONE)
        before = page.url
        link(page).tap()
        page.wait_for_url(lambda url: url != before)
        assert one.troubles == []


def test_a_heading_has_a_link_to_copy(page: Page, reader: Reader) -> None:
    """Le lien d'un titre s'atteint au clavier, se copie, et mène au titre; le titre, lui, ne dit que ses mots."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("Tab")
    anchor = page.locator(".px-anchor").first
    heading = page.locator(".px-body h2").first
    assert anchor.get_attribute("aria-label") == f"Copier le lien vers «\u00a0{heading.inner_text()}\u00a0»"
    anchor.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".px-tools [role=status]")).to_have_text("Le lien est copié.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert page.url.endswith(f"#{heading.get_attribute('id')}")
    assert reader.violations() == []


def test_headings_do_not_move_when_their_links_come(page: Page) -> None:
    """Rien ne bouge sous les yeux de qui lit."""
    tops = "() => [...document.querySelectorAll('.px-body > *')].map((one) => one.getBoundingClientRect().top)"
    before = page.evaluate(tops)
    page.keyboard.press("Shift")
    expect(page.locator(".px-anchor").first).to_be_attached()
    assert page.evaluate(tops) == before


def test_a_page_is_shared_or_its_link_copied(page: Page) -> None:
    """Là où le système sait partager, on lui donne la page; ailleurs, son lien est copié, et c'est dit."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("Object.defineProperty(navigator, 'share', {value: undefined, configurable: true})")
    page.get_by_role("button", name="Partager").click()
    expect(page.locator(".px-tools [role=status]")).to_have_text("Le lien est copié.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.evaluate("""Object.defineProperty(navigator, 'share',
      {value: async (what) => { document.title = `${what.title} ${what.url}`; }})""")
    page.get_by_role("button", name="Partager").click()
    expect(page).to_have_title(f"{page.locator('h1').inner_text()} {page.url}")


def test_the_table_of_contents_follows(page: Page) -> None:
    """La section qu'on lit est marquée dans la table des matières."""
    page.locator(".px-toc a").last.click()
    expect(page.locator(".px-toc a[aria-current]")).to_have_text(page.locator(".px-toc a").last.inner_text())


@pytest.mark.parametrize("name", ["home", "note with a table", "handbook"])
def test_shortcuts_are_told_and_refused(name: str, site: Path, root: str, reader: Reader) -> None:
    """« ? » ouvre l'aide partout, Échap la ferme; une case y éteint les raccourcis, « / » aussi, et c'est retenu."""
    page = reader.open(root + address(site, name))
    help_ = page.locator("#px-keys")
    page.keyboard.press("?")
    expect(help_).to_be_visible()
    assert reader.violations() == []
    page.keyboard.press("Escape")
    expect(help_).not_to_be_visible()
    page.locator(".px-keys-open").click()
    help_.get_by_role("checkbox").uncheck()
    help_.get_by_role("button").click()
    expect(help_).not_to_be_visible()
    page.reload()
    for key in ("?", "/"):
        page.keyboard.press(key)
        page.wait_for_timeout(100)
        assert page.evaluate("document.activeElement === document.body")
    page.locator(".px-keys-open").click()
    assert not help_.get_by_role("checkbox").is_checked()
    help_.get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#px-q")).to_be_focused()
    assert reader.troubles == []


def test_without_javascript_nothing_is_promised(browser: Browser, site: Path, root: str) -> None:
    """Sans JavaScript, aucun bouton qui ne ferait rien."""
    with reading(browser, java_script_enabled=False) as one:
        page = one.open(root + address(site, "note with a table"))
        assert page.locator("main button:visible, footer button:visible").count() == 0


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["on a phone", "on a desktop"])
def test_what_stands_around_a_note_is_drawn(screen: ViewportSize, site: Path, root: str, reader: Reader) -> None:
    """Le dessin se déplie, ses liens s'atteignent et mènent; en clair, en sombre, rien ne dépasse ni ne manque."""
    page = reader.open(root + address(site, "note with backlinks"), screen)
    drawing = page.locator(".px-around")
    drawing.locator("summary").click()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] - one of two
        assert reader.violations() == []
    assert reader.wider() == []
    drawing.locator("summary").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.querySelector('.px-around a')")
    title = drawing.locator("a text").first.inner_html().replace("<", " <").partition(" ")[0]
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(title)
    assert reader.troubles == []
