"""The communities of each document, as rows that change only when a document comes or goes."""

from collections.abc import Iterator

from praxis_build.model.corpus import Corpus
from praxis_build.model.names import SourcePath


def settle_homes(corpus: Corpus) -> None:
    """Bring up to date which communities documents belong to, by themselves or by the notebooks that they are in."""
    touched = corpus.leads.changed | corpus.index["places"].changed | corpus.entries.changed
    notebooks = (placed for path in touched for placed in corpus.entries.peek(path) or ())
    for path in {*touched, *(placed.path for placed in notebooks)}:
        corpus.homes.put(path, tuple(sorted(set(_homes(corpus, SourcePath(path))))) or None)


def _homes(corpus: Corpus, path: SourcePath) -> Iterator[SourcePath]:
    leads = corpus.leads.peek(path)
    if leads is None:
        return
    yield from leads.fields.get("community", ())
    own = leads.shelved if corpus.published(path) else ()
    above = (corpus.leads.peek(SourcePath(one)) for one in {*corpus.index["places"].of(path), *own})
    yield from (one.home for one in (leads, *above) if one is not None and one.home is not None)
