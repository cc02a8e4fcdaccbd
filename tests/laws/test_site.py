"""Laws of a whole site, built from notes in which everything that attacks is written."""

import random
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from laws.grammar import pieces
from sample_pages import renderer

from praxis_build.model.artifact import Artifact, Copy
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.model.source import Attachment, Source, Tree
from praxis_build.pipeline import build, read

SETTINGS = Settings(site_url="https://exemple.example/commun/", edit_url="https://forge.example/edit/")
FOLDERS = ("notes", "notes/terms", "notes/people", "notes/organizations", "communities", "communities/n0")
COUNT = 90
PLAN = Attachment(SourcePath("notes/b.png"), 9, b"\x89PNG\r\n\x1a\n")


def sources() -> Iterator[Source]:
    """Yield notes made of pieces drawn at random, the same each time."""
    draw = random.Random(7)
    nasty, marks, lines = pieces("nasty.txt"), pieces("marks.txt"), pieces("fields.txt")
    for number in range(COUNT):
        body = "".join(draw.choice(nasty) + draw.choice(marks) + f"[[n{draw.randrange(COUNT)}]]" for _ in range(12))
        body = re.sub(r"\[\[b|\(b\.md", lambda found: f"{found[0][:-1]}n{draw.randrange(COUNT)}", body)
        body += f"\n\n![[n{draw.randrange(COUNT)}]]\n\n## Même titre\n\n## Même titre\n"
        front = "\n".join(draw.sample(lines, 3)) if number % 9 == 0 else f"title: '{draw.choice(nasty).strip()}'"
        text = f"---\n{front}\n---\n{body}" if number % 3 == 0 else body
        path = SourcePath(f"{FOLDERS[number % len(FOLDERS)]}/n{number}.md")
        yield Source(path, text.encode(errors="surrogatepass"))


@cache
def site() -> dict[str, bytes]:
    """Return the files of the site by path, attachments as nothing."""
    knowledge = read(Tree(tuple(sources()), (PLAN,)), SETTINGS)
    helps = tuple(Source(SourcePath(f"help/{lang}/P401.md"), b"# P401\n\nx") for lang in ("fr", "en"))
    made: list[Artifact | Copy] = list(build(knowledge, renderer().theme, helps=helps))
    assert len({one.path for one in made}) == len(made)
    return {one.path: one.data if isinstance(one, Artifact) else b"" for one in made}


class Reading(HTMLParser):
    """Gathers the tags, headings, ids and addresses of a page."""

    def __init__(self, html: str) -> None:
        """Read a page."""
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.levels: list[int] = []
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag."""
        if ("type", "application/ld+json") not in attrs:  # data, which nothing runs
            self.tags.add(tag)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                self.addresses.append((value or "").strip())


def pages() -> Iterator[tuple[str, Reading]]:
    """Yield each page of the site."""
    for path, data in site().items():
        if path.endswith(".html"):
            yield path, Reading(data.decode())


def test_no_page_runs_anything() -> None:
    """No script, no handler, no frame, no address of code, in any page; no form but to search or to narrow a list."""
    for path, page in pages():
        assert not page.tags & {"script", "style", "iframe", "object", "embed", "base"}, path
        assert not page.tags & {"foreignobject", "animate", "set", "use"}, path
        searches = path.endswith(("search/index.html", "404.html"))
        assert searches <= ("form" in page.tags), path
        assert ("form" in page.tags) <= (searches or path.startswith("notebooks/") or "organizations/index" in path), (
            path
        )
        assert not {name for name in page.attributes if name.startswith("on") or name in ("style", "srcdoc")}, path
        schemes = {re.match(r"[a-z][a-z0-9+.-]*:|", address.lower())[0] for address in page.addresses}  # type: ignore[index]
        assert schemes <= {"", "http:", "https:", "mailto:", "tel:"}, path


def test_headings_are_in_order() -> None:
    """A page has one ``h1``, which comes first, and skips no level."""
    for path, page in pages():
        assert page.levels[0] == 1, path
        assert page.levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(page.levels)), (path, page.levels)


def test_ids_are_unique_in_a_page() -> None:
    """Even when a page shows another inside it, or a text has two headings of one name."""
    for path, page in pages():
        assert len(set(page.ids)) == len(page.ids), (path, sorted(page.ids))


def test_every_link_of_the_site_leads_somewhere() -> None:
    """Relative addresses lead to a page or a file of the site, and fragments to an id in it."""
    known = {path: set(page.ids) for path, page in pages()}
    for path, page in pages():
        for address in page.addresses:
            if re.match(r"[a-z]+:|//", address.lower()) or path.endswith(("404.html", "offline/index.html")):
                continue
            target, _, fragment = address.partition("#")
            found = reached(path, target)
            assert found in site(), (path, address)
            assert not fragment or unquote(fragment) in known[found], (path, address)


def reached(path: str, address: str) -> str:
    """Return the file of the site that a relative address leads to."""
    steps = path.split("/")[:-1]
    for step in unquote(address).split("/"):
        if step == "..":
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    found = "/".join(steps)
    if not address:
        return path
    return f"{found}/index.html".lstrip("/") if address.endswith("/") else found


def test_the_sitemap_has_the_listed_pages() -> None:
    """Each address is that of a page of the site."""
    tree = ET.fromstring(site()["sitemap.xml"])  # noqa: S314 - it is ours
    addresses = [element.text or "" for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert addresses
    assert len(set(addresses)) == len(addresses)
    for address in addresses:
        assert address.startswith(SETTINGS.site_url)
        assert reached("index.html", address.removeprefix(SETTINGS.site_url) or "./") in site()
