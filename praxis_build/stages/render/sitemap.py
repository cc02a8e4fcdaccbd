"""The sitemap. Source: the Sitemaps protocol 0.9, https://www.sitemaps.org/protocol.html."""

from collections.abc import Iterable, Iterator

from praxis_build.model.artifact import Artifact
from praxis_build.model.names import Url
from praxis_build.model.settings import Settings
from praxis_build.model.shell import Theme
from praxis_build.stages.render.address import absolute
from praxis_build.stages.render.speech import Speech
from praxis_build.stages.render.workshop import environment

PART = 40_000
"""Addresses a file: the protocol allows 50,000."""


def sitemap(theme: Theme, settings: Settings, addresses: Iterable[tuple[Url, str]]) -> Iterator[Artifact]:
    """Yield the sitemap, in several files when it is long; a site without address has none.

    ``addresses`` are pages with the ISO date they were last true, or ``""``.
    """
    if not settings.site_url:
        return
    fill = environment(theme, settings, Speech(settings.languages[0], b"")).fill
    entries = [(absolute(url, settings.site_url), date) for url, date in sorted(addresses)]
    parts = [entries[start : start + PART] for start in range(0, len(entries), PART)]
    if len(parts) == 1:
        yield Artifact("sitemap.xml", fill("sitemap.xml", entries=parts[0]).encode())
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield Artifact(name, fill("sitemap.xml", entries=part).encode())
    files = [absolute(Url(name), settings.site_url) for name in names]
    yield Artifact("sitemap.xml", fill("sitemap-index.xml", files=files).encode())
