"""Queries drawn from the documents of a commons, as its readers would type them."""

import re
from random import Random

from tests.bench.search.collection import Document
from tests.bench.search.variants import misspelt

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LONG = 5  # letters of a word that someone would search for
_TITLE, _TEXT = 3, 4  # words in a row, at most


def drawn(documents: list[Document], count: int, seed: int = 1) -> list[str]:
    """Draw queries: in turn, part of a title, words in a row of a text, one long word, one long word misspelt.

    What is drawn is somewhere: readers have something in mind. The same documents give the same queries.
    """
    random, found = Random(seed), dict[str, None]()
    while len(found) < count:
        document = random.choice(documents)
        if query := _query(document, len(found) % 4, random):
            found[query.lower()] = None
    return list(found)


def _query(document: Document, turn: int, random: Random) -> str:
    """Draw one query from a document, empty if it has too few words."""
    texts = _WORD.findall(document.text)
    if turn <= 1:
        return _row(texts, _TEXT, random) if turn else _row(_WORD.findall(document.title), _TITLE, random)
    long = [word for word in texts if len(word) >= _LONG]
    word = random.choice(long) if long else ""
    return word if turn == 2 else misspelt(word, word)


def _row(words: list[str], most: int, random: Random) -> str:
    """Take two words or more in a row."""
    start = random.randrange(max(1, len(words) - most + 1))
    return " ".join(words[start : start + random.randint(2, most)])
