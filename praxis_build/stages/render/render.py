"""One page's value → one file of the site."""

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import Any, ClassVar

import msgspec
from markupsafe import escape

from praxis_build.model.names import Url
from praxis_build.model.page import AnyPage, Artifact, HomePage, ListingPage, MissingPage
from praxis_build.model.settings import Settings
from praxis_build.model.shell import Shell, Theme
from praxis_build.stages.render.address import absolute, linker, root_of
from praxis_build.stages.render.body import Filling
from praxis_build.stages.render.dates import base
from praxis_build.stages.render.speech import Speech, isolated
from praxis_build.stages.render.workshop import Workshop, workshop

_ENCODER = msgspec.msgpack.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True)
class Render:
    """Renders pages with a theme. It is data only and can be sent to a worker process.

    ``digest`` tells two of them apart: everything a page depends on besides the page itself.

    ``<html lang>`` is the page's own language when its interface speaks it too (``fr-CA`` in a French interface), else
    the interface's: menus and labels are in it, and every text that an author wrote carries its own ``lang``.
    """

    takes: ClassVar[Any] = AnyPage
    gives: ClassVar[Any] = Artifact
    theme: Theme = field(compare=False)
    settings: Settings = field(compare=False)
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        """Compute the digest, once: it travels with the values."""
        told = blake2b(_ENCODER.encode((self.theme, self.settings)), digest_size=16).hexdigest()
        object.__setattr__(self, "digest", told)

    def __call__(self, page: AnyPage) -> Artifact:
        """Return a page's file."""
        bench = _workshop(self, page.ui)
        tag = str(page.__struct_config__.tag)
        root = root_of(page, self.settings.site_url)
        lang = page.lang if base(page.lang) == base(page.ui) else page.ui
        link, foreign = linker(root, page.url), Foreign(lang)
        said = self._said(page, bench.speech)
        context = {"page": page, "tag": tag, "link": link, "foreign": foreign, "address": self._address, **said}
        fill = Filling(bench.hole, bench.speech.marks, link, foreign)
        values = {name: str(escape(text)) for name, text in said.items()}
        values["root"] = root
        values["lang"] = str(escape(lang))
        values["head"] = bench.templates("head.html").render(context)
        values["content"] = bench.templates(f"{tag}.html").render(context, content=fill)
        path = "404.html" if isinstance(page, MissingPage) else f"{page.url}index.html"
        return Artifact(path, self._shell(page, tag).fill(values).encode())

    def _shell(self, page: AnyPage, tag: str) -> Shell:
        """Return a page's shell; a list has that of its section, when the theme has one: its menu shows where it is."""
        own = self.theme.shells.get(f"{page.section}/{page.ui}") if isinstance(page, ListingPage) else None
        return own or self.theme.shell(tag, page.ui)

    def _said(self, page: AnyPage, speech: Speech) -> dict[str, str]:
        """Return what is said of the page outside of it."""
        description = page.description
        if not description and isinstance(page, HomePage):
            description = self.settings.site_description
        return {
            "title": self._title(page, speech),
            "description": isolated(description),
            "canonical": "" if isinstance(page, MissingPage) else self._address(page.url),
        }

    def _title(self, page: AnyPage, speech: Speech) -> str:
        site = self.settings.site_name
        own = page.name or (speech.say(page.heading) if page.heading else "")
        if isinstance(page, ListingPage) and page.pager:
            own = speech.paged(own, page.pager.number)
        if not own or own == site or isinstance(page, HomePage):
            return site
        return f"{isolated(own)} · {site}"

    def _address(self, url: Url) -> str:
        return absolute(url, self.settings.site_url)


class Foreign:
    """Tells which languages are not the one that ``<html lang>`` declares: returns those, else nothing."""

    __slots__ = ("_base", "_own")

    def __init__(self, lang: str) -> None:
        """Remember the language of a page."""
        self._own, self._base = lang, base(lang)

    def __call__(self, code: str) -> str:
        """Return a code that must be written, empty when the page has said it already."""
        return "" if not code or code == self._own or base(code) == self._base else code


@lru_cache(maxsize=16)
def _workshop(render: Render, language: str) -> Workshop:
    return workshop(render.theme, render.settings, language)
