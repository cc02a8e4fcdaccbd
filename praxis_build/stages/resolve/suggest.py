"""The names an author may have meant."""

from collections import defaultdict
from functools import lru_cache
from itertools import chain, islice

from rapidfuzz import fuzz, process

from praxis_build.model.corpus import Corpus
from praxis_build.model.names import fold

MOST = 3
_NEAR = 72
_GRAM = 3
_COMPARED = 600


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
        self.by_gram: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self.shown):
            for gram in _grams(key):
                self.by_gram[gram].append(key)
        self.near = lru_cache(maxsize=None)(self._near)

    def _near(self, name: str) -> tuple[str, ...]:
        """Return at most three names, best first."""
        key = fold(name)
        found = process.extract(key, self._candidates(key), scorer=fuzz.ratio, limit=MOST, score_cutoff=_NEAR)
        return tuple(self.shown[key] for key, *_ in sorted(found, key=lambda one: (-one[1], one[0])))

    def _candidates(self, key: str) -> list[str]:
        """Return names that share the beginning or the end of a word, the rarest first, so that few are compared."""
        lists = sorted((self.by_gram.get(gram, []) for gram in _grams(key)), key=lambda names: (len(names), names[:1]))
        return list(dict.fromkeys(islice(chain.from_iterable(lists), _COMPARED)))


def _grams(key: str) -> set[str]:
    """Return the beginnings and ends of a name's long words: near names share one, so few need comparing."""
    words = [word for word in key.replace("-", " ").split() if len(word) > _GRAM] or [key]
    return {word[:_GRAM] for word in words} | {word[-_GRAM:] + "$" for word in words}


def near_words(word: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return at most three of some words, best first."""
    keys = {fold(one): one for one in words}
    found = process.extract(fold(word), sorted(keys), scorer=fuzz.ratio, limit=MOST, score_cutoff=50)
    return tuple(keys[key] for key, *_ in sorted(found, key=lambda one: (-one[1], one[0])))
