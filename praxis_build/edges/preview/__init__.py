"""Preview: the site on this machine, rebuilt at each change, shown at once by the pages that are open."""

import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event

from babel.numbers import format_decimal

from praxis_build.edges.preview.news import News
from praxis_build.edges.preview.server import Server
from praxis_build.edges.preview.site import Report, Site, Voice
from praxis_build.edges.preview.watching import changes
from praxis_build.model import wording
from praxis_build.model.codes import N_

__all__ = ["Report", "Site", "Voice", "serve"]


def serve(  # noqa: PLR0913 - what a preview is made of
    site: Site, host: str, port: int, folders: Sequence[Path], say: Voice, stop: Event | None = None
) -> None:
    """Show a site at an address of this machine, until interrupted or until ``stop`` is set.

    ``folders``, or files, are those that the site is made from; they may not exist yet. Port 0 is any free port.
    Raises ``OSError`` when the port is taken. Whatever a refresh raises is told, in the terminal and over the pages,
    and the next change is tried.
    """
    news = News(int(time.time() * 1000))
    with suppress(KeyboardInterrupt), Server(host, port, site, say, news) as server:
        report = None
        for changed in changes(folders, stop or Event()):
            # A site that broke may have lost what it was told of.
            report = _refresh(site, changed if report else None, news, say)
            for line in _why_not(report, say) if report and not report.made else ():
                say.line(line)
            if not server.started:
                server.start()
                say.line(_welcome(server, host, say))
            elif report and report.pages != frozenset():
                say.line(_line(report, say))


def _refresh(site: Site, changed: set[str] | None, news: News, say: Voice) -> Report | None:
    """Refresh the site and tell open pages how it went; return nothing when it didn't go."""
    try:
        report = site.refresh(changed)
    except Exception as error:  # noqa: BLE001 - whatever breaks, the preview is there at the next change
        reason = wording.printable(f"{type(error).__name__}: {error}")
        if not isinstance(error, OSError):
            say.line(traceback.format_exc())
        say.line(say.own.gettext(N_("The site could not be rebuilt.")) + f" {reason}")
        news.fail(reason)
        return None
    news.publish(report.problems, report.pages if changed is not None else None)
    return report


def _why_not(report: Report, say: Voice) -> Iterator[str]:
    """Yield why a site could not be made: a line a problem."""
    yield say.own.gettext(N_("The site could not be rebuilt."))
    yield from (wording.line(problem, say.own.gettext) for problem in report.problems)


def _line(report: Report, say: Voice) -> str:
    """Return what the terminal says of a refresh."""
    language = say.own.info().get("language", "en")
    seconds = format_decimal(report.seconds, "0.0", locale=language)
    if report.pages is None:
        return say.own.gettext(N_("rebuilt in {seconds} s")).format(seconds=seconds)
    count = len(report.pages)
    said = say.own.ngettext("rebuilt in {seconds} s: {count} page", "rebuilt in {seconds} s: {count} pages", count)
    return said.format(seconds=seconds, count=count)


def _welcome(server: Server, host: str, say: Voice) -> str:
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{server.server_port}{server.site.base}"
    return say.own.gettext(N_("The site is at {address} (Ctrl-C stops it).")).format(address=address)
