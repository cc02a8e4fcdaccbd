"""The door to the disk: everything below the content folders, read once, in one order, and nothing else.

Content is not trusted: no symbolic link is followed, nothing but ordinary files is opened, and a file over its limit is
not read. What is refused becomes a problem; the other files are read.
"""

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import msgspec

from praxis_build.model.codes import CODES, N_
from praxis_build.model.manifest import MANIFEST
from praxis_build.model.names import SourcePath, order
from praxis_build.model.problem import Problem
from praxis_build.model.settings import Settings
from praxis_build.model.source import Attachment, Source, Tree

_MARKDOWN = (".md", ".markdown")
_HEAD = 512
_TICK, _SECOND = 20_000_000, 1_000_000_000
"""Nanoseconds: a file that changed so little before it was read may change again without its time showing it."""
Look = tuple[int, ...]
"""A file's size in bytes, when it was last written in ns (anyone can set that), when it last changed in any way (nobody
can; on Windows, when it was made), and its inode."""
_look: Callable[[os.stat_result], Look] = attrgetter("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
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


class Seen(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as it was read, with the blake2b digest of its bytes.

    ``look`` is empty when it might have changed again in the same instant: its times then say nothing.
    """

    look: Look
    digest: bytes


class Scan(NamedTuple):
    """What a look at the project found: what changed since the last, what can't be read, all the files as they are."""

    tree: Tree
    unread: tuple[Problem, ...]
    seen: dict[SourcePath, Seen]


def read(root: Path, settings: Settings) -> tuple[Tree, tuple[Problem, ...]]:
    """Read every file below the content folders of the project in ``root``; see ``scan``."""
    found = scan(root, settings, {})
    return found.tree, found.unread


def scan(root: Path, settings: Settings, before: Mapping[SourcePath, Seen]) -> Scan:
    """Read the files below the content folders of the project in ``root`` that aren't as they were ``before``.

    What a file says decides; how it looks only tells whether it needs reading. Files are sorted by the code points
    of their path in NFC. Hidden files and folders and caches are passed over. Each file that isn't read is a problem:
    P304, or P601 over ``limits.file_bytes``; a folder that isn't there, P701.
    """
    reading = _Reading(root, settings, before)
    for name in _folders(settings):
        reading.folder(name)
    tree = Tree(
        tuple(sorted(reading.sources, key=lambda source: order(source.path))),
        tuple(sorted(reading.attachments, key=lambda attachment: order(attachment.path))),
        tuple(sorted(before.keys() - reading.seen.keys(), key=order)),
    )
    return Scan(tree, tuple(sorted(reading.problems, key=lambda problem: problem.order)), reading.seen)


def text(root: Path, path: SourcePath, most: int) -> bytes:
    """Return the bytes of one file of the project, none when it can't be read any more."""
    with suppress(OSError):
        return _contents(str(root / path), most, whole=True)[1]
    return b""


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

    def __init__(self, root: Path, settings: Settings, before: Mapping[SourcePath, Seen]) -> None:
        self.root, self.before = root, before
        self.most, self.most_attached = settings.limits.file_bytes, settings.limits.attachment_bytes
        self.began = time.time_ns()
        self.seen: dict[SourcePath, Seen] = {}
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
            if not self.known(SourcePath(path), entry):
                self.file(path)
        else:
            self.refuse(path, SPECIAL)
        return False

    def known(self, path: SourcePath, entry: os.DirEntry[str]) -> bool:
        """Tell whether a file is as it was, going by how it looks."""
        seen = self.before.get(path)
        with suppress(OSError):
            # On Windows, an entry of a folder doesn't know its inode.
            if seen and seen.look == _look(os.lstat(entry.path)):
                self.seen[path] = seen
                return True
        return False

    def file(self, path: str) -> None:
        """Read one file: the whole of a Markdown file, the head of another."""
        markdown = path.lower().endswith(_MARKDOWN)
        try:
            most = self.most if markdown else self.most_attached
            status, data, digest = _contents(f"{self.root}/{path}", most, whole=markdown)
        except OSError as error:
            self.refuse(path, _reason(error))
            return
        if markdown and status.st_size > self.most:
            values = {"size": _megabytes(status.st_size), "limit": _megabytes(self.most)}
            self.problems.append(Problem("P601", CODES["P601"].severity, SourcePath(path), values=values))
            return
        name = SourcePath(path)
        self.seen[name] = Seen(_sure(_look(status), self.began), digest)
        if name in self.before and self.before[name].digest == digest:
            return
        if markdown:
            self.sources.append(Source(name, data))
        else:
            self.attachments.append(Attachment(name, status.st_size, data[:_HEAD], digest.hex()))

    def refuse(self, path: str, reason: str) -> None:
        """Say that a file or folder wasn't read."""
        shown = SourcePath(path.encode(errors="surrogateescape").decode(errors="replace"))
        self.problems.append(Problem("P304", CODES["P304"].severity, shown, values={"reason": reason}))


def _contents(path: str, most: int, *, whole: bool) -> tuple[os.stat_result, bytes, bytes]:
    """Return what a file is, its bytes and their digest.

    A file over ``most`` bytes isn't read when it is wanted ``whole``, else its head is, and the digest is of that.
    What counts is the file that was opened, whatever the folder said a moment ago.
    """
    handle = os.open(path, _FLAGS)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.ENXIO, SPECIAL)
        large = status.st_size > most
        wanted = (0 if whole else _HEAD) if large else status.st_size
        data = os.read(handle, wanted)
        # A read may stop short on some file systems.
        while len(data) < wanted and (more := os.read(handle, wanted - len(data))):
            data += more
        size = b"%d" % status.st_size if large else b""
        return status, data, blake2b(data + size, digest_size=16).digest()
    finally:
        os.close(handle)


def _sure(look: Look, began: int) -> Look:
    """Return a look, or an empty one when the file may change again without its times showing it."""
    last = max(look[1:3])
    tick = _TICK if last % _SECOND else 2 * _SECOND  # some file systems count in pairs of seconds
    return look if min(look) >= 0 and last + tick < began else ()


def _reason(error: OSError) -> str:
    return {errno.ELOOP: LINKED, errno.ENXIO: SPECIAL, errno.ENAMETOOLONG: TOO_DEEP}.get(error.errno or 0, CLOSED)


def _sayable(path: str) -> bool:
    with suppress(UnicodeEncodeError):
        return bool(path.encode())
    return False


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".removesuffix(".0")
