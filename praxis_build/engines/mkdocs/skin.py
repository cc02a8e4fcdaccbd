"""The skin: what Praxis changes in the host's theme, for its own pages and for the handbook's."""

import gettext
import io
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from praxis_build.engines.mkdocs import host
from praxis_build.engines.mkdocs.scripts import bundled
from praxis_build.model.codes import N_
from praxis_build.model.names import Url
from praxis_build.model.settings import Settings
from praxis_build.stages.render.words import KINDS

_SECTIONS = {
    "communities": N_("Communities"),
    "notebooks": N_("Notebooks"),
    "notes": N_("Notes"),
    "themes": N_("Themes"),
    "regions": N_("Regions"),
    "board": N_("Needs and offers"),
    "terms": N_("Lexicon"),
    "organizations": N_("Organizations"),
    "people": N_("People"),
    "news": N_("What's new"),
}
"""The menu: each section with its name; its key is its folder too."""
_WORDS = (
    N_("Sections of the site"), N_("Menu"), N_("Pages of the guide"), N_("Change the colours"),
    N_("Maintainers' guide"), N_("Gardening"), N_("Made with Praxis and"), N_("Search"), N_("Keyboard shortcuts"),
    N_("Use the shortcuts of one key"), N_("Close"),
)  # fmt: skip
"""What the templates in ``theme/shell`` say."""
_FOUND = {
    "results": N_("Results"),
    "found-one": N_("{count} result"),
    "found-other": N_("{count} results"),
    "least": N_("At least {count} results"),
    "none": N_("No result"),
    "suggest": N_("Did you mean {query}?"),
    "failed": N_("Search could not be loaded."),
    "all": N_("All results"),
    "help": N_("Advice and lists"),
    **KINDS,
}
"""What the header's field says once it searches, by the name of its attribute."""
_SHORTCUTS = (
    (("/",), N_("Search")),
    (("↑", "↓"), N_("Go from one result of a search to another")),
    ((N_("Esc"),), N_("Close what is open")),
    (("?",), N_("Open this help")),
)
"""Keys, and what they do: assets/praxis.js, assets/search/field.js and assets/reading/ do it."""
_NAMES = {"fr": "Français", "en": "English"}
_STYLES = ("assets/praxis.css", "assets/shell.css")
STYLE = "assets/site.css"
"""All the styles of Praxis's own pages in one file: a reader far away waits once."""
_THEIRS = re.compile(r"assets/stylesheets/(?:main|palette)\.[0-9a-f]+\.min\.css")
_REMARK = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_OURS = ("404.html", "sitemap.xml")
"""Pages that Praxis makes itself."""
_UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""Material's search, which no page of ours asks for; with the source maps, 2 MB of its 2.5."""
_GOOGLE = {"text": "Roboto", "code": "Roboto Mono"}
GUIDE = "handbook/"
"""Where the maintainers' guide is, when the site has one."""


class Item(NamedTuple):
    """An entry of the menu: its section, its address below the site's root, its name."""

    section: str
    href: str
    title: str


class Skin:
    """What the shell's templates ask for, as ``praxis``; texts are not escaped."""

    def __init__(self, settings: Settings, catalogues: Mapping[str, bytes], guide: str = "") -> None:
        """Speak the interface languages of a site; ``guide`` is the handbook's address, if there is one."""
        self.settings, self.languages, self.guide = settings, settings.languages, guide
        self._said = {
            language: gettext.GNUTranslations(io.BytesIO(catalogue)) if catalogue else gettext.NullTranslations()
            for language, catalogue in catalogues.items()
        }

    def spoken(self, page: host.Page | None) -> str:
        """Return the interface language of a page: its own ``lang`` when the interface speaks it."""
        lang = page.meta.get("lang") if page and page.meta else None
        return str(lang) if lang in self.languages else self.languages[0]

    def say(self, language: str, text: str) -> str:
        """Return a text of the catalogue in a language."""
        return self._said[language].gettext(text) if language in self._said else text

    def home(self, language: str) -> str:
        """Return the address of a language's front door below the site's root; the first language has the root."""
        return "" if language == self.languages[0] else f"{language}/"

    def name(self, language: str) -> str:
        """Return a language's own name for itself."""
        return _NAMES.get(language, language)

    def found(self, language: str) -> list[tuple[str, str]]:
        """Return what the search field says, in a language."""
        return [(key, self.say(language, text)) for key, text in _FOUND.items()]

    def shortcuts(self, language: str) -> list[tuple[list[str], str]]:
        """Return the keys that do something, and what they do, in a language."""
        return [([self.say(language, key) for key in keys], self.say(language, done)) for keys, done in _SHORTCUTS]

    def menu(self, language: str) -> list[Item]:
        """Return the menu in a language."""
        home = self.home(language)
        return [Item(key, f"{home}{key}/", self.say(language, title)) for key, title in _SECTIONS.items()]


def sections() -> tuple[str, ...]:
    """Name the sections of the menu."""
    return tuple(_SECTIONS)


def dress(config: host.MkDocsConfig, folder: Path) -> None:
    """Change a loaded configuration: our templates and styles, nothing from a third party, our own 404 and sitemap.

    ``folder`` is Praxis's theme. A site's own ``custom_dir`` still wins over our templates.
    """
    theme = config.theme
    theme.dirs.insert(1 if theme.custom_dir else 0, str(folder / "shell"))
    theme.static_templates.difference_update(_OURS)
    # Material's default is to fetch its font from Google; a maintainer who names a font has chosen to.
    if theme.get("font") == _GOOGLE:
        theme["font"] = False
    theme["features"] = list(dict.fromkeys([*(theme.get("features") or []), "navigation.tabs"]))
    config.extra_css[:0] = [style for style in _STYLES if style not in config.extra_css]


def watch(config: host.MkDocsConfig, root: Path, settings: Settings, theme: Path) -> None:
    """Name the folders whose changes make ``serve`` build again."""
    folders = [root / name for name in (*settings.notes_dir, *settings.communities_dir)]
    config.watch.extend(str(folder) for folder in (*folders, theme) if folder.is_dir())


def furnish(files: host.Files, config: host.MkDocsConfig, folder: Path) -> None:
    """Give the site the styles of Praxis's theme in ``folder``, and take out what Material's search would need."""
    for file in [file for file in files if _is_unused(file.src_uri)]:
        files.remove(file)
    for path in _assets(folder):
        home, _, name = path.rpartition("/")
        if home != "assets" and name.endswith(".js"):
            text = bundled(name.removesuffix(".js"), partial(_module, folder / home))
            files.append(host.File.generated(config, path, content=text))
        else:
            files.append(host.File(path, str(folder), config.site_dir, config.use_directory_urls))
    files.append(host.File.generated(config, STYLE, content=_gathered(files)))


def _gathered(files: host.Files) -> str:
    """Return all the styles that every page needs, in the order in which pages name them."""
    theirs = sorted(file.src_uri for file in files if _THEIRS.fullmatch(file.src_uri))
    found = [files.get_file_from_path(path) for path in (*theirs, *_STYLES)]
    return "".join(_REMARK.sub("", file.content_string).strip() + "\n" for file in found if file)


def _module(folder: Path, name: str) -> str:
    return (folder / f"{name}.js").read_text(encoding="utf-8")


def _is_unused(path: str) -> bool:
    return path.startswith(_UNUSED) or (path.startswith("assets/") and path.endswith(".map"))


def _assets(folder: Path) -> Iterator[str]:
    for path in sorted((folder / "assets").rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix()


def handbook(files: host.Files) -> tuple[Url, ...]:
    """Return the addresses of the pages that the host renders itself; the home page is ours."""
    return tuple(sorted(Url(unquote(file.url)) for file in files.documentation_pages() if file.url not in (".", "./")))
