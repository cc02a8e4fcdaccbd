"""One page's value → one file of the site."""

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import Any, ClassVar

import msgspec

from praxis_build.model.artifact import Artifact
from praxis_build.model.lists import CalendarPage, ListingPage
from praxis_build.model.page import AnyPage, DocumentPage, FeedPage, GuidePage, HomePage, MissingPage
from praxis_build.model.settings import Settings
from praxis_build.model.shell import Theme
from praxis_build.stages.render.address import ROOT, absolute, root_of
from praxis_build.stages.render.body import Filling
from praxis_build.stages.render.calendar import calendar
from praxis_build.stages.render.dates import base
from praxis_build.stages.render.feeds import feed, guide
from praxis_build.stages.render.quick import printed, safe
from praxis_build.stages.render.speech import Speech, isolated
from praxis_build.stages.render.structured import structured
from praxis_build.stages.render.workshop import Workshop, workshop

_ROOT = ROOT.encode()
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
        if isinstance(page, FeedPage):
            return Artifact(page.file, feed(page, bench, self._title(page, bench.speech), self.settings.site_url))
        if isinstance(page, CalendarPage):
            return Artifact(page.file, calendar(page, page.name))
        if isinstance(page, GuidePage):
            return Artifact(page.file, guide(page, bench, self.settings.site_url))
        tag = str(page.__struct_config__.tag)
        title, description = self._title(page, bench.speech), self._description(page)
        canonical = "" if isinstance(page, MissingPage) else absolute(page.url, self.settings.site_url)
        values = {
            "kind": tag,
            "lang": printed(page.lang if base(page.lang) == base(page.ui) else page.ui),
            "title": printed(title),
            "description": printed(description),
            "canonical": printed(canonical),
            "head": self._head(page, bench, title, description, canonical),
            "content": bench.fill(f"{tag}.html", page=page, content=Filling(bench, page.url)),
        }
        way = root_of(page, self.settings.site_url).encode()
        written = {name: value.encode().replace(_ROOT, way) for name, value in values.items()}
        return Artifact(page.file, bench.frame(self._shell(page, tag), way).fill(written))

    def _head(self, page: AnyPage, bench: Workshop, title: str, description: str, canonical: str) -> str:
        article, listed = isinstance(page, DocumentPage), page.listed and not isinstance(page, MissingPage)
        license_url = page.license_url if isinstance(page, DocumentPage) else ""
        pager = page.pager if isinstance(page, ListingPage) else None
        data = safe(structured(page, self._own(page, bench.speech), bench.speech, self.settings))
        return bench.head(page, title, description, canonical, listed, license_url, pager, article, data)

    def _shell(self, page: AnyPage, tag: str) -> str:
        """Return a page's shell; a list has that of its section, when the theme has one: its menu shows where it is."""
        own = f"{page.section}/{page.ui}"
        return own if isinstance(page, ListingPage) and own in self.theme.shells else f"{tag}/{page.ui}"

    def _description(self, page: AnyPage) -> str:
        """Return what is said of the page outside of it."""
        description = page.description
        if not description and isinstance(page, HomePage):
            description = self.settings.site_description
        return isolated(description)

    def _title(self, page: AnyPage, speech: Speech) -> str:
        site = self.settings.site_name
        own = self._own(page, speech)
        if not own or own == site or isinstance(page, HomePage):
            return site
        return f"{isolated(own)} · {site}"

    def _own(self, page: AnyPage, speech: Speech) -> str:
        """Return a page's title, without the site's."""
        own = page.name or (speech.say(page.heading) if page.heading else "")
        return speech.paged(own, page.pager.number) if isinstance(page, ListingPage) and page.pager else own


@lru_cache(maxsize=16)
def _workshop(render: Render, language: str) -> Workshop:
    return workshop(render.theme, render.settings, language)
