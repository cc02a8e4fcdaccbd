"""The headings of a body: which is the title, what level and what id the others get."""

import html as entities
import re

from praxis_build.model.document import Heading
from praxis_build.model.names import anchor_of, fold

_HEADING = re.compile(r"<h([1-6])>")
DEEPEST = 6


class Outline:
    """Numbers headings so that a page has one ``h1``, its title, and no level is skipped."""

    def __init__(self, html: str, title: str | None) -> None:
        """Plan for a body's clean HTML; ``title`` is the front matter's.

        Levels go down by one when ``#`` headings remain beside the title.
        """
        top = _HEADING.findall(html).count("1")
        self.title, self.found_title = title, ""
        self.shift = 1 if top > (1 if title is None else 0) else 0
        self.level = 1
        self.anchors: dict[str, int] = {}
        self.found: list[tuple[int, str, str, int]] = []

    def close(self, out: list[str], at: int, level: int, text: str, *, bare: bool) -> None:
        """Write a heading that begins at ``out[at]``; ``bare`` tells that nothing is before it, nor a link in it.

        The title leaves the body; another heading gets a level that follows the last one, and an id of its own.
        """
        if level == 1 and self._is_title(text, bare=bare):
            del out[at:]
            return
        self.level = min(max(level + self.shift, 2), self.level + 1, DEEPEST)
        anchor = self._anchor(text)
        out.insert(at, f'<h{self.level} id="{entities.escape(anchor)}">')
        out.append(f"</h{self.level}>")
        self.found.append((self.level, text, anchor, at))

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
        slug = anchor_of(text) or "section"
        count = self.anchors.get(slug, 0)
        self.anchors[slug] = count + 1
        return f"h-{slug}-{count}" if count else f"h-{slug}"

    def headings(self, out: list[str]) -> tuple[Heading, ...]:
        """Return the headings with their offsets in the HTML that ``out`` makes."""
        headings, offset, last = [], 0, 0
        for level, text, anchor, at in self.found:
            offset += sum(map(len, out[last:at]))
            last = at
            headings.append(Heading(level, text, anchor, offset))
        return tuple(headings)
