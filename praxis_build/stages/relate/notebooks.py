"""Notebooks from both sides: what they list, and the notes that name them."""

from collections import defaultdict

from praxis_build.model.corpus import Corpus, Leads, Placed, Shelved
from praxis_build.model.document import Notebook
from praxis_build.model.names import SourcePath


def homes_of(corpus: Corpus) -> dict[SourcePath, SourcePath]:
    """Return the community of each notebook that stands in a community's folder."""
    slugs = {corpus.documents[path].slug: path for path in corpus.urls if corpus.documents[path].kind == "community"}
    folders = {path.rpartition("/")[0].rpartition("/")[2]: path for path in slugs.values() if "/" in path}
    homes = {}
    for path in corpus.urls:
        document = corpus.documents[path]
        if isinstance(document, Notebook) and document.community:
            home = slugs.get(document.community) or folders.get(document.community)  # type: ignore[call-overload]
            if home:
                homes[path] = home
    return homes


def merged(corpus: Corpus, leads: Leads) -> dict[SourcePath, tuple[Placed, ...]]:
    """Return each notebook's entries in reading order: those it lists, then the notes that name it, by title."""
    named: dict[SourcePath, list[SourcePath]] = defaultdict(list)
    for path, notebooks in leads.shelved.items():
        for notebook in notebooks:
            named[notebook].append(path)
    found = {}
    for notebook, entries in leads.entries.items():
        first = {placed.path: placed for placed in reversed(entries)}
        listed = [first[path] for path in dict.fromkeys(placed.path for placed in entries)]
        published = (path for path in named[notebook] if corpus.documents[path].status == "published")
        others = sorted((corpus.documents[path].title, path) for path in published if path not in first)
        found[notebook] = (*listed, *(Placed(path) for _, path in others))
    return found


def places_of(notebooks: dict[SourcePath, tuple[Placed, ...]]) -> dict[SourcePath, tuple[Shelved, ...]]:
    """Return where each document is shelved."""
    places: dict[SourcePath, list[Shelved]] = defaultdict(list)
    for notebook, entries in notebooks.items():
        for index, placed in enumerate(entries):
            places[placed.path].append(Shelved(notebook, index))
    return {path: tuple(found) for path, found in places.items()}
