"""Someone searches, from a header or on the search page: with a keyboard, a phone, a bad network, without a script."""

import re
from collections.abc import Iterator
from threading import Event
from urllib.parse import quote, urlencode, urlsplit

import pytest
from browser.reader import DESKTOP, PHONE, Reader, reading
from playwright.sync_api import Browser, Locator, Page, Route, expect

FIELD, QUERY = "#px-q", "#px-query"
_FETCHED = "performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname)"
_ACTIVE = "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.textContent ?? ''"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{7*7}} ${7*7} %(x)s {count}",
    "(a+)+$ [a-z]* .* \\ ^ | ?",
    '"',
    "-",
    "--- - -",
    "''’’ l’ d' qu’",
    "\u202efrigo\u202c \u0000\ufffe\u200b",
    "🥕🥕🥕 🇨🇦 👩🏽‍🌾",
    "مرحبا بكم في المطبخ",
    "le la les de du",
    "a",
    "constructor __proto__ toString hasOwnProperty",
    "&amp;&lt;&#x3c;",
    "x" * 10_000,
    "frigo " * 1_666,
]


@pytest.fixture
def stranger(browser: Browser) -> Iterator[Reader]:
    """Read as someone who comes for the first time, and may lose the network."""
    with reading(browser) as one:
        yield one


def searched(root: str, query: str = "", language: str = "", **chosen: str) -> str:
    """Return the address of a search."""
    return f"{root}{language}search/?{urlencode({'q': query, **chosen})}"


def options(page: Page) -> Locator:
    """Return what the list under the header's field offers."""
    return page.get_by_role("listbox").get_by_role("option")


def titles(page: Page) -> list[str]:
    """Return the titles of the results."""
    return page.locator(".px-results .px-card-title a").all_inner_texts()


def answered(page: Page) -> int:
    """Wait for results on the search page, and return how many there are."""
    expect(page.locator(".px-finder-found")).to_have_text(re.compile(r"\d"))
    return int(re.sub(r"\D", "", page.locator(".px-finder-found").inner_text()))


def quoted(page: Page) -> None:
    """Wait for the sentence of a result."""
    expect(page.locator(".px-results mark").first).to_be_visible()


def choose(page: Page, facet: str, at: int = 0) -> tuple[str, int]:
    """Open a facet and tick a value; return it and the number beside it."""
    place = page.locator(f"[data-facet={facet}]")
    if place.get_attribute("open") is None:
        place.locator("summary").click()
    value = place.locator(".px-choice").nth(at)
    count = int(re.sub(r"\D", "", value.locator(".px-count").inner_text()))
    value.locator("input").check()
    return value.locator("input").input_value(), count


def test_nothing_is_fetched_before_one_searches(root: str, stranger: Reader) -> None:
    """Lire, faire défiler, suivre un lien ne coûte rien à qui ne cherche pas; aller au champ charge la recherche."""
    page = stranger.open(f"{root}notes/")
    page.mouse.wheel(0, 3000)
    page.locator("h1").click()
    page.wait_for_timeout(300)
    assert [path for path in page.evaluate(_FETCHED) if "search" in path] == []
    page.locator(FIELD).focus()
    page.wait_for_function(f"() => {_FETCHED}.some((path) => path.endsWith('data/search/meta.json'))")
    assert stranger.troubles == []


@pytest.mark.parametrize(
    ("typed", "leads"),
    [
        ("ouvrir un frigo", "notes/ouvrir-un-frigo/"),
        ("SECURITE ALIMENTAIRE", "terms/securite-alimentaire/"),
        ("sécurité alimentaire", "terms/securite-alimentaire/"),
        ("qu'est-ce qu’un tiers-lieu", "terms/tiers-lieu/"),
        ("outiltheque", "notes/outiltheque/"),
        ("corde à nœuds", "notes/marche-exploratoire-pont-viau/"),
        ("chibouga", "notes/arriver-a-chibougamau/"),
        ("how to open a community fridge", "notes/opening-a-community-fridge/"),
    ],
)
def test_typing_finds(root: str, reader: Reader, typed: str, leads: str) -> None:
    """Avec ou sans accents, avec l'une ou l'autre apostrophe, en français ou en anglais, dès les premières lettres."""
    page = reader.open(root)
    page.locator(FIELD).press_sequentially(typed)
    expect(page.locator(f"[role=option][href*='{leads}']")).to_be_visible()
    assert reader.troubles == []


def test_a_walk_with_the_keyboard(root: str, reader: Reader) -> None:
    """« / » mène au champ, les flèches aux résultats et au mot tapé, Échap ferme puis efface, Entrée va plus loin."""
    page = reader.open(f"{root}notes/")
    page.keyboard.press("/")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("frigo")
    expect(options(page)).to_have_count(6)
    offered = options(page).all_text_contents()
    walk = ("ArrowDown", "ArrowDown", "End", "ArrowDown", "ArrowUp", "Home", "ArrowUp")
    seen = []
    for key in walk:
        page.keyboard.press(key)
        seen.append(str(page.evaluate(_ACTIVE))[:20])
    assert seen == [one[:20] for one in (offered[0], offered[1], offered[5], "", offered[5], offered[0], "")]
    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)
    assert page.locator(FIELD).input_value() == "frigo"
    page.keyboard.press("ArrowDown")
    expect(options(page)).to_have_count(6)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.locator(FIELD).input_value() == ""
    page.keyboard.type("1/2")
    assert page.locator(FIELD).input_value() == "1/2"
    assert reader.troubles == []


def test_enter_opens_what_is_chosen_and_else_the_search_page(root: str, reader: Reader) -> None:
    """Entrée ouvre le résultat choisi; sans choix, la page de recherche, où l'on retrouve ce qu'on a tapé."""
    page = reader.open(f"{root}notes/")
    page.keyboard.press("/")
    page.keyboard.type("frigo")
    expect(options(page)).to_have_count(6)
    page.keyboard.press("ArrowDown")
    first = str(options(page).first.get_attribute("href")).partition("#")[0]
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(first)))
    page.go_back()
    page.locator(FIELD).fill("corvée")
    page.locator(FIELD).press("Enter")
    page.wait_for_url("**/search/?q=corv%C3%A9e")
    assert answered(page)
    assert page.locator(QUERY).input_value() == "corvée"
    assert reader.troubles == []


@pytest.mark.parametrize(("home", "said"), [("", "résultats"), ("en/", "results")])
def test_what_a_screen_reader_is_told(home: str, said: str, root: str, reader: Reader) -> None:
    """Un champ à liste, qui dit s'il est ouvert, ce qui est choisi, combien il y a de résultats, dans sa langue."""
    page = reader.open(root + home)
    field = page.get_by_role("combobox")
    expect(page.get_by_role("search")).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "false")
    field.focus()
    field.press_sequentially("frigo")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".px-search [role=status]")).to_have_text(re.compile(said))
    assert page.get_by_role("listbox").get_attribute("id") == field.get_attribute("aria-controls")
    field.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant")
    assert reader.violations() == []
    page.emulate_media(color_scheme="dark")
    assert reader.violations() == []
    assert reader.troubles == []


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_results_are_for_everybody(screen: dict[str, int], root: str, reader: Reader) -> None:
    """Résultats, filtres ouverts, rien trouvé: axe-core ne trouve rien à redire, de jour comme de nuit."""
    for address in (searched(root, "frigo", kind="note"), searched(root, "zzyzx"), f"{root}search/"):
        page = reader.open(address, screen)  # type: ignore[arg-type]  # a viewport
        expect(page.locator(".px-finder-off")).to_have_count(0)
        if "kind" in address:
            quoted(page)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
            assert reader.violations() == []
            assert reader.wider() == []
    assert reader.troubles == []


def test_a_result_leads_to_its_sentence(root: str, reader: Reader) -> None:
    """Un résultat montre la phrase, ses mots marqués, et mène à elle; rien ne bouge quand elle arrive."""
    page = reader.open(searched(root, "frigo"))
    answered(page)
    places = "[...document.querySelectorAll('.px-result')].map((one) => one.getBoundingClientRect().top)"
    before = page.evaluate(places)
    quoted(page)
    assert page.evaluate(places)[: len(before)] == before
    assert "frigo" in page.locator(".px-results mark").first.inner_text().lower()
    link = page.locator(".px-result:has(mark) .px-card-title a").first
    assert "#" in str(link.get_attribute("href"))
    link.click()
    page.wait_for_load_state("load")
    assert page.locator(".px-body").count()
    assert reader.troubles == []


def test_facets_narrow_and_the_address_tells(root: str, reader: Reader) -> None:
    """Une valeur cochée laisse le nombre annoncé; l'adresse la garde, au rechargement et au retour."""
    page = reader.open(searched(root, "frigo"))
    everything = answered(page)
    value, count = choose(page, "kind")
    assert 0 < count < everything
    expect(page.locator(".px-finder-found")).to_have_text(re.compile(rf"^{count}\b"))
    assert page.url == searched(root, "frigo", kind=value)
    second, more = choose(page, "kind", 1)
    expect(page.locator(".px-finder-found")).to_have_text(re.compile(rf"^{count + more}\b"))
    page.reload()
    assert answered(page) == count + more
    expect(page.locator("[data-facet=kind] input:checked")).to_have_count(2)
    page.go_back()
    expect(page.locator(".px-finder-found")).to_have_text(re.compile(rf"^{count}\b"))
    expect(page.locator("[data-facet=kind] input:checked")).to_have_count(1)
    page.go_back()
    expect(page.locator(".px-finder-found")).to_have_text(re.compile(rf"^{everything}\b"))
    page.go_forward()
    expect(page.locator(".px-finder-found")).to_have_text(re.compile(rf"^{count}\b"))
    assert second not in page.url
    assert reader.troubles == []


@pytest.mark.parametrize(
    "facet", ["kind", "community", "notebook", "theme", "region", "lang", "person", "license", "date"]
)
def test_each_facet_chooses(facet: str, root: str, reader: Reader) -> None:
    """Chaque facette dit combien de résultats chacune de ses valeurs laisse, et les laisse."""
    page = reader.open(searched(root, "bénévoles"))
    answered(page)
    value, count = choose(page, facet)
    expect(page.locator(".px-finder-found")).to_have_text(re.compile(rf"^{count}\b"))
    assert page.url == searched(root, "bénévoles", **{facet: value})
    assert reader.troubles == []


def test_facets_together(root: str, reader: Reader) -> None:
    """Deux facettes se croisent, leurs nombres suivent; ce qui est choisi se retire, un filtre ou tous."""
    page = reader.open(searched(root, "bénévoles"))
    everything = answered(page)
    _, notes = choose(page, "kind")
    expect(page.locator(".px-finder-found")).to_have_text(re.compile(rf"^{notes}\b"))
    _, both = choose(page, "lang")
    expect(page.locator(".px-finder-found")).to_have_text(re.compile(rf"^{both}\b"))
    assert both <= notes
    page.locator(".px-chosen button").nth(1).click()
    expect(page.locator(".px-finder-found")).to_have_text(re.compile(rf"^{notes}\b"))
    page.locator(".px-chosen button").last.click()
    expect(page.locator(".px-finder-found")).to_have_text(re.compile(rf"^{everything}\b"))
    assert page.url == searched(root, "bénévoles")
    assert reader.troubles == []


def test_results_are_sorted_and_shown_by_tens(root: str, reader: Reader) -> None:
    """On trie par date; le bouton en montre dix de plus, et y mène; on les retrouve au retour."""
    page = reader.open(searched(root, "bénévoles", sort="date"))
    assert answered(page) > 20
    expect(page.locator(".px-result")).to_have_count(10)
    years = [
        int(found[0]) for text in page.locator(".px-result-about").all_inner_texts() if (found := _YEAR.findall(text))
    ]
    assert years == sorted(years, reverse=True)
    page.locator(".px-finder-more").click()
    expect(page.locator(".px-result")).to_have_count(20)
    expect(page.locator(".px-result").nth(10).locator("a")).to_be_focused()
    found = titles(page)
    assert len(set(found)) == 20
    page.wait_for_timeout(500)
    page.locator(".px-result").nth(15).locator("a").click()
    page.wait_for_url(re.compile(r"^(?!.*search)"))
    page.go_back()
    expect(page.locator(".px-result")).to_have_count(20)
    assert titles(page) == found
    assert reader.troubles == []


_YEAR = re.compile(r"\b20\d\d\b")


@pytest.mark.parametrize(("path", "field", "shown"), [("search/", QUERY, ".px-result"), ("", FIELD, "[role=option]")])
def test_a_slow_answer_comes_too_late(path: str, field: str, shown: str, root: str, stranger: Reader) -> None:
    """Ce qui répond trop tard à une question qu'on ne pose plus ne paraît jamais, sur la page comme dans l'en-tête."""
    page, held = stranger.open(root + path), list[Route]()
    later = Event()
    page.locator(field).focus()
    page.wait_for_function(f"() => {_FETCHED}.some((path) => path.endsWith('meta.json'))")
    page.route("**/data/search/*.bin", lambda route: route.continue_() if later.is_set() else held.append(route))
    page.locator(field).fill("frigo")
    while not held:
        page.wait_for_timeout(20)
    later.set()
    page.locator(field).fill("quorum")
    expect(page.locator(shown).first).to_have_text(re.compile("quorum", re.IGNORECASE))
    page.wait_for_timeout(700)  # the first results are shown before the others
    before = page.locator(shown).count()
    for route in held:
        route.continue_()
    page.wait_for_timeout(700)
    expect(page.locator(shown).first).to_have_text(re.compile("quorum", re.IGNORECASE))
    assert page.locator(shown).count() == before
    assert stranger.troubles == []


@pytest.mark.parametrize("lost", ["**/data/search/*.bin", "**/data/search/*.json"], ids=["shards", "cards"])
def test_what_can_t_be_loaded_is_said_and_tried_again(lost: str, root: str, stranger: Reader) -> None:
    """Sans réseau, la page le dit et offre de réessayer, ce qui marche dès que le réseau revient."""
    page = stranger.open(f"{root}search/")
    page.route(lost, lambda route: route.abort("internetdisconnected"))
    page.locator(QUERY).fill("frigo")
    trouble = page.get_by_role("alert")
    expect(trouble).to_contain_text("pu être chargée")
    assert stranger.violations() == []
    page.unroute(lost)
    trouble.get_by_role("button").click()
    expect(page.locator(".px-result").first).to_be_visible()
    expect(trouble).to_be_hidden()


def test_a_page_read_again_shows_what_is_found_by_then(root: str, stranger: Reader) -> None:
    """Rien n'avait été trouvé sans réseau: la page rechargée montre ses résultats, pas seulement leur nombre."""
    page = stranger.open(f"{root}search/")
    page.route("**/data/search/*", lambda route: route.abort("internetdisconnected"))
    page.locator(QUERY).fill("frigo")
    expect(page.get_by_role("alert")).to_be_visible()
    page.wait_for_function("() => history.state?.shown === 0 && location.search")
    page.unroute("**/data/search/*")
    page.reload()
    assert answered(page) > 0
    expect(page.locator(".px-result").first).to_be_visible()


def test_help_is_there_when_nothing_is_found(root: str, reader: Reader) -> None:
    """Rien trouvé: la page le dit, conseille, et mène aux listes; une faute de frappe est reconnue."""
    page = reader.open(searched(root, "zzyzx"))
    expect(page.locator(".px-finder-found")).to_have_text("Aucun résultat")
    expect(page.locator(".px-finder-advice li")).to_have_count(3)
    for folder in ("themes/", "communities/", "people/"):
        expect(page.locator(f".px-finder-lists a[href$='{folder}']")).to_be_visible()
    assert reader.troubles == []


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: repr(query[:16]))
def test_whatever_is_searched_is_text(query: str, root: str, reader: Reader) -> None:
    """N'importe quoi dans l'adresse, dans le champ ou dans une facette: une réponse ou « aucun résultat »."""
    page = reader.open(searched(root, query, kind=query[:200], sort=query[:20], inconnu="x"))
    expect(page.locator(".px-finder-found")).to_have_text(re.compile("résultat"))
    assert page.locator(QUERY).input_value() == query
    page.locator(QUERY).fill("")
    page.locator(QUERY).fill(query)
    page.locator(QUERY).press("Enter")
    expect(page.locator(".px-finder-found")).to_have_text(re.compile("résultat"))
    page.wait_for_timeout(400)
    assert page.locator("main :is(script, img, iframe, svg)").count() == 0
    assert reader.wider() == []
    page = reader.open(root)
    page.locator(FIELD).fill(query)
    expect(page.locator(".px-search [role=status]")).to_have_text(re.compile("résultat"))
    assert page.locator(".px-search :is(script, img, iframe, svg)").count() == 0
    assert reader.troubles == []


def test_on_a_phone_a_magnifier_leads_to_the_search_page(root: str, browser: Browser) -> None:
    """Sur un téléphone, la loupe de l'en-tête mène à la page, où tout ce qui se touche a 44 pixels; 320 suffisent."""
    with reading(browser, has_touch=True) as phone:
        page = phone.open(root, PHONE)
        expect(page.locator(FIELD)).to_be_hidden()
        page.locator(".px-search-link").tap()
        page.wait_for_url("**/search/")
        page.locator(QUERY).fill("frigo")
        answered(page)
        page.locator(".px-filters > summary").tap()
        page.locator("[data-facet=kind] > summary").tap()
        page.locator(".px-choice").first.tap()
        page.locator(".px-result").first.scroll_into_view_if_needed()
        quoted(page)
        touched = page.locator("main :is(button, .px-choice, summary, input[type=search], select):visible")
        small = [
            one.evaluate("one => one.outerHTML") for one in touched.all() if (one.bounding_box() or {})["height"] < 44
        ]
        assert small == []
        page.set_viewport_size({"width": 320, "height": 640})
        assert phone.wider() == []
        assert phone.violations() == []
        assert phone.troubles == []


def test_slash_on_a_small_screen_leads_to_the_search_page(root: str, reader: Reader) -> None:
    """« / » ne perd personne là où le champ n'est pas montré, ni sur la page de recherche; il s'écrit où l'on écrit."""
    page = reader.open(f"{root}en/", PHONE)
    page.keyboard.press("/")
    page.wait_for_url("**/en/search/")
    expect(page.locator(QUERY)).to_be_focused()
    page.keyboard.type("and/or")
    assert page.locator(QUERY).input_value() == "and/or"
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator(QUERY)).to_be_focused()
    assert reader.troubles == []


def test_the_guide_s_pages_search_too(root: str, reader: Reader) -> None:
    """Les pages du guide, que l'hôte rend, ont le même champ."""
    page = reader.open(f"{root}handbook/")
    page.keyboard.press("/")
    page.keyboard.type("frigo")
    expect(options(page)).to_have_count(6)
    assert reader.troubles == []


def test_without_javascript_there_is_a_way(root: str, browser: Browser) -> None:
    """Sans JavaScript, le champ mène à une page qui le dit et dont les listes mènent à tout."""
    with reading(browser, java_script_enabled=False) as plain:
        page = plain.open(f"{root}notes/")
        page.locator(FIELD).fill("frigo")
        page.locator(FIELD).press("Enter")
        assert page.url == f"{root}search/?q=frigo"
        expect(page.locator(".px-finder-off")).to_be_visible()
        assert page.locator("main :is(button[type=button], select, details):visible").count() == 0
        leads = [str(one.get_attribute("href")) for one in page.locator(".px-finder-help a").all()]
        assert len(leads) > 10
        for folder in ("notes", "terms", "people", "communities", "notebooks", "themes", "regions"):
            assert f"../{folder}/" in leads
        page.locator(".px-finder-help a").first.click()
        assert urlsplit(page.url).path == "/notes/"
        assert plain.troubles == []


def test_the_search_page_speaks_the_language_of_its_address(root: str, reader: Reader) -> None:
    """La page anglaise parle anglais, dates et nombres compris, et trouve aussi les notes françaises."""
    page = reader.open(searched(root, "frigo", "en/"))
    answered(page)
    assert "results" in page.locator(".px-finder-found").inner_text()
    abouts = " ".join(page.locator(".px-result-about").all_inner_texts())
    assert re.search(r"Note · French · .*\b[A-Z][a-z]+ \d{1,2}, 20\d\d", abouts)
    assert page.locator(".px-result [lang=fr]").count()
    assert quote("frigo") in page.url
    assert reader.troubles == []
