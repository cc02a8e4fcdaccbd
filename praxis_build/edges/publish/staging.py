"""Staging: what the next site will be, told file by file while it is being built."""

from collections.abc import Callable, Mapping
from pathlib import Path

from praxis_build.edges.publish.pen import Pen
from praxis_build.edges.publish.refusal import LINK, SPECIAL, Refused
from praxis_build.edges.publish.survey import file_digest, survey
from praxis_build.model.artifact import Artifact, Copy
from praxis_build.model.manifest import MANIFEST, Written, digest

HOSTS = "host"
FRESH = "fresh"


class Staging:
    """The next site in the making: what is told here is published whole, or not at all.

    ``path`` is an empty folder for the host to write its own files in, adopted at the end; a file of ours at the same
    path wins. ``fresh`` is where new files of ours are written, with a ``Pen`` in other processes. ``known`` are the
    files of the site online that surely are as its manifest says, from each path to its digest: what is unchanged is
    not written, and its file goes on. A path told twice is what it was told last.

    Once published, ``written`` lists the new and changed files, ``removed`` those that went, both sorted; ``total`` is
    the number of files.
    """

    def __init__(self, folder: Path, known: Mapping[str, str], on_change: Callable[[], None]) -> None:
        """Start in an empty folder; ``on_change`` is called when it is known that files change."""
        self.path, self.fresh, self.known = folder / HOSTS, folder / FRESH, known
        self.wanted: dict[str, str] = {}
        self.new: dict[str, Written] = {}
        self.written: tuple[str, ...] = ()
        self.removed: tuple[str, ...] = ()
        self.total = 0
        self._pen = Pen(str(self.fresh))
        self._hosts: set[str] = set()
        self._on_change = on_change

    def write(self, artifact: Artifact) -> Written:
        """Tell a file of the site; it is written unless it is unchanged. Raises ``ValueError`` if it leads out."""
        written = Written(artifact.path, digest(artifact.data), len(artifact.data))
        if self.known.get(written.path) != written.digest:
            self._pen.write(written.path, artifact.data)
        self.add(written)
        return written

    def add(self, written: Written) -> None:
        """Tell a file that a ``Pen`` wrote in ``fresh``."""
        self._hosts.discard(written.path)
        self._tell(written)

    def keep(self, path: str) -> None:
        """Tell that a file of the site online goes on as it is; raises ``KeyError`` if it isn't in ``known``."""
        self.wanted[path] = self.known[path]
        if path in self.new:
            del self.new[path]
        if path in self._hosts:
            self._hosts.remove(path)

    def copy(self, copy: Copy, root: Path) -> Written:
        """Copy a file of the project in ``root`` into the site, unless it is unchanged.

        Raises ``Refused`` for a symbolic link, and for what isn't an ordinary file.
        """
        written = _measured(root / copy.source, copy.path)
        if self.known.get(copy.path) != written.digest:
            written = self._pen.copy(str(root / copy.source), copy.path)
        self.add(written)
        return written

    def stir(self) -> None:
        """Tell that files will change, before it is known which: the next site is prepared meanwhile."""
        self._on_change()

    def forget(self) -> None:
        """Forget what was told: it will be told again."""
        self.wanted.clear()
        self.new.clear()
        self._hosts.clear()

    def adopt(self) -> tuple[Written, ...]:
        """Take what the host has written into ``path``, except where there is a file of ours; sorted by path."""
        adopted = []
        for path in sorted(survey(str(self.path)).files):
            if (path not in self.wanted or path in self._hosts) and path != MANIFEST:
                self._hosts.add(path)
                written = _measured(self.path / path, path)
                if self.known.get(path) != written.digest:
                    (self.path / path).replace(self._pen.place(path))
                else:
                    (self.path / path).unlink()
                self._tell(written)
                adopted.append(written)
        return tuple(adopted)

    def _tell(self, written: Written) -> None:
        if written.path == MANIFEST:
            raise ValueError(written.path)
        self.wanted[written.path] = written.digest
        if self.known.get(written.path) == written.digest:
            self.new.pop(written.path, None)
            return
        if not self.new:
            self._on_change()
        self.new[written.path] = written


def _measured(source: Path, path: str) -> Written:
    """Return the digest and size of an ordinary file, to be published as ``path``."""
    if source.is_symlink():
        raise Refused(source, LINK)
    if not source.is_file():
        raise Refused(source, SPECIAL)
    code, size = file_digest(str(source))
    return Written(path, code, size)
