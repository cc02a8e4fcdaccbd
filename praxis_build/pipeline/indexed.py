"""From knowledge to the index of its search: what changed is listed anew, the rest is kept."""

from collections.abc import Iterable
from typing import Any

import msgspec

from praxis_build.model.artifact import Artifact
from praxis_build.model.names import SourcePath
from praxis_build.model.tables import Table
from praxis_build.model.traces import stale, traces
from praxis_build.pipeline.knowledge import Each, Knowledge, knowing
from praxis_build.pipeline.made import Output
from praxis_build.stages.index import Changes, Index, Rows, Show, Shown, Terms, Update, bits_for, numbered

_NOTHING = Terms()
_MANY = 500
"""Documents that are worth the sending of what becomes of the index."""
_ENCODE = msgspec.msgpack.Encoder().encode


class Indexed:
    """The index of one knowledge base's listed documents, kept in the ledger."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Begin with what the ledger has kept."""
        ledger = knowledge.corpus.ledger
        self.knowledge, self.corpus = knowledge, knowledge.corpus
        self.shown: Table[Shown] = ledger.table("shown", Shown, packed=True)
        self.reads: Table[bytes] = ledger.table("shown_reads", bytes)
        self.index: Table[Index] = ledger.table("index", Index)
        self.rows: dict[str, Table[bytes]] = {
            kind: ledger.table(f"index_{kind}", bytes) for kind in ("shard", "tail", "cards")
        }
        self.names = ledger.index("names_of_terms", str)
        self._tables: list[Table[Any]] = [self.shown, self.reads, self.index, *self.rows.values(), self.names]
        self._todo: set[SourcePath] = set()
        self._sent = b""

    def begin(self, each: Each) -> bool:
        """Bring the index up to date, or tell that it is to be done where pages are made: there is much to do."""
        self._todo = self._found()
        if knowing(each) and len(self._todo) > _MANY:
            return True
        self._update()
        return False

    def updated(self) -> bytes:
        """Bring the index up to date; return the rows that changed, by table, for ``take`` in another process."""
        self._update()
        return _ENCODE({table.name: dict(table.encoded()) for table in self._tables})

    def take(self, data: bytes) -> None:
        """Hold what a process has done until the index is made: this one may have done it."""
        self._sent = data if self._todo else b""

    def make(self, output: Output) -> None:
        """Put in ``output`` each file of the index that isn't there already, and keep the others."""
        if self._sent:
            self._take()
        index = self.index.peek("index") or Index()
        for path, (code, kind, key) in index.files.items():
            if output.known.get(path) == code:
                output.keep(path)
            else:
                output.write(Artifact(path, self.rows[kind][key]))
        output.write(index.meta)

    def _take(self) -> None:
        changed = msgspec.msgpack.decode(self._sent, type=dict[str, dict[str, bytes | None]])
        self._sent = b""
        for table in self._tables:
            for key, row in changed[table.name].items():
                table.take(key, row)
        self.knowledge.terms_before.clear()

    def _update(self) -> None:
        todo, self._todo = self._todo, set()
        with self.corpus.ledger.recording():
            self.index.put("index", self._updated(todo))

    def _updated(self, todo: set[SourcePath]) -> Index:
        index = self.index.peek("index") or Index()
        if not todo and index.bits:
            return index
        before = {path: self.shown.peek(path) for path in todo}
        numbers = {path: shown.number for path, shown in before.items() if shown}
        documents, bits = index.documents, index.bits
        if not bits or any((row is not None) != self.corpus.vertices.has(path) for path, row in before.items()):
            paths = [SourcePath(path) for path, _ in self.corpus.vertices.items()]
            documents, bits = len(paths), bits_for(len(paths))
            numbers = numbered(paths, bits)
            if bits != index.bits:
                index, before = self._begun(), dict.fromkeys(paths)
            else:
                before |= self._moved(paths, before, numbers, bits)
        changes = self._changes(before, numbers)
        rows = Rows(lambda kind, key: self.rows[kind][key], lambda kind, key, data: self.rows[kind].put(key, data))
        return Update(index, rows, changes, self._names(all_of_them=not index.bits)).run(documents, bits)

    def _found(self) -> set[SourcePath]:
        """Return the documents of which something may have to be listed anew."""
        touched = frozenset(self.corpus.ledger.touched)
        found = {*self.corpus.vertices.changed, *self.knowledge.terms_before}
        found |= stale(self.reads.items(), touched) if touched else set()
        return set(map(SourcePath, found))

    def _begun(self) -> Index:
        """Return an index of nothing, and forget all that was kept."""
        for table in self._tables:
            for key in [key for key, _ in table.items()]:
                table.put(key, None)
        self.knowledge.terms_before.clear()
        return Index()

    def _moved(
        self, paths: Iterable[SourcePath], before: dict[SourcePath, Shown | None], numbers: dict[SourcePath, int],
        bits: int,
    ) -> dict[SourcePath, Shown | None]:  # fmt: skip
        """Return the documents whose number changes because of those that came or went."""
        then = {*paths, *(path for path, row in before.items() if row)}
        then -= {path for path, row in before.items() if row is None}
        old = numbered(then, bits)
        return {path: self.shown.peek(path) for path, number in numbers.items() if old.get(path, number) != number}

    def _changes(self, before: dict[SourcePath, Shown | None], numbers: dict[SourcePath, int]) -> Changes:
        changes, show = Changes(), Show(self.corpus, self.knowledge.settings)
        terms_before = self.knowledge.terms_before
        for path in sorted(before, key=lambda path: (numbers.get(path, -1), path)):
            row, terms = before[path], self.knowledge.terms.peek(path) or _NOTHING
            new = None
            if self.corpus.vertices.has(path):
                with self.corpus.ledger.recording() as marks:
                    new = show(path, numbers[path], terms.license)
            was = terms_before.get(path, terms) or _NOTHING
            if row and new:
                changes.replace((row, was), (new, terms))
            elif row:
                changes.take(row, was)
            elif new:
                changes.put(new, terms)
            self._file_names(path, was.names if row else (), terms.names if new else ())
            self.shown.put(path, new)
            self.reads.put(path, traces(marks) if new else None)
        terms_before.clear()
        return changes

    def _file_names(self, path: SourcePath, old: tuple[str, ...], new: tuple[str, ...]) -> None:
        for name in {*old, *new}:
            self.names.file(name, path, tuple(one for one in new if one != name) if name in new else ())

    def _names(self, *, all_of_them: bool) -> dict[str, str | None]:
        """Return the names of terms, or those of which something changed, with the other names of the same terms."""
        names = [name for name, _ in self.names.items()] if all_of_them else self.names.changed
        others = {name: {one for items in self.names.of(name).values() for one in items} for name in names}
        return {f"{name}=": "\n".join(sorted(found)) or None for name, found in others.items()}
