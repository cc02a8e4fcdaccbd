"""What a page says: the texts of its document, block by block, to look for phrases."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from praxis_build.stages.index.analysis import words

_DOCUMENT = re.compile(r'<article class="px-document".*</article>', re.DOTALL)
_ASIDE = re.compile(r"<(nav|footer|script|style)\b.*?</\1>|<(p|div) class=\"px-(?:kind|byline)\".*?</\2>", re.DOTALL)
_BLOCK = re.compile(
    r"</?(?:h[1-6]|p|li|dt|dd|td|th|caption|figcaption|blockquote|pre|summary|div|section|aside|article)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")


def says(html: str, phrases: Sequence[list[str]]) -> bool:
    """Tell whether a page has all of some phrases, each in one block."""
    texts = [f" {' '.join(words(text))} " for text in _blocks(html)]
    return all(any(f" {' '.join(phrase)} " in text for text in texts) for phrase in phrases)


def _blocks(html: str) -> Iterator[str]:
    found = _DOCUMENT.search(html)
    document = _ASIDE.sub(" ", found[0] if found else html)
    yield from (unescape(_TAG.sub("", block)) for block in _BLOCK.split(document))
