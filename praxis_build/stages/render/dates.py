"""Dates, numbers and languages' names as they are said in an interface language (CLDR data, through Babel)."""

import datetime as dt
import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

_LOCALES = {"fr": "fr_CA", "en": "en_CA"}
"""The interface speaks as people do in Québec; any other language is plain."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_YEAR, _DAYS = 2222, (9, 11)
"""Of examples of long dates: digits that are easily found, a day of one digit and a day of two."""
_SMALL = 1000
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


@lru_cache(maxsize=32)
def locale(language: str) -> Locale:
    """Return Babel's locale of an interface language, English when there is none."""
    try:
        return Locale.parse(_LOCALES.get(language, language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_CA")


@lru_cache(maxsize=1 << 14)
def machine(text: str) -> str:
    """Return a date as ``<time datetime>`` takes it (as written, with a ``T``), empty when it is no ISO date."""
    return text.replace(" ", "T") if _parts(text) else ""


@lru_cache(maxsize=1 << 14)
def long_date(text: str, language: str) -> str:
    """Return an ISO date, date-time, month or year in words (« 14 août 2026 »); any other text as it is."""
    parts = _parts(text)
    if parts is None:
        return text
    moment, precision = parts
    if precision == 1:
        return text
    if precision == 2:  # noqa: PLR2004 - year and month
        return str(format_date(moment, "MMMM y", locale(language)))
    example = dt.date(_YEAR, moment.month, _DAYS[moment.day > _DAYS[0]])
    form, shown = _form(example, language), str(example.day)
    if form.count(shown) != 1 or form.count(str(_YEAR)) != 1:
        return str(format_date(moment, "long", locale(language)))
    day = "1er" if language == "fr" and moment.day == 1 else str(moment.day)
    return form.replace(shown, day).replace(str(_YEAR), str(moment.year))


@lru_cache(maxsize=1 << 12)
def cited_date(text: str, language: str) -> str:
    """Return an ISO date as a list of references has it (« 2026, 14 août »), or the year alone; else as it is."""
    parts = _parts(text)
    if parts is None:
        return text
    moment, precision = parts
    form = ("y", "y, MMMM", "y, MMMM d" if language == "en" else "y, d MMMM")[min(precision, 3) - 1]
    return str(format_date(moment, form, locale(language)))


@lru_cache(maxsize=1 << 8)
def _form(example: dt.date, language: str) -> str:
    """Return an example of a long date, of which others are made: Babel takes 20 times as long for each."""
    return str(format_date(example, "long", locale(language)))


@lru_cache(maxsize=1 << 12)
def clock(text: str, language: str) -> str:
    """Return the time of day of an ISO date-time as written, whatever its zone; empty when it has none."""
    parts = _parts(text)
    if parts is None or parts[1] <= 3:  # noqa: PLR2004 - no hour after year, month and day
        return ""
    return str(format_time(parts[0].time(), "short", locale=locale(language)))


@lru_cache(maxsize=1 << 12)
def number(value: int, language: str) -> str:
    """Return a whole number with the language's own separator of thousands."""
    return str(value) if 0 <= value < _SMALL else str(format_decimal(value, locale=locale(language)))


@lru_cache(maxsize=1 << 10)
def language_name(code: str, language: str) -> str:
    """Return the name of a language, said in another; an unknown code as it is."""
    try:
        name = Locale.parse(code.replace("-", "_")).get_display_name(locale(language).language)
    except (UnknownLocaleError, ValueError, TypeError):
        return code
    return name or code


def direction(code: str) -> str:
    """Return ``rtl`` for a language written from right to left, empty for the others."""
    return "rtl" if base(code) in _RIGHT_TO_LEFT else ""


def base(code: str) -> str:
    """Return a language code without its region and script."""
    return code.partition("-")[0].lower()


def _parts(text: str) -> tuple[dt.datetime, int] | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    given = [int(part) for part in found.groups() if part]
    whole = [*given, *(1, 1)[len(given) - 1 :]] if len(given) < 3 else given  # noqa: PLR2004 - year, month, day
    try:
        return dt.datetime(*whole), len(given)  # type: ignore[arg-type]  # noqa: DTZ001 - said as written, never compared
    except ValueError:
        return None
