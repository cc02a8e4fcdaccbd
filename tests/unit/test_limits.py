"""What one note may ask of the build: past a bound it is told and held back, and the others are published."""

import pytest

from praxis_build.model.document import Parsed
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source
from praxis_build.stages.parse import Parse


def parsed(text: str) -> Parsed:
    return Parse(Settings())(Source(SourcePath("notes/a.md"), text.encode()))


@pytest.mark.parametrize("text", [">" * 40_000, "> " * 40_000, "- " * 40_000, "1. " * 40_000], ids=repr)
def test_deep_nesting_is_told_and_the_page_held_back(text: str) -> None:
    found = parsed(text)
    assert [problem.code for problem in found.problems] == ["P605"]
    assert found.document.withheld


def test_ordinary_nesting_is_read() -> None:
    found = parsed("> > - a\n" + "".join("  " * level + "- b\n" for level in range(20)))
    assert found.problems == ()


@pytest.mark.parametrize("text", ["a@b.c " * 50_000, "http://a.b " * 30_000, "écrire à a@b.ca, puis " * 20_000])
def test_a_crowd_of_addresses_is_text(text: str) -> None:
    """Comrak exhausts its stack on tens of thousands of addresses in a paragraph."""
    found = parsed(text)
    assert found.problems == ()
    assert found.document.body.words == len(text.split())


def test_ordinary_addresses_are_links() -> None:
    assert 'href="mailto:a@b.ca"' in parsed("Écrire à a@b.ca.").document.body.html


def test_too_many_links_are_told_before_they_are_read() -> None:
    found = parsed("[[n1]] " * 30_000)
    assert [problem.code for problem in found.problems] == ["P602"]
    assert found.document.body.links == ()


def test_entities_keep_their_place() -> None:
    """Other characters stand for them in nh3, whose time grows with the square of the entities."""
    found = parsed('Tom & Jerry <b> "dit" ' * 20_000)
    assert found.document.body.html.startswith("<p>Tom &amp; Jerry &lt;b&gt; &quot;dit&quot; Tom")


def test_a_blank_link_shows_what_it_leads_to() -> None:
    """A link always has a name for those who can't see the page."""
    links = parsed("[[jardin|]] [](jardin.md) [[jardin| ]]").document.body.links
    assert [link.bare for link in links] == [True, True, True]
    assert "[[]] [[#]]" in parsed("[[]] [[#]]").document.body.html
