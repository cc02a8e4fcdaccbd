"""Which heading a fragment means."""

import re
from functools import lru_cache

from praxis_build.model.document import AnyDocument
from praxis_build.model.names import SourcePath, fold

# An HTML anchor in a heading, which is shown as text but meant as a name.
_NAMED = re.compile(r"""<a\s+(?:name|id)=["']?([^"'>\s]+)""")
_NOT_WORDS = re.compile(r"[\W_]+")


def _key(text: str) -> str:
    return _NOT_WORDS.sub("", fold(text)) or text


class Headings:
    """Finds headings by text, by GitHub's slug, with or without accents, and blocks by their id."""

    def __init__(self, documents: dict[SourcePath, AnyDocument]) -> None:
        """Look in these documents, each read once."""
        self.documents = documents
        self.of = lru_cache(maxsize=None)(self._of)

    def _of(self, path: SourcePath) -> dict[str, str]:
        body = self.documents[path].body
        anchors: dict[str, str] = {_key(self.documents[path].title): ""}
        for heading in body.headings:
            anchors.setdefault(_key(heading.text), heading.anchor)
        for heading in body.headings:
            anchors.setdefault(_key(heading.anchor.removeprefix("h-")), heading.anchor)
            anchors.setdefault(_key(heading.anchor), heading.anchor)
        for heading in body.headings:
            for name in _NAMED.findall(heading.text):
                anchors.setdefault(_key(name), heading.anchor)
        for block in body.blocks:
            anchors["^" + block] = "b-" + block
        return anchors

    def anchor(self, path: SourcePath, fragment: str) -> str | None:
        """Return the id a fragment means, ``""`` for the page's top, ``None`` when there is no such heading."""
        if not fragment or fragment == "top":
            return ""
        if fragment.startswith(("^", "fn-", "fnref-")):
            return self.of(path).get(fragment) if fragment[0] == "^" else fragment
        return self.of(path).get(_key(fragment))

    def near(self, path: SourcePath) -> tuple[str, ...]:
        """Return the headings of a document."""
        return tuple(heading.text for heading in self.documents[path].body.headings)
