"""What the interface says, in one language: phrases, words, dates and numbers."""

import gettext
import io
import re
from collections.abc import Mapping
from functools import partial

from markupsafe import Markup, escape

from praxis_build.model.part import Phrase
from praxis_build.stages.render import dates, words

_RUNS_BACKWARD = re.compile("[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]")

_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def isolated(text: str) -> str:
    """Return a name that can't turn the order of the words around it: isolated when it holds such characters."""
    if text.isascii() or not _RUNS_BACKWARD.search(text):
        return text
    # Unbalanced embeddings and isolates would reach past the name whatever surrounds it.
    return f"\u2068{_CONTROLS.sub('', text)}\u2069"


class Speech:
    """One interface language: its compiled catalogue (English when it is empty) and its ways with dates and numbers."""

    def __init__(self, language: str, catalogue: bytes) -> None:
        """Read a compiled gettext catalogue."""
        self.language = language
        self._catalogue = gettext.GNUTranslations(io.BytesIO(catalogue)) if catalogue else gettext.NullTranslations()
        self._said: dict[str, Markup] = {}
        self.date = partial(dates.long_date, language=language)
        self.clock = partial(dates.clock, language=language)
        self.number = partial(dates.number, language=language)
        self.language_name = partial(dates.language_name, language=language)
        self.marks = {key: str(escape(self.text(word))) for key, word in words.MARKS.items()}

    def text(self, english: str) -> str:
        """Return the translation of a text without placeholders."""
        return self._catalogue.gettext(english) if english else ""

    def say(self, phrase: Phrase) -> str:
        """Return a phrase with its placeholders filled, in the plural form its count asks for."""
        if not phrase.plural:
            text = self.text(phrase.text)
            return text.format_map(_isolated(phrase.values)) if phrase.values else text
        text = self._catalogue.ngettext(phrase.text, phrase.plural, phrase.count)
        return text.format_map({"count": self.number(phrase.count), **_isolated(phrase.values)})

    def gettext(self, english: str, /, **values: object) -> Markup:
        """Return a template's text, escaped, its ``%(name)s`` filled with escaped values."""
        if values:
            return escape(self.text(english)) % values
        said = self._said.get(english)
        if said is None:
            said = self._said[english] = escape(self.text(english)) % {}
        return said

    def ngettext(self, singular: str, plural: str, count: int, /, **values: object) -> Markup:
        """Return a template's text in the plural form ``count`` asks for; ``%(num)s`` is the number."""
        said = escape(self._catalogue.ngettext(singular, plural, count))
        return said % {"num": self.number(count), **values}

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
