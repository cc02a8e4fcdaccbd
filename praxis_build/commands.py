"""What each command does, once its words are understood; each returns the exit code."""

import contextlib
import gc
import io
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import NamedTuple, TextIO

from rapidfuzz import process

from praxis_build import pipeline, telling
from praxis_build.edges import disk, progress, report, theme
from praxis_build.edges.cluster import Cluster
from praxis_build.edges.workers import Pool
from praxis_build.engines.mkdocs import build as engine
from praxis_build.engines.mkdocs.settings import project, with_settings
from praxis_build.engines.mkdocs.weaving import Outcome
from praxis_build.exits import Exit
from praxis_build.model.codes import CODES, N_
from praxis_build.model.problem import Problem, Severity
from praxis_build.stages.index import search as index

_SEVERITIES = (Severity.INFO, Severity.WARNING, Severity.ERROR)
TOLD = "-"
"""Asks for the times on the error output, rather than in a file."""


class Wishes(NamedTuple):
    """How a command's work is shared, and how it is told.

    ``workers`` is a number of processes, 0 for one a processor, or the address of a cluster; ``timings`` is a file, or
    ``TOLD``.
    """

    workers: int | str = 0
    quiet: bool = False
    strict: bool = False
    timings: str = ""
    json: bool = False


class Stopwatch:
    """Wall and processor seconds of each step, this process only; steps of one name add up."""

    def __init__(self, begun: Callable[[str], None] = lambda _: None) -> None:
        """Start with no step; ``begun`` hears of each."""
        self.stages: dict[str, dict[str, float]] = {}
        self._begun = begun

    @contextmanager
    def __call__(self, step: str) -> Iterator[None]:
        """Measure a step."""
        self._begun(step)
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        kept = self.stages.setdefault(step, {"wall": 0.0, "cpu": 0.0})
        kept["wall"] += time.perf_counter() - wall
        kept["cpu"] += time.process_time() - cpu


def build(config_file: Path, site_dir: Path | None, wishes: Wishes, say: NullTranslations) -> Exit:
    """Build the site and tell how it went; errors make it fail only under ``strict``."""
    voice = telling.Voice(say)
    outcome: Outcome | None = None
    stop: telling.Stop | None = None
    with _progress(wishes, voice) as shown, _still():
        watch = Stopwatch(shown.step)
        try:
            # The host and its plugins may print: what a program reads must stay whole.
            with contextlib.redirect_stdout(sys.stderr), _shared(wishes.workers) as each, watch("all"):
                outcome = engine.build(
                    config_file, site_dir, strict=wishes.strict, each=shown.counted(each), watch=watch
                )
            if wishes.timings not in ("", TOLD):
                Path(wishes.timings).write_text(json.dumps({"stages": watch.stages}, indent=1), encoding="utf-8")
        except telling.STOPS as error:
            stop = voice.stopped(error)
    end = telling.End(outcome, stop, watch.stages)
    _say(voice.end(end, quiet=wishes.quiet, timed=wishes.timings == TOLD))
    if wishes.json:
        _say([telling.as_json(end, voice)], sys.stdout)
    return end.exit


def check(config_file: Path, wishes: Wishes, say: NullTranslations, *, form: str, least: str) -> Exit:
    """Tell every problem of the whole tree at once; errors and warnings make it fail."""
    voice = telling.Voice(say)
    found = project(config_file)
    problems = found.problems
    try:
        with _progress(wishes, voice) as shown, _still():
            if not problems:
                watch = Stopwatch(shown.step)
                with watch("disk"):
                    tree, unread = disk.read(found.root, found.settings)
                with _shared(wishes.workers) as each:
                    known = pipeline.read(tree, found.settings, shown.counted(each), unread, watch)
                problems = with_settings(known.problems, found)
    except telling.STOPS as error:
        stop = voice.stopped(error)
        _say(stop.lines)
        return stop.exit
    floor = max(_SEVERITIES.index(Severity(least)), int(wishes.quiet))
    told = [problem for problem in problems if _SEVERITIES.index(problem.severity) >= floor]
    _say(_report(told, form, say, quiet=wishes.quiet), sys.stdout)
    return Exit.MISTAKES if any(problem.severity is not Severity.INFO for problem in problems) else Exit.DONE


def _report(problems: list[Problem], form: str, say: NullTranslations, *, quiet: bool) -> Iterator[str]:
    """Yield the lines of a report in one of its forms."""
    if form == "json":
        yield report.as_json(problems, say.gettext)
    elif form == "github":
        yield from report.github(problems, say.gettext)
    else:
        yield from report.text(problems, say.gettext)
        if problems or not quiet:
            yield report.summary(problems, say.gettext, say.ngettext)


def serve(config_file: Path, addr: str, say: NullTranslations) -> Exit:
    """Show the site on this machine, rebuilt at each change, until interrupted, which is how it ends well."""
    from praxis_build.edges.preview import Voice  # noqa: PLC0415 - a build needs no server
    from praxis_build.edges.preview import serve as show  # noqa: PLC0415
    from praxis_build.engines.mkdocs.serving import Shown  # noqa: PLC0415

    _, catalogues = theme.load(theme.folder())
    pages = {language: _catalogue(data) for language, data in catalogues.items()}
    voice = Voice(lambda line: print(line, file=sys.stderr), say, pages, theme.folder() / "preview")
    try:
        name, port = engine.local(addr)
        site = Shown(config_file)
        show(site, name, port, site.folders, voice)
    except engine.NotLocal:
        _say([say.gettext(N_("“{address}” is not an address of this machine.")).format(address=addr)])
        return Exit.COMMAND
    except telling.STOPS as error:
        stop = telling.Voice(say).stopped(error)
        _say(stop.lines)
        return stop.exit
    return Exit.DONE


class Looking(NamedTuple):
    """What is searched: a query, the language of who reads, kinds or none for all, how many results, told how."""

    query: str
    lang: str
    kinds: tuple[str, ...] = ()
    most: int = 10
    as_json: bool = False


def search(config_file: Path, site_dir: Path | None, looking: Looking, say: NullTranslations) -> Exit:
    """Tell what the site that was built finds for a query."""
    site = (site_dir or project(config_file).site).resolve()
    wish = index.Wish(looking.lang, {"kind": looking.kinds}, most=looking.most)
    try:
        answer = index.search(lambda path: (site / path).read_bytes(), looking.query, wish)
    except OSError:
        _say([say.gettext(N_("There is no search index in {site}: build the site first.")).format(site=site)])
        return Exit.COMMAND
    if looking.as_json:
        results = [card._asdict() for card in answer.results]
        told = {"query": looking.query, "found": answer.found, "missing": answer.missing, "results": results}
        _say([json.dumps(told, ensure_ascii=False, indent=2)], sys.stdout)
    else:
        _say(telling.Voice(say).results(answer), sys.stdout)
    return Exit.DONE


def _catalogue(data: bytes) -> NullTranslations:
    return GNUTranslations(io.BytesIO(data)) if data else NullTranslations()


def explain(code: str, lang: str, say: NullTranslations) -> Exit:
    """Print the page of help of a code."""
    page = theme.folder() / "help" / lang / f"{code.upper()}.md"
    if code.upper() in CODES:
        print(page.read_text(encoding="utf-8"), end="")
        return Exit.DONE
    near = process.extractOne(code.upper(), list(CODES), score_cutoff=50)
    names = near[0] if near else ", ".join(CODES)
    unknown = say.gettext(N_("There is no code “{code}”.")).format(code=code)
    _say([unknown, say.gettext(N_("Did you mean {names}?")).format(names=names)])
    return Exit.COMMAND


def _progress(wishes: Wishes, voice: telling.Voice) -> progress.Progress:
    return progress.Progress() if wishes.quiet else progress.shown(voice.say, sys.stderr)


@contextmanager
def _still() -> Iterator[None]:
    """Look for no garbage meanwhile, here nor in processes that begin: values have no cycles, and stay to the end."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _shared(workers: int | str) -> AbstractContextManager[progress.Each]:
    """Return what shares the work: processes of this machine, or a cluster."""
    return Pool(workers) if isinstance(workers, int) else Cluster(workers)


def _say(lines: Iterable[str], stream: TextIO | None = None) -> None:
    """Print lines, on the error output unless told otherwise."""
    for line in lines:
        print(line, file=stream or sys.stderr)
