"""What a command costs: wall time, processor time and memory, with all the processes that it starts.

Memory is the sum over the process tree of the proportional set size (PSS: a page shared by n processes counts for
1/n in each), read from `/proc` ten times a second; where a process doesn't let its PSS be read, its resident size
counts instead. So it does for a tree of one process, which shares with nobody: the system walks through all of a
process's memory to find its PSS, and holds it up meanwhile. For the same reason looks are rarer when they take long.
That needs Linux: elsewhere `peak_bytes` is None. Processor time needs a POSIX system.
"""

import os
import resource
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PERIOD = 0.1  # seconds between two looks at memory, at least
_SHARE = 0.05  # of the time, at most, goes to looking
_PROC = Path("/proc")


@dataclass(frozen=True)
class Measured:
    """The cost of one run.

    Attributes:
        wall: seconds from start to end.
        cpu: seconds of processor, user and system, of the command and of every descendant that was waited for.
        peak_bytes: the largest memory of the whole tree that a look saw; a shorter spike is missed. None off Linux.
        code: the exit status; negative if a signal ended the command.

    """

    wall: float
    cpu: float
    peak_bytes: int | None
    code: int


class _Peak(threading.Thread):
    """Looks at the memory of a process tree until told to stop, and remembers the largest."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.bytes = 0
        self._root = root
        self._stopped = threading.Event()

    def run(self) -> None:
        """Look at once, then once per period."""
        while True:
            start = time.perf_counter()
            pids = _tree(self._root)
            look = _memory if len(pids) > 1 else _resident
            self.bytes = max(self.bytes, sum(map(look, pids)))
            if self._stopped.wait(max(_PERIOD, (time.perf_counter() - start) / _SHARE)):
                return

    def stop(self) -> None:
        """Stop looking."""
        self._stopped.set()
        self.join()


def measure(
    command: list[str], cwd: Path, *, env: Mapping[str, str] | None = None, log: Path | None = None
) -> Measured:
    """Run a command to its end and measure it.

    Args:
        command: the program and its arguments; no shell.
        cwd: the folder to run it in.
        env: variables to add to this process's own.
        log: the file that receives what the command prints, errors included; by default it prints here.

    Returns:
        Its cost. A command that fails is measured too: look at `code`.

    Raises:
        OSError: the command cannot be started.

    """
    with Path(log or os.devnull).open("wb") as file:
        output = file if log else None
        before, start = _children_cpu(), time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, env={**os.environ, **(env or {})}, stdout=output, stderr=output)
        peak = _Peak(process.pid) if sys.platform == "linux" else None
        if peak:
            peak.start()
        code = process.wait()
        wall, cpu = time.perf_counter() - start, _children_cpu() - before
        if peak:
            peak.stop()
    return Measured(wall, cpu, peak.bytes if peak else None, code)


def _children_cpu() -> float:
    """Give the seconds of processor of all children waited for until now, and of theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _tree(root: int) -> list[int]:
    """List a process and its descendants; those whose parent has ended belong to no tree."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for folder in _PROC.iterdir():
        if folder.name.isdecimal() and (parent := _parent(folder)) is not None:
            children[parent].append(int(folder.name))
    found = [root]
    for pid in found:  # grows while it is read
        found += children[pid]
    return found


def _parent(folder: Path) -> int | None:
    """Give a process's parent, None if it has just ended."""
    try:
        stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return int(stat.rpartition(")")[2].split()[1])  # the name, between parentheses, may hold anything


def _memory(pid: int) -> int:
    """Give a process's proportional set size in bytes, else its resident size, else 0 when it has ended."""
    try:
        for line in (_PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    return _resident(pid)


def _resident(pid: int) -> int:
    """Give a process's resident size in bytes, else 0 when it has ended."""
    try:
        return int((_PROC / str(pid) / "statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    except OSError:
        return 0
