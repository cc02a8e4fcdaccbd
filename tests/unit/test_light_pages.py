"""What a list shows: a page's weight doesn't grow with the commons, and nothing unlisted or unpublished slips in."""

import gzip

from sample_pages import renderer

from praxis_build import pipeline
from praxis_build.edges import theme
from praxis_build.model.artifact import Artifact
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source, Tree
from praxis_build.pipeline import Knowledge

SETTINGS = Settings()


def known(files: dict[str, str]) -> Knowledge:
    sources = (Source(SourcePath(path), text.encode()) for path, text in sorted(files.items()))
    return pipeline.read(Tree(tuple(sources)), SETTINGS)


def pages(knowledge: Knowledge) -> dict[str, str]:
    made = pipeline.build(knowledge, renderer().theme)
    return {one.path: one.data.decode() for one in made if isinstance(one, Artifact) and one.path.endswith(".html")}


def themed(count: int) -> dict[str, str]:
    note = "---\ntitle: Note {0}\nthemes: [thème {0}]\nregions: [Mauricie]\n---\nTexte."
    return pages(known({f"notes/n{number}.md": note.format(number) for number in range(count)}))


def test_pages_stay_light_under_hundreds_of_themes() -> None:
    """Home, the list of themes and a region weigh the same with 300 themes and with 600."""
    few, many = themed(300), themed(600)
    for path in ("index.html", "themes/index.html", "regions/mauricie/index.html"):
        assert len(many[path]) < 1.1 * len(few[path])
    assert "themes/~2/index.html" in few


def test_the_script_of_every_page_stays_small() -> None:
    """Less than 2.5 KB compressed: what searches is fetched by those who search."""
    script = (theme.folder() / "assets/praxis.js").read_bytes()
    assert len(gzip.compress(script)) < 2500


def test_a_field_that_leads_to_a_draft_is_told() -> None:
    found = known(
        {
            "notes/a.md": "---\ntitle: A\nbuilds_on: [b]\n---\nTexte.",
            "notes/b.md": "---\ntitle: B\nstatus: draft\n---\nTexte.",
        }
    )
    assert [(problem.code, problem.path) for problem in found.problems] == [("P408", "notes/a.md")]


def test_an_unlisted_note_is_not_on_the_other_end_of_its_links() -> None:
    """Nor in a notebook that only it names."""
    made = pages(
        known(
            {
                "notes/a.md": "---\ntitle: A\n---\nTexte.",
                "notes/b.md": "---\ntitle: Cachée\nstatus: unlisted\nbuilds_on: [a]\nnotebooks: [c]\n---\nTexte.",
                "notes/notebooks/c.md": "---\ntitle: C\n---\nTexte.",
            }
        )
    )
    assert "Cachée" in made["notes/b/index.html"]
    assert "Cachée" not in made["notes/a/index.html"] + made["notebooks/c/index.html"]
