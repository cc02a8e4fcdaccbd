"""Where the bench works: a folder in memory when there is room, so that no disk is measured."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - Linux's file system in memory; the folder made in it has a name of its own
_NEEDED = 250_000  # bytes a note, all sites and copies together
_BASE = 1_000_000_000  # bytes, whatever the number of notes: the tools


@contextmanager
def workplace(asked: Path | None, notes: int, *, keep: bool = False) -> Iterator[Path]:
    """Make a folder for the bench of so many notes, and clean up after it.

    Args:
        asked: the folder to make it in; by default in memory if it has room, else the system's folder for such things.
        notes: of the largest project.
        keep: leave everything there, and say where.

    """
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > _BASE + notes * _NEEDED
    above = asked or (MEMORY if roomy else None)
    folder = Path(tempfile.mkdtemp(prefix="praxis-bench-", dir=above))
    try:
        yield folder
    finally:
        if keep:
            print(f"Kept in {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def clear(*paths: Path) -> None:
    """Remove folders, there or not."""
    for path in paths:
        shutil.rmtree(path, ignore_errors=True)


def weigh(folder: Path) -> tuple[int, int]:
    """Give the size in bytes and the number of the files of a folder."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(sizes), len(sizes)
