"""Offline: what makes a site one that can be installed, and read without a network."""

import json
import mimetypes
import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import cast

from jinja2 import Environment

from praxis_build.engines.mkdocs import host
from praxis_build.engines.mkdocs.skin import Skin
from praxis_build.model.settings import Settings
from praxis_build.model.shell import Shell

WORKER = "sw.js"
"""The worker, at the root: it may answer for addresses below its own only."""
_ICONS = {"assets/icon.svg": 96, "assets/icon-maskable.svg": 0}
"""The icons, with the radius of their corners, in 512ths."""
_SCRIPT = "assets/praxis.js"
_LATER = re.compile(r'import\(new URL\("([\w/-]+\.js)", src\)\)')
"""What the script of all pages fetches when it is needed, from where it is."""
_SHARED = ("templates", "locale", "offline")
"""Folders of the theme that the pages kept from the start are made from, besides shells."""
_COLOUR = r'\[data-md-color-primary="?{}"?\][^{{}}]*{{[^}}]*?--md-primary-fg-color:\s*(#[0-9a-fA-F]{{3,8}})'
_DARK = "#212121"
"""The colour of a palette that has none of its own."""


def offline_files(
    env: Environment, files: host.Files, config: host.MkDocsConfig, shells: dict[str, Shell], theme: Path
) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file that reading offline takes, beside the other ``files`` of the site.

    ``theme`` is Praxis's own folder. A site that isn't read offline has a worker all the same, which undoes what an
    earlier one did.
    """
    skin = cast("Skin", env.globals["praxis"])
    settings = skin.settings
    if not settings.offline:
        yield WORKER, (theme / "offline/leave.js").read_text(encoding="utf-8")
        return
    colour = _colour(config, theme)
    icon = env.get_template("partials/icon.html")
    icons = {} if config.theme.get("logo") else _ICONS
    for path, radius in icons.items():
        yield path, icon.render(config=config, colour=colour, radius=radius)
    for language in settings.languages:
        yield f"{skin.home(language)}manifest.webmanifest", _manifest(config, skin, language, colour)
    named = (files.get_file_from_path(path) for path in sorted({*_named(shells), *_later(theme)}))
    assets = [file for file in named if file]
    homes = {language: skin.home(language) for language in settings.languages}
    pages = (f"{home}{page}" for home in homes.values() for page in ("", "search/"))
    site = {
        "version": _version(theme, shells, assets, settings),
        "files": [*(file.src_uri for file in assets), *icons, *pages],
        "offline": {language: f"{home}offline/" for language, home in homes.items()},
    }
    worker = (theme / "offline/worker.js").read_text(encoding="utf-8")
    yield WORKER, f"const SITE = {json.dumps(site, ensure_ascii=False)};\n{worker}"


def _manifest(config: host.MkDocsConfig, skin: Skin, language: str, colour: str) -> str:
    """Return the manifest of the site in a language. Source: https://www.w3.org/TR/appmanifest/."""
    settings = skin.settings
    up = "../" * skin.home(language).count("/")
    logo = config.theme.get("logo")
    description = settings.site_description if language == settings.ui(settings.lang) else ""
    icons = [(logo, "any")] if logo else list(zip(_ICONS, ("any", "maskable"), strict=True))
    manifest = {
        "name": settings.site_name, "short_name": settings.site_name, "description": description,
        "lang": language, "dir": "ltr", "start_url": "./", "scope": up or "./", "display": "standalone",
        "theme_color": colour, "background_color": "#ffffff",
        "icons": [{"src": _below(up, path), "sizes": "any", "type": _type(path), "purpose": purpose}
                  for path, purpose in icons],
    }  # fmt: skip
    return json.dumps({key: value for key, value in manifest.items() if value}, ensure_ascii=False, indent=1) + "\n"


def _below(up: str, path: str) -> str:
    return path if "//" in path else up + path


def _type(path: str) -> str:
    return mimetypes.MimeTypes().guess_type(path)[0] or "image/png"


def _colour(config: host.MkDocsConfig, theme: Path) -> str:
    """Return the first colour of the site's first palette, as its styles say."""
    palettes = config.theme.get("palette") or [{}]
    first = palettes if isinstance(palettes, dict) else palettes[0]
    name = str(first.get("primary") or "indigo").replace(" ", "-")
    own = (Path(config.docs_dir) / str(style) for style in config.extra_css)
    skins = (path for folder in config.theme.dirs for path in Path(folder).glob("assets/stylesheets/palette*.css"))
    for path in (*own, theme / "shell/assets/shell.css", *sorted(skins)):
        found = path.is_file() and re.search(_COLOUR.format(re.escape(name)), path.read_text(encoding="utf-8"))
        if found:
            return found[1]
    return _DARK


def _named(shells: dict[str, Shell]) -> Iterator[str]:
    """Yield the styles, scripts and icons of ours and of the host's theme that pages load where there is no network."""
    for shell in (shell for name, shell in shells.items() if not name.startswith("missing/")):
        for hole, piece in zip(shell.holes, shell.pieces[1:], strict=True):
            if hole == "root" and (found := re.match(r"assets/[\w./-]+(?=\")", piece)):
                yield found[0]


def _later(theme: Path) -> Iterator[str]:
    """Yield the modules that the script of all pages may fetch."""
    found = _LATER.findall((theme / _SCRIPT).read_text(encoding="utf-8"))
    yield from (f"assets/{path}" for path in found)


def _version(theme: Path, shells: dict[str, Shell], assets: Iterable[host.File], settings: Settings) -> str:
    """Return a digest of what is kept from the start: it changes with the theme, not with what notes say."""
    told = blake2b(digest_size=8)
    files: Iterable[Path] = (path for name in _SHARED for path in sorted((theme / name).rglob("*")))
    for path in files:
        if path.is_file():
            told.update(path.relative_to(theme).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for file in assets:
        told.update(file.content_bytes + b"\0")
    for name, shell in sorted(shells.items()):
        told.update(f"{name}\0{shell.pieces}\0".encode())
    told.update(repr((settings.site_name, settings.languages)).encode())
    return told.hexdigest()
