"""What the pass over a body gathers: the words of the present block, the links that wait for them, what is counted."""

import re
from itertools import accumulate

from msgspec.structs import replace

from praxis_build.model.document import Link
from praxis_build.stages.parse.sentences import sentence_around

_BLOCK_ID = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]+)\s*$")
_EXCERPT = 220


class Writer:
    """Reads a body's words block by block; ``links`` get their sentence when their block ends.

    ``said`` are the plain texts of the present block; ``last`` is the text of the block that ended last.
    """

    def __init__(self, pieces: list[str]) -> None:
        """Read a body's HTML, cut into texts and tags in turn, which are rewritten where they stand."""
        self.pieces = pieces
        self.links: list[Link] = []
        self.block_ids: list[str] = []
        self.excerpt, self.words, self.last = "", 0, ""
        self.said: list[str] = []
        self._waiting: list[tuple[int, int, int]] = []

    def unsay(self, at: int) -> None:
        """Take back the last character of the text before a tag, which was just said: the ``!`` of an embed."""
        self.pieces[at - 1] = self.pieces[at - 1][:-1]
        self.said[-1] = self.said[-1][:-1]

    def link(self, link: Link, words: str) -> None:
        """Add a link whose text is ``words``."""
        self.said.append(words)
        self.links.append(link)
        self.linked(len(self.links) - 1, len(self.said) - 1)

    def linked(self, index: int, first: int) -> None:
        """Say that the text of a link is what the block said from ``said[first]`` on."""
        self._waiting.append((index, first, len(self.said)))

    def end_block(self, tag: str, at: int) -> None:
        """End a block at the tag ``pieces[at]``: its links get their sentence, its words are counted, its id taken."""
        said = self.said
        text = said[0] if len(said) == 1 else "".join(said)
        if self._waiting:
            self._give_sentences(text)
        said.clear()
        if not text:
            return
        self.last = text
        self.words += len(text.split())
        if tag == "</p>" and not self.excerpt:
            self.excerpt = shortened(text)
        if "^" in text and tag in ("</p>", "</li>"):
            self._take_block_id(text, at)

    def _give_sentences(self, text: str) -> None:
        offsets = [0, *accumulate(map(len, self.said))]
        for index, first, last in self._waiting:
            start, end = offsets[first], offsets[last]
            sentence, at = sentence_around(text, start, end)
            self.links[index] = replace(self.links[index], sentence=sentence, at=at, text=text[start:end])
        self._waiting.clear()

    def _take_block_id(self, text: str, at: int) -> None:
        found, written = _BLOCK_ID.search(text), self.pieces[at - 1].rstrip()
        if found and written.endswith("^" + found[1]):
            self.pieces[at - 1] = f'{written[: -len(found[1]) - 1]}<span id="b-{found[1]}"></span>'
            self.block_ids.append(found[1])


def shortened(text: str) -> str:
    """Return the beginning of a text, cut at a word."""
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else text[:_EXCERPT].rpartition(" ")[0] + "…"
