"""Terms: what a document is found by, its words and their stems, each with its weight there.

BM25 over fields (S. Robertson & H. Zaragoza, *The Probabilistic Relevance Framework*, 2009) with usual lengths fixed in
advance: what a word weighs depends on one document, and no other changes when a document does. The title counts for
half, as a text of its own: a word of a short title says more than one of a long title.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice

import msgspec
import Stemmer

from praxis_build.model.document import AnyDocument, Term
from praxis_build.stages.index.analysis import STOP, WORDS, Known, words, words_in
from praxis_build.stages.index.fields import TITLE, fields

SATURATION, NORM = 4, 0.8
"""BM25's k1 and b, tuned on half of the test collections, as the lengths are."""
TITLE_LENGTH, TEXT_LENGTH = 5, 200
"""The usual length of a title and of all the rest, in words."""
LONGEST_NAME = 4
"""Words of a term's name that are looked for in a query."""
_NAMES = 16
"""Names of a term that lead to one another: each has the others beside it."""
_MOST = 255


def _levels() -> list[int]:
    """Return what is kept of each impact: one of about forty, a twelfth apart.

    A sentence more or less then changes what few words of a document weigh, and few shards.
    """
    kept, level = [1], 1
    for impact in range(1, _MOST + 1):
        level = impact if impact * 12 >= level * 13 else level
        kept.append(level)
    return kept


_LEVELS = _levels()
_FEMININE = re.compile("ees?$")
_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nl": "dutch",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish",
    "tr": "turkish",
}  # fmt: skip


class Terms(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a document is found by.

    Its ``words``, each once, separated by spaces; ``impacts`` has a byte, 1-255, for each of its ``stems``; ``names``
    are the first of a term, in words; ``license`` is its own.
    """

    lang: str = ""
    words: str = ""
    impacts: bytes = b""
    names: tuple[str, ...] = ()
    license: str = ""

    @property
    def stems(self) -> Iterable[str]:
        """The stems of the words with their language (``anim/fr``), each once."""
        return stems_of(self.words.split(), self.lang)


def terms_of(document: AnyDocument, lang: str) -> Terms:
    """Return what a document is found by; ``lang`` is its language, or the site's."""
    lang = lang.partition("-")[0].lower()
    (_, title), *texts = fields(document)
    stem = _keying(lang).__getitem__
    # A usual word says something in a title only, which may be made of nothing else.
    named = list(words_in(title, WORDS))
    titled = _shares(Counter(map(stem, named * TITLE)), len(named) / TITLE_LENGTH)
    said: list[str] = []
    length = 0
    for weight, text in texts:
        found = list(words_in(text, _TELLING))
        said += found * weight
        length += len(found)
    shares = _shares(Counter(map(stem, said)), length / TEXT_LENGTH)
    first = [_LEVELS[int(_MOST / 2 * (share + shares.pop(root, 0)))] for root, share in titled.items()]
    levels = {share: _LEVELS[int(_MOST / 2 * share)] for share in {*shares.values()}}
    impacts = bytes(first) + bytes(map(levels.__getitem__, shares.values()))
    names = tuple(islice(_names(document), _NAMES)) if isinstance(document, Term) else ()
    return Terms(lang, " ".join(dict.fromkeys([*named, *said])), impacts, names, document.license)


def stems_of(words: Iterable[str], lang: str) -> Iterable[str]:
    """Return the stems of words with their language (``anim/fr``), each once."""
    return dict.fromkeys(map(_keying(lang).__getitem__, words))


def _shares(weights: dict[str, int], length: float) -> dict[str, float]:
    """Return what stems count for, from 0 to 1, by what they weigh in a text of so many times the usual length."""
    norm = SATURATION * (1 - NORM + NORM * length)
    shares = {weight: weight / (weight + norm) for weight in {*weights.values()}}
    return dict(zip(weights, map(shares.__getitem__, weights.values()), strict=True))


def _names(term: Term) -> Iterator[str]:
    """Yield the names of a term, for a search by one to find what says another."""
    for name in dict.fromkeys((term.title, *term.aliases, *term.equivalents.values())):
        said = words(name)
        if 0 < len(said) <= LONGEST_NAME:
            yield " ".join(said)


def stemmed(word: str, lang: str) -> str:
    """Return the stem of a word in a language; the word itself in one without a stemmer."""
    return _keying(lang)[word].partition("/")[0]


_TELLING = Known(lambda piece: tuple(word for word in WORDS[piece] if word not in STOP))
"""The words of a piece of text that aren't usual ones."""


@cache
def _keying(lang: str) -> Known[str]:
    """Return the keys that words are listed under: their stem and its language, ``anim/fr``."""
    stem: Callable[[str], str] = Stemmer.Stemmer(_ALGORITHMS[lang], 0).stemWord if lang in _ALGORITHMS else str
    if lang == "fr":
        # « partagée » has lost the accent by which the stemmer knows its ending: it must end as « partagé » does.
        return Known(lambda word: f"{stem(_FEMININE.sub('e', word))}/{lang}")
    return Known(lambda word: f"{stem(word)}/{lang}")
