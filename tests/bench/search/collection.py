"""Test collections: documents, questions, and which documents answer which question."""

import json
import lzma
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

Judgements = dict[str, dict[str, int]]  # question → document → how well it answers, from 1 up


@dataclass(frozen=True)
class Document:
    """What every engine is given: an identifier, a title, maybe empty, plain text, a language."""

    id: str
    title: str
    text: str
    lang: str


@dataclass(frozen=True)
class Query:
    """What someone types, and in which language."""

    id: str
    text: str
    lang: str


@dataclass(frozen=True)
class Collection:
    """Documents, questions, and the documents that answer each."""

    name: str
    documents: list[Document]
    queries: list[Query]
    judgements: Judgements

    @property
    def languages(self) -> list[str]:
        """Languages of the documents, that of most questions first."""
        asked = [query.lang for query in self.queries]
        found = {document.lang for document in self.documents}
        return sorted(found, key=lambda lang: (-asked.count(lang), lang))

    def half(self, odd: int) -> "Collection":
        """Keep every other question: engines are tuned on the even ones (0), reported on the odd ones (1)."""
        return replace(self, queries=self.queries[odd::2])


def read(path: Path) -> Collection:
    """Read a collection from its file: JSON under xz."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        raw = json.load(file)
    documents = [Document(**document) for document in raw["docs"]]
    return Collection(path.name.split(".")[0], documents, [Query(**query) for query in raw["queries"]], raw["qrels"])


def golden(path: Path, documents: list[Document]) -> Collection:
    """Read the golden set of the sample, whose documents have their files' paths for identifiers."""
    queries, judgements = [], {}
    for number, (text, finds) in enumerate(_golden(tomllib.loads(path.read_text(encoding="utf-8")))):
        queries.append(Query(f"golden-{number}", text, "fr"))
        judgements[queries[-1].id] = {finds: 1}
    return Collection("golden set", documents, queries, judgements)


def _golden(part: object) -> Iterator[tuple[str, str]]:
    """Go through queries, whatever the headings that they stand under."""
    if isinstance(part, dict) and "finds" in part:
        yield part["query"], part["finds"]
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _golden(inner)
