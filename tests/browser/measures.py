"""What a page costs its readers, and what axe-core and Lighthouse say of it: one table.

``PYTHONPATH=tests:. .venv/bin/python -m browser.measures`` builds the sample and measures a page of each kind, on a
host that compresses as GitHub Pages does. With ``--lighthouse FOLDER``, Lighthouse is installed there by npm, unless
it is there already, and asked about the main kinds of pages, as on a phone.
"""

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from browser.kinds import KINDS, address
from browser.reader import DESKTOP, PHONE, reading
from browser.served import ROOT, build
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.bench.search.server import MOBILE, Traffic, served

LIGHTHOUSE = "lighthouse@12.8.2"
MAIN = ("home", "note with backlinks", "term", "organization", "person", "community", "notebook", "theme", "search")
WIDTHS = (ViewportSize(width=320, height=640), PHONE, DESKTOP)
SCHEMES = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
}
_PAINT = """() => new Promise((done) => {
  let paint = 0, shift = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) paint = one.startTime; })
    .observe({type: "largest-contentful-paint", buffered: true});
  const moved = (one) => { shift += one.hadRecentInput ? 0 : one.value; };
  new PerformanceObserver((list) => list.getEntries().forEach(moved))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done([paint, shift]), 500);
})"""


class Cost(NamedTuple):
    """What a first visit of a page costs: bytes and requests, bytes of script, of which from elsewhere; its paint."""

    name: str
    sent: int
    requests: int
    script: int
    foreign: int
    paint: float
    shift: float


def cost(browser: Browser, traffic: Traffic, site: Path, name: str) -> Cost:
    """Open a page of a kind for the first time, on a phone, far from its host."""
    path = quote(address(site, name))
    with reading(browser, viewport=PHONE, service_workers="block") as reader:
        page, hosts = reader.page, list[str]()
        page.on("request", lambda request: hosts.append(urlsplit(request.url).netloc))
        slow = page.context.new_cdp_session(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        traffic.look()
        traffic.line = MOBILE
        reader.open(traffic.address + path, PHONE)
        paint, shift = page.evaluate(_PAINT)
        traffic.line = None
        sent = traffic.look()
    scripts = [site / urlsplit(url).path.lstrip("/") for url, _ in sent if urlsplit(url).path.endswith(".js")]
    script = sum(len(gzip.compress(file.read_bytes())) for file in scripts)
    own = urlsplit(traffic.address).netloc
    foreign = sum(1 for host in hosts if host and host != own)
    return Cost(name, sum(size for _, size in sent), len(sent), script, foreign, paint / 1000, shift)


def states(page: Page, width: int) -> Iterator[str]:
    """Yield the states a page can be in, the page being in each: at rest, then with what opens."""
    yield "rest"
    menu = page.locator(".px-menu summary")
    if menu.is_visible():
        menu.click()
        yield "menu open"
        menu.click()
    field = page.locator("#px-q")
    if field.count() and field.is_visible():
        field.fill("frigo")
        page.locator("[role=option]").first.wait_for(timeout=5000)
        yield "search open"
        page.keyboard.press("Escape")
    filters = page.locator(".px-filters > summary")
    if filters.count() and page.locator("#px-query").count():
        page.locator("#px-query").fill("frigo")
        page.locator(".px-result").first.wait_for(timeout=5000)
        if width < DESKTOP["width"]:
            filters.click()
        yield "filters"
    link = page.locator(".px-body a.px-link").first
    if width == DESKTOP["width"] and link.count():
        link.hover()
        page.wait_for_timeout(600)
        yield "preview open"


def violations(browser: Browser, site: Path, root: str) -> tuple[int, list[str]]:
    """Return how many states were looked at, and what axe-core finds wrong in each."""
    looked, found = 0, list[str]()
    for name in KINDS:
        path = quote(address(site, name))
        for scheme, media in SCHEMES.items():
            for screen in WIDTHS:
                with reading(browser, viewport=screen, **media) as reader:
                    reader.page.set_viewport_size(screen)
                    reader.hosts.add(urlsplit(root).netloc)
                    reader.page.goto(root + path)
                    for state in states(reader.page, screen["width"]):
                        looked += 1
                        wrong = [*reader.violations(), *(f"too wide: {one}" for one in reader.wider())]
                        found += [f"{name}, {state}, {scheme}, {screen['width']}: {one}" for one in wrong]
    return looked, found


def lighthouse(folder: Path, url: str, chromium: str) -> dict[str, float]:
    """Return Lighthouse's scores of a page as on a phone, of 100, with its paint in seconds and its shift."""
    if not (folder / "node_modules/.bin/lighthouse").is_file():
        quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--silent")
        subprocess.run([str(shutil.which("npm")), "install", "--prefix", str(folder), *quiet, LIGHTHOUSE], check=True)
    flags = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
    command = [
        str(folder / "node_modules/.bin/lighthouse"), url, "--output=json", "--quiet", f"--chrome-flags={flags}",
        "--only-categories=performance,accessibility,best-practices,seo",
    ]  # fmt: skip
    done = subprocess.run(command, env={**os.environ, "CHROME_PATH": chromium}, check=True, capture_output=True)
    told = json.loads(done.stdout)
    scores = {key: 100 * (one["score"] or 0) for key, one in told["categories"].items()}
    audits = told["audits"]
    scores["LCP"] = audits["largest-contentful-paint"]["numericValue"] / 1000
    scores["CLS"] = audits["cumulative-layout-shift"]["numericValue"]
    return scores


def say(*cells: object) -> None:
    """Print a line of a table."""
    sys.stdout.write(f"| {' | '.join(map(str, cells))} |\n")
    sys.stdout.flush()


def tell_costs(costs: list[Cost]) -> None:
    """Print what pages cost."""
    say("page", "KB", "requests", "KB of script", "from elsewhere", "largest paint (s)", "shift")
    say(*["---"] * 7)
    for one in costs:
        sizes = (f"{one.sent / 1000:.1f}", one.requests, f"{one.script / 1000:.1f}", one.foreign)
        say(one.name, *sizes, f"{one.paint:.2f}", f"{one.shift:.3f}")
    most = (max(getattr(one, field) for one in costs) for field in Cost._fields[1:])
    sent, requests, script, foreign, paint, shift = most
    say("**most**", f"{sent / 1000:.1f}", requests, f"{script / 1000:.1f}", foreign, f"{paint:.2f}", f"{shift:.3f}")


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lighthouse", type=Path, metavar="FOLDER")
    parser.add_argument("--no-axe", action="store_true")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or str(shutil.which("google-chrome"))
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        site = build(ROOT, Path(place) / "site")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        with served(site) as traffic:
            tell_costs([cost(browser, traffic, site, name) for name in KINDS])
            if not options.no_axe:
                looked, found = violations(browser, site, traffic.address)
                say("axe-core: states of pages looked at", looked, "violations", len(found))
                sys.stdout.writelines(f"{one}\n" for one in found)
            if options.lighthouse:
                tell_lighthouse(options.lighthouse, site, traffic.address, chromium)
        browser.close()


def tell_lighthouse(folder: Path, site: Path, root: str, chromium: str) -> None:
    """Print Lighthouse's scores: each the median of three."""
    say("Lighthouse, mobile", "performance", "accessibility", "best practices", "SEO", "LCP (s)", "CLS")
    say(*["---"] * 7)
    for name in MAIN:
        url = root + quote(address(site, name))
        runs = [lighthouse(folder, url, chromium) for _ in range(3)]
        middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        scores = [round(middle[key]) for key in ("performance", "accessibility", "best-practices", "seo")]
        say(name, *scores, f"{middle['LCP']:.2f}", f"{middle['CLS']:.3f}")


if __name__ == "__main__":
    main()
