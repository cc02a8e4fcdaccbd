"""How well engines answer the questions of a collection, asked in each way."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean

from playwright.sync_api import Browser

from tests.bench.search.browser import opened
from tests.bench.search.collection import Collection
from tests.bench.search.engines import Searched
from tests.bench.search.scores import ndcg, recall

FIRST = 5  # results among which the golden set wants its document


@dataclass(frozen=True)
class Quality:
    """One engine, one way of asking: means of nDCG@10 and recall@10, empty answers, what the first five lack."""

    ndcg: float
    recall: float
    empty: int
    queries: int
    missed: list[str]

    @property
    def hits(self) -> int:
        """Count the questions that one of the first five results answers."""
        return self.queries - len(self.missed)


def judge(collection: Collection, answers: Iterable[list[str]]) -> Quality:
    """Score the answers to all questions of a collection."""
    grades = [collection.judgements[query.id] for query in collection.queries]
    pairs = list(zip(collection.queries, grades, answers, strict=True))
    return Quality(
        mean(ndcg(found, grades) for _, grades, found in pairs),
        mean(recall(found, grades) for _, grades, found in pairs),
        sum(not found for _, _, found in pairs),
        len(pairs),
        [query.text for query, grades, found in pairs if not grades.keys() & set(found[:FIRST])],
    )


def qualities(browser: Browser, site: Searched, ways: dict[str, Collection]) -> dict[str, Quality]:
    """Ask an engine the questions in each way; a result that isn't a document of the collection keeps its rank."""
    found = {}
    with opened(browser, site.engine, site.folder, site.languages) as tab:
        for way, collection in ways.items():
            answers = tab.all([query.text for query in collection.queries])
            found[way] = judge(collection, [[site.names.get(at, at) for at in answer] for answer in answers])
    return found
