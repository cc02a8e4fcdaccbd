"""What each command does, once its words are understood; each returns the exit code."""

import io
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from rapidfuzz import process

from praxis_build import pipeline
from praxis_build.edges import disk, report, theme
from praxis_build.edges.publish import Refused
from praxis_build.edges.workers import Crashed, Pool
from praxis_build.engines.mkdocs import build as engine
from praxis_build.engines.mkdocs.settings import project
from praxis_build.model.codes import CODES, N_
from praxis_build.model.problem import Problem, Severity
from praxis_build.model.wording import printable

_SEVERITIES = (Severity.INFO, Severity.WARNING, Severity.ERROR)


class Stopwatch:
    """Wall and processor seconds of each step, this process only; steps of one name add up."""

    def __init__(self) -> None:
        """Start with no step."""
        self.stages: dict[str, dict[str, float]] = {}

    @contextmanager
    def __call__(self, step: str) -> Iterator[None]:
        """Measure a step."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        kept = self.stages.setdefault(step, {"wall": 0.0, "cpu": 0.0})
        kept["wall"] += time.perf_counter() - wall
        kept["cpu"] += time.process_time() - cpu


def build(  # noqa: PLR0913 - what the command line can say
    config_file: Path, site_dir: Path | None, *, strict: bool, workers: int, timings: Path | None, say: NullTranslations
) -> int:
    """Build the site and tell its problems; errors make it fail only under ``strict``."""
    watch = Stopwatch()
    try:
        with Pool(workers) as pool, watch("all"):
            outcome = engine.build(config_file, site_dir, strict=strict, each=pool, watch=watch)
    except Refused as refused:
        return _refused(refused, say)
    except Crashed as crashed:
        return _crashed(crashed, say)
    if timings:
        timings.write_text(json.dumps({"stages": watch.stages}, indent=1), encoding="utf-8")
    if outcome.site or outcome.problems:
        _tell(outcome.problems, say)
    if outcome.site is None:
        print(say.gettext(N_("The site was not published.")), file=sys.stderr)
        return 1
    print(
        say.gettext(N_("{count} files in {folder}")).format(count=outcome.files, folder=outcome.site), file=sys.stderr
    )
    return 0


def _refused(refused: Refused, say: NullTranslations) -> int:
    print(f"{refused.target}: {say.gettext(refused.reason)}", file=sys.stderr)
    for name in refused.files[:10]:
        print(f"  {name}", file=sys.stderr)
    return 1


def _crashed(crashed: Crashed, say: NullTranslations) -> int:
    what = say.gettext(N_("reading this file stopped the program"))
    print(f"{printable(crashed.name)}: {what}", file=sys.stderr)
    print(say.gettext(N_("Take it out for now, and tell the people who look after Praxis.")), file=sys.stderr)
    return 1


def _tell(problems: tuple[Problem, ...], say: NullTranslations) -> None:
    """Tell errors and warnings; information is for ``check``."""
    grave = [problem for problem in problems if problem.severity is not Severity.INFO]
    for paragraph in report.text(grave, say.gettext):
        print(paragraph, file=sys.stderr)
    print(report.summary(grave, say.gettext, say.ngettext), file=sys.stderr)


def check(config_file: Path, *, form: str, least: str, workers: int, say: NullTranslations) -> int:
    """Tell every problem of the whole tree at once; errors and warnings make it fail."""
    found = project(config_file)
    problems = found.problems
    if not problems:
        tree, unread = disk.read(found.root, found.settings)
        try:
            with Pool(workers) as pool:
                problems = pipeline.read(tree, found.settings, pool, unread).problems
        except Crashed as crashed:
            return _crashed(crashed, say)
    told = [
        problem for problem in problems if _SEVERITIES.index(problem.severity) >= _SEVERITIES.index(Severity(least))
    ]
    if form == "json":
        print(report.as_json(told, say.gettext))
    elif form == "github":
        for line in report.github(told, say.gettext):
            print(line)
    else:
        for paragraph in report.text(told, say.gettext):
            print(paragraph)
        print(report.summary(told, say.gettext, say.ngettext))
    return 1 if any(problem.severity is not Severity.INFO for problem in problems) else 0


def serve(config_file: Path, addr: str, *, say: NullTranslations) -> int:
    """Show the site on this machine, rebuilt at each change, until interrupted."""
    from praxis_build.edges.preview import Voice  # noqa: PLC0415 - a build needs no server
    from praxis_build.edges.preview import serve as show  # noqa: PLC0415
    from praxis_build.engines.mkdocs.serving import Shown  # noqa: PLC0415

    try:
        name, port = engine.local(addr)
    except engine.NotLocal:
        print(say.gettext(N_("“{address}” is not an address of this machine.")).format(address=addr), file=sys.stderr)
        return 2
    site = Shown(config_file)
    _, catalogues = theme.load(theme.folder())
    pages = {language: _catalogue(data) for language, data in catalogues.items()}
    voice = Voice(lambda line: print(line, file=sys.stderr), say, pages, theme.folder() / "preview")
    try:
        show(site, name, port, site.folders, voice)
    except OSError as error:
        told = say.gettext(N_("“{address}” can't be used: {reason}")).format(address=addr, reason=error.strerror)
        print(told, file=sys.stderr)
        return 3
    return 0


def _catalogue(data: bytes) -> NullTranslations:
    return GNUTranslations(io.BytesIO(data)) if data else NullTranslations()


def explain(code: str, lang: str, say: NullTranslations) -> int:
    """Print the page of help of a code."""
    page = theme.folder() / "help" / lang / f"{code.upper()}.md"
    if code.upper() in CODES:
        print(page.read_text(encoding="utf-8"), end="")
        return 0
    print(say.gettext(N_("There is no code “{code}”.")).format(code=code), file=sys.stderr)
    near = process.extractOne(code.upper(), list(CODES), score_cutoff=50)
    names = near[0] if near else ", ".join(CODES)
    print(say.gettext(N_("Did you mean {names}?")).format(names=names), file=sys.stderr)
    return 2
