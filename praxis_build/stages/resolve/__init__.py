"""Resolve: where every reference leads; what leads nowhere is a problem with a suggestion."""

from praxis_build.model.codes import CODES
from praxis_build.model.corpus import Corpus, FieldKind, Leads
from praxis_build.model.document import AnyDocument, Notebook, Syntax
from praxis_build.model.names import SourcePath
from praxis_build.model.problem import Problem
from praxis_build.model.settings import Settings
from praxis_build.model.tools import TOOLS
from praxis_build.stages.resolve.bodies import Bodies, outward
from praxis_build.stages.resolve.lookup import Lookup
from praxis_build.stages.resolve.references import References
from praxis_build.stages.resolve.suggest import Suggestions
from praxis_build.stages.resolve.topics import Topics

__all__ = ["Resolver", "told_once"]


class Resolver:
    """Finds where the references of one document after the other lead, reading the names that all have filed."""

    def __init__(self, corpus: Corpus, settings: Settings) -> None:
        """Resolve in a corpus whose names are complete."""
        self.corpus = corpus
        lookup, suggestions = Lookup(corpus, settings), Suggestions(corpus)
        self.bodies = Bodies(corpus, settings, lookup, suggestions)
        self.references = References(corpus, settings, lookup, suggestions)
        self.topics = Topics(settings)

    def __call__(self, document: AnyDocument) -> tuple[Leads, list[Problem]]:
        """Return where the links and fields of a public document lead, and what is wrong with them."""
        problems: list[Problem] = []
        for part in (self.bodies, self.references, self.topics):
            part.problems = problems
        links = self.bodies.leads(document)
        fields: dict[FieldKind, tuple[SourcePath, ...]] = self.references.fields(document)
        credits_ = self.references.credits(document)
        entries = self.references.entries(document) if isinstance(document, Notebook) else ()
        home = self.references.home(document) if isinstance(document, Notebook) else None
        shelved = self.references.shelved(document)
        themes, regions = self.topics.of(document)
        return Leads(links, fields, credits_, entries, shelved, themes, regions, home, outward(document.body)), problems


def told_once(corpus: Corpus, name: str) -> Problem | None:
    """Say once for the whole site which mark of another tool, or unknown field, was found, with the first place."""
    found = corpus.index["syntax"].of(name)
    if not found:
        return None
    path = corpus.named("syntax", name)[0]
    first: Syntax = found[path][0]
    if first.field:
        code, values = "P204", {"field": first.field}
    else:
        tool, advice = TOOLS[name]
        count = sum(syntax.count for items in found.values() for syntax in items)
        code, values = "P603", {"count": str(count), "tool": tool, "advice": advice}
    return Problem(code, CODES[code].severity, path, first.span, values)
