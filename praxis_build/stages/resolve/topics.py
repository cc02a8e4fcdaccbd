"""Themes and regions: which of the site's names each document's words mean."""

from collections.abc import Iterable

from praxis_build.model.codes import CODES
from praxis_build.model.document import AnyDocument, Reference
from praxis_build.model.names import Folded, fold
from praxis_build.model.problem import Problem
from praxis_build.model.settings import Settings
from praxis_build.stages.resolve.suggest import near_words


class Topics:
    """Reads themes and regions, gathering problems."""

    def __init__(self, settings: Settings) -> None:
        """Read with the site's vocabularies; without one, any theme will do."""
        self.settings = settings
        self.themes = {fold(name): name for name in settings.themes}
        self.regions: dict[Folded, Folded] = {}
        for region in settings.regions:
            key = fold(next(iter(region.names.values())))
            for name in (*region.names.values(), *region.aliases):
                self.regions[Folded(fold(name).replace("–", "-"))] = key
        self.problems: list[Problem] = []

    def of(self, document: AnyDocument) -> tuple[tuple[Folded, ...], tuple[Folded, ...]]:
        """Return the keys of a document's themes and regions; what is on no list is said and left out."""
        themes = tuple(self._theme(document, name) for name in document.themes)
        regions = tuple(self._region(document, name) for name in document.regions)
        return _known(themes), _known(regions)

    def _theme(self, document: AnyDocument, name: Reference) -> Folded | None:
        key = fold(name.text)
        if not self.themes or key in self.themes:
            return key
        self._report(document, name, "theme", self.settings.themes)
        return None

    def _region(self, document: AnyDocument, name: Reference) -> Folded | None:
        key = self.regions.get(Folded(fold(name.text).replace("–", "-")))
        if key is None:
            self._report(
                document, name, "region", tuple(region.name(self.settings.lang) for region in self.settings.regions)
            )
        return key

    def _report(self, document: AnyDocument, name: Reference, field: str, words: tuple[str, ...]) -> None:
        values = {"field": field, "value": name.text}
        near = near_words(name.text, words)
        self.problems.append(Problem("P207", CODES["P207"].severity, document.path, name.span, values, near))


def _known(keys: Iterable[Folded | None]) -> tuple[Folded, ...]:
    return tuple(dict.fromkeys(key for key in keys if key is not None))
