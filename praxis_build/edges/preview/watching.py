"""Watching files: what changed on disk, a few hundredths of a second after."""

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

_STEP, _LONGEST, _IDLE = 10, 50, 100
"""Milliseconds: a batch ends after a step without a change, or at its longest; roots are looked at when idle."""
_PASSED_OVER = re.compile(
    r"^\.|~$|^~\$|^#.*#$|^4913$|^node_modules$|^__pycache__$|___jb_\w+___$|\.(sw[a-z]|tmp|temp|bak|part|crdownload)$",
    re.IGNORECASE,
)
"""Names of what isn't content: hidden files, caches, and what editors and browsers write for themselves."""


def changes(paths: Sequence[Path], stop: Event) -> Iterator[set[str] | None]:
    """Yield the absolute paths of what changed below folders, or of files, until ``stop`` is set.

    ``None`` means that anything may have changed: it comes first, as soon as all is watched, and whenever the system
    lost count. What doesn't exist yet, goes away, or is replaced, as editors do with a file, is watched when it is
    there again.
    """
    roots = [path.resolve() for path in paths]
    wanted, anything, polling = _filter(roots), True, False
    missed: set[str] = set()
    while not stop.is_set():
        there, started = _there(roots), False
        try:
            with closing(_batches(there, wanted, stop, polling=polling)) as batches:
                for batch in batches:
                    started = True
                    missed |= {path for _, path in batch} | {str(root) for root in there ^ _there(roots)}
                    if there != _there(roots) or any((Change.deleted, str(root)) in batch for root in there):
                        break
                    if anything or missed:
                        yield None if anything else missed
                    anything, missed = False, set()
        except (OSError, RuntimeError):
            # A name that isn't Unicode ends a watch. One that can't even start is short of the system's watches.
            if polling and not started:
                raise
            anything, polling = True, polling or not started


def _batches(
    there: frozenset[Path], wanted: Callable[[Change, str], bool], stop: Event, *, polling: bool
) -> Generator[set[tuple[Change, str]], None, None]:
    return watch(
        *there, watch_filter=wanted, debounce=_LONGEST, step=_STEP, stop_event=stop, rust_timeout=_IDLE,
        yield_on_timeout=True, force_polling=polling or None, ignore_permission_denied=True,
    )  # fmt: skip


def _there(roots: Sequence[Path]) -> frozenset[Path]:
    return frozenset(root for root in roots if root.exists())


def _filter(roots: Sequence[Path]) -> Callable[[Change, str], bool]:
    """Return what tells content from the rest, whatever the folders above a root are called."""

    def wanted(_: Change, name: str) -> bool:
        path = Path(name)
        above = next((root for root in roots if path.is_relative_to(root)), path.parent)
        return not any(_PASSED_OVER.search(part) for part in path.relative_to(above).parts)

    return wanted
