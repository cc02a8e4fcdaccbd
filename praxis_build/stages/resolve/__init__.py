"""Resolve: where every reference leads; what leads nowhere is a problem with a suggestion."""

from praxis_build.model.codes import CODES
from praxis_build.model.corpus import Corpus, Edge, Leads
from praxis_build.model.document import Notebook
from praxis_build.model.problem import Problem
from praxis_build.model.settings import Settings
from praxis_build.model.tools import TOOLS
from praxis_build.stages.resolve.bodies import Bodies, edges_of
from praxis_build.stages.resolve.lookup import Lookup
from praxis_build.stages.resolve.references import References
from praxis_build.stages.resolve.suggest import Suggestions
from praxis_build.stages.resolve.topics import Topics, spellings

__all__ = ["resolve"]


def resolve(corpus: Corpus, settings: Settings) -> tuple[Leads, tuple[Problem, ...]]:
    """Return where the links and fields of all public documents lead, and what is wrong with them."""
    lookup, suggestions = Lookup(corpus, settings), Suggestions(corpus)
    bodies = Bodies(corpus, settings, lookup, suggestions)
    references = References(corpus, settings, lookup, suggestions)
    topics = Topics(settings)
    documents = [corpus.documents[path] for path in corpus.urls]
    links = {document.path: bodies.leads(document) for document in documents}
    credits_ = {document.path: references.read(document) for document in documents}
    entries = {one.path: references.entries(one) for one in documents if isinstance(one, Notebook)}
    shelved = {one.path: found for one in documents if (found := references.shelved(one))}
    topics_of = {document.path: topics.of(document) for document in documents}
    edges = [edge for one in documents for edge in edges_of(one, links[one.path])]
    edges += references.edges
    edges += [Edge(path, placed.path, "entry") for path, found in entries.items() for placed in found]
    names = {**spellings(documents), **topics.themes}
    leads = Leads(links, tuple(edges), credits_, entries, shelved, topics_of, names, tuple(sorted(bodies.files.used)))
    problems = (*bodies.problems, *references.problems, *topics.problems, *_marks(corpus))
    return leads, problems


def _marks(corpus: Corpus) -> list[Problem]:
    """Say once which marks of other tools and unknown fields were found, with the first place."""
    problems = []
    for name, (count, path, first) in sorted(corpus.syntaxes.items()):
        if first.field:
            code, values = "P204", {"field": first.field}
        else:
            tool, advice = TOOLS[name]
            code, values = "P603", {"count": str(count), "tool": tool, "advice": advice}
        problems.append(Problem(code, CODES[code].severity, path, first.span, values))
    return problems
