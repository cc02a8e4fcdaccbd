"""Nodes: the parts of a site that are composed at once; which of their pages say something new, and their making."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, ClassVar

import msgspec

from praxis_build.model.ledger import Ledger
from praxis_build.model.page import AnyPage
from praxis_build.model.traces import traces
from praxis_build.pipeline.indexed import Indexed
from praxis_build.pipeline.knowledge import Each, knowing
from praxis_build.pipeline.made import Composed, Made, Pressed, Pressing
from praxis_build.stages.compose import Composer, Node

_ENCODE = msgspec.msgpack.Encoder().encode


_INDEX = Node("index")
"""Stands for the index of the search, which is made where pages are, as one of them."""


class Done(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A node that was composed, with the files of those of its pages that say something new; or the index, encoded."""

    composed: Composed = Composed(b"", ())
    files: tuple[Pressed, ...] = ()
    index: bytes = b""


@dataclass(frozen=True, slots=True)
class Nodes:
    """Composes nodes, and compares what their pages say with what they said ``before``.

    ``known`` has the digests of the files that are there. As a work, it is for processes that know all that this one
    does.
    """

    takes: ClassVar[Any] = Node
    gives: ClassVar[Any] = Done
    ledger: Ledger
    composer: Composer
    before: Mapping[str, Composed]
    known: Mapping[str, str]
    press: Pressing
    indexed: Indexed

    def made(self, each: Each, nodes: Mapping[str, Node], composed: dict[str, Composed]) -> Iterator[Pressed]:
        """Yield the files of pages that say something new; what nodes say is put in ``composed``, by their keys.

        Nodes are composed where their pages are made, or here when the processes know only what they are sent.
        """
        later = self.indexed.begin(each)
        if (shared := knowing(each)) is None:
            yield from each(self.press, self._sent(nodes, composed))
            return
        if later:
            # First, for a copy of this process: nobody waits for the longest of all works then.
            nodes = {"": _INDEX, **nodes}
        for (key, node), done in zip(nodes.items(), shared(self, nodes.values()), strict=True):
            if node is _INDEX:
                self.indexed.take(done.index)
            else:
                composed[key] = done.composed
                yield from done.files

    def __call__(self, node: Node) -> Done:
        """Compose a node, and make its pages."""
        if node == _INDEX:
            return Done(index=self.indexed.updated())
        composed, new = self._composed(node)
        return Done(composed, tuple(self.press(page) for page, _ in new))

    def _sent(self, nodes: Mapping[str, Node], composed: dict[str, Composed]) -> Iterator[msgspec.Raw]:
        for key, node in nodes.items():
            composed[key], new = self._composed(node)
            yield from (msgspec.Raw(data) for _, data in new)

    def _composed(self, node: Node) -> tuple[Composed, list[tuple[AnyPage, bytes]]]:
        """Compose a node; return what is new apart, with its encoding."""
        with self.ledger.recording() as marks:
            pages = self.composer(node)
        row = self.before.get(key_of(node))
        before = {made.path: made for made in row.pages} if row else {}
        told: list[Made] = []
        new: list[tuple[AnyPage, bytes]] = []
        for page in pages:
            data = _ENCODE(page)
            made = Made(page.file, page.url, blake2b(data, digest_size=16).digest(), "", page.listed, page.updated)
            old = before.get(made.path)
            if old and old.said == made.said and self.known.get(old.path) == old.digest:
                told.append(old)
            else:
                told.append(made)
                new.append((page, data))
        return Composed(traces(marks), tuple(told)), new


def key_of(node: Node) -> str:
    """Return the key under which a node is remembered."""
    return f"{node.kind}\x1f{node.ui}\x1f{node.key}"


def node_of(key: str) -> Node:
    """Return the node that has a key."""
    kind, ui, rest = key.split("\x1f", 2)
    return Node(kind, rest, ui)
