"""From knowledge to a site: compose and render what changed, keep the rest."""

from collections.abc import Callable, Collection, Container, Iterable, Mapping
from functools import cached_property
from hashlib import blake2b
from typing import Any

import msgspec
from msgspec.structs import replace

from praxis_build.model.artifact import Artifact, Copy
from praxis_build.model.names import SourcePath, Url
from praxis_build.model.settings import Settings
from praxis_build.model.shell import Theme
from praxis_build.model.source import Source
from praxis_build.model.tables import Table
from praxis_build.model.traces import stale
from praxis_build.pipeline.indexed import Indexed
from praxis_build.pipeline.knowledge import Each, Knowledge
from praxis_build.pipeline.made import Composed, Others, Output, Press, Pressed, Pressing
from praxis_build.pipeline.nodes import Nodes, key_of, node_of
from praxis_build.stages.compose import Composer, Node, copies, founded, moved, nodes_of
from praxis_build.stages.data import graph, map_data, problems_data
from praxis_build.stages.parse import Parse
from praxis_build.stages.render import Render, redirect_file, redirects, sitemap
from praxis_build.stages.verify import mark_of, verify

_ENCODER = msgspec.msgpack.Encoder()


class Site:
    """All the files of one knowledge base's site, remade in proportion to what changed.

    ``handbook`` has the addresses of pages the host made, for the sitemap; ``helps`` the pages of help, their path
    being ``help/<language>/<code>.md``.
    """

    def __init__(
        self, knowledge: Knowledge, theme: Theme, handbook: tuple[Url, ...] = (), helps: tuple[Source, ...] = ()
    ) -> None:
        """Prepare to make a site; its pages are in the ledger of what they say."""
        self.knowledge, self.theme, self.handbook = knowledge, theme, handbook
        self.settings = knowledge.settings
        self.render = Render(theme, self.settings)
        self.stamp = _digest((self.render.digest, helps))
        self.composed: Table[Composed] = knowledge.corpus.ledger.table("pages", Composed)
        self.others: Table[Others] = knowledge.corpus.ledger.table("others", Others)
        self.indexed = Indexed(knowledge)
        self._helps = helps
        self.rendered = self.pages = 0
        self._nodes: dict[str, Node] | None = None
        self.leftovers: list[str] = []
        self.leads: dict[str, str] = {}

    @cached_property
    def helps(self) -> dict[tuple[str, str], Any]:
        """The pages of help by language and code, read when one of them is made."""
        return _helps(self._helps, self.settings)

    def make(self, output: Output, each: Each = map, press: Pressing | None = None) -> list[Copy]:
        """Put in ``output`` each file of the site that isn't there already, and keep the others.

        ``press`` makes a page's file, here or in a worker process: ``Press(self.render)`` unless given. Return the
        attachments that are still to be put there.
        """
        self._nodes = None
        rows = dict(self.composed.items())
        stamped = self.others.peek("stamp")
        same = stamped is not None and stamped.said == self.stamp
        todo = self._todo(rows, output.known, same=same)
        for gone in rows.keys() - todo.keys():
            for made in rows[gone].pages:
                output.keep(made.path)
        composer = Composer(self.knowledge.corpus, self.settings, lambda: self.helps)
        before = rows if same else {}
        ledger, press = self.knowledge.corpus.ledger, press or Press(self.render)
        nodes = Nodes(ledger, composer, before, output.known, press, self.indexed)
        composed: dict[str, Composed] = {}
        pressed = {done.path: self._put(output, done) for done in nodes.made(each, todo, composed)}
        for key, node in composed.items():
            for made in node.pages:
                if made.path not in pressed:
                    output.keep(made.path)
            pages = tuple(replace(made, **pressed.get(made.path, {})) for made in node.pages)
            self.composed.put(key, replace(node, pages=pages) if pages else None)
        self.others.put("stamp", Others(self.stamp, {}))
        self.indexed.make(output)
        return self._make_others(output)

    def _put(self, output: Output, done: Pressed) -> dict[str, Any]:
        """Put a page's file, and note what to mend in it; return what is remembered of it."""
        if done.data:
            output.write(Artifact(done.path, done.data))
        else:
            output.add(done.written)
        self.rendered += 1
        self.leftovers.extend(f"{done.path}: {mark}" for mark in done.leftovers)
        for target in done.targets:
            self.leads.setdefault(target, done.path)
        return {"digest": done.digest, "leads": done.leads}

    def _todo(self, rows: dict[str, Composed], known: Mapping[str, str], *, same: bool) -> dict[str, Node]:
        """Return the nodes to compose: those that read what changed, whose rows changed, or whose files are lost."""
        corpus = self.knowledge.corpus
        touched = frozenset(corpus.ledger.touched)
        nodes = {key_of(node): node for node in founded(corpus, self.settings, all_of_them=not rows)}
        nodes.update({key_of(node): node for node in nodes_of(self.settings) if key_of(node) not in rows})
        again = stale(((key, row.reads) for key, row in rows.items()), touched)
        again |= {key for key, row in rows.items() for made in row.pages if known.get(made.path) != made.digest}
        again |= set() if same else rows.keys()
        nodes.update({key: node_of(key) for key in again})
        return dict(sorted(nodes.items()))

    def page(self, path: str) -> bytes | None:
        """Return one page of the site as it was last composed, made when it is asked for."""
        if self._nodes is None:
            self._nodes = {made.path: node_of(key) for key, row in self.composed.items() for made in row.pages}
        node = self._nodes.get(path)
        if node is None:
            return None
        with self.knowledge.corpus.ledger.recording():
            pages = Composer(self.knowledge.corpus, self.settings, lambda: self.helps)(node)
        return next((self.render(page).data for page in pages if page.file == path), None)

    def flaws(self, files: Container[str], lost: Collection[str], read: Callable[[str], bytes], base: str) -> list[str]:
        """Return what is wrong with the site, for us to mend.

        A mark that nobody filled, a document without its page, a page without its file, a link to a file that isn't
        there: ``files`` are all those of the site, ``lost`` those it had and no longer has. ``read`` gives a page.
        """
        pages = [made for _, row in self.composed.items() for made in row.pages]
        wrong = [made.path for made in pages if made.path not in files]
        leads = self.knowledge.corpus.leads
        documents = (key_of(Node("document", path)) for path in leads.changed if leads.has(path))
        wrong += sorted(key for key in documents if self.composed.peek(key) is None)
        marks = frozenset(mark_of(path) for path in lost)
        suspects = stale(((made.path, made.leads) for made in pages), marks)
        suspects |= {page for target, page in self.leads.items() if target not in files}
        for page in sorted(suspects):
            # An author's words may look like a link: only then is the page read as a browser does.
            targets = sorted(verify(page, read(page), base, exactly=True).targets)
            wrong += [f"{page} → {target}" for target in targets if target not in files]
        return [*self.leftovers, *wrong]

    def _make_others(self, output: Output) -> list[Copy]:
        """Make what isn't a page: old addresses, attachments, data, the sitemap."""
        corpus, settings, theme = self.knowledge.corpus, self.settings, self.theme
        pages = [made for _, row in self.composed.items() for made in row.pages]
        taken = {made.path for made in pages} | {f"{url}index.html" for url in self.handbook}
        old = [one for one in moved(corpus, settings) if redirect_file(one[0]) not in taken]
        self._other(output, "redirects", old, lambda: redirects(theme, settings, old))
        listed = [(made.url, made.updated) for made in pages if made.listed]
        addresses = sorted([*listed, *((url, "") for url in self.handbook)])
        self._other(output, "sitemap", addresses, lambda: sitemap(theme, settings, addresses))
        problems = self.knowledge.problems
        self._other(output, "problems", problems, lambda: [problems_data(problems)])
        graphs = self.others.peek("graph")
        number = (graphs.number if graphs else 0) + bool(corpus.vertices.changed)
        self._other(output, "graph", number, lambda: [graph(corpus), map_data(corpus)], number)
        self.pages = len(pages)
        wanted = []
        for copy in copies(corpus):
            if copy.digest and output.known.get(copy.path) == copy.digest:
                output.keep(copy.path)
            else:
                wanted.append(copy)
        return wanted

    def _other(
        self, output: Output, name: str, value: object, make: Callable[[], Iterable[Artifact]], number: int = 0
    ) -> None:
        """Make files again when what they are made from, or the theme, isn't what it was, or when one is lost."""
        said = _digest((value, self.stamp))
        row = self.others.peek(name)
        if row and row.said == said and all(output.known.get(path) == digest for path, digest in row.files.items()):
            for path in row.files:
                output.keep(path)
            return
        written = [output.write(artifact) for artifact in make()]
        self.others.put(name, Others(said, {one.path: one.digest for one in written}, number))


def _digest(value: object) -> bytes:
    return blake2b(_ENCODER.encode(value), digest_size=16).digest()


def _helps(helps: Iterable[Source], settings: Settings) -> dict[tuple[str, str], Any]:
    parse = Parse(settings)
    documents = (parse(source).document for source in helps)
    return {_language_and_code(document.path): document for document in documents}


def _language_and_code(path: SourcePath) -> tuple[str, str]:
    _, language, name = path.split("/")
    return language, name.removesuffix(".md")
