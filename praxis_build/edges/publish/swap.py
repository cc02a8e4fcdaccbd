"""The swap: the next site takes the place of the one online, in one step where the system can."""

import contextlib
import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from praxis_build.edges.publish.refusal import FILE, LINK, Refused
from praxis_build.model.manifest import MANIFEST

BUILD = "build-"
"""What the name of a build's own folder, in the work folder, begins with."""
NEXT = "site"
SPARE = "spare"
_OLD = "old"

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def replace(new: Path, target: Path, work: Path) -> None:
    """Put ``new`` at ``target``; what was there is then at ``new``, or at ``old`` in the work folder.

    At every instant there is a whole site at ``target``, unless the system can't exchange two folders: then there is
    none between two renamings, and ``settle`` mends what was stopped just there.
    """
    if not target.exists():
        new.rename(target)
    elif not exchange(str(new), str(target)):
        target.rename(work / _OLD)
        new.rename(target)


def exchange(one: str, other: str) -> bool:
    """Exchange two folders in one step; tell whether the system could. Raises ``OSError`` when it failed."""
    call = _system_call()
    if call is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), one, None, other)


def _system_call() -> Callable[[bytes, bytes], int] | None:
    """Return the system's call that exchanges two paths, and returns 0 when it did."""
    if sys.platform == "win32":
        return None
    system = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin" and hasattr(system, "renamex_np"):
        return lambda one, other: int(system.renamex_np(one, other, _RENAME_SWAP))
    if hasattr(system, "renameat2"):
        return lambda one, other: int(system.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE))
    return None


def settle(work: Path, target: Path) -> None:
    """Leave in the work folder nothing but a spare, after a build that ended, failed or was killed.

    A site that had been moved away, and not yet replaced, comes back. A whole tree, which is one with its manifest,
    becomes the spare; what was in the making goes.
    """
    old, spare = work / _OLD, work / SPARE
    if _is_folder(old):
        if not os.path.lexists(target):
            old.rename(target)
        else:
            _keep(old, spare)
    for left in list(work.iterdir()):
        if left.name.startswith(BUILD):
            if _is_folder(left):
                _keep(left / NEXT, spare)
            _remove(left)
    _remove(old)


def spare_of(work: Path) -> Path | None:
    """Return where the spare is, if there is one; raises ``Refused`` when something else has its name."""
    spare = work / SPARE
    if not os.path.lexists(spare):
        return None
    if not _is_folder(spare):
        raise Refused(spare, LINK if spare.is_symlink() else FILE)
    return spare


def _keep(tree: Path, spare: Path) -> None:
    if _is_folder(tree) and (tree / MANIFEST).is_file() and not os.path.lexists(spare):
        tree.rename(spare)


def _remove(path: Path) -> None:
    """Remove a file, a link or a folder; a worker of a killed build may still be writing into it."""
    if _is_folder(path):
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
