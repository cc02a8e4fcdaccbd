"""One run of the search bench: measures engines in turn on the same documents."""

import shutil
import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from tests.bench.generate import generate
from tests.bench.search import engines, index, praxis, report, weight
from tests.bench.search.collection import Collection, golden
from tests.bench.search.drawn import drawn
from tests.bench.search.engines import Searched
from tests.bench.search.quality import Quality, qualities
from tests.bench.search.scores import percentile
from tests.bench.search.server import MOBILE
from tests.bench.search.variants import variants
from tests.bench.tools import SearchTools

_LANGUAGES = ["fr", "en"]
_WHOLE = {"minisearch", "lunr", "material"}  # they fetch everything, whatever the query
_FEW = 3  # queries for those
_TYPED = 20  # queries typed letter by letter; also those after which memory is measured
_ROUNDS = 2  # builds with and without an index
_EDITS = 5  # notes edited, one after the other
_SHARE = 0.95


class Bench:
    """Prints what it measures; ``figures`` keeps what the promises are about, by engine."""

    def __init__(self, folder: Path, tools: SearchTools, browser: Browser, only: list[str]) -> None:
        """Begin in an empty folder."""
        self.folder, self.tools, self.browser = folder, tools, browser
        self.figures: dict[str, report.Figures] = {engine: {} for engine in only}

    def collection(self, whole: Collection, odd: int) -> list[report.Target]:
        """Ask every other question of a collection, in each way; give what is promised of it."""
        ways = {way: asked.half(odd) for way, asked in variants(whole).items()}
        folder = self.folder / whole.name
        found = {}
        for engine in self.figures:
            site = self._of_notes(whole, folder) if engine == "praxis" else self._other(engine, whole, folder)
            found[engine] = self._asked(whole.name, site, ways)
        print(f"\n## {whole.name}: {len(whole.documents)} documents\n\n{report.answers(found)}", flush=True)
        return list(report.promises(whole, self.figures))

    def golden(self, root: Path) -> list[report.Target]:
        """Search the sample for what people search for there; give what is promised."""
        project = self.folder / "sample"
        for name in ("notes", "communities", "theme/docs"):
            shutil.copytree(root / name, project / name)
        shutil.copy(root / "mkdocs.yml", project)
        praxis.run(project)
        documents = praxis.documents(project / "site")
        asked = golden(root / "tests/search/golden.toml", documents)
        print(f"\n## {asked.name}: {len(asked.queries)} queries, found in the first five\n")
        for engine in self.figures:
            own = engine == "praxis"
            site = self._built(project, asked.languages) if own else self._other(engine, asked, self.folder / "golden")
            found = self._asked(asked.name, site, {"as asked": asked})["as asked"]
            print(f"- {engine}: {found.hits}; nothing at all for {found.empty}")
            print("".join(f"  - {text}\n" for text in found.missed) if own else "", end="", flush=True)
        return list(report.promises(asked, self.figures))

    def commons(self, notes: int, words: int) -> Path:
        """Generate a commons and build it."""
        project = self.folder / "commons"
        generate(project, notes, words=(words, words))
        praxis.run(project)
        return project

    def weight(self, project: Path, count: int) -> None:
        """Measure what a search in a commons costs its reader."""
        commons = Collection("commons", praxis.documents(project / "site"), [], {})
        queries = drawn(commons.documents, count)
        for engine, figures in self.figures.items():
            own = engine == "praxis"
            site = self._built(project, _LANGUAGES) if own else self._other(engine, commons, self.folder / "weight")
            figures.update(_sized(site))
            self._weighed(site, queries[:_FEW] if engine in _WHOLE else queries, figures)
            print(f"{engine} weighed", file=sys.stderr)

    def index(self, project: Path) -> None:
        """Measure what an index costs its builder; the commons is edited."""
        figures = self.figures.get("praxis")
        if figures is not None:
            cost = index.cost(project, _ROUNDS)
            shares = index.edited(project, _EDITS)
            figures["index build: processor s"] = cost.cpu
            figures["index build: memory added, MB"] = cost.memory / 1e6
            figures["files rewritten after one note is edited: %, median"] = median(shares)
            figures["files rewritten after one note is edited: %, worst"] = max(shares)

    def _weighed(self, site: Searched, queries: list[str], figures: report.Figures) -> None:
        soon = weight.firsts(self.browser, site, queries)
        ten = weight.firsts(self.browser, site, queries, soon=False)
        slow = weight.firsts(self.browser, site, queries[: 1 if site.engine in _WHOLE else None], MOBILE)
        typed = weight.typing(self.browser, site, queries[:_TYPED])
        sizes, requests = [one.size / 1e3 for one in soon], [len(one.sent) for one in soon]
        waits = [one.time / 1e3 for one in slow]
        figures |= {
            "first results: KB, median": median(sizes),
            "first results: KB, worst": max(sizes),
            "first results: requests, median": median(requests),
            "first results: requests, worst": max(requests),
            "first results: queries that find nothing": sum(not one.results for one in soon),
            "ten results: KB, median": median(one.size / 1e3 for one in ten),
            "ten results: requests, median": median(len(one.sent) for one in ten),
            "first results, 1.6 Mbit/s, 150 ms away: s, median": median(waits),
            "first results, 1.6 Mbit/s, 150 ms away: s, worst": max(waits),
            "a letter typed, processor 4 times slower: ms, p95": percentile([time for time, _ in typed.new], _SHARE),
            "a letter typed again: ms, p95": percentile([time for time, _ in typed.again], _SHARE),
            "longest task while typing: ms": typed.longest,
            "memory added in the browser: MB": weight.memory(self.browser, site, queries[:_TYPED]) / 1e6,
        }
        if site.engine == "praxis":
            print(f"\n## First results: what is sent\n\n{report.parts(weight.parts(site.folder, soon))}")
            print(f"\n{report.slowest(queries, soon, slow, typed)}", flush=True)

    def _asked(self, name: str, site: Searched, ways: dict[str, Collection]) -> dict[str, Quality]:
        found = qualities(self.browser, site, ways)
        self.figures[site.engine] |= report.figures_of(name, found)
        return found

    def _of_notes(self, whole: Collection, folder: Path) -> Searched:
        """Make a project of a collection, and build it."""
        names = praxis.write(whole.documents, whole.languages, folder / "praxis")
        praxis.run(folder / "praxis")
        return praxis.searched(folder / "praxis", names, whole.languages)

    def _built(self, project: Path, languages: list[str]) -> Searched:
        return praxis.searched(project, praxis.addresses(project / "site"), languages)

    def _other(self, engine: str, whole: Collection, folder: Path) -> Searched:
        """Make the site of another engine."""
        work = engines.Work(whole.documents, whole.languages, self.tools, self.browser)
        return engines.make(engine, work, folder / engine)


def _sized(site: Searched) -> report.Figures:
    cost = site.cost
    found: report.Figures = {"size of the index: MB": cost.size / 1e6, "size of the index: files": cost.files}
    if cost.cpu is not None:
        found["index build: processor s"] = cost.cpu
    if cost.peak is not None:
        found["index build: memory added, MB"] = cost.peak / 1e6
    return found
