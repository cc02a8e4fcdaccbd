"""What is new: the documents that were written or changed last, as one row that changes only when one of them does."""

from collections.abc import Iterable, Iterator
from operator import attrgetter

from praxis_build.model.corpus import Corpus
from praxis_build.model.fresh import Fresh, fresh
from praxis_build.model.names import SourcePath

LATEST = 120
"""Documents remembered."""
_RANK = attrgetter("rank")


def settle_latest(corpus: Corpus) -> None:
    """Bring the row up to date with what changed, by way of all documents only when one may come back into it."""
    changed = corpus.heads.changed | corpus.pasts.changed | corpus.leads.changed
    before = corpus.latest.peek("")
    if not changed and before is not None:
        return
    found = _first((*(one for one in before or () if one.path not in changed), *_fresh(corpus, changed)))
    full = before is not None and len(before) == LATEST
    if before is None or (full and (len(found) < LATEST or found[-1].rank > before[-1].rank)):
        found = _first(_fresh(corpus, (path for path, _ in corpus.heads.items())))
    corpus.latest.put("", found)


def _first(entries: Iterable[Fresh]) -> tuple[Fresh, ...]:
    return tuple(sorted(entries, key=_RANK)[:LATEST])


def _fresh(corpus: Corpus, paths: Iterable[str]) -> Iterator[Fresh]:
    for path in map(SourcePath, paths):
        head = corpus.heads.peek(path)
        if head is None or head.status != "published" or not corpus.leads.has(path):
            continue
        if found := fresh(path, corpus.pasts.peek(path), head.date):
            yield found
