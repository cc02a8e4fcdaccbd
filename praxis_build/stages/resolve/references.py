"""Where the references of fields lead: people, communities, notebooks, other notes."""

from praxis_build.model.codes import CODES
from praxis_build.model.corpus import Corpus, Credit, FieldKind, Placed
from praxis_build.model.document import AnyDocument, Axis, Community, Entry, Kind, Note, Notebook, Reference
from praxis_build.model.names import Folded, SourcePath, fold, folder
from praxis_build.model.problem import Problem, Severity
from praxis_build.model.settings import Settings
from praxis_build.stages.resolve.lookup import Lookup
from praxis_build.stages.resolve.suggest import Suggestions, near_words

PEOPLE: tuple[Kind, ...] = ("person", "organization")
Axes = dict[Folded, tuple[Axis, dict[Folded, str]]]
"""A notebook's axes by folded name, each with its categories by theirs."""
SHELVABLE: tuple[Kind, ...] = ("note", "notebook", "term", "organization", "person")


class References:
    """Resolves the fields of one document after the other, gathering problems."""

    def __init__(self, corpus: Corpus, settings: Settings, lookup: Lookup, suggestions: Suggestions) -> None:
        """Resolve in ``corpus``."""
        self.corpus, self.settings = corpus, settings
        self.lookup, self.suggestions = lookup, suggestions
        self.problems: list[Problem] = []

    def fields(self, document: AnyDocument) -> dict[FieldKind, tuple[SourcePath, ...]]:
        """Return where the fields of a document lead, by kind of edge; those that lead nowhere are left out."""
        asked: list[tuple[FieldKind, str, tuple[Reference, ...], tuple[Kind, ...]]] = [
            ("community", "communities", document.communities, ("community",))
        ]
        if document.translation_of:
            asked.append(("translation", "translation_of", (document.translation_of,), (document.kind,)))
        if isinstance(document, Note):
            asked.append(("builds_on", "builds_on", document.builds_on, ("note",)))
            asked.append(("replaces", "replaces", document.replaces, ("note",)))
            asked.append(("contradicts", "contradicts", document.contradicts, ("note",)))
        if isinstance(document, Community):
            asked.append(("animator", "animators", document.animators, PEOPLE))
        if isinstance(document, Notebook):
            asked.append(("steward", "stewards", document.stewards, PEOPLE))
        found = {kind: self._all(document, field, names, kinds) for kind, field, names, kinds in asked if names}
        return {kind: paths for kind, paths in found.items() if paths}

    def home(self, notebook: Notebook) -> SourcePath | None:
        """Return the community whose folder a notebook stands in."""
        name = notebook.community
        if not name:
            return None
        found = (*self.corpus.named("slug", fold(name)), *self.corpus.named("stem", fold(name)))
        homes = [p for p in found if self.corpus.heads[p].kind == "community" and self.corpus.public(p)]
        return next((p for p in homes if self.corpus.heads[p].slug == name or folder(p).endswith(f"/{name}")), None)

    def shelved(self, document: AnyDocument) -> tuple[SourcePath, ...]:
        """Return the notebooks that a note names itself."""
        if not isinstance(document, Note):
            return ()
        found = (self._one(document, "notebooks", name, ("notebook",)) for name in document.notebooks)
        return tuple(path for path in found if path)

    def entries(self, notebook: Notebook) -> tuple[Placed, ...]:
        """Return a notebook's entries that lead somewhere, with the categories it declares."""
        placed = []
        axes = {fold(axis.name): (axis, {fold(one): one for one in axis.categories}) for axis in notebook.axes}
        for entry in notebook.entries:
            path = self._one(notebook, "entries", entry.note, SHELVABLE)
            if path and path != notebook.path:
                placed.append(Placed(path, self._categories(notebook, axes, entry), entry.pinned))
        return tuple(placed)

    def _all(
        self, document: AnyDocument, field: str, names: tuple[Reference, ...], kinds: tuple[Kind, ...]
    ) -> tuple[SourcePath, ...]:
        found = (self._one(document, field, name, kinds) for name in names)
        return tuple(dict.fromkeys(path for path in found if path and path != document.path))

    def credits(self, document: AnyDocument) -> tuple[Credit, ...]:
        """Return those who worked on a document, with their roles: authors first, each once."""
        roles: dict[str, tuple[str, SourcePath | None, list[str]]] = {}
        written = [(name, "writing") for name in document.authors]
        for name, role in (*written, *((one.who, one.role) for one in document.contributions)):
            path = self._one(document, "authors", name, PEOPLE, needed=False)
            shown = self.corpus.heads[path].title if path else name.text
            done = roles.setdefault(path or fold(name.text), (shown, path, []))[2]
            if role and role not in done:
                done.append(role)
        return tuple(Credit(shown, path, tuple(done)) for shown, path, done in roles.values())

    def _categories(self, notebook: Notebook, axes: Axes, entry: Entry) -> tuple[tuple[str, str], ...]:
        """Return the categories of an entry that its notebook declares, in the order of the axes."""
        kept: dict[str, str] = {}
        for name, category in entry.categories.items():
            axis, known = axes.get(fold(name), (None, {}))
            if axis and fold(category.text) in known:
                kept[axis.name] = known[fold(category.text)]
                continue
            near = (
                near_words(category.text, axis.categories)
                if axis
                else near_words(name, tuple(a.name for a in notebook.axes))
            )
            self._report("P210", notebook, category, near, value=category.text, axis=name)
        return tuple((axis.name, kept[axis.name]) for axis in notebook.axes if axis.name in kept)

    def _one(
        self, document: AnyDocument, field: str, name: Reference, kinds: tuple[Kind, ...], *, needed: bool = True
    ) -> SourcePath | None:
        """Return the public document a reference means; a name that needs no page may mean none."""
        found = self.lookup.by_name(document.path, name.text, kinds)
        if len(found) > 1:
            fitting = tuple(path for path in found if self.corpus.heads[path].kind in kinds)
            if fitting or needed:
                choices = ", ".join(fitting or found)
                self._report("P402", document, name, target=name.text, choices=choices, example=(fitting or found)[0])
            return None
        if not found:
            if needed:
                severity = Severity(self.settings.unresolved)
                self._report(
                    "P214", document, name, self.suggestions.near(name.text), severity, value=name.text, field=field
                )
            return None
        path = found[0]
        head = self.corpus.heads[path]
        if head.kind not in kinds:
            if needed:
                expected = ", ".join(kinds)
                self._report("P215", document, name, value=name.text, field=field, kind=head.kind, expected=expected)
            return None
        if self.corpus.public(path):
            return path
        if head.status == "draft" and not head.withheld:
            self._report("P408", document, name, target=name.text)
        return None

    def _report(
        self,
        code: str,
        document: AnyDocument,
        name: Reference,
        suggestions: tuple[str, ...] = (),
        severity: Severity | None = None,
        **values: str,
    ) -> None:
        self.problems.append(
            Problem(code, severity or CODES[code].severity, document.path, name.span, values, suggestions)
        )
