"""The sample site, built once and served at a root and below a folder; one headless Chromium for all."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

try:
    from playwright.sync_api import Browser, sync_playwright
except ImportError:  # pragma: no cover
    pytest.skip("playwright is not installed: pip install -e '.[test]'", allow_module_level=True)

from browser.reader import Reader, reading
from browser.served import ROOT, build, served

NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


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
