"""Resolving: where one file's references lead and what it states of others, found out where all names are known."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import msgspec

from praxis_build.model.corpus import Corpus, Leads
from praxis_build.model.names import SourcePath
from praxis_build.model.problem import Problem
from praxis_build.model.traces import traces
from praxis_build.stages.collect import clashes
from praxis_build.stages.quote import quoted
from praxis_build.stages.relate import Related, related
from praxis_build.stages.resolve import Resolver


class Resolved(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a file has to do with others, what is wrong with it, and the traces of what was read to find out."""

    related: Related
    problems: tuple[Problem, ...]
    reads: bytes


@dataclass(frozen=True, slots=True)
class Resolving:
    """Resolves the files at some paths. As a work, it is for processes that know all that this one does."""

    takes: ClassVar[Any] = str
    gives: ClassVar[Any] = Resolved
    corpus: Corpus
    resolver: Resolver
    text: Callable[[SourcePath], bytes]

    def __call__(self, path: SourcePath) -> Resolved:
        """Find where the references of the file at a path lead; it is there."""
        corpus, parsed = self.corpus, self.corpus.parsed.peek(path)
        assert parsed is not None  # noqa: S101 - who asks has looked
        leads: Leads | None = None
        with corpus.ledger.recording() as marks:
            problems = [*parsed.problems, *clashes(corpus, parsed.document)]
            if corpus.public(path):
                leads, unresolved = self.resolver(parsed.document)
                problems += unresolved
            found = related(corpus, parsed.document, leads)
        return Resolved(found, quoted(problems, lambda: self.text(path)), traces(marks))
