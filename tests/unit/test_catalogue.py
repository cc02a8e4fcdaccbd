"""The catalogue: everything the interface says is said in French, completely and with its typography."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from praxis_build.edges import theme

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS: dict[str, tuple[int, ...] | None] = {"N_": None, "_": None, "gettext": None, "ngettext": (1, 2)}
_PLACEHOLDER = re.compile(r"%\([a-z_]+\)s|\{[a-z_]*\}")
_QUOTED_SIGN = re.compile("«\u00a0[^»]{1,40}\u00a0»")
_WRONG = {
    "no narrow no-break space before ; ! ?": re.compile(r"[^\u202f!?…][;!?](?=[\s)»]|$)"),
    "no no-break space before a colon": re.compile(r"[^\u00a0]:(?=\s|$)"),
    "no no-break space inside « »": re.compile(r"«(?!\u00a0)|(?<!\u00a0)»"),
    "an English quotation mark": re.compile(r"[“”]"),
    "three dots instead of an ellipsis": re.compile(r"\.\.\."),
}


@cache
def asked() -> tuple[tuple[str | tuple[str, ...], str], ...]:
    """Return every text of the interface as it is asked for, alone or with its plural, and where it stands."""
    with (ROOT / "theme" / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS, directory_filter=_ours)
    return tuple((message, f"{name}:{line}") for name, line, message, _, _ in found)


@cache
def extracted() -> dict[str, str]:
    """Return every text of the interface, and where it stands; both forms of a plural."""
    return {text: place for message, place in asked() for text in _texts(message)}


@cache
def asked_alone() -> frozenset[str]:
    """Return the texts that are asked for by themselves; a phrase with a count is asked for with its other form."""
    return frozenset(text for text, _ in asked() if isinstance(text, str) and "{count}" not in text)


def _ours(folder: str | Path) -> bool:
    return Path(folder).relative_to(ROOT).parts[:1] in ((), ("praxis_build",), ("theme",))


def _texts(message: str | Sequence[str]) -> Iterator[str]:
    yield from (text for text in ((message,) if isinstance(message, str) else message) if text)


@cache
def french() -> Catalog:
    """Return the French catalogue as its file has it."""
    with (theme.folder() / "locale/fr/LC_MESSAGES/praxis.po").open("rb") as file:
        return read_po(file, locale="fr", abort_invalid=True)


def entries() -> list[Message]:
    """Return the catalogue's entries, without its header."""
    return [message for message in french() if message.id]


def translations(message: Message) -> list[str]:
    """Return all the forms of an entry's translation."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def test_everything_is_said_in_french() -> None:
    """Each text of the modules and of the templates has a translation that is not a guess."""
    said = {text for entry in entries() if not entry.fuzzy and all(translations(entry)) for text in _texts(entry.id)}
    assert {text: place for text, place in extracted().items() if text not in said} == {}


def test_a_text_asked_for_alone_is_not_only_the_plural_of_another() -> None:
    """Gettext finds a translation by the singular: “Communities” alone needs an entry of its own."""
    first = {_first(entry) for entry in entries()}
    assert asked_alone() - first == set()


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def test_nothing_is_said_for_nobody() -> None:
    """The catalogue keeps no text that the interface no longer says."""
    assert [entry.id for entry in entries() if not any(text in extracted() for text in _texts(entry.id))] == []
    assert list(french().obsolete) == []


def test_a_translation_keeps_its_placeholders() -> None:
    """A name that the French text fills is in the English text; a singular may leave out the number."""
    for entry in entries():
        wanted = set(_PLACEHOLDER.findall(" ".join(_texts(entry.id))))
        for text in translations(entry):
            missing = wanted ^ set(_PLACEHOLDER.findall(text))
            assert missing <= ({"%(num)s", "{count}"} if entry.pluralizable else set()), entry.id


@pytest.mark.parametrize("fault", _WRONG)
def test_french_typography(fault: str) -> None:
    """The spaces of Québec's typography are there, and none of them can break."""
    texts = [
        _QUOTED_SIGN.sub("« »".replace(" ", "\u00a0"), text) for entry in entries() for text in translations(entry)
    ]
    assert [text for text in texts if _WRONG[fault].search(text)] == []
