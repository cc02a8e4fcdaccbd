"""What only all documents together decide: names of themes, orders of notebooks, how often each is cited.

Each is a row that changes only when what it says changes, so that pages need not be made anew for each of its causes.
"""

from collections import Counter

from praxis_build.model.corpus import Corpus, Placed, Topic
from praxis_build.model.names import Folded, SourcePath, fold, slugify
from praxis_build.model.settings import Settings
from praxis_build.stages.relate.gardening import settle_garden
from praxis_build.stages.relate.homes import settle_homes
from praxis_build.stages.relate.lapsing import settle_lapsed
from praxis_build.stages.relate.latest import settle_latest
from praxis_build.stages.relate.ties import settle_ties

COMMON = 40
"""Themes that a region without them is told of."""


def settle(corpus: Corpus, settings: Settings, day: str = "") -> None:
    """Bring these rows up to date with what documents state since they were last, on the day of the build."""
    with corpus.ledger.recording():
        _name_themes(corpus, settings)
        _rank_themes(corpus)
        for path in sorted(corpus.index["shelf"].changed | corpus.leads.changed):
            corpus.entries.put(path, _entries(corpus, SourcePath(path)))
        for path in sorted(corpus.index["backlinks"].changed):
            corpus.cited.put(path, len(corpus.index["backlinks"].peek(path) or ()) or None)
        settle_latest(corpus)
        settle_homes(corpus)
        settle_ties(corpus)
        # What depends on the day compares it with that of the last build, which is then forgotten.
        settle_garden(corpus, settings, day)
        settle_lapsed(corpus, day)


def _entries(corpus: Corpus, path: SourcePath) -> tuple[Placed, ...] | None:
    """Return a notebook's entries in reading order: those it lists, then the notes that name it, by title."""
    leads, named = corpus.leads.get(path), corpus.index["shelf"].of(path)
    if leads is None:
        return None
    first = {placed.path: placed for placed in reversed(leads.entries)}
    listed = [first[one] for one in dict.fromkeys(placed.path for placed in leads.entries)]
    others = sorted((titles[0], SourcePath(one)) for one, titles in named.items() if one not in first)
    return (*listed, *(Placed(one) for _, one in others)) or None


def _name_themes(corpus: Corpus, settings: Settings) -> None:
    """Name the themes; slugs are unique, in the order of keys."""
    index = corpus.index
    touched = {key for table in ("theme", "spelling") for key in index[table].changed}
    if not touched:
        return
    vocabulary = {fold(name): name for name in settings.themes}
    names = {Folded(key): topic.names[""] for key, topic in corpus.themes.items()}
    for one in touched:
        key = Folded(one)
        names.pop(key, None)
        if index["theme"].of(key):
            names[key] = vocabulary.get(key) or _spelling(corpus, key)
    taken: set[str] = set()
    for key in sorted(names):
        slug = str(slugify(names[key]))
        while slug in taken:
            slug += "-2"
        taken.add(slug)
        corpus.themes.put(key, Topic({"": names[key]}, slug))
    for gone in touched - names.keys():
        corpus.themes.put(gone, None)


def _rank_themes(corpus: Corpus) -> None:
    """Keep the themes that most documents carry, most first."""
    carried = corpus.index["theme"]
    if carried.changed:
        found = sorted((Folded(key) for key, _ in corpus.themes.items()), key=lambda key: (-len(carried.of(key)), key))
        corpus.common.put("", tuple(found[:COMMON]) or None)


def _spelling(corpus: Corpus, key: Folded) -> str:
    """Return a name as most authors write it; at equality, the first in code-point order."""
    counts = Counter(name for names in corpus.index["spelling"].of(key).values() for name in names)
    return min(counts, key=lambda name: (-counts[name], name), default=key)
