"""What the interface says, in one language: phrases, words, dates and numbers."""

import gettext
import io
import re
from collections.abc import Mapping
from functools import lru_cache, partial
from unicodedata import normalize

from markupsafe import Markup

from praxis_build.model.part import Phrase
from praxis_build.stages.render import dates, words
from praxis_build.stages.render.quick import printed, safe

_RUNS_BACKWARD = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
WORDS_A_MINUTE = 200
"""How fast people read on a screen, counted low: many here don't read in their first language."""


def isolated(text: str) -> str:
    """Return a name that can't turn the order of the words around it: isolated when it holds such characters."""
    if not turns(text):
        return text
    # Unbalanced embeddings and isolates would reach past the name whatever surrounds it.
    return f"\u2068{_CONTROLS.sub('', text)}\u2069"


def turns(text: str) -> bool:
    """Tell whether a text has characters that run from right to left, or that turn the direction."""
    return not text.isascii() and _RUNS_BACKWARD.search(text) is not None


def initials(name: str) -> str:
    """Return the first letters of a name's first and last words: « Océane Picard-Lebrun » gives « OP »."""
    letters = [letter for letter in map(_first, name.split()) if letter]
    return "".join((*letters[:1], *letters[1:][-1:])).upper()


def _first(word: str) -> str:
    return next((letter for letter in normalize("NFC", word) if letter.isalnum()), "")


def minutes(words: int) -> int:
    """Return how many minutes a text of so many words takes to read, rounded up."""
    return -(-words // WORDS_A_MINUTE)


class Speech:
    """One interface language: its compiled catalogue (English when it is empty) and its ways with dates and numbers."""

    def __init__(self, language: str, catalogue: bytes) -> None:
        """Read a compiled gettext catalogue."""
        self.language = language
        self._catalogue = gettext.GNUTranslations(io.BytesIO(catalogue)) if catalogue else gettext.NullTranslations()
        self._texts: dict[str, str] = {}
        self.date = partial(dates.long_date, language=language)
        self.cited_date = partial(dates.cited_date, language=language)
        self.clock = partial(dates.clock, language=language)
        self.number = partial(dates.number, language=language)
        self.language_name = partial(dates.language_name, language=language)
        self.ngettext = lru_cache(maxsize=1 << 10)(self._ngettext)
        self.marks = {key: printed(self.text(word)) for key, word in words.MARKS.items()}

    def text(self, english: str) -> str:
        """Return the translation of a text without placeholders."""
        said = self._texts.get(english)
        if said is None:
            said = self._texts[english] = self._catalogue.gettext(english) if english else ""
        return said

    def say(self, phrase: Phrase) -> str:
        """Return a phrase with its placeholders filled, in the plural form its count asks for."""
        if not phrase.plural:
            text = self.text(phrase.text)
            return text.format_map(_isolated(phrase.values)) if phrase.values else text
        text = self._catalogue.ngettext(phrase.text, phrase.plural, phrase.count)
        return text.format_map({"count": self.number(phrase.count), **_isolated(phrase.values)})

    def gettext(self, english: str, /, **values: object) -> Markup:
        """Return a template's text, escaped, its ``%(name)s`` filled with escaped values."""
        return safe(printed(self.text(english)) % {name: printed(value) for name, value in values.items()})

    def _ngettext(self, singular: str, plural: str, count: int, /) -> Markup:
        """Return a template's text in the plural form ``count`` asks for; ``%(num)s`` is the number."""
        return safe(printed(self._catalogue.ngettext(singular, plural, count)) % {"num": self.number(count)})

    def kind(self, key: str) -> str:
        """Return the name of a kind of document."""
        return self.text(words.KINDS.get(key, key))

    def role(self, text: str) -> str:
        """Return the catalogue's name of a usual role; any other role as its author wrote it."""
        known = words.ROLES.get(text.strip().lower())
        return self.text(known) if known else text

    def scope(self, text: str) -> str:
        """Return the name of a community's scope; any other text as it is."""
        return self.text(words.SCOPES.get(text, "")) or text

    def access(self, text: str) -> str:
        """Return the name of a community's access; any other text as it is."""
        return self.text(words.ACCESSES.get(text, "")) or text

    def paged(self, title: str, number: int) -> str:
        """Return the title of a page of a list."""
        if number <= 1:
            return title
        return self.say(Phrase(words.PAGED, {"title": title, "number": self.number(number)}))


def _isolated(values: Mapping[str, str]) -> dict[str, str]:
    return {name: isolated(value) for name, value in values.items()}
