"""The end of a command says, on one screen and in the reader's language, what happened, why, and what to do."""

import errno
import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from praxis_build.edges.cluster import UNREACHABLE, NoCluster
from praxis_build.edges.publish import Refused
from praxis_build.edges.workers import Crashed
from praxis_build.engines.mkdocs.making import Outcome
from praxis_build.exits import EXITS, Exit
from praxis_build.model.figures import Figures
from praxis_build.model.names import SourcePath
from praxis_build.model.problem import Problem, Severity
from praxis_build.model.source import Source
from praxis_build.spoken import translations
from praxis_build.stages.render import dates
from praxis_build.telling import End, Stop, Voice, as_json

FRENCH, ENGLISH = Voice(translations("fr")), Voice(translations("en"))
SITE = Path("/commun/site")
FIGURES = Figures(
    documents={"note": 12_000, "community": 1, "term": 0, "person": 2},
    links=58_000, pages=1, files=18_429, parsed=1, rendered=12, written=0, removed=1, why=("nothing",),
)  # fmt: skip
TIMES = {"parse": {"wall": 1.234, "cpu": 0.5}, "all": {"wall": 1234.5, "cpu": 2.0}}
LINK = Problem("P401", Severity.WARNING, SourcePath("a.md"), values={"target": "x"})
CLASH = Problem("P404", Severity.ERROR, SourcePath("b.md"), values={"target": "x"})


class Told(Outcome):
    """An outcome with its figures."""

    figures = FIGURES


def said(voice: Voice, end: End, *, quiet: bool = False, timed: bool = False) -> list[str]:
    """Return the lines of an end."""
    return "\n".join(voice.end(end, quiet=quiet, timed=timed)).split("\n")


def test_the_summary_is_on_one_screen() -> None:
    """Documents by kind, links, problems, what was made anew and why, where it is and how long it took."""
    end = End(Told((), SITE, 18_429), None, TIMES)
    assert said(ENGLISH, end) == [
        "No problem found.",
        "12,000 notes, 1 community, 2 people, 58,000 links.",
        "This time: 1 file read anew, 12 pages made anew, 1 file removed.",
        "Why: nothing.",
        "1 page, 18,429 files in /commun/site, 1,234.5 s.",
    ]
    assert said(FRENCH, end) == [
        "Aucun problème trouvé.",
        "12\u00a0000 notes, 1 communauté, 2 personnes, 58\u00a0000 liens.",
        "Cette fois\u00a0: 1 fichier relu, 12 pages refaites, 1 fichier retiré.",
        "Pourquoi\u00a0: rien.",
        "1 page, 18\u00a0429 fichiers dans /commun/site, 1\u00a0234,5\u00a0s.",
    ]


def test_without_figures_the_place_and_the_time_are_told() -> None:
    """What was not counted is not invented."""
    assert said(ENGLISH, End(Outcome((), SITE, 1), None, {}))[1:] == ["1 file in /commun/site, 0.0 s."]


def test_the_gravest_problems_come_first_and_many_are_counted() -> None:
    """Errors before warnings, a line each once the first are told in full; the others are not hidden."""
    lines = said(ENGLISH, End(Outcome((*[LINK] * 30, CLASH), SITE, 1), None, {}))
    places = [line for line in lines if " · " in line]
    assert places[0] == "b.md:1:1 · error P404"
    assert lines[1] == "  The file “x” is not there."
    assert len(places) == 8
    assert all(line.startswith("a.md:1:1 · warning P401 · ") for line in places[1:])
    assert lines[-3] == "23 other problems are not shown here: “praxis check” tells them."
    assert lines[-2] == "1 error, 30 warnings."


@pytest.mark.parametrize("errors", [0, 1, 2, 3, 4, 9, 662])
@pytest.mark.parametrize("warnings", [0, 1, 27, 662])
@pytest.mark.parametrize("site", [SITE, None])
def test_whatever_is_wrong_the_end_is_one_screen(errors: int, warnings: int, site: Path | None) -> None:
    """Twenty-four lines; one error is always told in full, three when they are short, and each is named or counted."""
    long = replace(CLASH, excerpt="Voir [[x]].", suggestions=("y", "z"), fix="Voir [[y]].")
    for error in (CLASH, long):
        problems = (*[LINK] * warnings, *[error] * errors)
        lines = said(FRENCH, End(Told(problems, site, 1), None, TIMES))
        assert len(lines) <= 24
        whole = [line for line in lines if line == f"b.md:1:1 · erreur {CLASH.code}"]
        assert min(errors, 1) <= len(whole) <= 3
        if errors + warnings > 8:
            assert any(line.startswith(f"{dates.number(errors + warnings - 8, 'fr')} autre") for line in lines)


def test_quiet_tells_only_what_stops() -> None:
    """A build that ends well says nothing; one that doesn't says why, and leaves warnings out."""
    assert list(ENGLISH.end(End(Outcome((LINK, CLASH), SITE, 1), None, TIMES), quiet=True, timed=False)) == []
    lines = said(ENGLISH, End(Outcome((LINK, CLASH)), None, TIMES), quiet=True)
    assert [line for line in lines if " · " in line] == ["b.md:1:1 · error P404"]
    assert lines[-1] == "The site was not published."


def test_times_are_a_small_table() -> None:
    """A row a step, numbers to the right, in the reader's own notation."""
    rows = list(FRENCH.table({"parse": TIMES["parse"]}))
    assert [row.split()[:1] for row in rows] == [["étape"], ["parse"]]
    assert rows[1].split()[1:] == ["1,23", "0,50"]
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (Refused(SITE, "the disk is full", ("a.odt",)), Exit.UNWRITTEN, "/commun/site: the disk is full\n  a.odt"),
        (OSError(errno.ENOSPC, "x", "/commun/\x1bx"), Exit.UNWRITTEN, "/commun/\ufffdx: the disk is full"),
        (OSError(errno.EIO, "bad\nluck"), Exit.UNWRITTEN, "bad\ufffdluck"),
        (OSError("odd"), Exit.UNWRITTEN, "odd"),
        (PermissionError(errno.EACCES, "x", b"/commun"), Exit.UNWRITTEN, "/commun: access is not allowed"),
        (NoCluster(UNREACHABLE, {"address": "tcp://x:1"}), Exit.COMMAND, "No scheduler answers at tcp://x:1."),
        (Crashed(Source(SourcePath("n\x07.md"), b"")), Exit.CRASHED, "n\ufffd.md: reading this file stopped"),
        (Crashed(None), Exit.CRASHED, "A process was stopped"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_stops_a_command_is_a_sentence(error: Exception, code: Exit, words: str) -> None:
    """Never a trace: a place, a reason, and a code that tells them apart; nothing that could act on a terminal."""
    stop = ENGLISH.stopped(error)
    assert stop.exit is code
    assert "\n".join(stop.lines).startswith(words)


def test_a_mistake_of_ours_goes_on() -> None:
    """What is not the world's doing is not put into words."""
    with pytest.raises(ZeroDivisionError):
        ENGLISH.stopped(ZeroDivisionError())


def test_the_exit_code_tells_why() -> None:
    """Published is 0; not published is 1; what stopped it has its own code."""
    assert End(Outcome((), SITE), None, {}).exit is Exit.DONE
    assert End(Outcome(()), None, {}).exit is Exit.MISTAKES
    assert End(None, Stop(Exit.CRASHED, ()), {}).exit is Exit.CRASHED
    assert set(EXITS) == set(Exit)


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (End(Told((LINK,), SITE, 18_429), None, TIMES), {"exit": 0, "site": str(SITE), "stopped": None}),
        (End(Outcome((CLASH,)), None, TIMES), {"exit": 1, "site": None, "stopped": None, "figures": None}),
        (End(None, Stop(Exit.UNWRITTEN, ("a", "b")), {}), {"exit": 3, "site": None, "stopped": "a\nb"}),
    ],
    ids=["published", "not published", "stopped"],
)
def test_programs_read_one_object(end: End, expected: dict[str, Any]) -> None:
    """Figures, every problem in words, times, the site and the exit code, however the build ended."""
    told = json.loads(as_json(end, ENGLISH))
    assert set(told) == {"exit", "site", "stopped", "figures", "problems", "timings"}
    assert expected.items() <= told.items()
    assert told["timings"] == dict(end.times)
    assert [one["code"] for one in told["problems"]] == [one.code for one in (end.outcome or Outcome(())).problems]
    if told["figures"]:
        assert (told["figures"]["links"], told["figures"]["documents"]["note"]) == (58_000, 12_000)
