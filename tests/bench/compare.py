"""The same notes built by Praxis, by Hugo and Pagefind, and by Material for MkDocs, side by side.

`python -m tests.bench.compare --notes 12000 --words 350 --runs 5` installs the other tools into a throw-away
environment, writes the notes once, makes a site of each tool from them, runs the tools in turn, each from nothing, and
prints a table of medians. What the sites have in common and what not is in `README.md`.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.bench import corpus, hugo, material
from tests.bench.generate import generate
from tests.bench.place import clear, workplace
from tests.bench.runs import BuildFailedError, Run, build, command
from tests.bench.table import megabytes, middle, table
from tests.bench.tools import Tools, install, versions

NAMES = ("praxis", "hugo", "pagefind", "material")
_SEARCH = "(Hugo + Pagefind)"


@dataclass(frozen=True)
class Contestant:
    """One tool on one site: what to run where, what to remove before so that nothing is warm, what it writes."""

    name: str
    notes: int
    folder: Path
    command: list[str]
    output: Path
    caches: tuple[Path, ...] = ()
    env: dict[str, str] = field(default_factory=dict)

    def run(self) -> Run:
        """Build once, from nothing.

        Raises:
            BuildFailedError: the tool failed.

        """
        clear(self.output, *self.caches)
        return build(self.command, self.folder, self.output, env=self.env)


def praxis(project: Path, notes: int) -> Contestant:
    """Build the project itself."""
    caches = (project / ".cache", project / ".site.praxis", project / ".home")
    env = {"XDG_CACHE_HOME": str(project / ".home")}
    return Contestant("Praxis", notes, project, command("build"), project / "site", caches, env)


def hugo_and_pagefind(texts: corpus.Corpus, site: Path, notes: int, tools: Tools) -> Iterator[Contestant]:
    """Build Hugo's site, then the index of what Hugo wrote."""
    hugo.write(texts, site)
    output, cache = site / "public", site / ".cache"
    env = {"HUGO_CACHEDIR": str(cache)}
    yield Contestant("Hugo", notes, site, [str(tools.hugo), "--quiet"], output, (cache, site / "resources"), env)
    index = [str(tools.pagefind), "--site", str(output), "--quiet"]
    yield Contestant("Pagefind", notes, site, index, output / "pagefind")


def mkdocs(texts: corpus.Corpus, site: Path, notes: int, tools: Tools) -> Contestant:
    """Build Material's site."""
    material.write(texts, site)
    return Contestant("Material", notes, site, [str(tools.mkdocs), "build", "--quiet"], site / "site")


def contestants(folder: Path, options: argparse.Namespace, tools: Tools | None) -> Iterator[Contestant]:
    """Write the sites that the options ask for, and say how each is built."""
    sizes = {options.notes: {"praxis", "hugo", "pagefind"}}
    sizes.setdefault(options.material_notes, {"praxis"}).add("material")
    for notes, names in sizes.items():
        wanted = names & set(options.only)
        if not wanted - {"praxis"} and notes != options.notes:
            continue
        place = folder / str(notes)
        generate(place / "praxis", notes, words=(options.words, options.words))
        if "praxis" in wanted:
            yield praxis(place / "praxis", notes)
        if tools and wanted - {"praxis"}:
            texts = corpus.read(place / "praxis")
            if wanted & {"hugo", "pagefind"}:
                yield from hugo_and_pagefind(texts, place / "hugo", notes, tools)
            if "material" in wanted:
                yield mkdocs(texts, place / "material", notes, tools)


def rounds(all_of_them: list[Contestant], runs: int) -> list[list[Run]]:
    """Run each in turn, as many times: a round is a list of runs in the order of the contestants."""
    found = []
    for number in range(1, runs + 1):
        found.append([contestant.run() for contestant in all_of_them])
        said = ", ".join(f"{who.name} {run.cost.wall:.1f} s" for who, run in zip(all_of_them, found[-1], strict=True))
        print(f"round {number} of {runs}: {said}", file=sys.stderr)
    return found


def report(all_of_them: list[Contestant], found: list[list[Run]]) -> str:
    """Write the table of medians, and the ratios of Praxis to the others on as many notes."""
    columns: dict[tuple[str, int], list[Run]] = {}
    for place, contestant in enumerate(all_of_them):
        columns[contestant.name, contestant.notes] = [runs[place] for runs in found]
    for name, notes in list(columns):
        if name == "Pagefind":
            columns[_SEARCH, notes] = list(map(_both, columns["Hugo", notes], columns[name, notes]))
    head = ["", "notes", "wall (s)", "processor (s)", "peak memory (MB)", "output (MB)", "output (files)"]
    rows = [[name, str(notes), *_figures(runs)] for (name, notes), runs in columns.items()]
    return "\n".join([table([head, *rows]), "", *_ratios(columns)])


def _both(first: Run, second: Run) -> Run:
    """Add up two tools that run one after the other."""
    return first.then(second)


def _figures(runs: list[Run]) -> list[str]:
    return [
        middle(run.cost.wall for run in runs),
        middle(run.cost.cpu for run in runs),
        middle((megabytes(run.cost.peak_bytes) for run in runs), 0),
        middle((megabytes(run.size) for run in runs), 1),
        middle((run.files for run in runs), 0),
    ]


def _ratios(columns: dict[tuple[str, int], list[Run]]) -> Iterator[str]:
    """Divide, round by round, what Praxis took by what another did: a busy machine slows both; then the median."""
    for (name, notes), runs in columns.items():
        ours = columns.get(("Praxis", notes), [])
        if ours and name in {_SEARCH, "Material"}:
            pairs = list(zip(ours, runs, strict=True))
            wall = median(our.cost.wall / run.cost.wall for our, run in pairs)
            cpu = median(our.cost.cpu / run.cost.cpu for our, run in pairs)
            yield f"Praxis / {name}, {notes} notes: wall {wall:.2f}, processor {cpu:.2f}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.compare", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--notes", type=int, default=12_000)
    parser.add_argument("--material-notes", type=int, default=1000, help="notes for Material, which takes long")
    parser.add_argument("--words", type=int, default=350, help="words of a note")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", type=lambda text: text.split(","), default=NAMES, help=",".join(NAMES))
    parser.add_argument("--folder", type=Path, help="where to work; in memory if there is room")
    parser.add_argument("--tools", type=Path, help="an environment to make once and use again")
    parser.add_argument("--keep", action="store_true", help="keep the sites")
    options = parser.parse_args()
    if unknown := set(options.only) - set(NAMES):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return options


def main() -> int:
    """Run the command line; give the exit status."""
    options = _options()
    with workplace(options.folder, options.notes, keep=options.keep) as folder:
        tools = None
        if set(options.only) - {"praxis"}:
            print(f"Compared with {versions()}.\n")
            tools = install(options.tools or folder / "tools")
        try:
            all_of_them = list(contestants(folder, options, tools))
            found = rounds(all_of_them, max(1, options.runs))
        except BuildFailedError as failure:
            print(failure, file=sys.stderr)
            return 1
    print(f"{report(all_of_them, found)}\n\nMedians of {len(found)} rounds, each tool from nothing.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
