"""The names an author may have meant."""

from functools import lru_cache

from rapidfuzz import fuzz, process

from praxis_build.model.corpus import Corpus
from praxis_build.model.names import fold

MOST = 3
_NEAR = 72


class Suggestions:
    """Finds near names among those of one corpus; each name is asked once."""

    def __init__(self, corpus: Corpus) -> None:
        """Suggest names of the public documents: titles, aliases, and slugs last."""
        self.shown: dict[str, str] = {}
        documents = [corpus.documents[path] for path in corpus.urls]
        for document in documents:
            for name in (document.title, *document.aliases):
                self.shown.setdefault(fold(name), name)
        for document in documents:
            self.shown.setdefault(fold(document.slug), document.slug)
        self.keys = sorted(self.shown)
        self.near = lru_cache(maxsize=None)(self._near)

    def _near(self, name: str) -> tuple[str, ...]:
        """Return at most three names, best first."""
        found = process.extract(fold(name), self.keys, scorer=fuzz.ratio, limit=MOST, score_cutoff=_NEAR)
        return tuple(self.shown[key] for key, *_ in sorted(found, key=lambda one: (-one[1], one[0])))


def near_words(word: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return at most three of some words, best first."""
    keys = {fold(one): one for one in words}
    found = process.extract(fold(word), sorted(keys), scorer=fuzz.ratio, limit=MOST, score_cutoff=50)
    return tuple(keys[key] for key, *_ in sorted(found, key=lambda one: (-one[1], one[0])))
