"""Notes from one build to the next: how the site and the spare looked. They only spare reading files anew.

Notes count for a folder only as long as it is the same one, unmoved, unrestored, and with the same manifest. They are
data: lost, cut or forged notes cost time.
"""

import contextlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from praxis_build.edges.publish.survey import NOTHING, Survey, contents
from praxis_build.model.manifest import MANIFEST

NOTES = "notes"
_FORM = "praxis-notes-1"


Identity = tuple[int, ...]
"""Device, inode, and time of the last move or change, which nobody can set: of a folder, and of its manifest."""


class Noted(msgspec.Struct, frozen=True, array_like=True):
    """A folder's identity, and how it looked."""

    identity: Identity
    survey: msgspec.Raw


class Notes(msgspec.Struct, frozen=True, array_like=True):
    """What is noted of all folders."""

    form: str = _FORM
    folders: tuple[Noted, ...] = ()


def of(notes: Notes, folder: Path, listed: Mapping[str, str] | None) -> Survey:
    """Return what was noted of a folder, nothing if it isn't there, is another one, or hasn't the files it lists."""
    identity = _identity(folder)
    for noted in notes.folders:
        if identity and noted.identity == identity:
            with contextlib.suppress(msgspec.MsgspecError, ValueError):
                survey = msgspec.msgpack.decode(noted.survey, type=Survey)
                return survey if listed is not None and survey.files.keys() == listed.keys() | {MANIFEST} else NOTHING
    return NOTHING


def load(work: Path) -> Notes:
    """Read the notes in a work folder; none if they can't be read."""
    try:
        data = contents(work / NOTES)
        read = msgspec.msgpack.decode(data, type=Notes) if data else Notes()
    except (OSError, msgspec.MsgspecError, ValueError):
        return Notes()
    return read if read.form == _FORM else Notes()


def save(work: Path, notes: Notes, surveys: Mapping[Path, Survey | None]) -> None:
    """Note how folders look, ``None`` for one that is as in ``notes``. Without room for it, there are no notes."""
    new = work / f"{NOTES}.new"
    before = {noted.identity: noted for noted in notes.folders}
    folders = []
    try:
        for folder, survey in surveys.items():
            identity = _identity(folder)
            if survey:
                folders.append(Noted(identity, msgspec.Raw(msgspec.msgpack.encode(survey))))
            elif identity in before:
                folders.append(before[identity])
        new.unlink(missing_ok=True)
        with new.open("xb") as file:
            file.write(msgspec.msgpack.encode(Notes(folders=tuple(folders))))
        new.replace(work / NOTES)
    except (OSError, ValueError, OverflowError):
        for path in (new, work / NOTES):
            with contextlib.suppress(OSError):
                path.unlink()


def _identity(folder: Path) -> Identity:
    """Return a folder's identity, nothing if it has no manifest."""
    try:
        both = folder.lstat(), (folder / MANIFEST).lstat()
    except OSError:
        return ()
    return tuple(part for status in both for part in (status.st_dev, status.st_ino, status.st_ctime_ns))
