"""Search in Praxis beside search in Pagefind, lunr, MiniSearch and Material, and beside what Praxis promises.

`python -m tests.bench.search` installs the others into a throw-away folder, gives all of them the same documents, asks
them the same questions in one headless Chromium, and prints tables. `README.md` of the bench says what is compared.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench.place import workplace
from tests.bench.runs import BuildFailedError
from tests.bench.search import collection, engines, report
from tests.bench.search.bench import Bench
from tests.bench.search.browser import chromium
from tests.bench.tools import install_search, search_versions

ROOT = Path(__file__).resolve().parents[3]
NAMES = ("praxis", *engines.NAMES)
PARTS = ("collections", "golden", "weight", "index")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--only", type=_names(NAMES), default=list(NAMES), help=",".join(NAMES))
    parser.add_argument("--parts", type=_names(PARTS), default=list(PARTS), help=",".join(PARTS))
    parser.add_argument("--notes", type=int, default=12_000, help="notes of the commons for weight and index")
    parser.add_argument("--words", type=int, default=350, help="words of a note")
    parser.add_argument("--queries", type=int, default=60, help="first searches in that commons")
    shared = ROOT.parent / "shared/search"
    parser.add_argument("--collections", type=Path, default=shared, help="a folder of test collections, .json.xz")
    parser.add_argument("--even", action="store_true", help="the questions to tune on, instead of those to report")
    parser.add_argument("--folder", type=Path, help="where to work; in memory if there is room")
    parser.add_argument("--tools", type=Path, help="where to install the other engines once and use them again")
    parser.add_argument("--keep", action="store_true", help="keep the sites")
    return parser.parse_args()


def _names(known: tuple[str, ...]) -> Callable[[str], list[str]]:
    """Read names with commas between them."""

    def read(text: str) -> list[str]:
        if unknown := set(text.split(",")) - set(known):
            message = f"unknown: {', '.join(sorted(unknown))}"
            raise argparse.ArgumentTypeError(message)
        return text.split(",")

    return read


def _measure(bench: Bench, options: argparse.Namespace) -> list[report.Target]:
    """Measure what was asked for, printing tables on the way; give the promises that it is about."""
    targets = []
    if "collections" in options.parts:
        for path in sorted(options.collections.glob("*.json.xz")):
            targets += bench.collection(collection.read(path), 0 if options.even else 1)
    if "golden" in options.parts:
        targets += bench.golden(ROOT)
    if {"weight", "index"} & set(options.parts):
        project = bench.commons(options.notes, options.words)
        if "weight" in options.parts:
            bench.weight(project, options.queries)
        if "index" in options.parts:
            bench.index(project)
        targets += report.weights(options.notes)
    return targets


def main() -> int:
    """Run the command line; give the exit status."""
    options = _options()
    with workplace(options.folder, options.notes, keep=options.keep) as folder, chromium() as browser:
        print(f"Compared with {search_versions()}.")
        bench = Bench(folder, install_search(options.tools or folder / "tools"), browser, options.only)
        try:
            targets = _measure(bench, options)
        except BuildFailedError as failure:
            print(failure, file=sys.stderr)
            return 1
    print(f"\n{report.summary(targets, bench.figures)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
