"""A gallery of what readers see: each kind of page, on a phone and on a desktop, in light and dark, French and English.

``PYTHONPATH=tests .venv/bin/python -m browser.gallery FOLDER`` writes the pictures, and ``index.html`` to look at them.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote, urlsplit

from browser.kinds import KINDS, address
from browser.reader import DESKTOP, PHONE, Reader, reading
from browser.served import ADDRESS, ROOT, build, served
from playwright.sync_api import sync_playwright

TALLEST = 3000
"""Pixels of a picture: what is below looks the same."""
SCREENS = {"phone": PHONE, "desktop": DESKTOP}
_SHEET = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><style>
body {{ font: 1rem sans-serif; margin: 2rem }} section {{ display: flex; gap: 1rem; flex-wrap: wrap }}
img {{ height: 30rem; border: 1px solid gray }} figure {{ margin: 0 }}</style>{sections}</html>
"""


def pages(site: Path, reader: Reader, root: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of a page of each kind, and of the same page in the site's other language."""
    for name in KINDS:
        path = quote(address(site, name))
        yield name, path
        reader.open(root + path)
        other = reader.page.locator("link[rel=alternate][hreflang=en]")
        if KINDS[name].interface == "fr" and other.count():
            yield f"{name}, in English", urlsplit(other.get_attribute("href") or "").path.removeprefix("/")
    yield "an address that leads nowhere", "notes/n-existe-pas/"


def shoot(reader: Reader, address: str, folder: Path, stem: str) -> list[str]:
    """Take a page on each screen in each scheme; return the names of the files."""
    names = []
    for screen, size in SCREENS.items():
        for scheme in ("light", "dark"):
            page = reader.open(address, size)
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            height = min(TALLEST, int(page.evaluate("document.documentElement.scrollHeight")))
            page.set_viewport_size({"width": size["width"], "height": height})
            names.append(f"{stem}-{screen}-{scheme}.png")
            page.screenshot(path=folder / names[-1])
    return names


def gallery(folder: Path) -> int:
    """Write the gallery of the sample into a folder; return how many pictures it has."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    sections: list[str] = []
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        site = build(ROOT, Path(place) / "site")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        with served(site) as root, reading(browser) as reader:
            for name, path in list(pages(site, reader, root)):
                names = shoot(reader, root + path, folder, name.replace(", ", "-").replace(" ", "-").lower())
                shown = "".join(f'<figure><img src="{one}" alt="" loading="lazy"></figure>' for one in names)
                sections.append(f"<h2>{escape(name)}: {escape(ADDRESS + path)}</h2><section>{shown}</section>")
        browser.close()
    (folder / "index.html").write_text(_SHEET.format(sections="\n".join(sections)), encoding="utf-8")
    return 4 * len(sections)


if __name__ == "__main__":
    count = gallery(Path(sys.argv[1]))
    sys.stdout.write(f"{count} pictures: {sys.argv[1]}/index.html\n")
