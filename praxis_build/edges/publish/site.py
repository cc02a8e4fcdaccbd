"""The site that is online, as a build finds it: what Praxis published there, and what is surely still so."""

import os
import stat
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple

from praxis_build.edges.publish import notes as note
from praxis_build.edges.publish.refusal import CHANGED, STRANGERS, Refused
from praxis_build.edges.publish.survey import NOTHING, Survey, contents, digests, reread, same, survey
from praxis_build.model.manifest import MANIFEST, listed


class Site(NamedTuple):
    """A published folder: what its manifest lists, what it holds, and what is surely as listed (``known``).

    ``listed`` is ``None`` where there is no manifest. ``noted`` tells whether all is as it was noted.
    """

    folder: Path
    listed: dict[str, str] | None
    survey: Survey
    known: dict[str, str]
    noted: bool = False


def find(folder: Path, notes: note.Notes, sure: int) -> Site:
    """Look at a site, which may not be there yet; raises ``Refused`` if it holds files that Praxis didn't write.

    A file whose size and time are as noted has its listed digest; others are read. With notes, only the files of the
    site are looked at: what others have put into its folders meanwhile is for ``find_again``.
    """
    if not folder.is_dir():
        return Site(folder, None, NOTHING, {})
    told = published(folder)
    noted = note.of(notes, folder, told)
    try:
        seen, unsure = reread(str(folder), noted, sure)
    except OSError:
        seen, unsure = NOTHING, []
    if seen is NOTHING:
        seen = survey(str(folder), sure=sure)
        unsure = [file for file, look in seen.files.items() if look != noted.files.get(file)]
    _refuse(folder, seen.files.keys() - (told or {}).keys())
    known = dict(told) if told and all(told.values()) else {}
    for file in known.keys() - seen.files.keys():
        del known[file]
    for file, code in digests(str(folder), filter(known.__contains__, unsure)).items():
        if code != known[file]:
            del known[file]
    return Site(folder, told, seen, known, noted=seen is noted)


def published(folder: Path) -> dict[str, str] | None:
    """Return what a folder's manifest lists, from each path to its digest; ``None`` if it has none."""
    path = folder / MANIFEST
    data = contents(path) if path.is_file() else None
    return None if data is None else listed(data)


def look_again(folder: Path, before: Survey, sure: int) -> Survey:
    """Look at a folder where all files were Praxis's; raises ``Refused`` if somebody has put others in."""
    seen = survey(str(folder), before, sure)
    if new := seen.files.keys() - before.files.keys():
        _refuse(folder, new - (published(folder) or {}).keys())
    return seen


def find_again(site: Site, kept: AbstractSet[str], sure: int) -> Survey:
    """Look at the site just before it is replaced; raises ``Refused`` if somebody put files in, or changed ``kept``.

    A site that was taken away is nothing to protect.
    """
    if not os.path.lexists(site.folder):
        return NOTHING
    if not stat.S_ISDIR(site.folder.lstat().st_mode):
        raise Refused(site.folder, CHANGED)
    seen = look_again(site.folder, site.survey, sure)
    now, before = seen.files, site.survey.files
    others = [file for file in kept if now.get(file) is not before[file]]
    if any(file not in now or not same(now[file], before[file]) for file in others):
        raise Refused(site.folder, CHANGED)
    return seen


def _refuse(folder: Path, others: AbstractSet[str]) -> None:
    strangers = others - {MANIFEST}
    if strangers:
        raise Refused(folder, STRANGERS, tuple(sorted(strangers)))
