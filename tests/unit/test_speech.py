"""What the interface says: plurals, dates, numbers, names of languages and roles."""

import datetime as dt

import pytest
from babel.dates import format_date
from sample_pages import renderer

from praxis_build.model.part import Phrase
from praxis_build.stages.render import dates as spoken
from praxis_build.stages.render.speech import Speech, initials, minutes


def voice(language: str) -> Speech:
    """Return the interface in a language."""
    return Speech(language, renderer().theme.catalogues[language])


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [("fr", 0, "0 note"), ("fr", 1, "1 note"), ("fr", 2, "2 notes"), ("en", 0, "0 notes"), ("en", 1, "1 note")],
)
def test_a_count_chooses_its_plural(language: str, count: int, said: str) -> None:
    """French says zero in the singular, English in the plural."""
    assert voice(language).ngettext("%(num)s note", "%(num)s notes", count) == said


def test_a_phrase_is_filled_and_never_read_again() -> None:
    """A value with braces stays as it is; a large number is grouped."""
    speech = voice("fr")
    assert speech.say(Phrase("{title}, page {number}", {"title": "{number}", "number": "2"})) == "{number}, page 2"
    assert speech.say(Phrase("{count} x", {}, "{count} y", 12345)) == "12\u00a0345 y"


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("2026-08-14", "fr", "14 août 2026"),
        ("2026-08-01", "fr", "1er août 2026"),
        ("2026-08-14", "en", "August 14, 2026"),
        ("2026-08-14T19:30:00-04:00", "fr", "14 août 2026"),
        ("2026-08", "fr", "août 2026"),
        ("2026", "fr", "2026"),
        ("2026-13-40", "fr", "2026-13-40"),
        ("cet été", "fr", "cet été"),
    ],
)
def test_dates_are_said_in_words(text: str, language: str, said: str) -> None:
    """An ISO date is said; anything else is shown as written."""
    assert spoken.long_date(text, language) == said
    assert bool(spoken.machine(text)) == (text[:2] == "20" and "13" not in text)


@pytest.mark.parametrize("language", ["fr", "en", "es", "pt", "de", "ja", "zh", "ar", "he", "lt"])
def test_a_date_is_said_as_babel_says_it(language: str) -> None:
    """Each day of a year, though most are made from examples; in French, « 1er »."""
    for number in range(366):
        day = dt.date(2024, 1, 1) + dt.timedelta(number)
        said = format_date(day, "long", spoken.locale(language))
        if language == "fr" and day.day == 1:
            said = said.replace("1", "1er", 1)
        assert spoken.long_date(day.isoformat(), language) == said


def test_an_hour_is_said_as_written() -> None:
    """The zone changes nothing: people meet at the hour of the place."""
    assert spoken.clock("2026-08-14T19:30-04:00", "fr").replace("\u00a0", " ") == "19 h 30"
    assert spoken.clock("2026-08-14", "fr") == ""


def test_names_of_languages_and_roles() -> None:
    """Usual names are the catalogue's; others are their author's."""
    speech = voice("fr")
    assert speech.language_name("en") == "anglais"
    assert speech.language_name("??") == "??"
    assert speech.role("Testimony") == "témoignage"
    assert speech.role("tenue du four") == "tenue du four"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Océane Picard-Lebrun", "OP"),
        ("Les Chaudrons du Flottage", "LF"),
        ("Élise", "É"),
        ("Anne Allard", "AA"),
        ("« 4e » Mur", "4M"),
        ("…", ""),
        ("", ""),
    ],
)
def test_a_name_has_initials(name: str, letters: str) -> None:
    """The first letters of the first and last words, whatever stands around them; none when there is no letter."""
    assert initials(name) == letters


@pytest.mark.parametrize(("words", "said"), [(0, 0), (1, 1), (200, 1), (201, 2), (1000, 5)])
def test_reading_takes_whole_minutes(words: int, said: int) -> None:
    """A text takes a minute for every two hundred words begun, and an empty one none."""
    assert minutes(words) == said
