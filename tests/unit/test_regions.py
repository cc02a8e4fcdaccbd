"""Laws of the page of regions: a map of tiles for those of Québec, a table for any; empty cells are invitations."""

import re
from itertools import pairwise

import pytest
from sample_pages import renderer

from praxis_build import pipeline
from praxis_build.model.artifact import Artifact
from praxis_build.model.names import SourcePath
from praxis_build.model.regions import QUEBEC, Region
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source, Tree
from praxis_build.stages.compose.regions import lines_of

NOTES = [("corvée", "Laval"), ("corvée", "Laval"), ("frigo", "Montréal"), ("frigo", "Laval"), ("bail", "Laval")]


def pages(settings: Settings) -> dict[str, str]:
    texts = [f"---\ntitle: Note {at}\nthemes: [{theme}]\nregions: [{region}]\n---\nx"
             for at, (theme, region) in enumerate(NOTES)]  # fmt: skip
    sources = tuple(Source(SourcePath(f"notes/n{at}.md"), text.encode()) for at, text in enumerate(texts))
    made = pipeline.build(pipeline.read(Tree(sources), settings), renderer().theme)
    return {one.path: one.data.decode() for one in made if isinstance(one, Artifact) and one.path.endswith(".html")}


def test_every_region_of_quebec_has_its_own_place() -> None:
    """Seventeen tiles, none over another, all names told apart by their lines."""
    spots = [region.spot for region in QUEBEC if region.spot]
    assert len(QUEBEC) == len({(spot.column, spot.row) for spot in spots}) == 17
    assert len({lines_of(region.name("fr")) for region in QUEBEC}) == 17


@pytest.mark.parametrize("language", ["fr", "en"])
def test_names_are_cut_to_fit_a_tile(language: str) -> None:
    """At most three lines of eleven characters; together, they are the name."""
    for region in QUEBEC:
        lines = (region.spot.lines if region.spot else ()) or lines_of(region.name(language))
        assert len(lines) <= 3
        assert max(map(len, lines)) <= 11
        assert "".join(lines).replace("Témis-camingue", "Témiscamingue") == region.name(language)


def test_the_map_says_what_the_table_says() -> None:
    """Each tile with documents is a link with its name and its count; the others lead nowhere; a longer bar is more."""
    page = pages(Settings())["regions/index.html"]
    tiles = re.findall(r'<a class="px-tile px-tile--(\d)" href="([^"]+)"[^>]* aria-label="([^"]+)"', page)
    assert tiles == [("2", "../regions/montreal/", "Montréal, 1 fiche"), ("4", "../regions/laval/", "Laval, 4 fiches")]
    assert page.count("px-tile--0") == 15
    table = re.findall(r'<th scope="row">(?:<a[^>]*>)?(?:<bdi>)?([^<]+)<.*?px-table-number">(\d+)', page)
    assert len(table) == 17
    assert {name: count for name, count in table if count != "0"} == {"Laval": "4", "Montréal": "1"}
    bars = [int(width) for width in re.findall(r'px-tile-bar" x="10" y="81" width="(\d+)"', page)]
    assert [before < after for before, after in pairwise(bars)] == [True]


def test_regions_of_ones_own_have_a_table_only() -> None:
    page = pages(Settings(regions=(Region({"fr": "Laval"}), Region({"fr": "Nord"}))))["regions/index.html"]
    assert "<svg" not in page
    assert page.count('<th scope="row">') == 2


def test_empty_cells_are_invitations() -> None:
    """A theme names the regions without it, a region the common themes that it lacks; neither is a link."""
    made = pages(Settings())
    theme, region = made["themes/frigo/index.html"], made["regions/montreal/index.html"]
    assert "Rien encore sur ce thème dans 15 régions" in theme
    assert "<li><bdi>Mauricie</bdi></li>" in theme
    assert re.findall("<li><bdi>([^<]+)</bdi></li>", region) == ["corvée", "bail"]
    assert "<details" not in made["themes/frigo/laval/index.html"]
