"""Settings as a maintainer writes them, in any engine's configuration: checked, typed, each mistake a problem."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace
from rapidfuzz import process

from praxis_build.engines.policy import PAGE, SOURCE
from praxis_build.model.codes import CODES, N_
from praxis_build.model.document import KINDS
from praxis_build.model.fields import BY_NAME, KIND_NAMES, field_key
from praxis_build.model.names import SourcePath, fold
from praxis_build.model.problem import Problem
from praxis_build.model.regions import Region
from praxis_build.model.settings import Limits, Settings

TEXT = N_("it should be a text")
NAMES = N_("it should be a list of names")
ADDRESS = N_("it should be a full web address, such as https://example.org/")
FOLDERS = N_("it should be a folder of the project, or a list of folders")
LANGUAGE = N_("it should be a language code, such as fr")
LANGUAGES = N_("the interface speaks French and English only")
CHOICE = N_("it should be one of the words suggested")
NUMBER = N_("it should be a whole number above zero")
MAP = N_("it should be a map")
UNKNOWN = N_("there is no such setting")
UNKNOWN_FIELD = N_("there is no such field")
UNKNOWN_KIND = N_("there is no such kind of document")
SWITCH = N_("it should be true or false")
DIRECTIVE = N_("there is no such directive")
SOURCES = N_("it should be a list of sources, such as https://example.org")
REGIONS = N_("it should be a list of names, or of maps with fr, en and aliases")

INTERFACE = ("fr", "en")
_NEAR = 70
_FROM_HOST = ("site_name", "site_description", "site_url", "edit_url", "lang")


class Unusable(Exception):  # noqa: N818 - it is an answer, not an error of the program
    """A value is not of its setting's type: ``detail``, in the catalogue, says what it should be."""

    def __init__(self, detail: str, setting: str = "", suggestions: tuple[str, ...] = ()) -> None:
        """Say what a value should be; ``setting`` names the part that is wrong, when it is a part."""
        super().__init__(detail)
        self.detail, self.setting, self.suggestions = detail, setting, suggestions


def settings_from(
    options: Mapping[str, object], host: Mapping[str, object], path: SourcePath
) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings of a site, and what can't be used in them: such a setting keeps its usual value.

    ``options`` are Praxis's own settings, ``host`` what the engine knows: ``site_name``, ``site_description``,
    ``site_url``, ``edit_url``, ``lang``. An option wins over the host. ``path`` is the file that problems name.
    """
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in {**{name: host.get(name) for name in _FROM_HOST}, **options}.items():
        if value is None:
            continue
        try:
            values[name] = _reader(name)(value)
        except Unusable as wrong:
            words = {"setting": ".".join(filter(None, (name, wrong.setting))), "detail": wrong.detail}
            problems.append(Problem("P701", CODES["P701"].severity, path, values=words, suggestions=wrong.suggestions))
    settings = Settings(**values)
    if "languages" not in values and settings.ui(settings.lang) != settings.languages[0]:
        # A site in English greets its readers in English.
        settings = replace(settings, languages=(settings.ui(settings.lang), *settings.languages[:1]))
    return settings, tuple(problems)


def _reader(name: str) -> Callable[[object], object]:
    if name not in _READERS:
        raise Unusable(UNKNOWN, suggestions=_near(name, _READERS))
    return _READERS[name]


def _near(name: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(found[0] for found in process.extract(name, list(names), limit=3, score_cutoff=_NEAR))


def _text(value: object) -> str:
    # A name such as 2026 is a number for YAML.
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Unusable(TEXT)
    return " ".join(str(value).split())


def _address(value: object) -> str:
    if value == "":
        return ""
    try:
        parts = urlsplit(_text(value))
    except ValueError:
        raise Unusable(ADDRESS) from None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise Unusable(ADDRESS)
    return parts.geturl().rstrip("/") + "/"


def _list(value: object, detail: str) -> list[object]:
    items = value if isinstance(value, list | tuple) else [value]
    if any(isinstance(item, dict | list | tuple | bool) or item is None for item in items):
        raise Unusable(detail)
    return list(items)


def _names(value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_text(item) for item in _list(value, NAMES)))


def _folder(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Unusable(FOLDERS)
    path = str(value).strip().replace("\\", "/")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if path.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", path):
        raise Unusable(FOLDERS)
    return "/".join(parts) or "."


def _folders(value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_folder(item) for item in _list(value, FOLDERS)))


def _language(value: object) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", code := _text(value)):
        raise Unusable(LANGUAGE)
    return code


def _languages(value: object) -> tuple[str, ...]:
    codes = _names(value)
    if not codes or set(codes) - set(INTERFACE):
        raise Unusable(LANGUAGES, suggestions=INTERFACE)
    return codes


def _choice(*choices: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in choices:
            raise Unusable(CHOICE, suggestions=choices)
        return str(value)

    return read


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise Unusable(NUMBER)
    return value


def _map(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise Unusable(MAP)
    return {str(key): item for key, item in value.items()}


def _fields(value: object) -> dict[str, str]:
    """Turn "our field → their names" around, their names as keys of a front matter."""
    fields: dict[str, str] = {}
    for name, foreign in _map(value).items():
        if name not in BY_NAME:
            raise Unusable(UNKNOWN_FIELD, name, _near(name, BY_NAME))
        fields.update((field_key(key), name) for key in _names(foreign))
    return fields


def _kinds(value: object) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for folder, word in _map(value).items():
        kind = KIND_NAMES.get(fold(str(word)))
        if kind is None:
            raise Unusable(UNKNOWN_KIND, folder, KINDS)
        kinds[_folder(folder)] = kind
    return kinds


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise Unusable(SWITCH)
    return value


def _policy(value: object) -> dict[str, tuple[str, ...]]:
    policy: dict[str, tuple[str, ...]] = {}
    for name, sources in _map(value).items():
        if name not in PAGE:
            raise Unusable(DIRECTIVE, name, _near(name, PAGE))
        policy[name] = tuple(str(source) for source in _list(sources, SOURCES))
        if not all(map(SOURCE.fullmatch, policy[name])):
            raise Unusable(SOURCES, name)
    return policy


def _limits(value: object) -> Limits:
    known = Limits.__struct_fields__
    numbers: dict[str, int] = {}
    for name, number in _map(value).items():
        if name not in known:
            raise Unusable(UNKNOWN, name, _near(name, known))
        try:
            numbers[name] = _number(number)
        except Unusable as wrong:
            raise Unusable(wrong.detail, name) from None
    return Limits(**numbers)


def _regions(value: object) -> tuple[Region, ...]:
    if not isinstance(value, list | tuple):
        raise Unusable(REGIONS)
    return tuple(_region(item) for item in value)


def _region(value: object) -> Region:
    if not isinstance(value, dict):
        return Region(dict.fromkeys(INTERFACE, _text(value)))
    rest = {str(key): item for key, item in value.items()}
    aliases = _names(rest.pop("aliases", []))
    if not rest or any(len(key) > len("fr") for key in rest):
        raise Unusable(REGIONS)
    return Region({key: _text(name) for key, name in rest.items()}, aliases)


_READERS: dict[str, Callable[[object], object]] = {
    "site_name": _text,
    "site_description": _text,
    "site_url": _address,
    "edit_url": _address,
    "lang": _language,
    "languages": _languages,
    "notes_dir": _folders,
    "communities_dir": _folders,
    "addresses": _choice("name", "path"),
    "fields": _fields,
    "kinds": _kinds,
    "unresolved": _choice("warning", "error"),
    "license": _text,
    "themes": _names,
    "regions": _regions,
    "page_size": _number,
    "offline": _switch,
    "content_security_policy": _policy,
    "limits": _limits,
}
