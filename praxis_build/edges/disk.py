"""The door to the disk: everything below the content folders, read once, in one order, and nothing else.

Content is not trusted: no symbolic link is followed, nothing but ordinary files is opened, and a file over its limit is
not read. What is refused becomes a problem; the other files are read.
"""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from praxis_build.model.codes import CODES, N_
from praxis_build.model.manifest import MANIFEST
from praxis_build.model.names import SourcePath, order
from praxis_build.model.problem import Problem
from praxis_build.model.settings import Settings
from praxis_build.model.source import Attachment, Source, Tree

_MARKDOWN = (".md", ".markdown")
_HEAD = 512
_SKIPPED = frozenset({"node_modules", "__pycache__"})
_USUAL = frozenset({*Settings().notes_dir, *Settings().communities_dir})
# O_NONBLOCK: opening a FIFO that took a file's place would wait for ever. O_NOFOLLOW: the same for a symbolic link.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

LINKED = N_("it is a symbolic link")
SPECIAL = N_("it is not an ordinary file")
CLOSED = N_("it can't be opened")
UNNAMED = N_("its name is not written in UTF-8")
TOO_DEEP = N_("its path is too long")
NO_FOLDER = N_("there is no such folder")


def read(root: Path, settings: Settings) -> tuple[Tree, tuple[Problem, ...]]:
    """Read every file below the content folders of the project in ``root``.

    Files are sorted by the code points of their path in NFC. Hidden files and folders and caches are passed over. Each
    file that isn't read is a problem: P304, or P601 over ``limits.file_bytes``; a folder that isn't there, P701.
    """
    reading = _Reading(root, settings.limits.file_bytes)
    for name in _folders(settings):
        reading.folder(name)
    tree = Tree(
        tuple(sorted(reading.sources, key=lambda source: order(source.path))),
        tuple(sorted(reading.attachments, key=lambda attachment: order(attachment.path))),
    )
    return tree, tuple(sorted(reading.problems, key=lambda problem: problem.order))


def texts(folder: Path, below: str) -> tuple[Source, ...]:
    """Read the Markdown files of a folder that is trusted, such as the theme's: paths begin with ``below``."""
    paths = sorted((folder / below).rglob("*.md"))
    return tuple(Source(SourcePath(path.relative_to(folder).as_posix()), path.read_bytes()) for path in paths)


def _folders(settings: Settings) -> Iterator[str]:
    """Name each content folder once, without those inside another."""
    names = sorted({*settings.notes_dir, *settings.communities_dir})
    for name in names:
        if name == "." or not any(name.startswith(other + "/") or other == "." for other in names if other != name):
            yield name


class _Reading:
    """What one pass has found so far."""

    def __init__(self, root: Path, most: int) -> None:
        self.root, self.most = root, most
        self.sources: list[Source] = []
        self.attachments: list[Attachment] = []
        self.problems: list[Problem] = []

    def folder(self, name: str) -> None:
        """Read a content folder, unless a link stands in its path; the usual ones may be missing."""
        parts = [] if name == "." else name.split("/")
        place = self.root
        for part in parts:
            place /= part
            if place.is_symlink():
                self.refuse(name, LINKED)
                return
        if place.is_dir():
            self.below(name)
        elif name not in _USUAL or os.path.lexists(place):
            values = {"setting": name, "detail": NO_FOLDER}
            self.problems.append(Problem("P701", CODES["P701"].severity, SourcePath(name), values=values))

    def below(self, top: str) -> None:
        """Read everything below a folder of the project; below the project itself, published sites are skipped."""
        waiting = ["" if top == "." else top]
        while waiting:
            name = waiting.pop()
            try:
                with os.scandir(self.root / name) as found:
                    entries = list(found)
            except OSError as error:
                self.refuse(name, _reason(error))
                continue
            if name and top == "." and any(entry.name == MANIFEST for entry in entries):
                continue
            prefix = f"{name}/" if name else ""
            waiting.extend(prefix + entry.name for entry in entries if self.entry(prefix + entry.name, entry))

    def entry(self, path: str, entry: os.DirEntry[str]) -> bool:
        """Read one entry of a folder; tell whether it is a folder to go into."""
        if entry.name.startswith(".") or entry.name in _SKIPPED:
            return False
        if not _sayable(path):
            self.refuse(path, UNNAMED)
        elif entry.is_symlink():
            self.refuse(path, LINKED)
        elif entry.is_dir(follow_symlinks=False):
            return True
        elif entry.is_file(follow_symlinks=False):
            self.file(path)
        else:
            self.refuse(path, SPECIAL)
        return False

    def file(self, path: str) -> None:
        """Read one file: the whole of a Markdown file, the head of another."""
        markdown = path.lower().endswith(_MARKDOWN)
        try:
            size, data = _contents(self.root / path, self.most if markdown else _HEAD, whole=markdown)
        except OSError as error:
            self.refuse(path, _reason(error))
            return
        if not markdown:
            self.attachments.append(Attachment(SourcePath(path), size, data))
        elif size > self.most:
            values = {"size": _megabytes(size), "limit": _megabytes(self.most)}
            self.problems.append(Problem("P601", CODES["P601"].severity, SourcePath(path), values=values))
        else:
            self.sources.append(Source(SourcePath(path), data))

    def refuse(self, path: str, reason: str) -> None:
        """Say that a file or folder wasn't read."""
        shown = SourcePath(path.encode(errors="surrogateescape").decode(errors="replace"))
        self.problems.append(Problem("P304", CODES["P304"].severity, shown, values={"reason": reason}))


def _contents(path: Path, most: int, *, whole: bool) -> tuple[int, bytes]:
    """Return a file's size and its first ``most`` bytes, or nothing of it when it must be read ``whole`` and is larger.

    What counts is the file that was opened, whatever the folder said a moment ago.
    """
    handle = os.open(path, _FLAGS)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.ENXIO, SPECIAL)
        if whole and status.st_size > most:
            return status.st_size, b""
        wanted = min(status.st_size, most)
        data = os.read(handle, wanted)
        # A read may stop short on some file systems.
        while len(data) < wanted and (more := os.read(handle, wanted - len(data))):
            data += more
        return status.st_size, data
    finally:
        os.close(handle)


def _reason(error: OSError) -> str:
    return {errno.ELOOP: LINKED, errno.ENXIO: SPECIAL, errno.ENAMETOOLONG: TOO_DEEP}.get(error.errno or 0, CLOSED)


def _sayable(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".removesuffix(".0")
