"""What a search costs its reader: bytes, requests, waiting, memory."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from tests.bench.search.browser import fresh, opened
from tests.bench.search.engines import Searched
from tests.bench.search.server import Line, served

SLOWER = 4  # times: a phone beside the machine that measures
_NAME = 8  # characters of a shard's name
Sent = list[tuple[str, int]]


@dataclass(frozen=True)
class First:
    """One first search, with nothing in any cache: what was sent, milliseconds until the results, their number."""

    sent: Sent
    time: float
    results: int

    @property
    def size(self) -> int:
        """Count bytes, headers included."""
        return sum(size for _, size in self.sent)


@dataclass(frozen=True)
class Typing:
    """Milliseconds of each letter, with what was typed by then: for the first time, and again; of the longest task."""

    new: list[tuple[float, str]]
    again: list[tuple[float, str]]
    longest: float


def firsts(
    browser: Browser, site: Searched, queries: list[str], line: Line | None = None, *, soon: bool = True
) -> list[First]:
    """Search for each query as the first thing a reader does, from near or through a slow line; see `Tab.first`."""
    found = []
    with served(site.folder) as traffic:
        for query in queries:
            with fresh(browser, site.engine, traffic, site.languages, line) as tab:
                time, results = tab.first(query, soon=soon)
                found.append(First(traffic.look(), time, len(results)))
    return found


def typing(browser: Browser, site: Searched, queries: list[str]) -> Typing:
    """Type queries after a first one, twice, on a slow processor."""
    with opened(browser, site.engine, site.folder, site.languages) as tab:
        tab.first(queries[0], soon=False)
        tab.slow_down(SLOWER)
        new, longest = tab.type(queries[1:])
        again, longer = tab.type(queries[1:])
    return Typing(new, again, max(longest, longer))


def memory(browser: Browser, site: Searched, queries: list[str]) -> int:
    """Give the bytes that an engine adds to an empty page, once these queries were searched for."""
    with opened(browser, site.engine, site.folder, site.languages) as tab:
        before = tab.memory()
        tab.all(queries)
        return tab.memory() - before


def parts(site: Path, found: Iterable[First]) -> list[tuple[str, float, float]]:
    """Say what is sent for a first search: each part of Praxis's index or code, its requests and bytes on average."""
    tables = _tables(site)
    sums: dict[str, list[int]] = defaultdict(list)
    searches = list(found)
    for address, size in (sent for search in searches for sent in search.sent):
        sums[_part(address, tables)].append(size)
    each = [(part, len(sizes) / len(searches), sum(sizes) / len(searches)) for part, sizes in sums.items()]
    return sorted(each, key=lambda row: -row[2])


def _tables(site: Path) -> dict[str, str]:
    """Give the table of each shard, by name."""
    meta = json.loads((site / "data/search/meta.json").read_text(encoding="utf-8"))
    names = {table: shards["names"] for table, shards in meta["tables"].items()} | {"cards": meta["cards"]}
    starts = ((table, text, start) for table, text in names.items() for start in range(0, len(text), _NAME))
    return {text[start : start + _NAME]: table for table, text, start in starts}


def _part(address: str, tables: dict[str, str]) -> str:
    path = Path(address)
    if path.suffix == ".bin":
        return tables.get(path.stem, "tails")
    return tables.get(path.stem, path.name)
