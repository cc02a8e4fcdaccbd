"""One run of the search bench: what it has measured so far, of each engine."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from tests.bench.generate import generate
from tests.bench.search import collection, engines, index, praxis, quality, report, weight
from tests.bench.search.collection import Collection
from tests.bench.search.drawn import queries as drawn
from tests.bench.search.engines import Searched
from tests.bench.search.scores import percentile
from tests.bench.search.server import MOBILE
from tests.bench.search.variants import variants
from tests.bench.tools import SearchTools

_LANGUAGES = ["fr", "en"]
_SHARED = {"praxis": 1.0, "pagefind": 1.0}  # share of the queries asked: the others fetch everything, whatever the query
_FEW = 3  # queries for those
_TYPED = 20  # queries typed letter by letter; also those after which memory is measured


class Bench:
    """Measures engines in turn on the same documents; `figures` has what was found."""

    def __init__(self, folder: Path, tools: SearchTools, browser: Browser, only: list[str]) -> None:
        """Begin in an empty folder."""
        self.folder, self.tools, self.browser, self.only = folder, tools, browser, only
        self.figures: dict[str, report.Figures] = {engine: {} for engine in only}
