"""A site to preview: its knowledge stays in memory, and a page is made when a browser asks for it."""

import tempfile
import time
from collections.abc import Iterable
from functools import partial
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from praxis_build import pipeline
from praxis_build.edges import disk, workers
from praxis_build.edges import theme as on_disk
from praxis_build.edges.preview import Report
from praxis_build.engines.mkdocs import host
from praxis_build.engines.mkdocs.build import through_host
from praxis_build.engines.mkdocs.looking import history_of
from praxis_build.engines.mkdocs.settings import Project, as_shown, project, with_settings
from praxis_build.engines.mkdocs.stamps import today
from praxis_build.engines.mkdocs.weaving import Orders
from praxis_build.model.artifact import Artifact
from praxis_build.model.manifest import Written, digest
from praxis_build.model.names import SourcePath, Url
from praxis_build.model.problem import Problem
from praxis_build.model.shell import Shell, Theme


class Shelf:
    """What a preview holds: files that aren't pages, and what each page said when it was last composed."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.known: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        self.told: dict[str, str] = {}

    def keep(self, path: str) -> None:
        """Keep a file as it is."""
        self.told[path] = self.known[path]

    def write(self, artifact: Artifact) -> Written:
        """Hold a file."""
        self.files[artifact.path] = artifact.data
        written = Written(artifact.path, digest(artifact.data), len(artifact.data))
        self.add(written)
        return written

    def add(self, written: Written) -> None:
        """Take note of a page."""
        self.told[written.path] = written.digest

    def turn(self) -> frozenset[str]:
        """Hold what was told for known; return the paths that are new, changed or gone."""
        before, self.known, self.told = self.known, self.told, {}
        return frozenset(dict(before.items() ^ self.known.items()))


class Shown:
    """The site of a project, as the preview shows it."""

    def __init__(self, config_file: Path) -> None:
        """Wait for the first refresh."""
        self.config_file = config_file.resolve()
        self._site: pipeline.Site | None = None
        self._made: dict[str, bytes] = {}
        self._copies: dict[str, Path] = {}
        self._seen: dict[SourcePath, disk.Seen] = {}
        self._shelf = Shelf()
        # A page is made in a thread of the server, and what is read for it must not be taken for what a refresh reads.
        self._lock = Lock()
        self._project = project(self.config_file)
        self._whole = False

    @property
    def base(self) -> str:
        """Where the site stands below its host."""
        path = urlsplit(self._project.settings.site_url).path.strip("/")
        return f"/{path}/" if path else "/"

    @property
    def folders(self) -> list[Path]:
        """What the site is made from."""
        found, settings = self._project, self._project.settings
        raw = host.raw_config(self.config_file) if self.config_file.exists() else {}
        theme = raw.get("theme")
        custom = theme.get("custom_dir") if isinstance(theme, dict) else None
        names = [*settings.notes_dir, *settings.communities_dir, str(raw.get("docs_dir") or "docs"), str(custom or "")]
        return [self.config_file, on_disk.folder(), *(found.root / name for name in names if name)]

    def get(self, path: str) -> bytes | None:
        """Return a file of the site, if there is one."""
        if path in self._copies:
            return self._copies[path].read_bytes()
        if path not in self._shelf.known:
            return self._made.get(path)
        with self._lock:
            return self._shelf.files.get(path) or (self._site.page(path) if self._site else None)

    def refresh(self, changed: set[str] | None = None) -> Report:
        """Take in what changed on disk since the last time; without hints, begin anew."""
        start = time.perf_counter()
        pages: frozenset[str] | None = None
        if changed is None or not self._whole or not self._are_notes(changed):
            problems = self._begin()
        else:
            problems, pages = self._take()
        return Report(problems, pages if self._whole else frozenset(), time.perf_counter() - start, made=self._whole)

    def _are_notes(self, changed: Iterable[str]) -> bool:
        """Tell whether nothing but content changed."""
        settings, root = self._project.settings, self._project.root
        content = [root / name for name in (*settings.notes_dir, *settings.communities_dir) if name != "."]
        return all(any(Path(path).is_relative_to(folder) for folder in content) for path in changed)

    def _begin(self) -> tuple[Problem, ...]:
        """Make all anew; a site that settings or the host stand in the way of stays as it was."""
        self._whole = False
        found = as_shown(project(self.config_file))
        if found.problems:
            return found.problems
        with tempfile.TemporaryDirectory() as folder:
            outcome = through_host(found, Path(folder) / "site", Orders(show=partial(self._show, found)))
        # A strict host stops after it has shown what it made.
        return self._take()[0] if self._whole else outcome.problems

    def _show(
        self, found: Project, files: dict[str, bytes], shells: dict[str, Shell], handbook: tuple[Url, ...]
    ) -> None:
        """Prepare a site with what the host made."""
        root, settings = found.root, found.settings
        folder = on_disk.folder()
        theme = Theme(shells, *on_disk.load(folder))
        knowledge = pipeline.Knowledge(settings, text=lambda path: disk.text(root, path, settings.limits.file_bytes))
        self._project, self._made, self._seen, self._shelf = found, files, {}, Shelf()
        self._site = pipeline.Site(knowledge, theme, handbook, disk.texts(folder, "help"))
        self._whole = True

    def _take(self) -> tuple[tuple[Problem, ...], frozenset[str]]:
        assert self._site is not None  # noqa: S101 - a refresh begins before it takes
        site, knowledge, root = self._site, self._site.knowledge, self._project.root
        scan = disk.scan(root, self._project.settings, self._seen)
        # What is being written has no history yet.
        past = None if self._seen else history_of(self._project)
        with workers.Pool() as pool, self._lock:
            knowledge.take(replace(scan.tree, history=past, day=today()), pool, scan.unread)
            copies = site.make(self._shelf, map, _unpressed)
            knowledge.corpus.ledger.settle()
            self._seen = scan.seen
            self._copies = {copy.path: root / copy.source for copy in copies}
            return with_settings(knowledge.problems, self._project), self._shelf.turn()


def _unpressed(page: msgspec.Raw) -> pipeline.Pressed:
    """Return what tells a page from what it was; it is made when a browser asks for it."""
    return pipeline.Pressed(pipeline.decoded(page).file, blake2b(page, digest_size=16).hexdigest(), 0)
