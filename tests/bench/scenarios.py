"""What Praxis costs in the life of a commons: built from nothing, built again, and built after each kind of edit.

`python -m tests.bench.scenarios --notes 12000 --words 350 --runs 5` prints a table of medians. `--verify` also builds
each edited commons from nothing, elsewhere, and compares the two sites byte for byte. With several sizes
(`--notes 1000 12000 50000 --only cold`), the last table says what a note costs at each. `--serve` measures
`praxis serve` too.
"""

import argparse
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench import edits
from tests.bench.generate import generate
from tests.bench.place import clear, workplace
from tests.bench.runs import BuildFailedError, Run, build, command
from tests.bench.serving import latencies
from tests.bench.sites import MADE, differences, look, removed, rewritten
from tests.bench.table import megabytes, middle, table

Prepare = Callable[[Path, int], None]


def cold(project: Path, _turn: int) -> None:
    """Remove all that builds have left."""
    clear(*(project / name for name in MADE))


def fresh(project: Path, _turn: int) -> None:
    """Check the project out anew with its site and its cache restored: same bytes, new files, new times."""
    old = project.with_name("old")
    project.rename(old)
    shutil.copytree(old, project, copy_function=shutil.copyfile)
    shutil.rmtree(old)


SCENARIOS: dict[str, tuple[str, Prepare]] = {
    "cold": ("cold, empty cache", cold),
    "nothing": ("nothing changed", edits.nothing),
    "sentence": ("one sentence edited", edits.sentence),
    "added": (f"one note added, that {edits.LISTED} others list", edits.added),
    "renamed": ("one note renamed", edits.renamed),
    "deleted": ("one note deleted", edits.deleted),
    "community": ("a community renamed", edits.community),
    "theme": ("the theme edited", edits.theme),
    "fresh": ("fresh checkout, cache restored", fresh),
}


@dataclass(frozen=True)
class Lived:
    """One scenario, once: its build; output files written and removed; files unlike a cold build's, None if unknown."""

    run: Run
    rewritten: int
    removed: int
    unlike: int | None


class Life:
    """A project that lives through scenarios, one after the other."""

    def __init__(self, folder: Path, notes: int, words: int, *, verify: bool) -> None:
        """Generate the project."""
        self.project, self._verify = folder / "project", verify
        generate(self.project, notes, words=(words, words))
        edits.prepare(self.project)
        self._env = {"XDG_CACHE_HOME": str(folder / "home")}

    def build(self) -> Run:
        """Build the project as it is."""
        return build(command("build"), self.project, self.project / "site", env=self._env)

    def live(self, name: str, turn: int) -> Lived:
        """Change the project as the scenario says, then build it."""
        SCENARIOS[name][1](self.project, turn)
        site = self.project / "site"
        before = look(site)
        run = self.build()
        after = look(site)
        unlike = len(self._differences()) if self._verify and name != "cold" else None
        return Lived(run, rewritten(before, after), removed(before, after), unlike)

    def _differences(self) -> list[str]:
        """Compare the site with that of a cold build of the same tree, in the same place."""
        warm = self.project.with_name("warm")
        self.project.rename(warm)
        shutil.copytree(warm, self.project, ignore=lambda at, _: MADE if Path(at) == warm else ())
        try:
            self.build()
            return differences(warm / "site", self.project / "site")
        finally:
            shutil.rmtree(self.project)
            warm.rename(self.project)


def measure(life: Life, names: list[str], runs: int) -> dict[str, list[Lived]]:
    """Live through the scenarios in order, as many times; each starts where the last one ended."""
    found: dict[str, list[Lived]] = {name: [] for name in names}
    if names[:1] != ["cold"]:
        life.build()
    for turn in range(runs):
        for name in names:
            found[name].append(life.live(name, turn))
            print(f"{name} {turn + 1} of {runs}: {found[name][-1].run.cost.wall:.2f} s", file=sys.stderr)
    return found


def report(found: dict[str, list[Lived]], notes: int) -> str:
    """Write the table of one size: a row for each scenario."""
    head = [f"{notes} notes", "wall (s)", "processor (s)", "peak memory (MB)"]
    head += ["files written", "removed", "unlike cold"]
    rows = [[SCENARIOS[name][0], *_figures(lived)] for name, lived in found.items()]
    return table([head, *rows])


def _figures(lived: list[Lived]) -> list[str]:
    worst = [one.unlike for one in lived if one.unlike is not None]
    return [
        middle(one.run.cost.wall for one in lived),
        middle(one.run.cost.cpu for one in lived),
        middle((megabytes(one.run.cost.peak_bytes) for one in lived), 0),
        middle((one.rewritten for one in lived), 0),
        middle((one.removed for one in lived), 0),
        str(max(worst)) if worst else "-",
    ]


def flatness(colds: dict[int, list[Run]]) -> str:
    """Write what a note costs at each size, and that over what it costs at the smallest: 1 is flat."""
    head = ["", "wall (s)", "processor (s)", "wall a note (ms)", "over smallest", "processor a note (ms)"]
    head += ["over smallest", "peak memory (MB)", "output (MB)", "output (files)"]
    rows = [head]
    least = min(colds)
    for notes, runs in sorted(colds.items()):
        wall, cpu = (_each(runs, clock) for clock in ("wall", "cpu"))
        first_wall, first_cpu = (_each(colds[least], clock) for clock in ("wall", "cpu"))
        row = [f"{notes} notes", f"{wall:.2f}", f"{cpu:.2f}"]
        row += [f"{wall / notes * 1000:.2f}", f"{wall / notes / first_wall * least:.2f}"]
        row += [f"{cpu / notes * 1000:.2f}", f"{cpu / notes / first_cpu * least:.2f}"]
        row += [middle((megabytes(run.cost.peak_bytes) for run in runs), 0)]
        row += [middle((megabytes(run.size) for run in runs), 1), middle((run.files for run in runs), 0)]
        rows.append(row)
    return table(rows)


def _each(runs: list[Run], clock: str) -> float:
    seconds: float = median(getattr(run.cost, clock) for run in runs)
    return seconds


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scenarios", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--notes", type=int, nargs="+", default=[12_000], help="sizes")
    parser.add_argument("--words", type=int, default=350, help="words of a note")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(SCENARIOS), help=",".join(SCENARIOS))
    parser.add_argument("--verify", action="store_true", help="compare with cold builds")
    parser.add_argument("--serve", action="store_true", help="measure `praxis serve` too")
    parser.add_argument("--folder", type=Path, help="where to work; in memory if there is room")
    parser.add_argument("--keep", action="store_true", help="keep the projects")
    options = parser.parse_args()
    if unknown := set(options.only) - set(SCENARIOS) - {""}:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return options


def bench(folder: Path, options: argparse.Namespace) -> None:
    """Measure each size, and print its table when it is done.

    Raises:
        BuildFailedError: a build failed.

    """
    runs, colds = max(1, options.runs), {}
    names = [name for name in SCENARIOS if name in options.only]
    for notes in sorted(dict.fromkeys(options.notes)):
        life = Life(folder / str(notes), notes, options.words, verify=options.verify)
        found = measure(life, names, runs) if names else {}
        if found:
            print(f"{report(found, notes)}\n")
        if "cold" in found:
            colds[notes] = [lived.run for lived in found["cold"]]
        if options.serve:
            seconds = latencies(life.project, runs)
            said = f"a saved note shows after {median(seconds):.2f} s ({max(seconds):.2f} at most)"
            print(f"`praxis serve`, {notes} notes: {said}\n")
        if not options.keep:
            clear(life.project)
    if len(colds) > 1:
        print(f"{flatness(colds)}\n")
    print(f"Medians of {runs}.")


def main() -> int:
    """Run the command line; give the exit status."""
    options = _options()
    with workplace(options.folder, max(options.notes), keep=options.keep) as folder:
        try:
            bench(folder, options)
        except BuildFailedError as failure:
            print(failure, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
