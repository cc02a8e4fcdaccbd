"""Render: a page's value gives a file, whose HTML is safe, whose links hold, and whose words are in its language."""

import pickle
import re
from itertools import pairwise

import pytest
from msgspec.structs import replace
from sample_pages import HOSTILE, Reading, everything, html_of, note, renderer, roll

from praxis_build.edges import theme as disk
from praxis_build.model.document import Body
from praxis_build.model.lists import ListingPage
from praxis_build.model.names import Url
from praxis_build.model.page import AnyPage, MissingPage, NotebookPage, Shelf
from praxis_build.model.part import Alternate, Card, Content, Label, Pager, Phrase, Quote, Tag
from praxis_build.model.settings import Settings
from praxis_build.model.shell import Theme, cut
from praxis_build.stages.render import Render

PLAIN, BAD = everything("Un frigo"), everything(HOSTILE)


@pytest.mark.parametrize("page", [*PLAIN, *BAD], ids=lambda page: page.__struct_config__.tag)
def test_a_page_is_well_formed(page: AnyPage) -> None:
    """Every element is closed in order, the page has one h1, its headings skip no level, and it runs nothing."""
    reading = Reading(html_of(page))
    levels = [int(tag[1]) for tag, _ in reading.tags if re.fullmatch("h[1-6]", tag)]
    assert reading.open == []
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    scripts = [attributes for tag, attributes in reading.tags if tag in ("script", "style", "iframe", "object")]
    assert all(attributes == {"type": "application/ld+json"} for attributes in scripts)
    assert not [
        name for _, attributes in reading.tags for name in attributes if name.startswith("on") or name == "style"
    ]


@pytest.mark.parametrize("page", BAD, ids=lambda page: page.__struct_config__.tag)
def test_no_text_leaves_its_place(page: AnyPage) -> None:
    """Whatever a text field holds, no element and no address is made of it."""
    reading = Reading(html_of(page))
    images = [attributes["src"] or "" for tag, attributes in reading.tags if tag == "img"]
    assert all(source.startswith(("../", "/commun/", "./")) for source in images)
    for _, attributes in reading.tags:
        for name in ("href", "src"):
            assert not (attributes.get(name) or "").lower().startswith("javascript:")


@pytest.mark.parametrize("page", PLAIN, ids=lambda page: page.__struct_config__.tag)
def test_ids_are_unique(page: AnyPage) -> None:
    """No two elements share an id, and each label that is referred to is there."""
    reading = Reading(html_of(page))
    assert len(reading.ids) == len(set(reading.ids))
    labels = [attributes["aria-labelledby"] for _, attributes in reading.tags if "aria-labelledby" in attributes]
    assert set(labels) <= set(reading.ids)


@pytest.mark.parametrize(
    ("url", "link", "root"),
    [("", "./notes/y/", "./"), ("notes/", "../notes/y/", "../"), ("notes/x/", "../../notes/y/", "../../")],
)
def test_links_are_relative_to_their_page(url: str, link: str, root: str) -> None:
    """A site can stand in any folder."""
    page = note(url=url, authors=(Card("Y", Url("notes/y/")),))
    html = html_of(page)
    assert f'href="{link}"' in html
    assert f'data-root="{root}"' in html
    assert renderer()(page).path == f"{url}index.html"


def test_the_missing_page_starts_at_the_servers_root() -> None:
    """It is served at any address, so that nothing relative would hold."""
    page = MissingPage(url=Url("404/"), lang="fr", ui="fr", section="", suggestions=(Tag("Lexique", Url("terms/")),))
    artifact = renderer()(page)
    assert artifact.path == "404.html"
    assert b'data-root="/commun/"' in artifact.data
    assert b'href="/commun/terms/"' in artifact.data
    assert b'content="noindex"' in artifact.data
    assert b'data-root="/"' in renderer("")(page).data


def test_other_scripts_are_percent_encoded_in_links_only() -> None:
    """A file's path stays as the slug is; its address is encoded."""
    artifact = renderer()(note(url="notes/花园/", authors=(Card("Y", Url("notes/é à?#%/")),)))
    assert artifact.path == "notes/花园/index.html"
    assert b'rel="canonical" href="https://exemple.org/commun/notes/%E8%8A%B1%E5%9B%AD/"' in artifact.data
    assert b'href="../../notes/%C3%A9%20%C3%A0%3F%23%25/"' in artifact.data


def test_the_language_of_a_text_is_declared_where_it_differs() -> None:
    """A Spanish note stands in a French page; a Québec one is the page's own language."""
    html = html_of(note(lang="es", summary="Hola"))
    assert '<html lang="fr">' in html
    assert '<h1 id="px-title" lang="es">' in html
    assert '<html lang="fr-CA">' in html_of(note(lang="fr-CA"))
    assert 'lang="ar" dir="rtl"' in html_of(note(lang="ar", content=Content(Body("<p>x</p>"))))


def test_names_that_run_backward_are_isolated_in_the_title() -> None:
    """Unbalanced marks of direction can't turn the rest of the title around."""
    assert "<title>\u2068ab\u2069 · Praxis</title>" in html_of(note(name="a\u202eb"))


@pytest.mark.parametrize(("name", "own"), [("Été, n° 4", ""), ("دليل", ' dir="auto"'), ("a\u202eb", ' dir="auto"')])
def test_a_name_finds_its_own_direction_when_it_may_need_one(name: str, own: str) -> None:
    """Words that run the way of the interface say nothing of it, wherever they stand."""
    html = html_of(note(name=name, authors=(Card(name, Url("people/y/")),), themes=(Tag(name, Url("themes/y/")),)))
    assert f'<h1 id="px-title"{own}>{name}</h1>' in html
    assert f'<a href="../../people/y/"{own}>{name}</a>' in html
    assert f'<a href="../../themes/y/"{own}>{name}</a>' in html


def test_no_text_is_a_mark() -> None:
    """Characters that stand for something while a page is made mean nothing in what an author wrote."""
    text = "a\x00b\x01note\x01c\ue000root\ue001d"
    shown = "a\ufffdb\ufffdnote\ufffdc\ufffdroot\ufffdd"
    page = note(name=text, summary=text, description=text, content=Content(Body("<p>\x01</p>")))
    html = html_of(page)
    assert not set("\x00\x01\ue000\ue001") & set(html)
    assert html.count(shown) == 9
    assert "<p>\ufffd</p>" in html


def test_what_is_remembered_depends_on_nothing_else() -> None:
    """A page rendered after all others is the same as a page rendered first."""
    pages = [*PLAIN, *BAD, *(replace(page, ui="en", lang="en", url=Url("a/b/c/")) for page in PLAIN)]
    theme, settings = renderer().theme, renderer().settings
    alone = [Render(theme, replace(settings, lang=f"x-{index}"))(page) for index, page in enumerate(pages)]
    assert [renderer()(page) for page in reversed(pages)] == alone[::-1]


def test_a_description_is_said_once() -> None:
    """Search engines and previews of links read the same words; a page that says nothing of itself has none."""
    head = html_of(note(description="Un « frigo »")).partition("<script")[0]
    assert head.count("Un « frigo »") == 1
    assert "og:description" not in html_of(note(description=""))


def test_a_backlink_shows_its_sentence() -> None:
    """The linked words are marked in the sentence they stand in."""
    card = Card("Y", Url("notes/y/"), quote=Quote("Voir ", "le <frigo>", "."))
    assert "Voir <mark>le &lt;frigo&gt;</mark>." in html_of(note(backlinks=(roll("note", card),)))


def test_a_notebooks_categories_are_anchored() -> None:
    """Each category that has entries is linked to their list."""
    card = Card("Y", Url("notes/y/"), labels=(Label("type", "Prix à gagner"),))
    shelf = Shelf("type", (Tag("Prix à gagner", count=1), Tag("vide")))
    page = NotebookPage(
        url=Url("x/"), lang="fr", ui="fr", section="", kind="notebook", shelves=(shelf,), entries=roll("entries", card)
    )
    html = html_of(page)
    assert 'href="#px-category-1-1"' in html
    assert 'id="px-category-1-1"' in html
    assert '<bdi class="px-empty">vide</bdi>' in html


def test_what_search_engines_are_told() -> None:
    """Other languages, licence, and whether a page is listed."""
    page = note(
        listed=False,
        alternates=(Alternate("en", Url("notes/y/")),),
        license="CC-BY-4.0",
        license_url="https://creativecommons.org/licenses/by/4.0/",
    )
    head = html_of(page).partition("</head>")[0]
    assert '<meta name="robots" content="noindex">' in head
    assert '<link rel="alternate" hreflang="en" href="https://exemple.org/commun/notes/y/">' in head
    assert '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">' in head
    assert 'hreflang="en" href="../../notes/y/"' in renderer("")(page).data.decode()


def test_the_second_page_of_a_list_says_so() -> None:
    """Two pages of a list have two titles, and each leads to the other."""
    pager = Pager(2, 3, Url("notes/"), Url("notes/page-3/"))
    page = ListingPage(url=Url("notes/page-2/"), lang="fr", ui="fr", section="", heading=Phrase("Notes"), pager=pager)
    html = html_of(page)
    assert "<title>Notes, page 2 · Praxis</title>" in html
    assert '<a href="../../notes/" rel="prev">Page précédente</a>' in html
    assert '<a href="../../notes/page-3/" rel="next">Page suivante</a>' in html


def test_a_list_has_the_shell_of_its_section() -> None:
    """The menu of the shell shows which section a list is of."""
    theme = renderer().theme
    render = Render(Theme({**theme.shells, "notes/fr": cut("of notes")}, theme.templates, theme.catalogues), Settings())
    page = ListingPage(url=Url("notes/"), lang="fr", ui="fr", section="notes")
    assert render(page).data == b"of notes"
    assert render(replace(page, section="terms")).data != b"of notes"


def test_rendering_is_the_same_everywhere() -> None:
    """A copy sent to another process gives the same bytes, and has the same digest; another site has another."""
    render = renderer()
    copy = pickle.loads(pickle.dumps(render))  # noqa: S301 - our own bytes
    assert copy == render
    assert [copy(page) for page in PLAIN] == [render(page) for page in PLAIN]
    assert render.digest != renderer("").digest
    assert disk.load(disk.folder())[1] == dict(render.theme.catalogues)
