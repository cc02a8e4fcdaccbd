"""Changes: how what documents say differs from what the index has of them."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from praxis_build.stages.index.shown import Shown
from praxis_build.stages.index.terms import Terms, stems_of


@dataclass(slots=True)
class Changes:
    """What changes in the lists of an index.

    ``counts`` has the change of the number of documents by language and word. ``added`` and ``removed`` are by stem and
    language (``anim/fr``), ``chosen`` and ``dropped`` by facet: the former as ``number << 8 | impact``, the others as
    numbers. ``cards`` are by number, ``None`` for one that goes.
    """

    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    added: "dict[str, array[int]]" = field(default_factory=lambda: defaultdict(_numbers))
    removed: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    chosen: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    dropped: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    cards: dict[int, bytes | None] = field(default_factory=dict)

    def put(self, shown: Shown, terms: Terms, same: AbstractSet[str] = frozenset()) -> None:
        """Add a document, less the stems and facets that stay the ``same``.

        Those of a new index come in the order of their numbers.
        """
        words = terms.words.split()
        self.counts[terms.lang].update(words)
        added, first = self.added, shown.number << 8
        for stem, impact in zip(stems_of(words, terms.lang), terms.impacts, strict=True):
            if stem not in same:
                added[stem].append(first | impact)
        for facet in shown.facets:
            if facet not in same:
                self.chosen[facet].append(shown.number)
        self.cards[shown.number] = shown.card

    def take(self, shown: Shown, terms: Terms, same: AbstractSet[str] = frozenset()) -> None:
        """Take a document out, less the stems and facets that stay the ``same``."""
        self.counts[terms.lang].subtract(terms.words.split())
        for stem in terms.stems:
            if stem not in same:
                self.removed[stem].add(shown.number)
        for facet in shown.facets:
            if facet not in same:
                self.dropped[facet].add(shown.number)
        self.cards.setdefault(shown.number, None)

    def replace(self, old: tuple[Shown, Terms], new: tuple[Shown, Terms]) -> None:
        """Take a document out and put it in as it is now, but for what says the same."""
        same: set[str] = set()
        if old[0].number == new[0].number:
            before, after = (dict(zip(terms.stems, terms.impacts, strict=True)).items() for _, terms in (old, new))
            same = {stem for stem, _ in before & after} | ({*old[0].facets} & {*new[0].facets})
        self.take(*old, same)
        self.put(*new, same)

    @property
    def words(self) -> dict[str, dict[str, int]]:
        """The words whose number of documents changed: by language, how much."""
        words: dict[str, dict[str, int]] = defaultdict(dict)
        for lang, counts in self.counts.items():
            for word, change in counts.items():
                if change:
                    words[word][lang] = change
        return words


def _numbers() -> "array[int]":
    """Return an empty list of small numbers: millions of them are held at once."""
    return array("I")
