"""Why a site is not published: the reasons, in the catalogue, and those that are the world's fault."""

import contextlib
import errno
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from praxis_build.model.codes import N_

_SHOWN = 5

STRANGERS = N_("it holds files that Praxis didn't write")
LINK = N_("it is a symbolic link")
FILE = N_("it is a file, not a folder")
SPECIAL = N_("it is not an ordinary file")
CHANGED = N_("it was changed or removed while the site was being built: build again")
MOUNTED = N_("this folder can't be replaced, for instance because a disk is mounted there: choose one inside it")
CUT = N_("pages are missing, empty or cut short: the disk may be full")

_WRITING = {
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk space allowed to this account is used up"),
    errno.EFBIG: N_("a file is larger than the system allows"),
    errno.EROFS: N_("this disk can only be read"),
}
_THERE = {
    errno.EACCES: N_("this account may not write there"),
    errno.EPERM: N_("this account may not write there"),
    errno.EBUSY: MOUNTED,
    errno.EXDEV: MOUNTED,
    errno.ENOENT: CHANGED,
    errno.ENOTDIR: CHANGED,
    errno.ENOTEMPTY: CHANGED,
    errno.EEXIST: CHANGED,
}


class Refused(Exception):  # noqa: N818 - it is an answer, not an error of the program
    """A site can't be published there, and nothing was done.

    ``reason``, in the catalogue, says why, with its ``values``; ``files``, sorted, are in the way.
    """

    def __init__(
        self, target: Path, reason: str, files: tuple[str, ...] = (), values: Mapping[str, str] | None = None
    ) -> None:
        """Refuse to publish in ``target``."""
        self.target, self.reason, self.files, self.values = target, reason, files, dict(values or {})
        shown = [f"  {file}" for file in files[:_SHOWN]]
        told = f"{target}: {reason.format(**self.values)}"
        super().__init__("\n".join((told, *shown, *["  …"] * (len(files) > _SHOWN))))


@contextlib.contextmanager
def worldly(target: Path, ours: Path, hosts: str) -> Iterator[None]:
    """Turn what the world does to a site or to its work folder ``ours`` into ``Refused``; other errors go through.

    Inside the host's own folder, named ``hosts`` in a build's, a file that isn't there is the host's affair.
    """
    try:
        yield
    except OSError as error:
        reason = _reason(error, target, ours, hosts)
        if reason is None:
            raise
        raise Refused(target, reason) from error


def _reason(error: OSError, target: Path, ours: Path, hosts: str) -> str | None:
    """Return the reason, ``None`` when the error isn't about the site."""
    places = [Path(os.fsdecode(name)) for name in (error.filename, error.filename2) if isinstance(name, str | bytes)]
    near = any(place.is_relative_to(folder) for place in places for folder in (target, ours))
    if error.errno in _WRITING and (near or not places):
        return _WRITING[error.errno]
    inside = [place.relative_to(ours).parts for place in places if place.is_relative_to(ours)]
    if error.errno == errno.ENOENT and any(parts[1:2] == (hosts,) != parts[1:] for parts in inside):
        return None
    return _THERE.get(error.errno or 0) if near else None
