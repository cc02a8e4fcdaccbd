"""The pen: it writes new files of a site, in any process."""

import contextlib
import os
from functools import lru_cache

import msgspec

from praxis_build.edges.publish.survey import file_digest
from praxis_build.model.artifact import Artifact
from praxis_build.model.manifest import Written, digest

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


class Pen(msgspec.Struct, frozen=True):
    """Writes files below a folder: ``Staging.fresh``. It travels to other processes, which write there too."""

    folder: str

    def __call__(self, artifact: Artifact) -> Written:
        """Write a file, over one of the same path; the staging that owns the folder must then be told: ``add``."""
        self.write(artifact.path, artifact.data)
        return Written(artifact.path, digest(artifact.data), len(artifact.data))

    def write(self, path: str, data: bytes) -> None:
        """Write ``data``, all of it, or raise ``OSError``, which names the file."""
        place = self.place(path)
        handle = os.open(place, _FLAGS, 0o644)
        try:
            _pour(handle, data, place)
        finally:
            os.close(handle)

    def copy(self, source: str, path: str) -> Written:
        """Copy an ordinary file; what is told is what was copied, whatever happens to it meanwhile."""
        place = self.place(path)
        handle = os.open(place, _FLAGS, 0o644)
        try:
            code, size = file_digest(source, lambda chunk: _pour(handle, chunk, place))
        finally:
            os.close(handle)
        return Written(path, code, size)

    def place(self, path: str) -> str:
        """Return where a path lies, with its folder made; each folder is checked and made once by each process.

        Raises ``ValueError`` for a path that leads out: every caller has checked its paths long before.
        """
        folder, slash, name = path.rpartition("/")
        made = _made(self.folder)
        known = folder in made and (folder or not slash)
        if not all(map(_plain, [name] if known else path.split("/"))):
            raise ValueError(path)
        if not known:
            self._make(folder, made)
        return f"{self.folder}/{path}"

    def _make(self, folder: str, made: set[str]) -> None:
        """Make a folder and those above it; another process may have made some before."""
        above = folder.rpartition("/")[0]
        if above not in made:
            self._make(above, made)
        with contextlib.suppress(FileExistsError):
            os.mkdir(f"{self.folder}/{folder}")  # noqa: PTH102 - a site has thousands: a Path would cost more than it
        made.add(folder)


def _pour(handle: int, data: bytes, place: str) -> None:
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[os.write(handle, rest) :]
    except OSError as error:
        error.filename = place
        raise


@lru_cache(maxsize=1)
def _made(folder: str) -> set[str]:
    """Return which folders this process has made below ``folder``: a value that grows, one for each build."""
    del folder
    return {""}


def _plain(part: str) -> bool:
    """Tell whether a component of a path names something inside its own folder."""
    return part not in ("", ".", "..") and "\0" not in part and os.sep not in part
