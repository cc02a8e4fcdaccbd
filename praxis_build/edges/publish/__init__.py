"""Publishing: a site is built beside the one that is online, then takes its place; what others put there is safe.

Beside a site in ``site/`` stands ``.site.praxis/``. From one build to the next it keeps ``spare/``, the site before
this one, which is brought up to date rather than made again, and ``notes``, how both looked; neither is needed. During
a build it has ``lock`` and ``build-…/``. A build that fails or is killed leaves the old site whole; the next one cleans
up. What is unchanged is not written: if nothing is, the site isn't touched.

``Refused``: nothing was done, because it could have destroyed somebody's files, or because the world doesn't let us.
"""

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec

from praxis_build.edges.beside import Beside
from praxis_build.edges.publish import notes as note
from praxis_build.edges.publish.lock import locked
from praxis_build.edges.publish.pen import Pen
from praxis_build.edges.publish.refusal import FILE, MOUNTED, Refused, worldly
from praxis_build.edges.publish.site import find, find_again, look_again, published
from praxis_build.edges.publish.staging import HOSTS, Staging
from praxis_build.edges.publish.survey import Survey, clock
from praxis_build.edges.publish.swap import BUILD, NEXT, SPARE, replace, settle, spare_of
from praxis_build.edges.publish.tree import Tree
from praxis_build.model.codes import N_

__all__ = ["Pen", "Refused", "Staging", "publishing"]


@contextlib.contextmanager
def publishing(target: Path, root: Path, content: tuple[str, ...] = ()) -> Iterator[Staging]:
    """Give a staging, and publish in ``target`` what it was told when the block ends well.

    ``root`` is the project and ``content`` its content folders, relative to it: a site inside them would be read as
    notes. Raises ``Refused`` before anything is built if the target is not a place for a site, holds files that no
    build wrote, or is being built by another process. If the block raises, the old site stays as it was.
    """
    target = Path(os.path.realpath(target))
    work = target.parent / f".{target.name}.praxis"
    with worldly(target, work, HOSTS):
        _check(target, Path(os.path.realpath(root)), content)
        with locked(work, target):
            settle(work, target)
            build = _Build(target, work)
            try:
                yield build.start()
                build.publish()
            finally:
                build.stop()
                settle(work, target)
            build.note()


def _check(target: Path, root: Path, content: tuple[str, ...]) -> None:
    """Refuse a target that is no place for a site."""
    if target == Path(target.anchor) or target == Path.home():
        raise Refused(target, N_("this folder is not for a site"))
    if root.is_relative_to(target):
        raise Refused(target, N_("the project is inside this folder"))
    for name in content:
        if name != "." and target.is_relative_to(root / name):
            raise Refused(target, N_("it is inside a folder where notes are read"))
    if target.exists() and not target.is_dir():
        raise Refused(target, FILE)
    if os.path.ismount(target):
        raise Refused(target, MOUNTED)


class _Build:
    """One build, from what is online when it begins to what is noted for the next one."""

    def __init__(self, target: Path, work: Path) -> None:
        """Look at what is there; raises ``Refused``."""
        self.target, self.work = target, work
        # A worker process of a killed build may still be writing into that one's folder: no two have the same.
        self.folder = work / f"{BUILD}{os.getpid()}-{secrets.token_hex(4)}"
        self.notes = note.load(work)
        self.site = find(target, self.notes, clock(work))
        self.staging = Staging(self.folder, self.site.known, self._prepare)
        self._beside: Beside | None = None
        self._surveys: tuple[Survey, Survey] | None = None

    def start(self) -> Staging:
        """Make the folders of the build."""
        for folder in (self.folder, self.staging.path, self.staging.fresh):
            folder.mkdir()
        return self.staging

    def publish(self) -> None:
        """Put what the staging was told in the place of the site, unless it is the same."""
        self.staging.adopt()
        wanted, new = self.staging.wanted, self.staging.new
        self.staging.total = len(wanted)
        removed = (self.site.listed or {}).keys() - wanted.keys()
        if not (new or removed or self.site.listed is None):
            return
        tree = self._tree()
        tree.become(wanted, new, self.staging.fresh, clock(self.work))
        seen = tree.survey(clock(self.work))
        old = find_again(self.site, wanted.keys() - new.keys(), clock(self.work))
        replace(self.folder / NEXT, self.target, self.work)
        self._surveys = seen, old
        self.staging.written, self.staging.removed = tuple(sorted(new)), tuple(sorted(removed))

    def stop(self) -> None:
        """Stop what is being prepared."""
        if self._beside:
            self._beside.stop()

    def note(self) -> None:
        """Note how the site and the spare look, unless that is already noted."""
        if self._surveys or not self.site.noted:
            site, spare = self._surveys or (self.site.survey, None)
            note.save(self.work, self.notes, {self.target: site, self.work / SPARE: spare})

    def _prepare(self) -> None:
        """Begin to prepare the tree that will be the next site, in a process beside, once something is to change."""
        if self._beside is None and self.site.known:
            self._beside = Beside(lambda: msgspec.msgpack.encode(self._prepared()))

    def _prepared(self) -> Survey:
        """Look at the spare; without one, link all of the site."""
        if spare := spare_of(self.work):
            noted = note.of(self.notes, spare, published(spare))
            return look_again(spare, noted, clock(self.work))
        tree = self._empty()
        tree.link(self.site.known)
        return tree.survey(clock(self.work))

    def _tree(self) -> Tree:
        """Return the tree that will be the next site: the spare, or links to the site, or an empty one."""
        there = self.folder / NEXT
        data = self._beside.result() if self._beside else b""
        if spare := spare_of(self.work):
            seen = msgspec.msgpack.decode(data, type=Survey) if data else self._prepared()
            spare.rename(there)
        elif data:
            seen = msgspec.msgpack.decode(data, type=Survey)
        else:
            shutil.rmtree(there, ignore_errors=True)
            return self._empty()
        return Tree(there, self.site, seen)

    def _empty(self) -> Tree:
        (self.folder / NEXT).mkdir()
        return Tree(self.folder / NEXT, self.site, Survey({"": -1}))
