"""Redirects: each old address is a real page that leads to the new one, on any static host."""

from collections.abc import Iterable, Iterator

from praxis_build.model.names import Url
from praxis_build.model.page import Artifact
from praxis_build.model.part import Alternate
from praxis_build.model.settings import Settings
from praxis_build.model.shell import Theme
from praxis_build.stages.render.address import absolute, linker
from praxis_build.stages.render.workshop import workshop


def redirects(theme: Theme, settings: Settings, moved: Iterable[tuple[Url, Alternate]]) -> Iterator[Artifact]:
    """Yield a page for each old address, which leads to a document's title, language and new address."""
    for old, new in moved:
        templates = workshop(theme, settings, settings.ui(new.lang)).templates
        context = {"page": new, "ui": settings.ui(new.lang), "href": linker(_root(old), old)(new.url)}
        html = templates("redirect.html").render(context, canonical=absolute(new.url, settings.site_url))
        yield Artifact(old if old.endswith(".html") else f"{old}index.html", html.encode())


def _root(old: Url) -> str:
    return "../" * old.count("/") or "./"
