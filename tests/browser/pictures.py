"""The README's pictures: a note with who cites it, on a desktop in light; a notebook on a phone in dark.

Taken again by hand when the look changes: ``PYTHONPATH=tests .venv/bin/python -m browser.pictures``.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from browser.reader import DESKTOP, PHONE, Reader, reading
from browser.served import ROOT, build, served
from playwright.sync_api import Browser, sync_playwright

FOLDER = ROOT / "theme" / "docs" / "handbook" / "images"
HEAVIEST = 200_000


def cited(site: Path) -> str:
    """Return the address of the shortest French note that is in a notebook and that three others cite."""
    pages = {file: file.read_text("utf-8") for file in site.glob("notes/[!~]*/index.html")}
    good = [file for file, html in pages.items() if html.count("px-quote") > 2 and "px-neighbours" in html]
    french = [file for file in good if '<html lang="fr"' in pages[file]]
    return f"notes/{min(french, key=lambda file: (len(pages[file]), file)).parent.name}/"


def take(reader: Reader, name: str) -> None:
    """Write a picture of what the screen shows."""
    path = FOLDER / name
    reader.page.screenshot(path=path)
    size = path.stat().st_size
    sys.stdout.write(f"{path.relative_to(ROOT)}: {size:,} bytes\n")
    if size > HEAVIEST:
        message = f"{name} is heavier than {HEAVIEST:,} bytes"
        raise SystemExit(message)


def pictures(browser: Browser, site: Path, root: str) -> None:
    """Take both pictures."""
    FOLDER.mkdir(exist_ok=True)
    with reading(browser, viewport=DESKTOP) as reader:
        page = reader.open(root + quote(cited(site)))
        page.locator(".px-quote").nth(2).evaluate("(one) => { one.scrollIntoView({block: 'end'}); scrollBy(0, 24); }")
        take(reader, "note.png")
    with reading(browser, viewport=PHONE) as reader:
        page = reader.open(f"{root}notebooks/", screen=PHONE)
        page.emulate_media(color_scheme="dark")
        page.locator(".px-card-title a").first.click()
        take(reader, "notebook-phone.png")


def main() -> None:
    """Build the sample, serve it, and take its pictures."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = build(ROOT, Path(folder) / "site")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        with served(site) as root:
            pictures(browser, site, root)
        browser.close()


if __name__ == "__main__":
    main()
