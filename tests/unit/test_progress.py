"""How far a build is can be seen: by people on a terminal, quietly in a log, and it changes nothing else."""

import io
import sys
from collections.abc import Iterator
from itertools import pairwise

import pytest

from praxis_build.edges.progress import STAGES, Bars, Counted, Lines, Progress, shown

TERMINAL = {"TERM": "xterm-256color"}


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


class Heard(Progress):
    """Remembers what it hears."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.expected: list[int | None] = []
        self.counts: list[int] = []

    def expect(self, count: int | None) -> None:
        """Remember how many were announced."""
        self.expected.append(count)

    def advance(self, count: int) -> None:
        """Remember how many came."""
        self.counts.append(count)


def same(text: str) -> str:
    """Say a phrase in English."""
    return text


def double(number: int) -> int:
    """Work."""
    return number * 2


@pytest.mark.parametrize("count", [0, 1, 15, 16, 17, 500])
def test_counting_changes_nothing(count: int) -> None:
    """Results are those of ``map``, in their order; all of them are counted, and their number is known beforehand."""
    heard = Heard()
    assert list(Counted(map, heard)(double, range(count))) == list(map(double, range(count)))
    assert (heard.expected, sum(heard.counts)) == ([count], count)
    assert len(heard.counts) <= count // 16 + 1


def test_counting_takes_nothing_ahead() -> None:
    """Of a stream, the number is not known, and nothing is drawn before it is wanted."""
    heard, drawn = Heard(), []

    def stream() -> Iterator[int]:
        for number in range(100):
            drawn.append(number)
            yield number

    results = iter(Counted(map, heard)(double, stream()))
    assert (next(results), heard.expected, drawn) == (0, [None], [0])


def test_a_log_has_one_line_a_stage() -> None:
    """Each stage is told once, in order, without a carriage return; steps too short to matter are not told."""
    stream = io.StringIO()
    with Lines(same, stream) as lines:
        for step in ("all", "settings", "disk", "parse", "resolve", "relate", "render", "disk", "publish", "publish"):
            lines.step(step)
        lines.expect(10)
        lines.advance(10)
    assert stream.getvalue().splitlines() == [title for title, _ in STAGES]
    assert "\r" not in stream.getvalue()


def test_a_step_belongs_to_one_stage() -> None:
    """The table of stages names no step twice."""
    steps = [step for _, names in STAGES for step in names]
    assert len(steps) == len(set(steps))


@pytest.mark.parametrize("variable", ["NO_COLOR", "CI"])
def test_bars_are_for_terminals(variable: str) -> None:
    """A file, a dumb terminal, ``NO_COLOR`` and ``CI`` get lines."""
    assert isinstance(shown(same, Terminal(), TERMINAL), Bars)
    assert isinstance(shown(same, Terminal(), {**TERMINAL, variable: ""}), Bars)
    for stream, environment in (
        (io.StringIO(), TERMINAL), (Terminal(), {"TERM": "dumb"}), (Terminal(), {**TERMINAL, variable: "1"}),
    ):  # fmt: skip
        assert type(shown(same, stream, environment)) is Lines


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other ways to draw than these marks")
def test_bars_leave_the_terminal_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bars show the stages and their counts, and what they drew is erased; the cursor comes back."""
    for name, value in {**TERMINAL, "COLUMNS": "80"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    stream = Terminal()
    with shown(same, stream, TERMINAL) as bars:
        bars.step("parse")
        each = bars.counted(map)
        assert list(each(double, list(range(40)))) == list(map(double, range(40)))
        bars.step("render")
        list(each(double, iter(range(40))))
        bars.step("publish")
    drawn = stream.getvalue()
    places = [drawn.index(title) for title, _ in STAGES if title in drawn]
    assert all(before < after for before, after in pairwise(places))
    assert "40/40" in drawn
    assert drawn.count("\x1b[?25l") == drawn.count("\x1b[?25h") == 1
    assert drawn.rstrip("\r").endswith("\x1b[2K")


def test_nobody_looks_nothing_is_counted() -> None:
    """Without bars, work goes straight to those who do it."""
    assert Progress().counted(map) is map
    assert Lines(same, io.StringIO()).counted(map) is map
