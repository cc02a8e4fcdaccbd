"""A problem is told with the line it stands in, or the part of it around its place when the line is long."""

from gettext import NullTranslations
from typing import Any

import pytest

from praxis_build.edges import report
from praxis_build.edges.preview.news import Edition
from praxis_build.edges.preview.telling import told as shown_over_a_page
from praxis_build.model.names import SourcePath
from praxis_build.model.problem import Problem, Severity, Span
from praxis_build.stages.quote import LONGEST, quoted

LINK = "[[corvée de tomates]]"
PLACE = SourcePath("notes/été.md")


def red(column: int, line: int = 1, length: int = len(LINK)) -> Problem:
    """Return a link that leads nowhere."""
    return Problem("P401", Severity.WARNING, PLACE, Span(line, column, length), {"target": "corvée de tomates"})


def told(problem: Problem, text: str) -> Problem:
    """Return a problem of a text with the line it stands in."""
    (found,) = quoted([problem], text.encode)
    return found


def over_a_page(problem: Problem) -> dict[str, Any]:
    """Return what the preview says of a problem."""
    return shown_over_a_page(Edition(1, (problem,)), PLACE, NullTranslations(), lambda _: "")


@pytest.mark.parametrize("before", [0, 3, 199, 200, 201, 399, 400, 1000, 100_000])
@pytest.mark.parametrize("after", [0, 3, 199, 200, 1000])
def test_the_place_is_always_in_what_is_quoted(before: int, after: int) -> None:
    """Wherever it is in the line, a caret of the report and the preview show that very place."""
    found = told(red(before + 1), "é" * before + LINK + "à" * after)
    assert len(found.excerpt) <= LONGEST
    assert found.excerpt.startswith("…") == (found.omitted > 0)
    assert found.excerpt[found.at :].startswith(LINK)
    (said,) = over_a_page(found)["problems"]
    assert said["excerpt"][1] == LINK
    (paragraph,) = report.text([found], str)
    shown, carets = (line.partition("│ ")[2] for line in paragraph.split("\n") if "│" in line)
    assert shown[carets.index("^") :].startswith(LINK)
    assert carets.count("^") == len(LINK)


def test_a_line_that_is_not_long_is_quoted_whole() -> None:
    """Without a mark of a cut."""
    assert told(red(6), "Voir " + LINK + ".").excerpt == "Voir " + LINK + "."


@pytest.mark.parametrize("text", ["…" * 500, "a" * 800 + "…", "x" * 399])
def test_marks_of_a_cut_are_where_something_is_left_out(text: str) -> None:
    """At the beginning, at the end, or both; the last character of a line is never hidden by a mark."""
    for column in (1, len(text) // 2, len(text)):
        found = told(red(column, length=1), text)
        end = found.omitted + len(found.excerpt)
        assert found.excerpt[1:-1] == text[found.omitted + 1 : end - 1]
        assert found.excerpt[0] == ("…" if found.omitted else text[0])
        assert found.excerpt[-1] == ("…" if end < len(text) else text[-1])


@pytest.mark.parametrize("odd", ["\u2028", "\x0b", "\x0c", "\x85", "\x1c"])
def test_lines_are_those_of_a_file(odd: str) -> None:
    """A character that some programs take for the end of a line is one like any other."""
    assert told(red(1, line=2), f"Un{odd}deux\r\n{LINK}\n").excerpt == LINK
    assert told(red(1, line=2), f"Un{odd}deux\r{LINK}\r").excerpt == LINK
