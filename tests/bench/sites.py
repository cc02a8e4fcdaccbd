"""Two looks at a published site: which files a build wrote, and whether two sites are the same."""

import filecmp
import os
from collections.abc import Iterator
from pathlib import Path

MADE = ("site", ".cache", ".site.praxis")  # what a build leaves in a project
Look = dict[str, tuple[int, int]]  # path in the site → what changes when the file is written: inode, nanoseconds


def look(site: Path) -> Look:
    """Note which files are there; a hard link to an old file is that file."""
    return {path: (stat.st_ino, stat.st_mtime_ns) for path, stat in _files(str(site), "")}


def _files(folder: str, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
    if not os.path.isdir(folder):  # noqa: PTH112 - strings: a site has tens of thousands of files
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name, entry.stat(follow_symlinks=False)


def rewritten(before: Look, after: Look) -> int:
    """Count the files that are new or were written again."""
    return sum(before.get(path) != stamp for path, stamp in after.items())


def removed(before: Look, after: Look) -> int:
    """Count the files that are no longer there."""
    return len(before.keys() - after.keys())


def differences(one: Path, other: Path) -> list[str]:
    """List the files that two sites don't have in common, to the byte."""
    paths = look(one).keys() | look(other).keys()
    _, mismatched, missing = filecmp.cmpfiles(one, other, paths, shallow=False)
    return sorted([*mismatched, *missing])
