"""A question as people type it: whole, its keywords, with one letter wrong, without accents.

The same collection gives the same variants on any machine.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.bench.search.collection import Collection, Document
from tests.bench.search.server import PAGES

KEPT = 3  # keywords of a question
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_STOP = frozenset((PAGES / "stop.txt").read_text(encoding="utf-8").split())


def without_accents(text: str) -> str:
    """Take marks off letters and take ligatures apart, as on a keyboard that lacks them."""
    plain = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return plain.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")


def misspelt(text: str, seed: str) -> str:
    """Get one letter of the longest word wrong: two swapped, one dropped, doubled, or replaced."""
    words = [match for match in _WORD.finditer(text) if len(match[0]) > 1]
    if not words:
        return text
    longest = max(words, key=lambda match: len(match[0]))
    random = Random(seed)
    while (wrong := _slip(longest[0], random)) == longest[0]:
        pass
    return f"{text[: longest.start()]}{wrong}{text[longest.end() :]}"


def _slip(word: str, random: Random) -> str:
    """Change a word at one place; swapped or replaced letters may be alike."""
    at = random.randrange(len(word))
    match random.choice(["swap", "drop", "double", "replace"]):
        case "swap":
            at = min(at, len(word) - 2)
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case "drop":
            return word[:at] + word[at + 1 :]
        case "double":
            return word[: at + 1] + word[at:]
        case _:
            return word[:at] + random.choice(_LETTERS) + word[at + 1 :]


def frequencies(documents: list[Document]) -> Counter[str]:
    """Count the documents that have each word, in lower case."""
    counts: Counter[str] = Counter()
    for document in documents:
        counts.update(set(_WORD.findall(f"{document.title} {document.text}".lower())))
    return counts


def keywords(text: str, counts: Counter[str]) -> str:
    """Keep the three rarest words of a question, in its order; stop words only if it has nothing else."""
    words = list(dict.fromkeys(_WORD.findall(text.lower())))
    meant = [word for word in words if word not in _STOP] or words
    rarest = sorted(meant, key=lambda word: (counts[word] or len(counts), word))[:KEPT]
    return " ".join(word for word in words if word in rarest) or text


def variants(collection: Collection) -> dict[str, Collection]:
    """Give the same questions, asked in each way."""
    counts = frequencies(collection.documents)
    short = _changed(collection, lambda text, _id: keywords(text, counts))
    return {
        "as asked": collection,
        "one letter wrong": _changed(collection, misspelt),
        "no accents": _changed(collection, _bare),
        "keywords": short,
        "keywords, one letter wrong": _changed(short, misspelt),
        "keywords, no accents": _changed(short, _bare),
    }


def _bare(text: str, _id: str) -> str:
    return without_accents(text)


def _changed(collection: Collection, change: Callable[[str, str], str]) -> Collection:
    queries = [replace(query, text=change(query.text, query.id)) for query in collection.queries]
    return replace(collection, queries=queries)
