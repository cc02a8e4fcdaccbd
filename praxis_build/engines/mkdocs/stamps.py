"""Stamps: digests of what remembered work depends on besides the notes; another stamp, and it is done anew."""

import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version
from typing import Any

import msgspec

from praxis_build.engines.mkdocs.settings import PLUGIN
from praxis_build.model.settings import Settings

_CORE = ("babel", "comrak", "jinja2", "markupsafe", "msgspec", "nh3", "pyyaml", "rapidfuzz")
_HOST = ("jinja2", "markdown", "mkdocs", "mkdocs-material", "properdocs", "pygments", "pymdown-extensions")
_READS_ELSEWHERE = ("!ENV", "!!python", "INHERIT", "hooks", "snippets")
"""Words of a configuration whose result depends on more than the project's files: then the host always runs."""
_DATE = "SOURCE_DATE_EPOCH"
"""The variable that sets the date of a build, which a theme may show."""


def knowledge_stamp(settings: Settings) -> bytes:
    """Return the stamp of what files say: our code, the libraries that read with it, the settings."""
    code = Path(__file__).resolve().parents[2]
    return _digest(_contents(code, "*.py"), _versions(_CORE), [msgspec.msgpack.encode(settings, order="deterministic")])


def host_stamp(config: Path, raw: Mapping[str, Any], theme: Path, *, strict: bool) -> bytes | None:
    """Return the stamp of what the host makes, ``None`` when that can depend on what we can't see."""
    text = config.read_text(encoding="utf-8")
    plugins = raw.get("plugins")
    names = {name for item in plugins for name in (item if isinstance(item, dict) else [item])} if plugins else set()
    if names != {PLUGIN} or any(word in text for word in _READS_ELSEWHERE):
        return None
    custom = raw.get("theme", {}).get("custom_dir") if isinstance(raw.get("theme"), dict) else None
    folders = [config.parent / str(raw.get("docs_dir") or "docs"), theme]
    folders += [config.parent / str(custom)] if custom else []
    files = (told for folder in folders for told in _contents(folder, "*"))
    date = os.environ.get(_DATE, "")
    return _digest([text.encode(), bytes([strict]), date.encode(errors="surrogateescape")], files, _versions(_HOST))


def _contents(folder: Path, pattern: str) -> Iterator[bytes]:
    """Yield the path and the bytes of each file of a folder, in order."""
    for path in sorted(folder.rglob(pattern)):
        if path.is_file() and "__pycache__" not in path.parts:
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
