"""What an index costs its builder: time, memory, and what is written again when a note is edited."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench import edits
from tests.bench.place import clear
from tests.bench.runs import Run, build, command
from tests.bench.search import praxis
from tests.bench.sites import MADE

_ALONE = ("--workers", "1")  # in one process, so that memory is not counted in several
_ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Cost:
    """What a build takes more than one without an index: processor seconds, bytes."""

    cpu: float
    memory: float


def cost(project: Path, rounds: int) -> Cost:
    """Build a project from nothing with and without an index, in turn; give the medians of the differences.

    Raises:
        BuildFailedError: it can't be built.

    """
    without = [sys.executable, "-m", "tests.bench.search.unindexed", "build"]
    pairs = [(_cold(project, command("build")), _cold(project, without)) for _ in range(rounds)]
    cpu = median(one.cost.cpu - other.cost.cpu for one, other in pairs)
    return Cost(cpu, median((one.cost.peak_bytes or 0) - (other.cost.peak_bytes or 0) for one, other in pairs))


def _cold(project: Path, words: list[str]) -> Run:
    clear(*(project / name for name in MADE))
    path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
    return build([*words, *_ALONE], project, project / "site", env={"PYTHONPATH": path})


def edited(project: Path, times: int) -> list[float]:
    """Build a project from nothing; edit one note and build it again, as many times, each time another note.

    Return the share of the index's files that are new, in percent, after each.

    Raises:
        BuildFailedError: it can't be built.

    """
    _cold(project, command("build"))
    shares, before = [], _names(project)
    for turn in range(times):
        edits.sentence(project, turn)
        praxis.run(project)
        after = _names(project)
        shares.append(100 * len(after - before) / len(after))
        before = after
    return shares


def _names(project: Path) -> set[str]:
    """List the files of an index; all but meta.json are named by what they hold."""
    folder = project / "site" / praxis.INDEX
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
