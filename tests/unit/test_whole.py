"""Laws of a notebook on one page: all its texts, in order, each with ids and headings that stand with the others'."""

import re

from sample_pages import renderer

from praxis_build import pipeline
from praxis_build.model.artifact import Artifact
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source, Tree

TEXT = "## Même titre\n\n### Dessous\n\nVoir [plus haut](#meme-titre) et [[n1]].[^1]\n\n[^1]: Note.\n"


def pages(count: int) -> dict[str, str]:
    files = {f"notes/n{at}.md": f"---\ntitle: Note {at}\n---\n{TEXT}" for at in range(count)}
    files["notes/notebooks/c.md"] = f"---\ntitle: C\nentries: [{', '.join(f'n{at}' for at in range(count))}]\n---\nx"
    sources = tuple(Source(SourcePath(path), text.encode()) for path, text in sorted(files.items()))
    made = pipeline.build(pipeline.read(Tree(sources), Settings()), renderer().theme)
    return {one.path: one.data.decode() for one in made if isinstance(one, Artifact) and one.path.endswith(".html")}


def test_texts_are_in_order_one_level_lower() -> None:
    """A chapter's title is an ``h2``, which its headings follow; no id is there twice; links in a text stay in it."""
    page = pages(3)["notebooks/c/~whole/index.html"]
    headings = re.findall(r"<h([1-6])[^>]*>(?:<a[^>]*>)?([^<]+)<", page)
    assert headings[1:4] == [("2", "Note 0"), ("3", "Même titre"), ("4", "Dessous")]
    assert [text for level, text in headings if level == "2"] == ["Note 0", "Note 1", "Note 2"]
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(set(ids)) == len(ids)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert 'href="../../../notes/n1/"' in page


def test_a_notebook_says_why_it_is_not_on_one_page() -> None:
    """Sixty texts are, and no more."""
    few, many = pages(60), pages(61)
    assert 'href="../../notebooks/c/~whole/"' in few["notebooks/c/index.html"]
    assert "notebooks/c/~whole/index.html" not in many
    assert "trop de pages" in many["notebooks/c/index.html"]
