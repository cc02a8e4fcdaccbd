"""What the pass over a body has written so far: HTML, the words of the present block, the links that wait for them."""

import html as entities
import re

from msgspec.structs import replace

from praxis_build.model.document import Link
from praxis_build.stages.parse.sentences import sentence_around

_BLOCK_ID = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]+)\s*$")
_EXCERPT = 220


class Writer:
    """Gathers a body's HTML block by block; ``links`` get their sentence when their block ends.

    ``last`` is the text of the block that ended last.
    """

    def __init__(self) -> None:
        """Start with nothing."""
        self.out: list[str] = []
        self.links: list[Link] = []
        self.block_ids: list[str] = []
        self.excerpt, self.words, self.length = "", 0, 0
        self.last = ""
        self._said: list[str] = []
        self._waiting: list[tuple[int, int, int]] = []

    def text(self, escaped: str) -> None:
        """Write escaped text, which is words of the block too."""
        self.say(entities.unescape(escaped) if "&" in escaped else escaped)
        self.out.append(escaped)

    def say(self, words: str) -> None:
        """Add words to the text of the block without writing them."""
        self._said.append(words)
        self.length += len(words)

    def unsay(self) -> None:
        """Take back the last character written: the ``!`` of an embed."""
        self.out[-1] = self.out[-1][:-1]
        if self._said:
            self._said[-1] = self._said[-1][:-1]
            self.length -= 1

    def link(self, link: Link, start: int, end: int) -> None:
        """Add a link whose text is what the block says from ``start`` to ``end``."""
        self.links.append(link)
        self.linked(len(self.links) - 1, start, end)

    def linked(self, index: int, start: int, end: int) -> None:
        """Say which words of the block are the text of a link."""
        self._waiting.append((index, start, end))

    def end_block(self, name: str) -> None:
        """End a block: its links get their sentence, its words are counted, its id is taken off."""
        if not self.length:
            return
        text = self.last = "".join(self._said)
        for index, start, end in self._waiting:
            sentence, at = sentence_around(text, start, end)
            self.links[index] = replace(self.links[index], sentence=sentence, at=at, text=text[start:end])
        if name in ("/p", "/li") and "^" in text:
            self._take_block_id(text)
        self.words += len(text.split())
        if name == "/p" and not self.excerpt:
            self.excerpt = shortened(text)
        self._said.clear()
        self._waiting.clear()
        self.length = 0

    def _take_block_id(self, text: str) -> None:
        found = _BLOCK_ID.search(text)
        if found and self.out[-1].rstrip().endswith("^" + found[1]):
            self.out[-1] = self.out[-1].rstrip()[: -len(found[1]) - 1]
            self.out.append(f'<span id="b-{found[1]}"></span>')
            self.block_ids.append(found[1])


def shortened(text: str) -> str:
    """Return the beginning of a text, cut at a word."""
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else text[:_EXCERPT].rpartition(" ")[0] + "…"
