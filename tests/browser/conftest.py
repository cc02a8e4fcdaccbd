"""The sample site, built once and served at a root and below a folder; one headless Chromium for all."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from browser.served import ROOT, build, served

try:
    from browser.reader import Reader, reading
    from playwright.sync_api import Browser, sync_playwright
except ImportError:
    READY = False
else:
    READY = True

NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Unread(pytest.Module):
    """A file of tests that can't be read here."""

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """Say why."""
        pytest.skip("playwright is not installed: pip install -e '.[test]'", allow_module_level=True)


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Skip everything where there is no Playwright."""
    return None if READY else Unread.from_parent(parent, path=module_path)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start a Chromium of this machine; skip the test where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.skip(f"no browser on this machine: none of {', '.join(NAMES)} is on the path")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=OPTIONS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sample, once."""
    return build(ROOT, tmp_path_factory.mktemp("sample") / "site")


@pytest.fixture(scope="session")
def root(site: Path) -> Iterator[str]:
    """Serve the sample at a root; give its address."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Iterator[Reader]:
    """Open one tab for all: opening another takes longer than reading a page."""
    with reading(browser) as one:
        yield one


@pytest.fixture
def reader(tab: Reader) -> Iterator[Reader]:
    """Read with nothing remembered."""
    yield tab
    tab.forget()
