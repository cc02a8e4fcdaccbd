"""Holes of a body: what a link, an image and an embed become; words that the interface puts in a text."""

import pytest
from sample_pages import html_of, note

from praxis_build.model.document import HOLE, WORD, Body, Link, LinkForm
from praxis_build.model.names import Url
from praxis_build.model.part import Content, Target

Y = Url("notes/y/")


def filled(form: LinkForm, target: Target, *, alone: bool = False) -> str:
    """Return what a hole becomes, between two paragraphs."""
    link = Link(form, "y", text="Y & Z", alone=alone)
    end = "Y &amp; Z</a>" if form in ("link", "wikilink") else ""
    html = html_of(note(content=Content(Body(f"<p>a</p>{HOLE}{end}<p>z</p>", (link,)), (target,))))
    return html.partition("<p>a</p>")[2].partition("<p>z</p>")[0]


@pytest.mark.parametrize(
    ("form", "target", "html"),
    [
        ("link", Target(Y, "é", "note"), '<a href="../../notes/y/#é" class="px-link px-link--note">Y &amp; Z</a>'),
        ("wikilink", Target(Url("notes/x/"), "h-b"), '<a href="#h-b">Y &amp; Z</a>'),
        ("link", Target(Y, lang="es"), '<a href="../../notes/y/" hreflang="es">Y &amp; Z</a>'),
        ("link", Target(plain=True), '<a class="px-plain">Y &amp; Z</a>'),
        ("link", Target(file="notes/a b.pdf"), '<a href="../../notes/a%20b.pdf">Y &amp; Z</a>'),
        ("image", Target(file="i.PNG"), '<img src="../../i.PNG" alt="Y &amp; Z" loading="lazy" decoding="async">'),
        ("image", Target(file="i.pdf"), '<a href="../../i.pdf">Y &amp; Z</a>'),
        ("image", Target(missing=True), '<span class="px-missing-file" title="Ce fichier manque">Y &amp; Z</span>'),
        ("embed", Target(Y), '<a href="../../notes/y/">Y &amp; Z</a>'),
        ("embed", Target(Y, embed=Content(Body("<p>e</p>"))), '<a href="../../notes/y/">Y &amp; Z</a>'),
    ],
)  # fmt: skip
def test_a_hole_is_filled(form: LinkForm, target: Target, html: str) -> None:
    """A link's hole is its opening tag; an image's or an embed's is all of it."""
    assert filled(form, target) == html


def test_a_red_link_leads_nowhere_and_says_so() -> None:
    """A page that is not written yet has no address."""
    html = filled("wikilink", Target(missing=True))
    assert html.startswith('<a class="px-missing" role="link" aria-disabled="true" title="Cette page reste à écrire">')
    assert filled("embed", Target(missing=True), alone=True).startswith("<p><a class")


def test_an_embed_keeps_to_itself() -> None:
    """Its ids are its own, its headings are no headings of this page, and what it embeds is a link."""
    inner = Body(
        f'<h2 id="h-a" class="c">A</h2><p title=\'\'><a href="#h-a">a</a> id="t" &lt;h2&gt;</p>{HOLE}',
        (Link("embed", "z", text="Z", alone=True),),
    )
    deeper = Target(Url("notes/z/"), embed=Content(Body("<p>never</p>")))
    html = filled("embed", Target(embed=Content(inner, (deeper,), "Y<", Y)), alone=True)
    assert html.startswith(
        '<aside class="px-embed">\n<p class="px-embed-source"><a href="../../notes/y/">Y&lt;</a></p>'
    )
    assert '<p class="px-embed-heading" id="e1-h-a"' in html
    assert '<a href="#e1-h-a">a</a> id="t" &lt;h2&gt;</p>' in html
    assert '<p><a href="../../notes/z/">Z</a></p>' in html
    assert "never" not in html


@pytest.mark.parametrize(("ui", "word"), [("fr", "Attention"), ("en", "Warning")])
def test_marks_are_said_in_the_pages_language(ui: str, word: str) -> None:
    """A callout's title is a word of the interface."""
    body = Body(f'<p class="admonition-title">{WORD}warning{WORD}</p>')
    assert f'title">{word}</p>' in html_of(note(ui=ui, content=Content(body)))
