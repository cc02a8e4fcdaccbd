"""The names an author may have meant."""

from collections import defaultdict
from functools import cached_property, lru_cache
from itertools import chain, islice

from rapidfuzz import fuzz, process

from praxis_build.model.corpus import Corpus
from praxis_build.model.names import fold, grams, order

MOST = 3
_NEAR = 72
_COMPARED = 600


class Suggestions:
    """Finds near names among those of one corpus; each name is asked once, and names are listed when one is asked."""

    def __init__(self, corpus: Corpus) -> None:
        """Suggest names of the documents that have a page: titles, aliases, and slugs last."""
        self.corpus = corpus
        self._near = lru_cache(maxsize=None)(self._nearest)

    def near(self, name: str) -> tuple[str, ...]:
        """Return at most three names, best first."""
        for gram in grams(fold(name)):
            self.corpus.ledger.read("gram", gram)
        return self._near(name)

    @cached_property
    def _shown(self) -> dict[str, str]:
        """The names as they are written, by folded name."""
        with self.corpus.ledger.recording():
            heads = [(order(path), head) for path, head in self.corpus.heads.items() if head.publishable]
            aliases = [(key, self.corpus.alias(key)) for key, _ in self.corpus.index["alias"].items()]
        found: dict[str, str] = {}
        for _, head in sorted(heads):
            found.setdefault(fold(head.title), head.title)
        for key, alias in aliases:
            if alias:
                found.setdefault(key, alias)
        for _, head in sorted(heads):
            found.setdefault(fold(head.slug), head.slug)
        return found

    @cached_property
    def _by_gram(self) -> dict[str, list[str]]:
        by_gram: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self._shown):
            for gram in grams(key):
                by_gram[gram].append(key)
        return by_gram

    def _nearest(self, name: str) -> tuple[str, ...]:
        key = fold(name)
        found = process.extract(key, self._candidates(key), scorer=fuzz.ratio, limit=MOST, score_cutoff=_NEAR)
        return tuple(self._shown[key] for key, *_ in sorted(found, key=lambda one: (-one[1], one[0])))

    def _candidates(self, key: str) -> list[str]:
        """Return names that share the beginning or the end of a word, the rarest first, so that few are compared."""
        lists = sorted((self._by_gram.get(gram, []) for gram in grams(key)), key=lambda names: (len(names), names[:1]))
        return list(dict.fromkeys(islice(chain.from_iterable(lists), _COMPARED)))


def near_words(word: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return at most three of some words, best first."""
    keys = {fold(one): one for one in words}
    found = process.extract(fold(word), sorted(keys), scorer=fuzz.ratio, limit=MOST, score_cutoff=50)
    return tuple(keys[key] for key, *_ in sorted(found, key=lambda one: (-one[1], one[0])))
