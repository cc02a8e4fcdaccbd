"""Publishing: a site is built beside the one that is online, then takes its place; what others put there is safe.

Beside a site in ``site/`` stands, during a build, ``.site.praxis/`` with ``new/`` (the staging folder), ``old/`` (the
site that was replaced) and ``lock``. A build that fails or is killed leaves the old site whole; the next one cleans up.

``Refused``: nothing was done, because it could have destroyed somebody's files.
"""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from praxis_build.model.codes import N_
from praxis_build.model.manifest import MANIFEST, listed, listing
from praxis_build.model.page import Artifact, Copy

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no such lock: two builds at once are then not recognised
    fcntl = None  # type: ignore[assignment]

_SHOWN = 5
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


class Refused(Exception):  # noqa: N818 - it is an answer, not an error of the program
    """A site can't be published there: ``reason``, in the catalogue, says why; ``files``, sorted, are in the way."""

    def __init__(self, target: Path, reason: str, files: tuple[str, ...] = ()) -> None:
        """Refuse to publish in ``target``."""
        shown = [f"  {file}" for file in files[:_SHOWN]]
        super().__init__("\n".join((f"{target}: {reason}", *shown, *["  …"] * (len(files) > _SHOWN))))
        self.target, self.reason, self.files = target, reason, files


class Staging:
    """A site being built in ``path``: what is written here is published whole, or not at all."""

    def __init__(self, path: Path) -> None:
        """Start in an empty folder."""
        self.path, self._root = path, str(path)
        self._folders = {""}

    def write(self, artifact: Artifact) -> None:
        """Write a file of the site, over one of the same path."""
        handle = os.open(self._place(artifact.path), _FLAGS, 0o644)
        try:
            rest = memoryview(artifact.data)
            while rest:
                rest = rest[os.write(handle, rest) :]
        finally:
            os.close(handle)

    def copy(self, copy: Copy, root: Path) -> None:
        """Copy a file of the project in ``root`` into the site; a symbolic link is not followed."""
        source = root / copy.source
        if source.is_symlink():
            raise Refused(source, N_("it is a symbolic link"))
        shutil.copyfile(source, self._place(copy.path), follow_symlinks=False)

    def _place(self, path: str) -> str:
        """Return where a path of the site lies, with its folder made; each folder is checked and made once.

        Raises ``ValueError`` for a path that leads out of the site: every caller has checked its paths long before.
        """
        folder, slash, name = path.rpartition("/")
        known = folder in self._folders and (folder or not slash)
        if not all(map(_plain, [name] if known else path.split("/"))):
            raise ValueError(path)
        if not known:
            self._make(folder)
        return f"{self._root}/{path}"

    def _make(self, folder: str) -> None:
        """Make a folder and those above it; the host may have made some before."""
        above = folder.rpartition("/")[0]
        if above not in self._folders:
            self._make(above)
        with contextlib.suppress(FileExistsError):
            os.mkdir(f"{self._root}/{folder}")  # noqa: PTH102 - a site has thousands: a Path would cost more than it
        self._folders.add(folder)


def _plain(part: str) -> bool:
    """Tell whether a component of a path names something inside its own folder."""
    return part not in ("", ".", "..") and "\0" not in part and os.sep not in part


@contextlib.contextmanager
def publishing(target: Path, root: Path, content: tuple[str, ...] = ()) -> Iterator[Staging]:
    """Give a staging folder, and publish it in ``target`` when the block ends well.

    ``root`` is the project and ``content`` its content folders, relative to it: a site inside them would be read as
    notes. Raises ``Refused`` before anything is written if the target is not a place for a site, holds files that no
    build wrote, or is being built by another process. If the block raises, the old site stays as it was.
    """
    target = Path(os.path.realpath(target))
    _check(target, Path(os.path.realpath(root)), content)
    work = target.parent / f".{target.name}.praxis"
    with _locked(work, target):
        _tidy(work, target)
        _refuse_strangers(target)
        staging = Staging(work / "new")
        staging.path.mkdir()
        try:
            yield staging
            _seal(staging.path)
            # Somebody may have put a file into the old site while the new one was being built.
            _refuse_strangers(target)
            _swap(work, target)
        finally:
            for name in ("new", "old"):
                shutil.rmtree(work / name, ignore_errors=True)


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
        raise Refused(target, N_("it is a file, not a folder"))


@contextlib.contextmanager
def _locked(work: Path, target: Path) -> Iterator[None]:
    """Hold the lock of a site: the system frees it when the process ends, however it ends."""
    while True:
        work.mkdir(parents=True, exist_ok=True)
        lock = work / "lock"
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if fcntl:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise Refused(target, N_("another build is writing this site")) from None
        # The build that held it may have removed the file between our opening it and our locking it: then start again.
        if lock.exists() and os.path.samestat(os.fstat(handle), lock.stat()):
            break
        os.close(handle)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            lock.unlink()
            work.rmdir()
        if fcntl:
            # A worker process may still hold a copy of the handle, and with it the lock.
            fcntl.flock(handle, fcntl.LOCK_UN)
        os.close(handle)


def _tidy(work: Path, target: Path) -> None:
    """Clean up after a killed build; a site that it had moved away, and not yet replaced, comes back."""
    if (work / "old").exists() and not target.exists():
        (work / "old").rename(target)
    for name in ("new", "old"):
        if (work / name).exists():
            shutil.rmtree(work / name)


def _refuse_strangers(target: Path) -> None:
    """Raise ``Refused`` if a folder holds files that its manifest doesn't list."""
    if not target.is_dir():
        return
    manifest = target / MANIFEST
    known = listed(manifest.read_bytes()) if manifest.is_file() else frozenset()
    strangers = sorted(set(_files(target)) - known - {MANIFEST})
    if strangers:
        raise Refused(target, N_("it holds files that Praxis didn't write"), tuple(strangers))


def _files(folder: Path) -> Iterator[str]:
    """Name every file below a folder, relative to it, with ``/``; links are named, not followed."""
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        with os.scandir(f"{folder}/{prefix}") as found:
            for entry in found:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{prefix}{entry.name}/")
                else:
                    yield prefix + entry.name


def _seal(staging: Path) -> None:
    """Check that a site is whole, and write its manifest."""
    files = list(_files(staging))
    root = str(staging)
    empty = [name for name in files if name.endswith(".html") and not os.stat(f"{root}/{name}").st_size]  # noqa: PTH116
    if empty:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), empty[0])
    (staging / MANIFEST).write_bytes(listing(files))


def _swap(work: Path, target: Path) -> None:
    if target.exists():
        target.rename(work / "old")
    try:
        (work / "new").rename(target)
    except OSError:
        if (work / "old").exists():
            (work / "old").rename(target)
        raise
