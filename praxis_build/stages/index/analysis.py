"""Analysis: a text becomes the words it is searched by. The browser does the same with the same ``RULES``.

A chunk is letters and digits with the marks that may join them (``l’école``, ``étudiant(e)s``, ``O.B.N.L.``); lunr's
pipeline turns it into words, once each: a text costs a look-up a chunk.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, TypeVar

from lunr.pipeline import Pipeline
from lunr.stop_word_filter import WORDS as ENGLISH

from praxis_build.stages.index.endings import ENDINGS
from praxis_build.stages.index.inclusive import FEMININES, GENDERED, HYPHENATED, genders
from praxis_build.stages.index.stopwords import FRENCH

_SEPARATORS = (
    "\\u0000-\\u002F\\u003A-\\u0040\\u005B-\\u0060\\u007B-\\u00A9\\u00AB-\\u00B1\\u00B4\\u00B6-\\u00B8\\u00BB\\u00BF\\u00D7\\u00F7\\u1680"
    "\\u02C2-\\u02C5\\u02D2-\\u02DF\\u2000-\\u206F\\u20A0-\\u20CF\\u2190-\\u2BFF\\u2E00-\\u2E7F\\u3000-\\u3004\\u3008-\\u3020"
    "\\u3030\\u303D\\u30FB\\uD800-\\uF8FF\\uFDD0-\\uFDEF\\uFE00-\\uFE0F\\uFE10-\\uFE19\\uFE30-\\uFE6F\\uFF00-\\uFF0F\\uFF1A-\\uFF20"
    "\\uFF3B-\\uFF40\\uFF5B-\\uFF65\\uFFE0-\\uFFFF"
)
"""What is neither a letter, a digit nor a mark on one: written out, since not all know the same version of Unicode."""
_JOINTS = "'’ʼ·•‧․.\\-‐‑/@"
_LONGEST, _MOST = 60, 1 << 17
"""Characters of a word that count, more being a code; texts that are remembered."""
V = TypeVar("V")
LETTERS = {
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "ς": "σ", "’": "'", "ʼ": "'", "•": "·",
    "‧": "·", "․": ".", "‐": "-", "‑": "-",
}  # fmt: skip
"""Letters and marks that are read as others."""
RULES = {
    "chunk": f"[^{_SEPARATORS}]+(?:[{_JOINTS}][^{_SEPARATORS}]+|\\([^{_SEPARATORS}]{{1,6}}\\)[^{_SEPARATORS}]*)*",
    "letters": LETTERS,
    "odd": f"(?!['·./()@-])[{_SEPARATORS}]",
    "grouped": "[0-9]{1,3}(?:[ \\u00a0\\u202f][0-9]{3})+(?![0-9])|[A-Z]\\.(?:[ \\u00a0\\u202f][A-Z]\\.)+",
    "elided": "^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'",
    "inverted": "(?:-t)?-(?:ce|ils?|elles?|je|tu)$|-t-on$|(t)-on$",
    "initials": "^[a-z](?:\\.[a-z])+$",
    "breaks": "[./@·()]",
    "gendered": GENDERED,
    "feminines": FEMININES,
    "hyphenated": HYPHENATED,
    "longest": _LONGEST,
    "endings": " ".join(ENDINGS),
    "stop": " ".join(sorted({*ENGLISH, *FRENCH})),
}  # fmt: skip
"""How words are found, as data: what is written here is what the browser does."""

_CHUNK = re.compile(str(RULES["chunk"]))
_GROUPED = re.compile(str(RULES["grouped"]))
_LETTERS = str.maketrans(LETTERS)
_ODD = re.compile(str(RULES["odd"]))
_HINTS = re.compile("[0-9][ \u00a0\u202f][0-9]{3}"), re.compile(r"\.[ \u00a0\u202f][A-Z]\.")
"""One of them is in a text that has groups: each is looked for much faster than these."""
_DIGIT = re.compile("[0-9]")
_MARKS = re.compile("[\u0300-\u036f]")
_ELIDED = re.compile(str(RULES["elided"]))
_INVERTED = re.compile(str(RULES["inverted"]))
_INITIALS = re.compile(str(RULES["initials"]))
_BREAKS = re.compile(str(RULES["breaks"]))
STOP = frozenset({*ENGLISH, *FRENCH})
"""Words too usual to say what a text is about, folded."""


def fold(chunk: str) -> str:
    """Return a chunk without case, accents, ligatures or kinds of apostrophe, point and hyphen."""
    if chunk.isascii():
        return chunk.lower()
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", chunk).lower()).translate(_LETTERS)
    # One character may stand for several, some of them no letters: « ½ », « ﷺ ».
    return unicodedata.normalize("NFC", plain if plain.isalnum() else _ODD.sub("@", plain))


class Known(dict[str, V]):
    """What is worked out of texts, once each; emptied when full, which is quicker than a cache that counts uses."""

    def __init__(self, work: Callable[[str], V]) -> None:
        """Begin with nothing."""
        super().__init__()
        self._work = work

    def __missing__(self, text: str) -> V:
        """Work a text out."""
        if len(self) >= _MOST:
            self.clear()
        found = self[text] = self._work(text)
        return found


def _words_of(piece: str) -> tuple[str, ...]:
    found: list[str] = []
    for chunk in _CHUNK.findall(piece):
        folded = fold(chunk)
        # Letters and digits alone, as most words are, come out of the pipeline as they went in.
        found += [folded[:_LONGEST]] if folded.isalnum() else _PIPELINE.run([folded])
    return tuple(found)


WORDS = Known(_words_of)
"""The words of a piece of text without white space."""


def words(text: str) -> list[str]:
    """Return the words of a text, in order: several for what is joined by a hyphen or says two genders."""
    return list(words_in(text, WORDS))


def words_in(text: str, known: Known[tuple[str, ...]]) -> Iterator[str]:
    """Yield the words of a text, in order, as they are ``known`` by piece."""
    # No word has a comma, nor a full stop before a space: without them, half as many pieces are known.
    pieces = closed(text).replace(",", " ").replace(". ", " ").split()
    return chain.from_iterable(map(known.__getitem__, pieces))


def closed(text: str) -> str:
    """Return a text without the spaces inside numbers and between initials: « 61 400 $ », « C. A. »."""
    return _GROUPED.sub(_closed, text) if any(map(re.Pattern.search, _HINTS, (text, text))) else text


def _closed(found: re.Match[str]) -> str:
    """Return what may be one number or initials in one piece, unless its first digits end a longer number."""
    before = found.string[max(0, found.start() - 1) : found.start()]
    return found[0] if _DIGIT.match(before) and _DIGIT.match(found[0]) else "".join(found[0].split())


def _split(token: str, *_: object) -> list[str]:
    """Cut at what joins no word, unless the pieces are initials or the ending of another gender."""
    if _INITIALS.match(token):
        return [token.replace(".", "")]
    return list(genders(token)) or [part for part in _BREAKS.split(token) if part]


def _join(token: str, *_: object) -> list[str]:
    """Give a word with hyphens by its parts, then whole; apostrophes that elide nothing join: « aujourd'hui »."""
    # The pronoun that a question puts after its verb makes no word with it: « peut-on », « existe-t-il ».
    token = _INVERTED.sub(r"\1", _bare(token))
    parts = [part.replace("'", "") for part in map(_bare, token.split("-"))]
    parts = [part for part in parts if part]
    return [*parts, token.replace("-", "").replace("'", "")] if len(parts) > 1 else parts


def _bare(part: str) -> str:
    """Take off an elided article, pronoun or conjunction, and an English possessive."""
    return _ELIDED.sub("", part).removesuffix("'s")


def _shorten(token: str, *_: object) -> str:
    return token[:_LONGEST]


_PIPELINE: Any = Pipeline()  # type: ignore[no-untyped-call]
for _stage in (_split, _join, _shorten):
    _PIPELINE.register_function(_stage, f"praxis{_stage.__name__}")
    _PIPELINE.add(_stage)
