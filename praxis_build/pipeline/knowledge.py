"""From files to knowledge: parse, collect, resolve, relate, for what changed and what that touches."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from praxis_build.model.corpus import Corpus
from praxis_build.model.names import SourcePath, order
from praxis_build.model.problem import Problem
from praxis_build.model.settings import Settings
from praxis_build.model.source import History, Tree
from praxis_build.model.tables import Store, Table
from praxis_build.model.traces import stale
from praxis_build.pipeline.learning import Learn
from praxis_build.pipeline.resolving import Resolving
from praxis_build.stages.collect import collect, collect_file
from praxis_build.stages.index import Terms
from praxis_build.stages.quote import quoted
from praxis_build.stages.relate import NOTHING, relate, settle
from praxis_build.stages.resolve import Resolver, told_once

Each = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""The shape of ``map`` over one iterable."""
Watch = Callable[[str], AbstractContextManager[Any]]
"""Called with the name of each step, which happens inside what it returns: a stopwatch, or nothing."""


def knowing(each: Each) -> Each | None:
    """Return ``each`` for works that can't be sent: its processes know all that this one does, if there are such."""
    found: Each | None = getattr(each, "knowing", None)
    return found


_TOLD_ONCE = "\x00"
"""Begins the key of a problem that is told once for the whole site."""


class Knowledge:
    """What a knowledge base says once everyone has met, and all that is wrong with it; kept up to date with ``take``.

    ``text`` gives the bytes of a file, for the line a problem stands in.
    """

    def __init__(
        self, settings: Settings, store: Store | None = None, text: Callable[[SourcePath], bytes] = lambda _: b""
    ) -> None:
        """Begin with what a store kept, or with nothing."""
        self.settings, self.text = settings, text
        self.corpus = Corpus(store)
        self.reads: Table[bytes] = self.corpus.ledger.table("reads", bytes)
        self.terms: Table[Terms] = self.corpus.ledger.table("terms", Terms, packed=True)
        self.terms_before: dict[SourcePath, Terms | None] = {}
        self.unread: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong, in a report's order."""
        with self.corpus.ledger.recording():
            found = [problem for _, problems in self.corpus.problems.items() for problem in problems]
        return tuple(sorted((*self.unread, *found), key=lambda problem: problem.order))

    @property
    def links(self) -> int:
        """The number of documents that link to others, counted at each of these."""
        return sum(count for _, count in self.corpus.cited.items())

    def take(self, tree: Tree, each: Each = map, unread: tuple[Problem, ...] = (), watch: Watch = nullcontext) -> None:
        """Take in files that are new, have changed or are gone; ``unread`` are the problems of files not read."""
        corpus, self.unread = self.corpus, unread
        with watch("parse"):
            for source, learned in zip(tree.sources, each(Learn(self.settings), tree.sources), strict=True):
                collect(corpus, source.path, learned.parsed, self.settings)
                self._put_terms(source.path, learned.terms)
        with watch("resolve"):
            self._collect_others(tree)
            own = {
                *(source.path for source in tree.sources),
                *(path for path in tree.gone if corpus.leads.has(path) or corpus.problems.peek(path)),
            }
            touched = frozenset(corpus.ledger.touched)
            others = {SourcePath(key) for key in stale(self.reads.items(), touched)} if touched else set()
            self._resolve(sorted(own | others, key=order), each)
            for name in sorted(corpus.index["syntax"].changed):
                self._tell_once(name)
        with watch("relate"):
            self._date(tree.history)
            settle(corpus, self.settings, tree.day)

    def _collect_others(self, tree: Tree) -> None:
        for file in tree.attachments:
            collect_file(self.corpus, file.path, file)
        for path in tree.gone:
            collect(self.corpus, path, None, self.settings)
            self._put_terms(path, None)
            collect_file(self.corpus, path, None)
        self.corpus.forget()

    def _date(self, history: History | None) -> None:
        """Take in when files were written."""
        if history is None:
            return
        pasts = self.corpus.pasts
        if history.whole:
            pasts.load()
            for path in [path for path, _ in pasts.items() if path not in history.pasts]:
                pasts.put(path, None)
        for path, past in history.pasts.items():
            pasts.put(path, past if history.whole else past.joined(pasts.peek(path)))

    def _put_terms(self, path: SourcePath, terms: Terms | None) -> None:
        """Set what a document is found by; the index needs to know what it was until it is up to date."""
        before = self.terms.peek(path)
        if before != terms:
            self.terms_before.setdefault(path, before)
            self.terms.put(path, terms)

    def _resolve(self, paths: list[SourcePath], each: Each) -> None:
        """Find where the references of files lead, and note what was looked at for each."""
        corpus = self.corpus
        there = [path for path in paths if corpus.parsed.has(path)]
        for path in sorted(set(paths).difference(there)):
            relate(corpus, path, NOTHING)
            corpus.problems.put(path, None)
            self.reads.put(path, None)
        resolving = Resolving(corpus, Resolver(corpus, self.settings), self.text)
        for path, resolved in zip(there, (knowing(each) or map)(resolving, there), strict=True):
            relate(corpus, path, resolved.related)
            corpus.problems.put(path, resolved.problems or None)
            self.reads.put(path, resolved.reads)

    def _tell_once(self, name: str) -> None:
        problem = told_once(self.corpus, name)
        told = quoted([problem], lambda: self.text(problem.path)) if problem else None
        self.corpus.problems.put(_TOLD_ONCE + name, told)


def read(
    tree: Tree, settings: Settings, each: Each = map, unread: tuple[Problem, ...] = (), watch: Watch = nullcontext
) -> Knowledge:
    """Return the knowledge base that files hold."""
    data = {source.path: source.data for source in tree.sources}
    knowledge = Knowledge(settings, text=lambda path: data[path])
    knowledge.take(tree, each, unread, watch)
    return knowledge
