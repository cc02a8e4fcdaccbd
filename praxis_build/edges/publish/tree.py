"""The next site's tree: what goes on is linked from the site online, what is new is moved in, the rest is dropped.

No file is ever written over: a link shares its content with the site online.
"""

import os
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from praxis_build.edges.publish.refusal import CUT, Refused
from praxis_build.edges.publish.site import Site
from praxis_build.edges.publish.survey import Look, Survey, look, same, survey, time_of
from praxis_build.model.manifest import MANIFEST, Written, listing


class Tree:
    """A tree in the making: ``folders`` and ``files`` are in it, ``alike`` are surely links to the site's files."""

    def __init__(self, root: Path, site: Site, held: Survey) -> None:
        """Take over the tree in ``root``, which holds what ``held`` says."""
        self.root, self.site = str(root), site
        self.folders: dict[str, int] = dict(held.folders)
        self.files: dict[str, Look] = dict(held.files)
        there, here = site.survey.files, held.files
        self.alike = {
            file for file in site.known if file in here and (here[file] == there[file] or same(here[file], there[file]))
        }
        self._changed: set[str] = set()

    def become(self, wanted: dict[str, str], new: dict[str, Written], fresh: Path, sure: int) -> None:
        """Bring the tree to ``wanted``, from each path to its digest; ``new`` files are in ``fresh``.

        Times from ``sure`` on are noted as -1. Raises ``Refused`` if it isn't whole.
        """
        kept = wanted.keys() - new.keys()
        folders = _folders(wanted)
        # The manifest goes before anything comes, and comes last and whole: a tree without one isn't.
        self.drop(self.files.keys() - (self.alike & kept) - new.keys(), folders)
        arrived = _sifted(fresh, new, folders, sure)
        self.move(arrived, fresh)
        self.link(kept - self.alike)
        manifest = Path(f"{self.root}{MANIFEST}")
        manifest.write_bytes(listing(wanted))
        manifest.replace(f"{self.root}/{MANIFEST}")
        self.files[MANIFEST] = look(f"{self.root}/{MANIFEST}", sure)
        self.check(wanted, new, arrived)

    def survey(self, sure: int) -> Survey:
        """Return how the tree looks at the time ``sure``."""
        for folder in self._changed:
            self.folders[folder] = time_of(f"{self.root}/{folder}", sure)
        return Survey(self.folders, self.files)

    def drop(self, files: Iterable[str], folders: set[str]) -> None:
        """Take files away, and all folders but ``folders``."""
        for file in files:
            os.unlink(f"{self.root}/{file}")  # noqa: PTH108 - there may be thousands
            del self.files[file]
            self._changed.add(_above(file))
        for folder in sorted(self.folders.keys() - folders, reverse=True):
            os.rmdir(f"{self.root}/{folder}")  # noqa: PTH106
            del self.folders[folder]
            self._changed.add(_above(folder))
            self._changed.discard(folder)

    def move(self, new: Survey, fresh: Path) -> None:
        """Move new files in: a folder that isn't there yet goes whole."""
        moved = set()
        for folder in sorted(new.folders):
            if folder in self.folders:
                continue
            if _above(folder) not in moved:
                os.rename(f"{fresh}/{folder}", f"{self.root}/{folder}")  # noqa: PTH104
                self._changed |= {folder, _above(folder)}
            moved.add(folder)
        for file in new.files:
            if _above(file) not in moved:
                os.replace(f"{fresh}/{file}", f"{self.root}/{file}")  # noqa: PTH105
                self._changed.add(_above(file))
        for folder in sorted(new.folders.keys() - moved - {""}, reverse=True):
            os.rmdir(f"{fresh}/{folder}")  # noqa: PTH106
        self.folders |= {folder: new.folders[folder] for folder in moved}
        self.files |= new.files

    def link(self, files: Collection[str]) -> None:
        """Link files of the site, with their folders; a file that can't be linked is copied."""
        there, source = self.site.survey.files, self.site.folder
        needed = _folders(files)
        for folder in sorted(needed - self.folders.keys()):
            os.mkdir(f"{self.root}/{folder}")  # noqa: PTH102
            self.folders[folder] = -1
            self._changed.add(_above(folder))
        for file in sorted(files):
            try:
                os.link(f"{source}/{file}", f"{self.root}/{file}")
                self.files[file] = there[file]
            except (FileNotFoundError, FileExistsError):
                raise
            except OSError:
                # This file system has no links, or allows none here.
                shutil.copy2(f"{source}/{file}", f"{self.root}/{file}", follow_symlinks=False)
                self.files[file] = look(f"{self.root}/{file}", 0)
        self._changed |= needed if files else set()
        self.alike.update(files)

    def check(self, wanted: dict[str, str], new: dict[str, Written], arrived: Survey) -> None:
        """Raise ``Refused`` if a wanted file isn't there, or a new one is an empty page or hasn't its size."""
        bad = wanted.keys() ^ (self.files.keys() - {MANIFEST})
        bad |= {file for file, written in new.items() if arrived.files.get(file, (-1,))[0] != written.size}
        bad |= {file for file, written in new.items() if file.endswith(".html") and not written.size}
        if bad:
            raise Refused(self.site.folder, CUT, tuple(sorted(bad)))


def _sifted(fresh: Path, new: dict[str, Written], folders: set[str], sure: int) -> Survey:
    """Take away what was written and is not wanted after all; return how the rest looks."""
    seen = survey(str(fresh), sure=sure)
    for file in seen.files.keys() - new.keys():
        os.unlink(f"{fresh}/{file}")  # noqa: PTH108
    for folder in sorted(seen.folders.keys() - folders, reverse=True):
        os.rmdir(f"{fresh}/{folder}")  # noqa: PTH106
    return Survey(
        {folder: time for folder, time in seen.folders.items() if folder in folders},
        {file: look for file, look in seen.files.items() if file in new},
    )


def _folders(files: Iterable[str]) -> set[str]:
    """Return every folder above files, and the top."""
    found = {""}
    while above := {path.rpartition("/")[0] for path in files} - found:
        found |= above
        files = above
    return found


def _above(path: str) -> str:
    return path.rpartition("/")[0]
