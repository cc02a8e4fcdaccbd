"""Verify: what was left over in a finished page, and the files that it leads to."""

import html
import pickle
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from sample_pages import HOSTILE, everything, note, renderer, roll

from praxis_build.model.document import HOLE, WORD, Body, Link
from praxis_build.model.names import Url
from praxis_build.model.page import AnyPage, MissingPage
from praxis_build.model.part import Card, Content, Crumb, Tag, Target
from praxis_build.model.settings import Settings
from praxis_build.model.shell import MARK
from praxis_build.model.traces import stale
from praxis_build.pipeline.made import Press
from praxis_build.stages.render import Render
from praxis_build.stages.verify import Known, mark_of, verify

HERE = "notes/x/index.html"


def targets(written: str, path: str = HERE, base: str = "/") -> set[str]:
    """Return where a link leads; reading the page exactly changes nothing."""
    page = f'<p>a</p><a class="b" href="{written}">c</a>'.encode()
    found = verify(path, page, base)
    assert verify(path, page, base, exactly=True) == found
    return set(found.targets)


@pytest.mark.parametrize(
    ("written", "file"),
    [
        ("../../notes/y/", "notes/y/index.html"),
        ("../../", "index.html"),
        ("../../assets/praxis.css?v=2", "assets/praxis.css"),
        ("../../notes/y/#là?", "notes/y/index.html"),
        ("../../notes/%C3%A9%23/", "notes/é#/index.html"),
        ("../../a.html?b&amp;c", "a.html"),
        ("../y/", "notes/y/index.html"),
        ("image.png", "notes/x/image.png"),
        ("./", "notes/x/index.html"),
        ("/commun/notes/y/", "notes/y/index.html"),
        ("../../../ailleurs/", "../ailleurs/index.html"),
    ],
)
def test_a_link_leads_to_a_file(written: str, file: str) -> None:
    """Relative to the page or to the server, without fragment or query, decoded."""
    assert targets(written, base="/commun/") == {file}


@pytest.mark.parametrize(
    "written",
    ["", "#là", "https://x.example/", "HTTP://x", "//x.example/a", "mailto:a@b.ca", "tel:1", "data:,", "/autre/"],
)
def test_what_is_not_of_the_site_is_no_target(written: str) -> None:
    assert targets(written, base="/commun/") == set()


def test_images_and_scripts_are_files_too() -> None:
    page = b'<img src="../../i.png" alt=""><script src="../../s.js"></script>'
    assert verify(HERE, page).targets == {"i.png", "s.js"}


def test_a_page_at_the_root() -> None:
    assert targets("./notes/", "index.html") == {"notes/index.html"}
    assert targets("notes/", "index.html") == {"notes/index.html"}


@pytest.mark.parametrize(
    ("mark", "name"), [(HOLE, "U+0000"), (WORD, "U+0001"), *zip(MARK.format(""), ["U+E000", "U+E001"], strict=True)]
)
def test_a_mark_that_was_not_filled_is_found(mark: str, name: str) -> None:
    assert verify(HERE, f"<p>{mark}</p>".encode()).leftovers == (name,)


def test_a_text_that_looks_like_a_link_is_one_only_at_a_glance() -> None:
    """An author may show HTML; whoever wants to be sure asks for an exact reading."""
    page = b'<pre>&lt;a href="nulle-part/"&gt;</pre><a href="../../y/">b</a>'
    assert verify(HERE, page).targets == {"notes/x/nulle-part/index.html", "y/index.html"}
    assert verify(HERE, page, exactly=True).targets == {"y/index.html"}


@pytest.mark.parametrize(
    "words", ['<a title=" href=" ', '<p> href="x <a ', '<p> src=" href="</p><a ', '<a class="b" title="> href="']
)
def test_no_link_is_hidden_by_words_that_look_like_one(words: str) -> None:
    page = f'{words} href="../../y/">b</a>'.encode()
    assert "y/index.html" in verify(HERE, page).targets


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), max_size=4))
def test_an_address_is_read_back_as_it_was_written(names: list[str]) -> None:
    """Law: whatever a slug holds, percent-encoded in a page, its file is found."""
    slugs = [name for name in names if name not in (".", "..") and "/" not in name]
    written = html.escape(quote("".join(f"{slug}/" for slug in slugs)))
    assert targets(f"../../{written}") == {"/".join([*slugs, "index.html"])}


@pytest.mark.parametrize("text", ["Un frigo", HOSTILE, f"{HOLE}{WORD}{MARK.format('root')}[[a]]"])
def test_nothing_is_left_over_whatever_pages_hold(text: str) -> None:
    """Law: no text, in any field of any kind of page, is taken for a mark, or for a link."""
    for page in everything(text):
        artifact = renderer()(page)
        base = "/commun/" if isinstance(page, MissingPage) else "/"
        found = verify(artifact.path, artifact.data, base)
        assert found.leftovers == ()
        assert found == verify(artifact.path, artifact.data, base, exactly=True)
        assert not any(target.startswith("../") for target in found.targets)


def _lost(template: str) -> dict[str, AnyPage]:
    """Return pages that each lead to a file that isn't there, by what holds the link."""
    away = Card(title="Perdue", url=Url(template))
    link = Link(form="wiki", target="Perdue", text="Perdue")
    body = Content(Body(html=f"<p>{HOLE}Perdue</a></p>", links=(link,)), (Target(url=Url(template)),))
    return {
        "card": note(backlinks=(roll("note", away),)),
        "tag": note(themes=(Tag("perdus", Url(template)),)),
        "crumb": note(crumbs=(Crumb(Url(template), "Perdue"),)),
        "body": note(content=body),
    }


@pytest.mark.parametrize("place", ["card", "tag", "crumb", "body"])
def test_a_lost_link_is_told_wherever_it_stands(place: str) -> None:
    """By the process that makes the page, though it has made pages before."""
    press = Press(renderer(), "/commun/")
    assert f"perdue/{place}/index.html" not in press(note()).targets
    assert f"perdue/{place}/index.html" in press(_lost(f"perdue/{place}/")[place]).targets


def test_a_lost_link_of_the_theme_is_told() -> None:
    """Each shell tells its own once, and once for each depth."""
    theme = renderer().theme
    shells = {
        name: replace(shell, pieces=(f'<a href="{tag}.html">', *shell.pieces[1:]))
        for name, shell in theme.shells.items()
        for tag in [name.replace("/", "-")]
    }
    press = Press(Render(replace(theme, shells=shells), Settings()))
    for page in everything("Un frigo"):
        folder = page.file.rpartition("/")[0]
        lost = f"{page.__struct_config__.tag}-{page.ui}.html"
        assert f"{folder}/{lost}".strip("/") in press(page).targets


@given(st.lists(st.sampled_from(["../../y/", "../../z/#a", "z/", "../y/", "/y/", "https://y/"]), max_size=9))
def test_what_is_known_is_not_told_again(links: list[str]) -> None:
    """Law: with what was known, everything that a page leads to has been told."""
    known: Known = {}
    told: set[str] = set()
    for link in links:
        page = f'<a href="{link}">'.encode()
        found = verify(HERE, page, "/", known)
        assert found.leads == verify(HERE, page).leads
        known |= found.addresses
        told |= found.targets
    pages = "".join(f'<a href="{link}">' for link in links)
    assert told == verify(HERE, pages.encode()).targets


@given(st.sets(st.sampled_from(["../../y/", "../../z/#a", "z/", "../y/", "/y/", "../../i.png", "https://y/"])))
def test_leads_are_the_marks_of_all_targets(links: set[str]) -> None:
    """Law: whoever has lost a file finds the pages that lead to it, by four bytes."""
    found = verify(HERE, "".join(f'<a href="{link}">' for link in links).encode())
    for target in {*found.targets, "autre/index.html"}:
        assert bool(stale([(HERE, found.leads)], frozenset({mark_of(target)}))) == (target in found.targets)


def test_each_build_tells_all_that_its_pages_lead_to() -> None:
    """Whatever the same process has made before: a file may have gone since."""
    page, press = _lost("perdue/")["card"], Press(renderer())
    assert press(page).targets == Press(renderer())(page).targets != ()


def test_what_was_told_does_not_travel() -> None:
    """Each process tells by itself: what another has told may be lost with it."""
    page, press = _lost("perdue/")["card"], Press(renderer())
    told = press(page).targets
    assert press(page).targets == ()
    assert pickle.loads(pickle.dumps(press))(page).targets == told  # noqa: S301 - our own bytes
