"""The whole built site, read as files: every address leads somewhere, every page speaks one language."""

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from babel.messages.pofile import read_po
from browser.served import ADDRESS, ROOT, file_of

SAID = ("title", "aria-label", "alt", "placeholder")


class Reading(HTMLParser):
    """A page as files are read: its ids, its addresses, and what it says that no author wrote in another language."""

    def __init__(self, html: str) -> None:
        """Read a page."""
        super().__init__()
        self.lang = ""
        self.ids: set[str] = set()
        self.addresses: list[str] = []
        self.said: list[str] = []
        self._foreign: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element's id, its address and its words."""
        found = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = found["lang"]
        elif self._foreign[:1] == [tag] or ("lang" in found and not self._foreign):
            self._foreign.append(tag)
        self.ids |= {found[name] for name in ("id", "name") if name in found}
        self.addresses += [found[name] for name in ("href", "src") if name in found]
        if not self._foreign:
            self.said += [found[name].strip() for name in SAID if name in found]

    def handle_endtag(self, tag: str) -> None:
        """Leave an element in another language."""
        if self._foreign and tag == self._foreign[0]:
            self._foreign.pop()

    def handle_data(self, data: str) -> None:
        """Keep a text, unless it is code."""
        if not self._foreign and self.lasttag != "code" and data.strip():
            self.said.append(data.strip())


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Reading]:
    """Read every page of the site; addresses begin at its root."""
    files = sorted(site.rglob("*.html"))
    return {f"/{file.relative_to(site).as_posix()}": Reading(file.read_text(encoding="utf-8")) for file in files}


def inside(page: str, reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the path and the fragment of each address of a page that is the site's own."""
    for address in reading.addresses:
        whole = urljoin(ADDRESS + page.lstrip("/"), address)
        if whole.startswith(ADDRESS):
            parts = urlsplit(whole)
            yield unquote(parts.path), unquote(parts.fragment)


def test_every_address_leads_somewhere(site: Path, pages: Mapping[str, Reading]) -> None:
    """Chaque lien, image, style ou script du site mène à un fichier qui existe, et chaque ancre à un endroit."""
    lost: set[tuple[str, str, str]] = set()
    found: dict[str, str | None] = {}
    for page, reading in pages.items():
        for path, fragment in inside(page, reading):
            if path not in found:
                file = file_of(site, path)
                found[path] = f"/{file.relative_to(site).as_posix()}" if file.is_file() else None
            leads = found[path]
            if leads is None or (fragment and fragment not in pages[leads].ids):
                lost.add((page, path, fragment))
    assert sorted(lost) == []
    assert len(found) > len(pages) / 2


def test_every_page_is_led_to(pages: Mapping[str, Reading]) -> None:
    """Aucune page n'est orpheline: chacune est au bout d'un lien d'une autre, sauf celles qui en remplacent une."""
    led = {path for page, reading in pages.items() for path, _ in inside(page, reading) if path != page}
    reached = {f"{path}index.html" if path.endswith("/") else path for path in led}
    assert set(pages) - reached == {"/404.html", "/offline/index.html", "/en/offline/index.html"}


def test_a_french_page_says_nothing_in_english(pages: Mapping[str, Reading]) -> None:
    """Sur une page française, rien de ce que dit l'interface n'est resté en anglais."""
    with (ROOT / "theme/locale/fr/LC_MESSAGES/praxis.po").open("rb") as file:
        entries = list(read_po(file, locale="fr"))
    both = [(entry.id, entry.string) for entry in entries if entry.id]
    pairs = {(one, two) for a, b in both for one, two in zip(_forms(a), _forms(b), strict=False)}
    english = {one for one, two in pairs if one != two} - {two for _, two in pairs}
    left = {(page, text) for page, one in pages.items() if one.lang == "fr" for text in one.said if text in english}
    assert sorted(left) == []


def _forms(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)  # type: ignore[arg-type]


def test_an_english_page_has_an_english_frame(pages: Mapping[str, Reading]) -> None:
    """Sur une page anglaise, le menu, les repères et les titres de l'interface sont anglais."""
    english = {page: set(one.said) for page, one in pages.items() if one.lang == "en"}
    assert len(english) > 20
    for page, said in english.items():
        assert {"Communities", "Notebooks", "Lexicon", "Sections of the site"} <= said, page
        assert not {"Communautés", "Carnets", "Lexique", "Sur cette page", "Fil d’Ariane"} & said, page
