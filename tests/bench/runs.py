"""One build of one site: its cost and what it wrote."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.measure import Measured, measure
from tests.bench.place import weigh

_LAST_LINES = 20  # of a failed build's output
_USUAL = {"PYTHONDONTWRITEBYTECODE": ""}  # Python keeps compiled modules, as it does where nobody asks it not to


class BuildFailedError(Exception):
    """A build ended with another status than 0; the message tells which and how."""


@dataclass(frozen=True)
class Run:
    """One build: its cost; the bytes and the files of its output."""

    cost: Measured
    size: int
    files: int

    def then(self, other: "Run") -> "Run":
        """Add a run that comes after this one, beside its output; memory is that of the larger."""
        peaks = [run.cost.peak_bytes for run in (self, other)]
        peak = max((peak for peak in peaks if peak is not None), default=None)
        cost = Measured(self.cost.wall + other.cost.wall, self.cost.cpu + other.cost.cpu, peak, 0)
        return Run(cost, self.size + other.size, self.files + other.files)


def command(*words: str) -> list[str]:
    """Give the command of Praxis, as installed where this runs."""
    return [sys.executable, "-m", "praxis_build", *words]


def build(command: list[str], folder: Path, output: Path, *, env: Mapping[str, str] | None = None) -> Run:
    """Run a command in a folder, and weigh what it wrote in another.

    Raises:
        BuildFailedError: it ended with another status than 0.

    """
    log = folder.parent / f"{folder.name}.log"
    cost = measure(command, folder, env={**_USUAL, **(env or {})}, log=log)
    if cost.code:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LAST_LINES:]
        message = "\n".join([f"{' '.join(command)} ended with status {cost.code}:", *lines])
        raise BuildFailedError(message)
    return Run(cost, *weigh(output))
