"""Old addresses keep working: each is a page that leads to the new one."""

import pytest
from sample_pages import renderer

from praxis_build import pipeline
from praxis_build.model.artifact import Artifact
from praxis_build.model.names import SourcePath, old_address
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source, Tree

SETTINGS = Settings(site_url="https://commun.example/base/")


def built(front: str) -> dict[str, str]:
    source = Source(SourcePath("notes/jardin.md"), f"---\ntitle: Le <jardin>\n{front}\n---\nTexte.".encode())
    knowledge = pipeline.read(Tree((source,)), SETTINGS)
    made = pipeline.build(knowledge, renderer().theme)
    return {one.path: one.data.decode() for one in made if isinstance(one, Artifact) and one.path.endswith(".html")}


def test_an_old_address_leads_to_the_page() -> None:
    page = built("redirect_from: [/vieux/potager/]")["vieux/potager/index.html"]
    assert 'content="0; url=../../notes/jardin/"' in page
    assert '<link rel="canonical" href="https://commun.example/base/notes/jardin/">' in page
    assert "Le &lt;jardin&gt;" in page
    assert 'content="noindex"' in page


def test_an_old_file_keeps_its_name() -> None:
    made = built("redirect_from: [https://ancien.example/fiches/jardin.html?x=1]")
    assert "url=../notes/jardin/" in made["fiches/jardin.html"]


def test_a_page_of_the_site_is_never_replaced() -> None:
    assert "http-equiv" not in built("redirect_from: [/notes/, /notes/jardin/]")["notes/index.html"]


@pytest.mark.parametrize("written", ["/../secret/", "//", "a/./b", "a\\b", "x" * 300, "https://ancien.example/"])
def test_an_address_that_can_t_be_a_page_is_none(written: str) -> None:
    assert old_address(written) is None
