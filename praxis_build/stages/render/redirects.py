"""Redirects: each old address is a real page that leads to the new one, on any static host."""

from collections.abc import Iterable, Iterator
from functools import cache, partial

from praxis_build.model.artifact import Artifact
from praxis_build.model.names import Url
from praxis_build.model.part import Alternate
from praxis_build.model.settings import Settings
from praxis_build.model.shell import Theme
from praxis_build.stages.render.address import absolute, encoded
from praxis_build.stages.render.quick import Quick
from praxis_build.stages.render.speech import Speech
from praxis_build.stages.render.workshop import environment


def redirects(theme: Theme, settings: Settings, moved: Iterable[tuple[Url, Alternate]]) -> Iterator[Artifact]:
    """Yield a page for each old address, which leads to a document's title, language and new address."""
    templates = cache(partial(_templates, theme, settings))
    for old, new in moved:
        ui = settings.ui(new.lang)
        href, canonical = _root(old) + encoded(new.url), absolute(new.url, settings.site_url)
        html = templates(ui).fill("redirect.html", page=new, ui=ui, href=href, canonical=canonical)
        yield Artifact(redirect_file(old), html.encode())


def redirect_file(old: Url) -> str:
    """Return the path of the file for an old address."""
    return old if old.endswith(".html") else f"{old}index.html"


def _templates(theme: Theme, settings: Settings, language: str) -> Quick:
    return environment(theme, settings, Speech(language, theme.catalogues.get(language, b"")))


def _root(old: Url) -> str:
    return "../" * old.count("/") or "./"
