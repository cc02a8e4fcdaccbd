"""Which heading a fragment means."""

import re
from functools import lru_cache

from praxis_build.model.corpus import Corpus, Outline
from praxis_build.model.names import SourcePath, fold

# An HTML anchor in a heading, which is shown as text but meant as a name.
_NAMED = re.compile(r"""<a\s+(?:name|id)=["']?([^"'>\s]+)""")
_NOT_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=1 << 14)
def _key(text: str) -> str:
    return _NOT_WORDS.sub("", fold(text)) or text


class Headings:
    """Finds headings by text, by GitHub's slug, with or without accents, and blocks by their id."""

    def __init__(self, corpus: Corpus) -> None:
        """Look in a corpus."""
        self.outlines = corpus.outlines

    def of(self, path: SourcePath) -> dict[str, str]:
        """Return the id of each name that a fragment of a document can have."""
        return _anchors(self.outlines[path])

    def anchor(self, path: SourcePath, fragment: str) -> str | None:
        """Return the id a fragment means, ``""`` for the page's top, ``None`` when there is no such heading."""
        if not fragment or fragment == "top":
            return ""
        if fragment.startswith(("^", "fn-", "fnref-")):
            return self.of(path).get(fragment) if fragment[0] == "^" else fragment
        return self.of(path).get(_key(fragment))

    def near(self, path: SourcePath) -> tuple[str, ...]:
        """Return the headings of a document."""
        return tuple(text for text, _ in self.outlines[path].headings)


@lru_cache(maxsize=4096)
def _anchors(outline: Outline) -> dict[str, str]:
    anchors: dict[str, str] = {_key(outline.title): ""}
    for text, anchor in outline.headings:
        anchors.setdefault(_key(text), anchor)
    for _, anchor in outline.headings:
        anchors.setdefault(_key(anchor.removeprefix("h-")), anchor)
        anchors.setdefault(_key(anchor), anchor)
    for text, anchor in outline.headings:
        for name in _NAMED.findall(text):
            anchors.setdefault(_key(name), anchor)
    for block in outline.blocks:
        anchors["^" + block] = "b-" + block
    return anchors
