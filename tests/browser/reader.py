"""A reader in a real browser, who notices everything that goes wrong behind a page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, Response, ViewportSize

PHONE, DESKTOP = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE = """async (tags) => {
  const rules = {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], preload: false};
  const found = await axe.run(document, rules);
  return found.violations.flatMap(({id, help, nodes}) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")} ${node.any.map((why) => why.message).join(" ")}`));
}"""
_EXPECTED = re.compile("status of 404|blocked by Playwright")
"""What a browser says of an address that leads nowhere, and of a worker that a test does without."""
_WIDER = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".px-scroll, pre, [hidden]"))
  .map((one) => one.tagName + "." + one.className)"""


class Reader:
    """Reads one page after another; ``troubles`` is what the browser complained about meanwhile."""

    def __init__(self, page: Page) -> None:
        """Watch a page."""
        self.page = page
        self.hosts: set[str] = set()
        self.troubles: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        page.on("request", self._asked)
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)
        page.on("dialog", self._opened)

    def open(self, address: str, screen: ViewportSize = DESKTOP) -> Page:
        """Open an address on a screen, in the colours of the day, and wait for all that it loads."""
        self.hosts.add(urlsplit(address).netloc)
        self.troubles = []
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(screen)
        self.page.goto(address, wait_until="load")
        return self.page

    def violations(self) -> list[str]:
        """Return what axe-core finds wrong with the page as it is now."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(axe())
        return list(self.page.evaluate(_AXE, TAGS))

    def wider(self) -> list[str]:
        """Return what makes the page scroll sideways."""
        scrolls = self.page.evaluate("document.scrollingElement.scrollWidth > innerWidth")
        return [*self.page.evaluate(_WIDER), "the page"] if scrolls else []

    def forget(self) -> None:
        """Forget what was chosen, as someone who comes for the first time."""
        if self.page.url.startswith("http"):
            self.page.evaluate("localStorage.clear()")
            self.page.goto("about:blank")

    def _opened(self, dialog: Dialog) -> None:
        self.troubles.append(f"it ran: {dialog.message}")
        dialog.dismiss()

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _EXPECTED.search(message.text):
            self.troubles.append(f"{message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc not in self.hosts:
            self.troubles.append(f"another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # What was still on its way when the reader left for another page didn't fail.
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        # An address that leads nowhere may be opened; nothing else may be missing.
        if response.status >= 400 and not response.request.is_navigation_request():
            self.troubles.append(f"{response.status}: {response.url}")


@contextmanager
def reading(browser: Browser, **habits: Any) -> Iterator[Reader]:
    """Give a reader with a screen, a taste for light or dark, with or without JavaScript; remembers nothing after.

    Pages come from the server, unless ``service_workers`` is ``allow``.
    """
    usual: dict[str, Any] = {"viewport": DESKTOP, "reduced_motion": "reduce", "service_workers": "block"}
    context = browser.new_context(**{**usual, **habits})
    try:
        yield Reader(context.new_page())
    finally:
        context.close()


@cache
def axe() -> str:
    """Return the source of axe-core, from its package."""
    return (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
