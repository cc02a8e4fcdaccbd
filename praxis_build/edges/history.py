"""The door to git: when each file of the content folders was first and last written.

Renames are not followed and merges change nothing, so that a history read in two parts tells what it tells at once. The
first commit of a history that was cut short is left out: it seems to write every file.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from praxis_build.model.names import SourcePath
from praxis_build.model.source import History, Past

SECONDS = 120
"""How long git may take; without an answer, there is no history."""
_ID = re.compile(r"[0-9a-f]{40,64}")
_COMMIT = re.compile(r"\x01([0-9a-f]{40,64}) (\d{1,12}) (\d{4}-\d\d-\d\d)")
_HEAD = re.compile(r"(true|false)\n([0-9a-f]{40,64})\n")
_LOG = (
    "log", "--topo-order", "--relative", "--no-renames", "--diff-filter=d", "--name-only", "-z",
    "--format=%x01%H %ct %cs",
)  # fmt: skip


def history(root: Path, folders: Sequence[str], since: str = "") -> History:
    """Return what git tells of the content folders of a project since a commit; nothing where there is no git."""
    found = _HEAD.fullmatch(_git(root, "rev-parse", "--is-shallow-repository", "HEAD") or "")
    if not found:
        return History()
    shallow, head = found.groups()
    if head == since:
        return History(head, whole=False)
    more = bool(_ID.fullmatch(since)) and _git(root, "merge-base", "--is-ancestor", since, head) is not None
    told = _git(
        root, "-c", f"log.showRoot={'false' if shallow == 'true' else 'true'}", "-c", "log.showSignature=false",
        *_LOG, f"{since}..{head}" if more else head, "--", *folders,
    )  # fmt: skip
    return History() if told is None else History(head, _pasts(told.split("\0")), whole=not more)


def _pasts(told: Iterable[str]) -> dict[SourcePath, Past]:
    """Read what git's ``log`` told: commits, the last first, each followed by the paths it wrote."""
    pasts: dict[SourcePath, Past] = {}
    wrote: Past | None = None
    for word in told:
        name = word.removeprefix("\n")
        if found := _COMMIT.fullmatch(name):
            commit, at, day = found.groups()
            wrote = Past(day, day, commit, int(at))
        elif name and wrote:
            path = SourcePath(name)
            later = pasts.get(path)
            pasts[path] = later.joined(wrote) if later else wrote
    return pasts


def _git(root: Path, *words: str) -> str | None:
    """Return what git answers, nothing when it can't."""
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, ids of commits and folders of the settings
            ["git", *words],  # noqa: S607 - wherever it is installed
            cwd=root, env=environment, capture_output=True, check=True, timeout=SECONDS,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode(errors="surrogateescape")
