"""Telling: how a command's end is put into words or JSON, and which exit code it gives."""

import errno
import json
import os
from collections.abc import Iterator, Mapping
from gettext import NullTranslations
from pathlib import Path
from typing import NamedTuple

import msgspec
from babel.numbers import format_decimal

from praxis_build.edges import report
from praxis_build.edges.cluster import NoCluster
from praxis_build.edges.publish import Refused
from praxis_build.edges.workers import Crashed
from praxis_build.engines.mkdocs.weaving import Outcome
from praxis_build.exits import Exit
from praxis_build.model.codes import N_
from praxis_build.model.figures import Figures
from praxis_build.model.problem import Problem, Severity
from praxis_build.model.wording import line, printable
from praxis_build.stages.index.search import Answer
from praxis_build.stages.render import dates

Times = Mapping[str, Mapping[str, float]]
"""Seconds of each step, by clock: ``wall``, and ``cpu`` for the processor time of this process alone."""
STOPS = (Refused, Crashed, NoCluster, OSError)
"""What the world, or a file, can stop a command with."""

_MOST, _FULL, _LINES = 8, 3, 18
"""At the end of a build: problems told, how many of them in full, lines they take; ``praxis check`` tells all."""
_NAMED = 10
_GRAVITY = (Severity.ERROR, Severity.WARNING)
_KINDS = {
    "note": (N_("{count} note"), N_("{count} notes")),
    "community": (N_("{count} community"), N_("{count} communities")),
    "notebook": (N_("{count} notebook"), N_("{count} notebooks")),
    "person": (N_("{count} person"), N_("{count} people")),
    "organization": (N_("{count} organization"), N_("{count} organizations")),
    "term": (N_("{count} term"), N_("{count} terms")),
}
_LINKS = (N_("{count} link"), N_("{count} links"))
_PAGES = (N_("{count} page"), N_("{count} pages"))
_FILES = (N_("{count} file in {folder}"), N_("{count} files in {folder}"))
_OTHERS = (
    N_("{count} other problem is not shown here: “praxis check” tells it."),
    N_("{count} other problems are not shown here: “praxis check” tells them."),
)
_WORK = {
    "parsed": (N_("{count} file read anew"), N_("{count} files read anew")),
    "rendered": (N_("{count} page made anew"), N_("{count} pages made anew")),
    "written": (N_("{count} file written"), N_("{count} files written")),
    "removed": (N_("{count} file removed"), N_("{count} files removed")),
}
_REASONS = {
    errno.ENOSPC: N_("the disk is full"), errno.EFBIG: N_("a file is larger than the system allows"),
    getattr(errno, "EDQUOT", -1): N_("the disk space allowed to this account is used up"),
    errno.EROFS: N_("this disk can only be read"), errno.EACCES: N_("access is not allowed"),
    errno.EPERM: N_("access is not allowed"), errno.EMFILE: N_("too many files are open"),
    errno.ENOENT: N_("there is no such file or folder"), errno.EADDRINUSE: N_("this address is already in use"),
}  # fmt: skip


class Stop(NamedTuple):
    """Why a command stopped before its end: the exit code, and lines to read."""

    exit: Exit
    lines: tuple[str, ...]


class End(NamedTuple):
    """How a build ended: its outcome, unless something stopped it, and the time of each step."""

    outcome: Outcome | None
    stop: Stop | None
    times: Times

    @property
    def exit(self) -> Exit:
        """The exit code."""
        if self.stop:
            return self.stop.exit
        return Exit.DONE if self.site else Exit.MISTAKES

    @property
    def site(self) -> Path | None:
        """Where the site was published, ``None`` if it wasn't."""
        return self.outcome.site if self.outcome else None


class Voice:
    """Says things in one language."""

    def __init__(self, say: NullTranslations) -> None:
        """Speak as a catalogue does."""
        self.say = say.gettext
        self.language = say.info().get("language", "en")
        self._ngettext = say.ngettext

    def plural(self, forms: tuple[str, str], count: int, **values: str) -> str:
        """Return a phrase with a number, in the right form."""
        return self._ngettext(*forms, count).format(count=dates.number(count, self.language), **values)

    def seconds(self, value: float, form: str = "#,##0.0") -> str:
        """Return seconds as a number."""
        return str(format_decimal(value, form, dates.locale(self.language)))

    def end(self, end: End, *, quiet: bool, timed: bool) -> Iterator[str]:
        """Yield what is said at the end of a build; of a quiet one, only why it failed."""
        outcome = end.outcome
        if outcome and not quiet and (outcome.problems or outcome.site):
            yield from self.problems(outcome.problems)
        if outcome and quiet and not outcome.site:
            yield from report.text((one for one in outcome.problems if one.severity is Severity.ERROR), self.say)
        if outcome and outcome.site and not quiet:
            yield from self.summary(outcome, end.times.get("all", {}).get("wall", 0.0))
        if timed:
            yield from self.table(end.times)
        yield from end.stop.lines if end.stop else ()
        if not end.site:
            yield self.say(N_("The site was not published."))

    def problems(self, problems: tuple[Problem, ...]) -> Iterator[str]:
        """Yield the gravest problems, and how many there are of each severity; information is for ``check``.

        The first errors are told in full if there is room, the rest in a line each.
        """
        grave = [problem for gravity in _GRAVITY for problem in problems if problem.severity is gravity]
        shown = grave[:_MOST]
        told, room = 0, _LINES - len(shown)
        for text in report.text((one for one in shown[:_FULL] if one.severity is Severity.ERROR), self.say):
            room -= text.count("\n")
            if room < 0:
                break
            yield text
            told += 1
        yield from (line(problem, self.say) for problem in shown[told:])
        if len(grave) > _MOST:
            yield self.plural(_OTHERS, len(grave) - _MOST)
        yield report.summary(grave, self.say, self._ngettext)

    def summary(self, outcome: Outcome, seconds: float) -> Iterator[str]:
        """Yield what there is in a site that was published, what was made anew and why."""
        figures: Figures | None = getattr(outcome, "figures", None)
        place = self.plural(_FILES, figures.files if figures else outcome.files, folder=printable(str(outcome.site)))
        took = self.say(N_("{seconds} s")).format(seconds=self.seconds(seconds))
        if figures is None:
            yield f"{place}, {took}."
            return
        documents = (
            self.plural(forms, figures.documents[kind]) for kind, forms in _KINDS.items() if figures.documents.get(kind)
        )
        yield ", ".join((*documents, self.plural(_LINKS, figures.links))) + "."
        yield from self._anew(figures)
        yield ", ".join((self.plural(_PAGES, figures.pages), place, took)) + "."

    def _anew(self, figures: Figures) -> Iterator[str]:
        work = [self.plural(forms, count) for name, forms in _WORK.items() if (count := getattr(figures, name))]
        made = ", ".join(work) or self.say(N_("nothing"))
        yield self.say(N_("This time: {made}.")).format(made=made)
        if figures.why:
            yield self.say(N_("Why: {reasons}.")).format(reasons=", ".join(map(self.say, figures.why)))

    def results(self, answer: Answer) -> Iterator[str]:
        """Yield what a search found: for each result its title, its address, its path, its summary."""
        for card in answer.results:
            yield printable(card.title)
            yield f"  {card.url}"
            yield from (f"  {printable(line)}" for line in (" › ".join(card.path), card.summary) if line)
        found = (N_("{count} document found."), N_("{count} documents found."))
        yield self.plural(found, answer.found) if answer.found else self.say(N_("Nothing was found."))
        if answer.missing:
            yield self.say(N_("Some files of the index are missing: build the site again."))

    def table(self, times: Times) -> Iterator[str]:
        """Yield the rows of a small table of the time of each step."""
        heads = (self.say(N_("step")), self.say(N_("seconds")), self.say(N_("processor seconds, this process")))
        rows = [
            heads,
            *(
                (name, *(self.seconds(one[clock], "#,##0.00") for clock in ("wall", "cpu")))
                for name, one in times.items()
            ),
        ]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for name, *numbers in rows:
            cells = (number.rjust(width) for number, width in zip(numbers, widths[1:], strict=True))
            yield "  ".join((name.ljust(widths[0]), *cells))

    def stopped(self, error: Exception) -> Stop:
        """Return what one of ``STOPS`` says."""
        match error:
            case Refused():
                reason = self.say(error.reason).format_map(getattr(error, "values", {}))
                files = tuple(f"  {printable(name)}" for name in error.files[:_NAMED])
                return Stop(Exit.UNWRITTEN, (f"{printable(str(error.target))}: {reason}", *files))
            case Crashed():
                return Stop(Exit.CRASHED, tuple(self._crash(printable(error.name))))
            case NoCluster():
                return Stop(Exit.COMMAND, (self.say(error.reason).format_map(error.values),))
            case OSError():
                return Stop(Exit.UNWRITTEN, (self._world(error),))
        raise error

    def _crash(self, name: str) -> Iterator[str]:
        """Yield which file to take out; when none does it again, the system may have wanted the process's memory."""
        if name:
            what = self.say(N_("reading this file stopped the program"))
            yield f"{name}: {what}"
            yield self.say(N_("Take it out for now, and tell the people who look after Praxis."))
        else:
            yield self.say(N_("A process was stopped, and no file does it again: memory may have run out."))

    def _world(self, error: OSError) -> str:
        """Return what the system refused, and of which file."""
        known = _REASONS.get(error.errno or 0)
        reason = self.say(known) if known else printable(error.strerror or str(error))
        name = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else ""
        return f"{printable(name)}: {reason}" if name else reason


def as_json(end: End, voice: Voice) -> str:
    """Return how a build ended as one JSON object."""
    problems = end.outcome.problems if end.outcome else ()
    said = {
        "exit": int(end.exit),
        "site": str(end.site) if end.site else None,
        "stopped": "\n".join(end.stop.lines) if end.stop else None,
        "figures": msgspec.to_builtins(getattr(end.outcome, "figures", None)),
        "problems": [report.told(problem, voice.say) for problem in problems],
        "timings": end.times,
    }
    return json.dumps(said, ensure_ascii=False, indent=2)
