"""Figures beside what was promised, as Markdown."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tests.bench.search.collection import Collection
from tests.bench.search.quality import Quality
from tests.bench.search.weight import First, Typing
from tests.bench.table import table

Figures = dict[str, float]  # what was measured of one engine, by the name of the measure
_LABELS = {
    "praxis": "Praxis",
    "pagefind": "Pagefind",
    "minisearch": "MiniSearch",
    "lunr": "lunr",
    "material": "Material",
}
_NAMED = 5  # queries that are named for what they cost
_SPF = 0.90  # on `spf`, what a prototype had
_AHEAD = {"fr": 1.05, "en": 1.0}  # times the best of the others


@dataclass(frozen=True)
class Target:
    """One line of the table: what is measured, how it is said, what Praxis promises, at most or at least."""

    measure: str
    limit: float | None
    digits: int = 0
    at_least: bool = False

    def row(self, figures: Mapping[str, Figures]) -> list[str]:
        """Write the line: the promise, whether it is kept, each engine's figure."""
        wanted = "-" if self.limit is None else f"{'≥' if self.at_least else '≤'} {self._said(self.limit)}"
        ours = figures["praxis"].get(self.measure) if "praxis" in figures else None
        said = [self._said(found.get(self.measure)) for found in figures.values()]
        return [self.measure, wanted, self._kept(ours), *said]

    def _kept(self, ours: float | None) -> str:
        if ours is None or self.limit is None:
            return "-"
        return "yes" if (ours >= self.limit if self.at_least else ours <= self.limit) else "**no**"

    def _said(self, value: float | None) -> str:
        return "-" if value is None else f"{value:,.{self.digits}f}"


def weights(notes: int) -> list[Target]:
    """List what a reader and a builder may wait for, in a commons of so many notes."""
    large = notes > 12_000
    return [
        Target("first results: KB, median", 150 if large else 60),
        Target("first results: KB, worst", 150 if large else 80),
        Target("first results: requests, median", 8),
        Target("first results: requests, worst", 8),
        Target("first results: queries that find nothing", 0),
        Target("ten results: KB, median", None),
        Target("ten results: requests, median", None),
        Target("first results, 1.6 Mbit/s, 150 ms away: s, median", 1.2, 2),
        Target("first results, 1.6 Mbit/s, 150 ms away: s, worst", 1.2, 2),
        Target("a letter typed, processor 4 times slower: ms, p95", 50),
        Target("a letter typed again: ms, p95", 50),
        Target("longest task while typing: ms", 50),
        Target("memory added in the browser: MB", 4, 1),
        Target("index build: processor s", 8, 1),
        Target("index build: memory added, MB", 250),
        Target("files rewritten after one note is edited: %, median", 5, 1),
        Target("files rewritten after one note is edited: %, worst", 5, 1),
        Target("size of the index: MB", 12, 1),
        Target("size of the index: files", 3_500),
    ]


def promises(collection: Collection, figures: Mapping[str, Figures]) -> Iterator[Target]:
    """List what is promised of a collection's answers, some of it beside the best of the others."""
    name = collection.name
    if name == "golden set":
        yield Target(f"{name}: found in the first five", len(collection.queries), at_least=True)
        return
    best = max((found.get(f"{name}: nDCG@10", 0) for who, found in figures.items() if who != "praxis"), default=0)
    limit = _AHEAD.get(collection.languages[0], 1.0) * best
    yield Target(f"{name}: nDCG@10", max(limit, _SPF) if name == "spf" else limit, 3, at_least=True)
    yield Target(f"{name}: lost with one letter wrong, %", 10, 1)
    yield Target(f"{name}: the same of keywords, %", 10, 1)
    yield Target(f"{name}: lost without accents, %", 1, 1)


def figures_of(name: str, found: Mapping[str, Quality]) -> Figures:
    """Name the figures that promises are about."""
    whole = found["as asked"]
    if name == "golden set":
        return {f"{name}: found in the first five": whole.hits}
    lost = {
        "lost with one letter wrong, %": ("as asked", "one letter wrong"),
        "the same of keywords, %": ("keywords", "keywords, one letter wrong"),
        "lost without accents, %": ("as asked", "no accents"),
    }
    shares = {f"{name}: {what}": _lost(found[of], found[to]) for what, (of, to) in lost.items()}
    return {f"{name}: nDCG@10": whole.ndcg, **shares}


def _lost(before: Quality, after: Quality) -> float:
    """Give the share of nDCG that is lost, in percent."""
    return 100 * (1 - after.ndcg / before.ndcg) if before.ndcg else 0.0


def summary(targets: Iterable[Target], figures: Mapping[str, Figures]) -> str:
    """Write the table of all promises."""
    head = ["measure", "target", "kept", *(_LABELS[engine] for engine in figures)]
    return table([head, *(target.row(figures) for target in targets)])


def answers(found: Mapping[str, Mapping[str, Quality]]) -> str:
    """Write how well each engine answered, asked in each way: nDCG@10; then recall@10 and empty answers, as asked."""
    ways = list(next(iter(found.values())))
    head = ["nDCG@10", *ways, "recall@10, as asked", "no answer, as asked"]
    rows = [
        [
            _LABELS[engine],
            *(f"{asked[way].ndcg:.3f}" for way in ways),
            f"{asked[ways[0]].recall:.3f}",
            f"{asked[ways[0]].empty} of {asked[ways[0]].queries}",
        ]
        for engine, asked in found.items()
    ]
    return table([head, *rows])


def parts(rows: Iterable[tuple[str, float, float]]) -> str:
    """Write what is sent for a first search."""
    said: Callable[[float], str] = "{:.1f}".format
    return table([["part", "requests", "KB"], *([part, said(number), said(size / 1e3)] for part, number, size in rows)])


def slowest(queries: list[str], soon: list[First], slow: list[First], typed: Typing) -> str:
    """Name the queries that cost most (bytes, requests, waiting far away), the slowest letters, the empty answers."""
    costs = sorted(zip(queries, soon, slow, strict=True), key=lambda row: -row[1].size)[:_NAMED]
    head = ["query", "KB", "requests", "s, slow line"]
    rows = [
        [query, f"{near.size / 1e3:.1f}", str(len(near.sent)), f"{far.time / 1e3:.2f}"] for query, near, far in costs
    ]
    letters = ", ".join(f"« {text} » {time:.0f} ms" for time, text in sorted(typed.new, reverse=True)[:_NAMED])
    empty = ", ".join(f"« {query} »" for query, near in zip(queries, soon, strict=True) if not near.results)
    return f"{table([head, *rows])}\n\nThe slowest letters: {letters}. Nothing is found for: {empty or 'none'}."
