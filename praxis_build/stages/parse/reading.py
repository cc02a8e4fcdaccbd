"""Reading a body: Markdown to clean HTML, within limits, then the pass over it."""

from praxis_build.model.settings import Limits
from praxis_build.stages.parse import footnotes, links
from praxis_build.stages.parse.body import Reading, Scan
from praxis_build.stages.parse.markdown import depth, prepared, to_html


class TooMuch(Exception):  # noqa: N818 - it is an answer of this module, caught by its only caller
    """A body is over a limit: ``code`` is that of the problem, ``count`` what was counted, ``limit`` the bound."""

    def __init__(self, code: str, count: int, limit: int) -> None:
        """Keep what the problem needs."""
        super().__init__(code)
        self.code, self.count, self.limit = code, count, limit


def read_body(markdown: str, line: int, title: str | None, limits: Limits) -> Reading:
    """Read a body that begins on a ``line`` of its file; ``title`` is the front matter's. Raises ``TooMuch``."""
    text = prepared(markdown)
    if (deep := depth(text, limits.nesting)) > limits.nesting:
        raise TooMuch("P605", deep, limits.nesting)
    pieces = to_html(text)
    if len(pieces) > limits.links and (count := _links(pieces)) > limits.links:
        raise TooMuch("P602", count, limits.links)
    whole = footnotes.shown(text, pieces)
    if whole != text:
        text, pieces = whole, to_html(whole)
    return Scan(pieces, links.Positions(text, line), title, limits.highlighted_bytes).run()


def _links(pieces: list[str]) -> int:
    return sum(tag.startswith(("<a ", "<img ")) for tag in pieces[1::2])
