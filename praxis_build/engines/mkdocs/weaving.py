"""Weaving: the files of a project, and what the last build remembered of them, made into its site."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from praxis_build import pipeline
from praxis_build.edges import disk, publish, workers
from praxis_build.edges import theme as on_disk
from praxis_build.edges.cluster import NoCluster
from praxis_build.edges.memory import Memory, Spoiled
from praxis_build.engines.mkdocs.looking import Looking, Seen, history_of
from praxis_build.engines.mkdocs.settings import Project
from praxis_build.engines.mkdocs.stamps import knowledge_stamp, today
from praxis_build.model.codes import N_
from praxis_build.model.document import KINDS
from praxis_build.model.figures import Figures
from praxis_build.model.names import SourcePath, Url
from praxis_build.model.problem import Problem
from praxis_build.model.shell import Shell, Theme

CACHE = ".cache/praxis"
"""Where a project's memory is, in its folder."""
SECRET = "PRAXIS_CACHE_KEY"  # noqa: S105 - the name of a variable, not what it holds
_STATE = "state"
_WORLD = (publish.Refused, workers.Crashed, NoCluster, OSError)
"""What ends a build whatever was kept."""
T = TypeVar("T")

FIRST = N_("this is the first build")
SETTINGS = N_("the settings or Praxis itself have changed")
HOST = N_("the handbook, or the settings of the host, have changed")
SPOILED = N_("what the last build had kept could not be used")
CHANGED = N_("files have changed")
SAME = N_("nothing has changed")
THEME = N_("the theme has changed")
FLAWED = N_("Praxis made pages that are not right: tell the people who look after it")
DAY = N_("another day has come")
LOST = N_("files of the site were missing or had been changed")


class Outcome(NamedTuple):
    """How a build ended: every problem, in a report's order, and where the site is, ``None`` if it wasn't published.

    ``files`` is the number of files of the site; ``figures`` count what was done.
    """

    problems: tuple[Problem, ...]
    site: Path | None = None
    files: int = 0
    figures: Figures | None = None


class Orders(NamedTuple):
    """What a command asks of a build.

    ``each`` has the shape of ``map``; without it, there is a pool of processes, one a processor. ``watch`` times the
    step it is given. Without ``tell``, the outcome is told on the error output: every error, and how many problems.
    With ``show``, what the host made is shown instead of published: its files by path, the shells, its own addresses.
    """

    each: pipeline.Each | None = None
    watch: Callable[[str], AbstractContextManager[object]] = nullcontext
    tell: Callable[[Outcome], None] | None = None
    show: Callable[[dict[str, bytes], dict[str, Shell], tuple[Url, ...]], None] | None = None


class Hosted(msgspec.Struct, frozen=True):
    """What the host made: shells, addresses of its own pages, its files with their digests; under which stamp."""

    stamp: bytes
    shells: dict[str, Shell]
    handbook: tuple[Url, ...]
    files: dict[str, str]


class Weaving:
    """One update of one site, into a staging."""

    def __init__(self, project: Project, orders: Orders) -> None:
        """Open what the last build kept."""
        self.project, self.orders = project, orders
        self.folder = on_disk.folder()
        self.templates, self.catalogues = on_disk.load(self.folder)
        secret = os.environ.get(SECRET, "").encode()
        self.memory = Memory(project.root / CACHE, knowledge_stamp(project.settings), secret)
        self.why = "" if not self.memory.empty else SETTINGS if self.memory.other else FIRST
        self.hosted = self._kept("hosted", Hosted)
        self.knowledge = pipeline.Knowledge(project.settings)
        self.looking: Looking | None = None

    def look(self, closing: ExitStack) -> None:
        """Begin to look at the files, until all is ``closing``; all the files of a first build are for this process."""
        if before := self._kept("seen", Seen):
            self.looking = Looking(self.project, before)
            closing.callback(self.looking.stop)

    def weave(
        self, staging: publish.Staging, shells: dict[str, Shell], handbook: tuple[Url, ...]
    ) -> tuple[Problem, ...]:
        """Tell the staging every file of the site but the host's; return all that is wrong.

        Raises ``Spoiled`` when it can't be done with shells that were kept.
        """
        self._old_shells = self.hosted is not None and shells is self.hosted.shells
        with workers.Pool() as pool:
            each = self.orders.each or pool
            while True:
                try:
                    with workers.stopping(each):
                        return self._woven(staging, shells, handbook, each)
                except _WORLD:
                    raise
                except Exception as error:
                    # Without a secret, what was kept may be anything: it can't stop a build.
                    if self.memory.empty and self._old_shells:
                        raise Spoiled from error
                    if self.memory.empty:
                        raise
                self.memory.forget()
                staging.forget()
                self.why = SPOILED

    def _woven(
        self, staging: publish.Staging, shells: dict[str, Shell], handbook: tuple[Url, ...], each: pipeline.Each
    ) -> tuple[Problem, ...]:
        root, settings, watch = self.project.root, self.project.settings, self.orders.watch
        scan = self._scan()
        changed = self.parsed or scan.tree.gone or scan.tree.attachments
        if changed:
            staging.stir()
        store = None if self.memory.empty else self.memory
        knowledge = pipeline.Knowledge(settings, store, self._text)
        knowledge.take(scan.tree, each, scan.unread, watch)
        # The texts have been read, and pages need the room.
        del scan
        with watch("pages"):
            theme = Theme(shells, self.templates, self.catalogues)
            site = pipeline.Site(knowledge, theme, handbook, disk.texts(self.folder, "help"))
            pen = publish.Pen(str(staging.fresh)) if getattr(each, "here", False) else None
            for copy in site.make(staging, each, pipeline.Press(site.render, self.base, pen)):
                # Whatever rows say, only a file of the content folders is published.
                if copy.source not in self.seen:
                    raise Spoiled
                staging.copy(copy, root)
        self.knowledge, self.site = knowledge, site
        index = knowledge.corpus.index["kind"]
        self.documents: dict[str, int] = {kind: len(index.peek(kind) or ()) for kind in KINDS}
        self.links = knowledge.links
        self.why = self.why or self._reason(changed=bool(changed))
        return knowledge.problems

    def _reason(self, *, changed: bool) -> str:
        """Return why pages were made, or that nothing has changed."""
        if changed or not self.site.rendered:
            return CHANGED if changed else SAME
        if self.site.rendered == self.site.pages:
            return THEME
        return DAY if self.knowledge.corpus.day.changed else LOST

    def _scan(self) -> disk.Scan:
        """Look at the files, or see what the look that was begun has found."""
        looking, self.looking = self.looking, None
        with self.orders.watch("disk"):
            scan = looking.scan() if looking else disk.scan(self.project.root, self.project.settings, self._seen())
            past = history_of(self.project, "" if self.memory.empty else self._kept("head", str) or "")
        self.seen, self.parsed, self.head = scan.seen, len(scan.tree.sources), past.head
        return scan._replace(tree=replace(scan.tree, history=past, day=today()))

    def _text(self, path: SourcePath) -> bytes:
        """Return the bytes of a file of the content folders."""
        most = self.project.settings.limits.file_bytes
        return disk.text(self.project.root, path, most) if path in self.seen else b""

    def _seen(self) -> Seen:
        """Return the files that the rows kept are of."""
        seen = self._kept("seen", Seen)
        if seen is None and not self.memory.empty:
            # Nobody would know which files are gone.
            raise Spoiled
        return seen or {}

    @property
    def base(self) -> str:
        """Where the site stands on its server."""
        path = urlsplit(self.project.settings.site_url).path.strip("/")
        return f"/{path}/" if path else "/"

    def inspect(self, staging: publish.Staging) -> None:
        """Raise ``Refused`` for a page that says what no page should, or leads to a file that isn't there.

        Raises ``Spoiled`` when what was kept may be why: it is then erased.
        """
        staging.adopt()
        lost = staging.known.keys() - staging.wanted.keys()

        def read(path: str) -> bytes:
            made = Path(staging.fresh, path)
            return (made if path in staging.new else self.project.site / path).read_bytes()

        believed = self._old_shells or not self.memory.empty
        try:
            flaws = self.site.flaws(staging.wanted, lost, read, self.base)
        except Exception as error:
            if not believed or isinstance(error, _WORLD):
                raise
            flaws = [repr(error)]
        if flaws:
            self.memory.erase()
            raise Spoiled if believed else publish.Refused(self.project.site, FLAWED, tuple(flaws))

    def figures(self, staging: publish.Staging) -> Figures:
        """Count what was done, once it is published."""
        why = HOST if self.why == SAME and staging.written else self.why
        return Figures(
            documents=self.documents, links=self.links, pages=self.site.pages, files=staging.total, parsed=self.parsed,
            rendered=self.site.rendered, written=len(staging.written), removed=len(staging.removed), why=(why,),
        )  # fmt: skip

    def keep(self, hosted: Hosted) -> None:
        """Keep what was worked out for the next build."""
        tables = self.knowledge.corpus.ledger.tables
        told = {"seen": self.seen, "hosted": hosted, "head": self.head}
        state = [(name, msgspec.msgpack.encode(value)) for name, value in told.items()]
        kept = [(name, data) for name, data in state if self._raw(name) != data]
        changed = [(name, table.encoded()) for name, table in tables.items() if table.changed]
        self.memory.save([*changed, *([(_STATE, kept)] if kept else [])])
        self.knowledge.corpus.ledger.settle()

    def _raw(self, name: str) -> bytes | None:
        try:
            return self.memory.row(_STATE, name)
        except Spoiled:
            return None

    def _kept(self, name: str, kind: type[T]) -> T | None:
        data = self._raw(name)
        with suppress(msgspec.DecodeError, ValueError, RecursionError):
            return None if data is None else msgspec.msgpack.decode(data, type=kind)
        return None
