"""Progress: how far a command is, on the error output: bars on a terminal, a line a stage elsewhere, or nothing.

It learns of each step by its name, and of results by counting those that pass through ``each``.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from types import TracebackType
from typing import Any, Self, TextIO

from praxis_build.model.codes import N_
from praxis_build.model.wording import Gettext

Each = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""The shape of ``map`` over one iterable."""

STAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Reading…"), ("disk", "knowledge", "parse")),
    (N_("Linking…"), ("collect", "resolve", "relate")),
    (N_("Making pages…"), ("index", "compose", "render", "pages", "data")),
    (N_("Publishing…"), ("publish",)),
)
"""What people read, and the steps it stands for; other steps are too short to be told."""
_NUMBERS = {step: number for number, (_, steps) in enumerate(STAGES) for step in steps}
_EVERY = 16
"""Results counted before a bar hears of them."""
_PERIOD = 0.1
"""Seconds between two drawings of the bars."""


class Progress:
    """Says nothing; it is also the shape of what does."""

    def __enter__(self) -> Self:
        """Start."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the terminal as it was."""

    def step(self, name: str) -> None:
        """Hear that a step begins."""

    def expect(self, count: int | None) -> None:
        """Hear how many results will come, ``None`` when nobody knows."""

    def advance(self, count: int) -> None:
        """Hear that so many results came."""

    def counted(self, each: Each) -> Each:
        """Return ``each`` with its results counted, when that serves somebody."""
        return each


class Lines(Progress):
    """Writes one line as each stage begins."""

    def __init__(self, gettext: Gettext, stream: TextIO) -> None:
        """Write to a stream."""
        self._gettext, self._stream = gettext, stream
        self._stage = -1

    def step(self, name: str) -> None:
        """Tell a stage once; none is told after a later one."""
        number = _NUMBERS.get(name, -1)
        if number > self._stage:
            self._stage = number
            self.stage(self._gettext(STAGES[number][0]))

    def stage(self, title: str) -> None:
        """Tell that a stage begins."""
        print(title, file=self._stream, flush=True)


class Bars(Lines):
    """Draws a bar a stage, and takes them away at the end. Nothing is drawn by another thread: processes may fork."""

    def __init__(self, gettext: Gettext, stream: TextIO) -> None:
        """Draw on a terminal."""
        super().__init__(gettext, stream)
        from rich import console, progress  # noqa: PLC0415 - only a terminal needs it

        columns = (
            progress.TextColumn("{task.description}", markup=False), progress.BarColumn(),
            progress.MofNCompleteColumn(), progress.TimeElapsedColumn(),
        )  # fmt: skip
        self._bars = progress.Progress(
            *columns, console=console.Console(file=stream), transient=True, auto_refresh=False
        )
        self._task: progress.TaskID | None = None
        self._done, self._drawn = 0, 0.0

    def __enter__(self) -> Self:
        """Take the bottom of the terminal."""
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the terminal back."""
        self._bars.stop()

    def stage(self, title: str) -> None:
        """Fill the bar before, and begin one."""
        if self._task is not None:
            self._bars.update(self._task, total=max(1, self._done), completed=max(1, self._done))
            self._bars.stop_task(self._task)
        self._done = 0
        self._task = self._bars.add_task(title, total=None)
        self._draw()

    def expect(self, count: int | None) -> None:
        """Set the length of the bar."""
        if self._task is not None:
            self._bars.update(self._task, total=None if count is None else self._done + count)

    def advance(self, count: int) -> None:
        """Lengthen the bar; it is drawn from time to time."""
        self._done += count
        if self._task is not None and time.monotonic() - self._drawn > _PERIOD:
            self._bars.update(self._task, completed=self._done)
            self._draw()

    def counted(self, each: Each) -> Each:
        """Return ``each`` with its results counted."""
        return Counted(each, self)

    def _draw(self) -> None:
        self._bars.refresh()
        self._drawn = time.monotonic()


class Counted:
    """``each``, whose results are counted as they come."""

    def __init__(self, each: Each, progress: Progress) -> None:
        """Count for a progress."""
        self._each, self._progress = each, progress
        self.here = bool(getattr(each, "here", False))
        self.stop: Callable[[], object] = getattr(each, "stop", bool)
        knowing = getattr(each, "knowing", None)
        self.knowing = Counted(knowing, progress) if knowing else None

    def __call__(self, work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        """Yield what ``each`` does."""
        self._progress.expect(len(items) if isinstance(items, Sized) else None)
        count = 0
        for result in self._each(work, items):
            yield result
            count += 1
            if count == _EVERY:
                self._progress.advance(count)
                count = 0
        self._progress.advance(count)


def shown(gettext: Gettext, stream: TextIO, environment: Mapping[str, str] = os.environ) -> Progress:
    """Return bars for a terminal that can show them, else lines.

    ``NO_COLOR``, ``TERM=dumb`` and ``CI`` ask for lines. Source: https://no-color.org.
    """
    plain = environment.get("NO_COLOR") or environment.get("CI") or environment.get("TERM") == "dumb"
    return Bars(gettext, stream) if stream.isatty() and not plain else Lines(gettext, stream)
