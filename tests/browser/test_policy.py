"""The Content-Security-Policy in a browser: it stands in the way of nothing of ours, and of all that isn't."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from browser.kinds import KINDS, address
from browser.reader import Reader, reading
from browser.served import build, served
from playwright.sync_api import Browser, Route, expect

WATCH = """addEventListener("securitypolicyviolation", ({effectiveDirective, blockedURI}) =>
  (window.refused ??= []).push(`${effectiveDirective} ${blockedURI}`), true)"""
POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
REFUSED = "window.refused ?? []"
INJECTED = """<script>window.ran = 1</script><img src="x" onerror="window.ran = 2">
<a id="lure" href="javascript:window.ran = 3">a</a><script src="https://mal.example/x.js"></script>
<base href="https://mal.example/"><iframe src="https://mal.example/"></iframe>
<object data="https://mal.example/x"></object><link rel="stylesheet" href="https://mal.example/x.css">"""


@pytest.fixture(scope="module")
def watched(browser: Browser) -> Iterator[Reader]:
    """Read with a witness of all that is refused."""
    with reading(browser) as one:
        one.page.add_init_script(WATCH)
        yield one


@pytest.mark.parametrize("name", [*KINDS, "nowhere"])
def test_the_policy_refuses_nothing_of_ours(name: str, site: Path, root: str, watched: Reader) -> None:
    """Sur chaque genre de page, chercher et changer de couleurs ne se heurte à rien."""
    page = watched.open(root + ("n/existe/pas/" if name == "nowhere" else quote(address(site, name))))
    assert page.locator("head > meta[http-equiv=Content-Security-Policy]").count() == 1
    page.locator("[data-px-palette]:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.locator("#px-q, #px-query").first.fill("frigo")
    expect(page.locator(".px-option, .px-result").first).to_be_visible()
    page.evaluate("localStorage.clear()")
    assert page.evaluate(REFUSED) == []
    assert watched.troubles == []


def test_a_dark_page_is_never_painted_light(root: str, browser: Browser) -> None:
    """Le choix de couleurs est en place avant que le texte soit là."""
    with reading(browser, color_scheme="dark") as dark:
        seen = """new MutationObserver(() => {
          const main = document.querySelector("main");
          if (main) window.first ??= document.body.dataset.mdColorScheme;
        }).observe(document, {childList: true, subtree: true})"""
        dark.page.add_init_script(seen)
        dark.page.goto(root)
        assert dark.page.evaluate("window.first") == "slate"


def test_what_slips_into_a_page_does_not_run(root: str, watched: Reader) -> None:
    """Un script, un gestionnaire, un lien qui exécute, un cadre, une base venus dans un texte sont tous refusés."""

    def inject(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</main>", INJECTED + "</main>"))

    watched.page.route("**/notes/", inject)
    page = watched.open(f"{root}notes/")
    page.locator("#lure").dispatch_event("click")
    page.wait_for_function("() => window.refused?.some((one) => one.startsWith('frame-src'))")
    page.unroute("**/notes/")
    refused = [one.split()[0] for one in page.evaluate(REFUSED)]
    assert page.evaluate("window.ran") is None
    assert {"script-src-elem", "script-src-attr", "style-src-elem", "base-uri", "object-src", "frame-src"} <= set(
        refused
    )
    assert page.evaluate("document.baseURI").startswith(root)


FILES = {
    "mkdocs.yml": """
site_name: Petit commun
docs_dir: guide
theme: {name: material, language: fr}
extra_javascript: [own.js, {path: own.mjs, type: module}, "https://cdn.example/far.js"]
extra_css: [own.css, "https://cdn.example/far.css"]
plugins: [praxis]
""",
    "guide/index.md": "# Guide\n\n| a |\n|:-:|\n| b |\n\n<script>window.ran = 1</script>\n",
    "guide/handbook/index.md": "# Guide\n\n| a |\n|:-:|\n| b |\n\n<script>window.ran = 1</script>\n",
    "guide/own.js": "document.body.dataset.own = typeof __md_get;",
    "guide/own.mjs": "document.body.dataset.module = 'here';",
    "guide/own.css": ":root { --own: 3px; }",
    "notes/jardin.md": "# Jardin\n\nTexte.\n",
}
FAR = {
    "far.js": ("text/javascript", "document.body.dataset.far = 'here'; document.body.style.top = '1px';"),
    "far.css": ("text/css", ":root { --far: 5px; }"),
}


@pytest.mark.parametrize("path", ["notes/jardin/", "", "handbook/"])
def test_what_a_maintainer_adds_runs(path: str, tmp_path: Path, watched: Reader) -> None:
    """Les scripts et styles que nomment les réglages sont chargés, d'ici ou d'ailleurs; rien d'autre ne s'exécute."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    def answer(route: Route) -> Any:
        kind, body = FAR[route.request.url.rpartition("/")[2]]
        return route.fulfill(content_type=kind, body=body)

    watched.page.route("https://cdn.example/**", answer)
    with served(build(tmp_path, tmp_path / "out")) as address:
        page = watched.open(address + path)
        for name, value in {"own": "function", "module": "here", "far": "here"}.items():
            expect(page.locator("body")).to_have_attribute(f"data-{name}", value)
        given = "['--own', '--far'].map((name) => getComputedStyle(document.documentElement).getPropertyValue(name))"
        assert page.evaluate(given) == ["3px", "5px"]
        assert page.evaluate("window.ran") is None
        assert page.evaluate(REFUSED) == (["script-src-elem inline"] if path == "handbook/" else [])
        page.goto("about:blank")
    page.unroute("https://cdn.example/**")


def test_no_page_is_without_a_policy(site: Path) -> None:
    """Toutes les pages du site en ont une, jusqu'à celles qui mènent d'une vieille adresse à la nouvelle."""
    pages = [page for page in site.rglob("*.html") if POLICY not in page.read_text(encoding="utf-8")[:400]]
    assert pages == []
