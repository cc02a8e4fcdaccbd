"""Changes: how what documents say differs from what the index has of them."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from praxis_build.stages.index.shown import Shown
from praxis_build.stages.index.terms import Terms


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

    def put(self, shown: Shown, terms: Terms) -> None:
        """Add a document; those of a new index come in the order of their numbers."""
        self.counts[terms.lang].update(terms.words.split())
        added, first = self.added, shown.number << 8
        for stem, impact in zip(terms.stems.split(), terms.impacts, strict=True):
            added[stem].append(first | impact)
        for facet in shown.facets:
            self.chosen[facet].append(shown.number)
        self.cards[shown.number] = shown.card

    def take(self, shown: Shown, terms: Terms) -> None:
        """Take a document out."""
        self.counts[terms.lang].subtract(terms.words.split())
        for stem in terms.stems.split():
            self.removed[stem].add(shown.number)
        for facet in shown.facets:
            self.dropped[facet].add(shown.number)
        self.cards.setdefault(shown.number, None)

    def replace(self, old: tuple[Shown, Terms], new: tuple[Shown, Terms]) -> None:
        """Take a document out and put it in as it is now, but for what says the same."""
        (shown, terms), (shown_now, terms_now) = old, new
        if shown.number != shown_now.number or terms.lang != terms_now.lang:
            self.take(shown, terms)
            self.put(shown_now, terms_now)
            return
        same = set(zip(terms.stems.split(), terms.impacts, strict=True))
        same &= set(zip(terms_now.stems.split(), terms_now.impacts, strict=True))
        kept = {stem for stem, _ in same}
        facets = {*shown.facets} & {*shown_now.facets}
        self.take(_less(shown, facets), _without(terms, kept))
        self.put(_less(shown_now, facets), _without(terms_now, kept))

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


def _less(shown: Shown, facets: Iterable[str]) -> Shown:
    return Shown(shown.number, shown.card, tuple(one for one in shown.facets if one not in facets))


def _without(terms: Terms, stems: set[str]) -> Terms:
    kept = [both for both in zip(terms.stems.split(), terms.impacts, strict=True) if both[0] not in stems]
    return Terms(terms.lang, terms.words, " ".join(stem for stem, _ in kept), bytes(impact for _, impact in kept))
