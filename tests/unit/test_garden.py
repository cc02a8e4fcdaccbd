"""Laws of the gardener's page: what is told to be mended is, what is well isn't; no walk through all documents."""

import re
from typing import Any

from laws.test_updates import Commons, Store
from sample_pages import renderer

from praxis_build import pipeline
from praxis_build.model.artifact import Artifact
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source, Tree

WELL = "---\ntitle: {0}\nsummary: Dite.\ndate: 2026-01-01\ncommunities: [h]\nnotebooks: [c]\n---\n"


def commons(day: str = "2026-11-23", **notes: str) -> dict[str, str]:
    """Return the pages of a commons in which all is well but what is given."""
    made = Commons(Store())
    files = {f"notes/{name}.md": text for name, text in notes.items()}
    files |= {"communities/h/index.md": "---\ntitle: H\n---\nx", "notes/notebooks/c.md": "---\ntitle: C\n---\nx"}
    made.become({SourcePath(path): text.encode() for path, text in files.items()}, day)
    return {path: data.decode() for path, data in made.output.files.items() if path.endswith(".html")}


def beds(html: str) -> dict[str, Any]:
    """Return what is to be mended, by kind."""
    found = re.findall(r'<section class="px-bed" aria-labelledby="px-bed-(\w+)">(.*?)</section>', html, re.DOTALL)
    return {key: re.findall(r'<span class="px-chore"><(?:a|bdi)[^>]*>([^<]+)<', rest) for key, rest in found}


def test_nothing_is_told_when_all_is_well() -> None:
    """A note with a summary, an image that is described, a date, a community, in a notebook."""
    page = commons(a=WELL.format("A") + "![Un frigo](a.png) [[C]]")["garden/index.html"]
    assert beds(page) == {}
    assert "Rien à jardiner" in page


def test_each_kind_of_chore_is_told() -> None:
    """What lacks a summary, words for an image, a community; what nobody leads to; what is old."""
    page = commons(
        a=WELL.format("A") + "![](a.png)",
        b=WELL.format("B").replace("summary: Dite.\n", ""),
        c2=WELL.format("D").replace("notebooks: [c]\n", "").replace("communities: [h]\n", ""),
        e=WELL.format("E").replace("2026-01-01", "2024-11-22"),
        f=WELL.format("F").replace("2026-01-01", "2024-11-23"),
    )["garden/index.html"]
    assert beds(page) == {"alt": ["A"], "summary": ["B"], "community": ["D"], "orphan": ["D"], "stale": ["E"]}


def test_a_review_makes_a_note_young_again() -> None:
    page = commons(a=WELL.format("A").replace("2026-01-01", "2020\nreviewed: 2025-01"))["garden/index.html"]
    assert "stale" not in beds(page)


def test_the_pages_that_most_documents_want_come_first() -> None:
    """With who wants them; under one name, however each writes it."""
    page = commons(
        a=WELL.format("A") + "[[frigo]] [[ruche]]", b=WELL.format("B") + "[[Ruche]]", d=WELL.format("D") + "[[ruché]]"
    )["garden/index.html"]
    assert beds(page)["wanted"] == ["ruche", "frigo"] or beds(page)["wanted"] == ["Ruche", "frigo"]
    assert re.search(r"Voulue par 3 pages.*?>A<.*?>B<.*?>D<", page, re.DOTALL)


def test_what_many_mention_asks_for_a_translation() -> None:
    """Not what has one, nor its translation."""
    cite = "[[a]] [[b]]"
    page = commons(
        a=WELL.format("A"), b=WELL.format("B"), d=WELL.format("D") + cite, e=WELL.format("E") + cite,
        f=WELL.format("F").replace("title", "translation_of: b\nlang: en\ntitle") + cite,
    )["garden/index.html"]  # fmt: skip
    assert beds(page)["untranslated"] == ["A"]


def test_a_long_list_goes_on_beside() -> None:
    """Twenty on the page, and as many as anyone could mend on another."""
    made = commons(**{f"n{at}": WELL.format(f"N{at}").replace("summary: Dite.\n", "") for at in range(30)})
    assert len(beds(made["garden/index.html"])["summary"]) == 20
    assert len(beds(made["garden/~summary/index.html"])["summary"]) == 30
    assert 'href="../garden/~summary/"' in made["garden/index.html"]


def test_each_leads_to_where_its_file_is_edited() -> None:
    """When the settings say where that is."""
    source = Source(SourcePath("notes/a.md"), b"# A")
    made = pipeline.build(pipeline.read(Tree((source,)), Settings(edit_url="https://forge.example/")), renderer().theme)
    page = next(one for one in made if isinstance(one, Artifact) and one.path == "garden/index.html").data.decode()
    assert 'href="https://forge.example/notes/a.md"' in page
