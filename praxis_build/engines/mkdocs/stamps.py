"""Stamps: digests of what remembered work depends on besides the notes; another stamp, and it is done anew."""

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version
from typing import Any

import msgspec

from praxis_build.engines.mkdocs.settings import PLUGIN
from praxis_build.model.settings import Settings

_CORE = ("babel", "comrak", "jinja2", "lunr", "markupsafe", "msgspec", "nh3", "pystemmer", "pyyaml", "rapidfuzz")
_HOST = ("jinja2", "markdown", "mkdocs", "mkdocs-material", "properdocs", "pygments", "pymdown-extensions")
_READS_ELSEWHERE = ("!ENV", "!!python", "!<", "%TAG", "INHERIT")
"""Words of a configuration whose result depends on more than the project's files: then the host always runs."""
_THEME = "material"
_MARKDOWN = frozenset({
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "legacy_attrs",
    "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks",
})  # fmt: skip
"""Markdown's own extensions."""
_READ_FILES = frozenset({"pymdownx.b64", "pymdownx.snippets"})
_DATE = "SOURCE_DATE_EPOCH"
"""The variable that sets the date of a build, which a theme may show."""


def today() -> str:
    """Return the day of the build, in ISO 8601: the one that is set so that builds are the same, else today."""
    with suppress(KeyError, ValueError, OverflowError, OSError):
        return dt.datetime.fromtimestamp(int(os.environ[_DATE]), dt.UTC).date().isoformat()
    return dt.date.today().isoformat()  # noqa: DTZ011 - what lapses does so where its readers are


def knowledge_stamp(settings: Settings) -> bytes:
    """Return the stamp of what files say: our code, the libraries that read with it, the settings."""
    code = Path(__file__).resolve().parents[2]
    return _digest(_contents(code, "*.py"), _versions(_CORE), [msgspec.msgpack.encode(settings, order="deterministic")])


def host_stamp(config: Path, raw: Mapping[str, Any], theme: Path, *, strict: bool) -> bytes | None:
    """Return the stamp of what the host makes, ``None`` when that can depend on what we can't see."""
    text = config.read_text(encoding="utf-8")
    written = raw.get("theme")
    dressed = written if isinstance(written, dict) else {"name": written}
    known = _names(raw.get("plugins")) == {PLUGIN} and all(map(_is_known, _names(raw.get("markdown_extensions"))))
    if not known or dressed.get("name") != _THEME or raw.get("hooks") or any(word in text for word in _READS_ELSEWHERE):
        return None
    custom = dressed.get("custom_dir")
    folders = [config.parent / str(raw.get("docs_dir") or "docs"), theme]
    folders += [config.parent / str(custom)] if custom else []
    # The host goes into a folder that is a link, wherever that leads, and round in circles.
    if any(path.is_symlink() and not path.is_file() for folder in folders for path in folder.rglob("*")):
        return None
    files = (told for folder in folders for told in _contents(folder, "*"))
    date = os.environ.get(_DATE, "")
    return _digest([text.encode(), bytes([strict]), date.encode(errors="surrogateescape")], files, _versions(_HOST))


def _names(items: Any) -> set[str]:
    """Return the names in a list, or a map, of names that may have options."""
    return {str(name) for item in items or () for name in (item if isinstance(item, dict) else [item])}


def _is_known(extension: str) -> bool:
    """Tell whether an extension of Markdown reads nothing but the page, and has its version in the stamp."""
    short = extension.removeprefix("markdown.extensions.")
    return short in _MARKDOWN or (extension.startswith("pymdownx.") and extension not in _READ_FILES)


def _contents(folder: Path, pattern: str) -> Iterator[bytes]:
    """Yield the path and the bytes of each file of a folder, in order."""
    for path in sorted(folder.rglob(pattern)):
        if path.is_file():
            yield path.relative_to(folder).as_posix().encode(errors="surrogateescape")
            yield path.read_bytes()


def _versions(names: Iterable[str]) -> Iterator[bytes]:
    yield python_version().encode()
    for name in names:
        try:
            yield f"{name} {version(name)}".encode()
        except PackageNotFoundError:
            yield name.encode()


def _digest(*parts: Iterable[bytes]) -> bytes:
    told = blake2b(digest_size=16)
    for part in parts:
        for one in part:
            told.update(len(one).to_bytes(8, "big") + one)
    return told.digest()
