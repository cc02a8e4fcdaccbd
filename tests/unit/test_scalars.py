"""Texts are read as dates, addresses, languages, licences; ``None`` is for what is not one."""

import pytest

from praxis_build.stages.parse import scalars


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026-08-14", "2026-08-14"),
        ("2026-8-4", "2026-08-04"),
        ("2026/08/14", "2026-08-14"),
        ("14-08-2026", "2026-08-14"),
        ("08/25/2026", "2026-08-25"),
        ("14.08.2026 à midi", "2026-08-14"),
        ("2026-08-14T10:00:00-0400", "2026-08-14"),
        (" 2026 ", "2026"),
        ("2026-08", "2026-08"),
        ("2024-02-29", "2024-02-29"),
        ("2026-02-29", None),
        ("2026-13", None),
        ("0000", None),
        ("14 août 2026", None),
        ("20260814", None),
        ("2026-08-14-15", None),
        ("", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    """A date is year first, or day first; a month that can't be one is a day."""
    assert scalars.iso_date(text) == date


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-09-12", "2026-09-12"),
        ("2026-09-12 19:30", "2026-09-12T19:30"),
        ("2026-09-12T19:30:00Z", "2026-09-12T19:30"),
        ("12-09-2026 19:30", "2026-09-12"),
        ("demain", None),
    ],
)
def test_times(text: str, time: str | None) -> None:
    """An hour is kept when the date is written year first."""
    assert scalars.iso_time(text) == time


@pytest.mark.parametrize("text", ["AAAA-MM-JJ", "YYYY-MM-DD", "DD/MM/YYYY", "{{ date }}", "<% tp.date %>"])
def test_placeholders(text: str) -> None:
    """What a template leaves is known."""
    assert scalars.is_placeholder(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://exemple.example/a?b#c", "https://exemple.example/a?b#c"),
        (" <HTTP://exemple.example> ", "HTTP://exemple.example"),
        ("exemple.example", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://a b", None),
        ('https://x"onclick=', None),
        ("ftp://exemple.example", None),
    ],
)
def test_addresses(text: str, address: str | None) -> None:
    """Only whole web addresses are."""
    assert scalars.web_address(text) == address


@pytest.mark.parametrize(
    ("text", "tag"),
    [("fr", "fr"), ("fr_CA", "fr-CA"), ("Français", "fr"), ("ENGLISH", "en"), ("x", None), ("la langue", None)],
)
def test_languages(text: str, tag: str | None) -> None:
    """A tag, or the name of a common language."""
    assert scalars.language(text) == tag


@pytest.mark.parametrize(
    ("text", "license_id"),
    [("cc by 4.0", "CC-BY-4.0"), ("CC-BY-SA-4.0", "CC-BY-SA-4.0"), ("mit", "MIT"), ("", None), ("la mienne", None)],
)
def test_licences(text: str, license_id: str | None) -> None:
    """An SPDX id, however it is spelled."""
    assert scalars.license_id(text) == license_id


@pytest.mark.parametrize(
    ("text", "degrees"), [("46.8", 46.8), ("-90", -90.0), ("91", None), ("x", None), ("1e1", None)]
)
def test_coordinates(text: str, degrees: float | None) -> None:
    """Degrees stay within their limit."""
    assert scalars.coordinate(text, 90) == degrees


def test_invisible_characters_are_taken_out() -> None:
    """A name can't hide another."""
    assert scalars.visible("a\u202eb\u200bc\ufeff") == "abc"
    assert scalars.visible("a\u00a0b") == "a\u00a0b"
