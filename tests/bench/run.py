"""Measure cold builds of generated knowledge commons: `python -m tests.bench.run --notes 1000 12000 --runs 3`.

Every run builds a fresh copy of the project with an empty cache folder. The exit status is 1 if a build fails.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.generate import generate
from tests.bench.measure import Measured, measure

LAST_LINES = 20  # of a failed build's output
Stages = dict[str, dict[str, float]]  # name → {"wall": seconds, "cpu": seconds}


class BuildFailedError(Exception):
    """A build ended with another status than 0; the message tells which and how."""


@dataclass(frozen=True)
class Run:
    """One build: its cost, what it wrote (bytes, files), its stages in the order in which they ran."""

    notes: int
    cost: Measured
    size: int
    files: int
    stages: Stages


def bench(folder: Path, notes: int, runs: int, workers: int | None) -> list[Run]:
    """Generate a project of so many notes in a folder, and build a copy of it `runs` times.

    Raises:
        BuildFailedError: a build failed.

    """
    generate(folder / "project", notes)
    return [_build(folder, folder / f"run-{number}", notes, workers) for number in range(1, runs + 1)]


def _build(source: Path, folder: Path, notes: int, workers: int | None) -> Run:
    """Build a fresh copy of the project once."""
    shutil.copytree(source / "project", folder / "project")
    site, timings, log = folder / "site", folder / "timings.json", folder / "log.txt"
    command = [sys.executable, "-m", "praxis_build", "build", "--site-dir", str(site), "--timings", str(timings)]
    if workers is not None:
        command += ["--workers", str(workers)]
    cost = measure(command, folder / "project", env={"XDG_CACHE_HOME": str(folder / "cache")}, log=log)
    if cost.code:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_LINES:]
        message = f"the build of {notes} notes ended with status {cost.code}:\n" + "\n".join(lines)
        raise BuildFailedError(message)
    sizes = [path.stat().st_size for path in site.rglob("*") if path.is_file()]
    stages: Stages = json.loads(timings.read_text(encoding="utf-8"))["stages"] if timings.exists() else {}
    return Run(notes, cost, sum(sizes), len(sizes), stages)


def report(sizes: list[list[Run]]) -> str:
    """Write the table of medians: a column per number of notes, a row per measure, then a row per stage.

    Args:
        sizes: the runs of each number of notes, at least one.

    """
    rows = [["notes", *(str(runs[0].notes) for runs in sizes)]]
    rows += [[name, *(_median(runs, of) for runs in sizes)] for name, of in _MEASURES.items()]
    names = dict.fromkeys(name for runs in sizes for run in runs for name in run.stages)
    rows += [[f"  {name}, wall / cpu (s)", *(_stage(runs, name) for runs in sizes)] for name in names]
    table = _aligned(rows)
    return f"{table}\n\n{_flatness(sizes)}" if len(sizes) > 1 else table


def _megabytes(size: float | None) -> float | None:
    return None if size is None else size / 1e6


_MEASURES: dict[str, Callable[[Run], float | None]] = {
    "wall (s)": lambda run: run.cost.wall,
    "processor (s)": lambda run: run.cost.cpu,
    "wall per note (ms)": lambda run: run.cost.wall / run.notes * 1000,
    "peak memory (MB)": lambda run: _megabytes(run.cost.peak_bytes),
    "output (MB)": lambda run: _megabytes(run.size),
    "output (files)": lambda run: run.files,
}


def _median(runs: list[Run], of: Callable[[Run], float | None]) -> str:
    values = [value for run in runs if (value := of(run)) is not None]
    if not values:
        return "Linux only"
    middle = median(values)
    return f"{middle:.0f}" if isinstance(values[0], int) else f"{middle:.2f}"


def _stage(runs: list[Run], name: str) -> str:
    """Write the median wall and processor time of one stage; a dash where no run had it."""
    timed = [run.stages[name] for run in runs if name in run.stages]
    if not timed:
        return "-"
    return " / ".join(f"{median(stage[clock] for stage in timed):.2f}" for clock in ("wall", "cpu"))


def _aligned(rows: list[list[str]]) -> str:
    """Write rows as a Markdown table, names to the left and figures to the right."""
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    lines = [[row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])] for row in [rows[0], rule, *rows[1:]]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _flatness(sizes: list[list[Run]]) -> str:
    """Compare the time per note of the largest size with the smallest's: 1 is flat."""
    by_notes = sorted(sizes, key=lambda runs: runs[0].notes)
    small, large = by_notes[0], by_notes[-1]
    wall = median(run.cost.wall / run.notes for run in large) / median(run.cost.wall / run.notes for run in small)
    cpu = median(run.cost.cpu / run.notes for run in large) / median(run.cost.cpu / run.notes for run in small)
    sizes = f"{large[0].notes} notes over {small[0].notes}"
    return f"Time per note, {sizes}: wall {wall:.2f}, processor {cpu:.2f} (1 is flat)"


def main() -> int:
    """Run the command line; give the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.run", description=__doc__)
    parser.add_argument("--notes", type=int, nargs="+", default=[1000, 12_000], help="sizes to build")
    parser.add_argument("--runs", type=int, default=1, help="builds of each size; the table gives medians")
    parser.add_argument("--workers", type=int, help="handed to the build")
    parser.add_argument("--keep", action="store_true", help="keep the generated projects and sites")
    options = parser.parse_args()
    sizes, runs = dict.fromkeys(options.notes), max(1, options.runs)
    folder = Path(tempfile.mkdtemp(prefix="praxis-bench-"))
    try:
        done = [bench(folder / str(notes), notes, runs, options.workers) for notes in sizes]
        sys.stdout.write(f"{report(done)}\n\nCores: {os.cpu_count()}. Runs of each size: {runs}.\n")
    except BuildFailedError as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    finally:
        if options.keep:
            sys.stdout.write(f"Kept in {folder}\n")
        else:
            shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
