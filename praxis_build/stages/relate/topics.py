"""Themes, regions, and where they cross."""

from collections import defaultdict
from itertools import product

from praxis_build.model.corpus import Corpus, Leads, Topic
from praxis_build.model.names import Folded, SourcePath, fold, slugify
from praxis_build.model.settings import Settings

Keys = dict[SourcePath, tuple[tuple[Folded, ...], tuple[Folded, ...]]]


def _carried(topics: Keys, side: int) -> dict[Folded, list[SourcePath]]:
    found: dict[Folded, list[SourcePath]] = defaultdict(list)
    for path, keys in topics.items():
        for key in keys[side]:
            found[key].append(path)
    return found


def theme_topics(corpus: Corpus, leads: Leads) -> dict[Folded, Topic]:
    """Return the themes that some listed document carries, in the order of their keys; slugs are unique."""
    carried = _carried(_listed(corpus, leads.topics), 0)
    topics: dict[Folded, Topic] = {}
    taken: set[str] = set()
    for key in sorted(carried):
        name = leads.themes.get(key, key)
        slug = str(slugify(name))
        while slug in taken:
            slug += "-2"
        taken.add(slug)
        topics[key] = Topic({"": name}, slug, tuple(carried[key]))
    return topics


def region_topics(corpus: Corpus, leads: Leads, settings: Settings) -> dict[Folded, Topic]:
    """Return all the site's regions in the order of its list, with or without documents."""
    carried = _carried(_listed(corpus, leads.topics), 1)
    topics = {}
    for region in settings.regions:
        name = next(iter(region.names.values()))
        topics[fold(name)] = Topic(region.names, slugify(name), tuple(carried.get(fold(name), ())))
    return topics


def _listed(corpus: Corpus, topics: Keys) -> Keys:
    return {path: keys for path, keys in topics.items() if corpus.documents[path].status == "published"}


def cells_of(corpus: Corpus, leads: Leads) -> dict[tuple[Folded, Folded], tuple[SourcePath, ...]]:
    """Return the documents of each theme in each region, for the pairs that have some."""
    cells: dict[tuple[Folded, Folded], list[SourcePath]] = defaultdict(list)
    for path, (themes, regions) in _listed(corpus, leads.topics).items():
        for pair in product(themes, regions):
            cells[pair].append(path)
    return {pair: tuple(paths) for pair, paths in cells.items()}
