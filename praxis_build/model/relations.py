"""Relations: what others have to do with a document, looked up, in the order in which it is shown."""

from collections import defaultdict

from praxis_build.model.corpus import TYPED, Corpus, FieldKind, Mention, Place, Placed, Topic, ordered
from praxis_build.model.document import Kind
from praxis_build.model.names import Folded, SourcePath, fold, slugify
from praxis_build.model.settings import Settings
from praxis_build.model.view import View

CHAIN = 100
"""Longest chain of translations of translations that is followed, and about as many of one text as are shown."""

Typed = tuple[FieldKind, SourcePath, bool]
"""A typed link: its kind, the other end, whether it goes out."""


class Relations:
    """Looks at the edges of a corpus from their other end. Everything is derived once, when it is asked for.

    ``places`` gives where a document is shelved.
    """

    def __init__(self, corpus: Corpus, settings: Settings) -> None:
        """Look things up in a corpus all of whose documents have been related."""
        self.corpus = corpus
        self.places: View[tuple[Place, ...]] = View(corpus.ledger, self._places)
        self._ranks: dict[SourcePath, dict[SourcePath, int]] = {}
        self._families: View[tuple[SourcePath, ...]] = View(corpus.ledger, self._family)
        self._regions = {
            fold(next(iter(region.names.values()))): Topic(region.names, slugify(next(iter(region.names.values()))))
            for region in settings.regions
        }

    @property
    def regions(self) -> dict[Folded, Topic]:
        """All the site's regions in the order of its list, with or without documents."""
        return self._regions

    @property
    def themes(self) -> dict[Folded, Topic]:
        """The themes that some listed document carries, in the order of their keys."""
        return {Folded(key): topic for key, topic in self.corpus.themes.items()}

    def notebook(self, path: SourcePath) -> tuple[Placed, ...]:
        """Return a notebook's entries, both sides merged, in reading order."""
        return self.corpus.entries.get(path) or ()

    def backlinks(self, path: SourcePath) -> dict[SourcePath, Mention]:
        """Return the documents that link to one, with the first link of each."""
        found = self.corpus.index["backlinks"].of(path)
        return {source: found[source][0] for source in ordered(found)}

    def home(self, notebook: SourcePath) -> SourcePath | None:
        """Return the community that a notebook belongs to."""
        leads = self.corpus.leads.get(notebook)
        return leads.home if leads else None

    def animates(self, person: SourcePath) -> tuple[SourcePath, ...]:
        """Return the communities that someone animates."""
        return self.corpus.named("animates", person)

    def contributions(self, person: SourcePath) -> dict[str, tuple[SourcePath, ...]]:
        """Return someone's documents by role."""
        found = self.corpus.index["contributions"].of(person)
        roles: dict[str, list[SourcePath]] = defaultdict(list)
        for path in ordered(found):
            for role in found[path]:
                roles[role].append(path)
        return {role: tuple(paths) for role, paths in sorted(roles.items())}

    def typed(self, path: SourcePath) -> tuple[Typed, ...]:
        """Return the typed links of a document as (kind, other end, outgoing)."""
        found = self.corpus.index["typed"].of(path)
        leads = self.corpus.leads.get(path)
        out = leads.fields if leads else {}
        if not found and not out:
            return ()
        sources = ordered(found)
        return tuple(
            one
            for kind in TYPED
            for one in (
                *((kind, target, True) for target in out.get(kind, ())),
                *((kind, source, False) for source in sources if kind in found[source]),
            )
        )

    def crossing(self, theme: Folded) -> list[Folded]:
        """Return the regions in which a theme has documents, in their order."""
        cell = self.corpus.index["cell"]
        return [region for region in self.regions if cell.of(f"{theme}\x00{region}")]

    def crossed(self, region: Folded) -> list[Folded]:
        """Return the themes that have documents in a region, in the order of their keys."""
        cell = self.corpus.index["cell"]
        return [theme for theme in self.themes if cell.of(f"{theme}\x00{region}")]

    def uncrossed(self, region: Folded) -> list[Folded]:
        """Return which of the themes that most documents carry have none in a region, most carried first."""
        cell = self.corpus.index["cell"]
        return [theme for theme in self.corpus.common.get("") or () if not cell.of(f"{theme}\x00{region}")]

    def rosters(self, community: SourcePath) -> dict[Kind, tuple[SourcePath, ...]]:
        """Return what belongs to a community: what says so, its notebooks, and what these hold."""
        notebooks = self.corpus.named("homed", community)
        members = {*self.corpus.named("members", community), *notebooks}
        members.update(placed.path for notebook in notebooks for placed in self.notebook(notebook))
        groups: dict[Kind, list[SourcePath]] = defaultdict(list)
        for path in sorted(members):
            groups[self.corpus.heads[path].kind].append(path)
        return {kind: tuple(paths) for kind, paths in groups.items()}

    def _places(self, path: SourcePath) -> tuple[Place, ...]:
        leads = self.corpus.leads[path]
        own = leads.shelved if self.corpus.published(path) else ()
        notebooks = ordered({*self.corpus.named("places", path), *own})
        return tuple(Place(notebook, self._rank(notebook, path)) for notebook in notebooks)

    def _rank(self, notebook: SourcePath, path: SourcePath) -> int:
        entries = self.notebook(notebook)
        ranks = self._ranks.get(notebook)
        if ranks is None:
            ranks = self._ranks[notebook] = {placed.path: index for index, placed in enumerate(entries)}
        return ranks[path]

    def communities(self, path: SourcePath) -> tuple[SourcePath, ...]:
        """Return the communities that a document belongs to, by itself or by its notebooks."""
        return self.corpus.homes.get(path) or ()

    def _original(self, path: SourcePath) -> SourcePath | None:
        leads = self.corpus.leads.get(path)
        return leads.fields.get("translation", (None,))[0] if leads else None

    def _root(self, path: SourcePath) -> SourcePath:
        """Return the first original; in a circle of translations, the least path of the circle."""
        seen = [path]
        while len(seen) < CHAIN and (above := self._original(seen[-1])) is not None:
            if above in seen:
                return min(seen[seen.index(above) :])
            seen.append(above)
        return seen[-1]

    def _family(self, root: SourcePath) -> tuple[SourcePath, ...]:
        """Return all that translate one original, and it: they know each other."""
        family, waiting = {root}, [root]
        while waiting and len(family) < CHAIN:
            waiting = [one for path in waiting for one in self.corpus.named("translations", path) if one not in family]
            family.update(waiting)
        return tuple(sorted(family)[:CHAIN])

    def translations(self, path: SourcePath) -> tuple[SourcePath, ...]:
        """Return a document in its other languages."""
        if self._original(path) is None and not self.corpus.named("translations", path):
            return ()
        return tuple(other for other in self._families[self._root(path)] if other != path)
