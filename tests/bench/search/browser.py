"""A headless Chromium, and one engine open in it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.search.server import Line, Traffic, served

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--enable-blink-features=ForceEagerMeasureMemory",  # memory is measured when asked, not at the next collection
]
_LONG = 1_800_000  # milliseconds: an engine may index all documents in the browser


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a Chromium of this machine.

    Raises:
        FileNotFoundError: it has none.

    """
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        message = f"no browser on this machine: none of {', '.join(_NAMES)} is on the path"
        raise FileNotFoundError(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_OPTIONS)
        yield browser
        browser.close()


@dataclass(frozen=True)
class Tab:
    """A page where one engine can be asked, and what its site sends."""

    page: Page
    traffic: Traffic

    def first(self, query: str, *, soon: bool = True) -> tuple[float, list[str]]:
        """Search as the first thing a reader does: milliseconds, addresses, of the first results or of all ten."""
        time, found = self.page.evaluate("([query, soon]) => bench.first(query, soon)", [query, soon])
        return time, found

    def all(self, queries: list[str]) -> list[list[str]]:
        """Search for each: addresses of the first ten."""
        return list(self.page.evaluate("queries => bench.all(queries)", queries))

    def type(self, queries: list[str]) -> tuple[list[tuple[float, str]], float]:
        """Type each, letter by letter: milliseconds with what stands there then, milliseconds of the longest task."""
        typed: dict[str, Any] = self.page.evaluate("queries => bench.type(queries)", queries)
        return [(time, text) for time, text in typed["times"]], typed["longest"]

    def memory(self) -> int:
        """Give the bytes that the page and its workers hold."""
        return int(self.page.evaluate("bench.memory()"))

    def slow_down(self, times: int) -> None:
        """Make the page's processor so many times slower."""
        devtools = self.page.context.new_cdp_session(self.page)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": times})


@contextmanager
def opened(browser: Browser, engine: str, site: Path, languages: list[str]) -> Iterator[Tab]:
    """Serve a site, and open an engine's page there for a reader of the first language, with nothing in any cache."""
    with served(site) as traffic, fresh(browser, engine, traffic, languages) as tab:
        yield tab


@contextmanager
def fresh(
    browser: Browser, engine: str, traffic: Traffic, languages: list[str], line: Line | None = None
) -> Iterator[Tab]:
    """Open an engine's page on a site that is served, with nothing in any cache; the line applies once it is there."""
    traffic.line = None
    context = browser.new_context()
    context.set_default_timeout(_LONG)
    try:
        page = context.new_page()
        page.goto(f"{traffic.address}bench/index.html?engine={engine}&languages={','.join(languages)}")
        page.wait_for_function("() => 'bench' in window")
        traffic.look()
        traffic.line = line
        yield Tab(page, traffic)
    finally:
        traffic.line = None
        context.close()
