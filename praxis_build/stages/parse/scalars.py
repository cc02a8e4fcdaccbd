"""Reading text as what the schema says: dates, addresses, languages, licences. ``None`` means that it is not one."""

import re
from datetime import date
from functools import lru_cache

from praxis_build.model.licenses import LICENSES
from praxis_build.model.names import fold

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s].*)?$")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:\s.*)?$")
_PARTIAL = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?$")
# A template's example date, such as AAAA-MM-JJ.
_PLACEHOLDER = re.compile(r"[A-Z]{4}[-/][A-Z]{2}[-/][A-Z]{2}|[A-Z]{2}[-/][A-Z]{2}[-/][A-Z]{4}")
_TEMPLATE = re.compile(r"\{\{.{0,200}?\}\}|<%.{0,200}?%>")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_URL = re.compile(r"https?://[^\s/?#<>\"'\\^`{|}][^\s<>\"\\^`{|}]*$", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d+)?$")
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2})?.*)?$")

STATUSES = {
    "published": "published", "publie": "published", "publiee": "published", "public": "published",
    "unlisted": "unlisted", "hors liste": "unlisted", "non liste": "unlisted", "non listee": "unlisted",
    "non repertorie": "unlisted",
    "draft": "draft", "brouillon": "draft",
}  # fmt: skip
"""Folded words for a status, in both languages."""

LANGUAGES = {"francais": "fr", "french": "fr", "anglais": "en", "english": "en", "espagnol": "es", "spanish": "es"}
TRUE = frozenset({"true", "yes", "on", "oui", "vrai", "1"})
FALSE = frozenset({"false", "no", "off", "non", "faux", "0"})

_KEPT = 1 << 12
"""How many readings of one kind are remembered: dates, languages and licences come back from note to note."""
_LICENSE_KEYS = {re.sub(r"[^a-z0-9]", "", key.lower()): key for key in LICENSES}


@lru_cache(maxsize=_KEPT)
def iso_date(text: str) -> str | None:
    """Return an ISO date; also reads ``22-03-2022`` (day first), a date-time, a year or a year and month."""
    text = text.strip()
    if _PARTIAL.match(text):
        return text if text >= "0001" else None
    if found := _ISO.match(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.match(text):
        day, month, year = (int(part) for part in found.groups())
        if month > 12 >= day:  # noqa: PLR2004 - months of the year
            day, month = month, day
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def iso_time(text: str) -> str | None:
    """Return an ISO date, or date-time to the minute when the hour is written."""
    day = iso_date(text)
    found = _TIME.match(text.strip())
    return f"{day}T{found[2]}" if day and found and found[2] else day


@lru_cache(maxsize=_KEPT)
def is_placeholder(text: str) -> bool:
    """Tell whether a template's own example was left in place."""
    return bool(_PLACEHOLDER.fullmatch(text.strip()) or _TEMPLATE.search(text))


def web_address(text: str) -> str | None:
    """Return the address when it is a web address."""
    text = text.strip().strip("<>")
    return text if _URL.match(text) else None


@lru_cache(maxsize=_KEPT)
def language(text: str) -> str | None:
    """Return a BCP 47 tag; the French and English names of common languages are understood."""
    name = LANGUAGES.get(fold(text))
    return name or (text.strip().replace("_", "-") if _LANGUAGE.match(text.strip().replace("_", "-")) else None)


@lru_cache(maxsize=_KEPT)
def license_id(text: str) -> str | None:
    """Return the SPDX id of a known licence, however it is spelled (``cc by 4.0``)."""
    key = re.sub(r"[^a-z0-9]", "", fold(text))
    return _LICENSE_KEYS.get(key)


def coordinate(text: str, limit: float) -> float | None:
    """Return degrees between ``-limit`` and ``limit``."""
    if not _NUMBER.match(text.strip()):
        return None
    degrees = float(text)
    return degrees if -limit <= degrees <= limit else None


def visible(text: str) -> str:
    """Return the text without bidirectional controls and zero-width characters."""
    # None of them is printable, which is quicker to know.
    return text if text.isprintable() else _INVISIBLE.sub("", text)


def one_spaced(text: str) -> str:
    """Return a text whose words are one space apart."""
    if text.isprintable() and "  " not in text and not text.startswith(" ") and not text.endswith(" "):
        return text
    return " ".join(text.split())
