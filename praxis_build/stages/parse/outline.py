"""The headings of a body: which is the title, what level and what id the others get."""

from functools import lru_cache

from praxis_build.model.document import Heading
from praxis_build.model.names import anchor_of, fold

DEEPEST = 6


class Outline:
    """Numbers headings so that a page has one ``h1``, its title, and no level is skipped."""

    def __init__(self, pieces: list[str], title: str | None) -> None:
        """Plan for a body's texts and tags; ``title`` is the front matter's.

        Levels go down by one when ``#`` headings remain beside the title.
        """
        self.title, self.found_title = title, ""
        self.shift = 1 if pieces.count("<h1>") > (1 if title is None else 0) else 0
        self.level = 1
        self.anchors: dict[str, int] = {}
        self.found: list[tuple[int, str, str, int]] = []

    def close(self, pieces: list[str], place: tuple[int, int], level: int, text: str, *, bare: bool) -> None:
        """Write a heading whose tags are two of ``pieces``; ``bare`` tells that nothing is before it, nor a link in it.

        The title leaves the body; another heading gets a level that follows the last one, and an id of its own.
        """
        start, end = place
        if level == 1 and self._is_title(text, bare=bare):
            pieces[start : end + 1] = [""] * (end + 1 - start)
            return
        self.level = min(max(level + self.shift, 2), self.level + 1, DEEPEST)
        anchor = self._anchor(text)
        # An anchor has letters, digits, marks, hyphens and underscores, none of which HTML escapes.
        pieces[start] = f'<h{self.level} id="{anchor}">'
        pieces[end] = f"</h{self.level}>"
        self.found.append((self.level, text, anchor, start))

    def _is_title(self, text: str, *, bare: bool) -> bool:
        """Tell whether a ``#`` heading is the title, and no longer needed in the body."""
        if self.title is not None:
            return bare and not self.found_title and not self.found and fold(text) == fold(self.title)
        if self.found_title or not text:
            return False
        self.found_title = text
        if not bare:
            self.shift = 1
        return bare

    def _anchor(self, text: str) -> str:
        slug = _anchor_of(text) or "section"
        count = self.anchors.get(slug, 0)
        self.anchors[slug] = count + 1
        return f"h-{slug}-{count}" if count else f"h-{slug}"

    def written(self, pieces: list[str]) -> tuple[str, tuple[Heading, ...]]:
        """Return the HTML that ``pieces`` make, and the headings with their offsets in it."""
        headings, chunks, offset, last = [], [], 0, 0
        for level, text, anchor, at in self.found:
            chunks.append("".join(pieces[last:at]))
            offset += len(chunks[-1])
            last = at
            headings.append(Heading(level, text, anchor, offset))
        chunks.append("".join(pieces[last:]))
        return "".join(chunks), tuple(headings)


_anchor_of = lru_cache(maxsize=1 << 12)(anchor_of)
"""Many texts have the same headings: « Contexte », “See also”."""
