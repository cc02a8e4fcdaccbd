"""Quote: a problem with the line of its source."""

import re
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from praxis_build.model.problem import Problem
from praxis_build.model.wording import around

LONGEST = 400
"""Longest part of a line that is quoted, in characters."""
_LINE_END = re.compile(r"\r\n?|\n")


def quoted(problems: Iterable[Problem], text: Callable[[], bytes]) -> tuple[Problem, ...]:
    """Return the problems of one file sorted, those of a line of text with that line; the text is read if need be.

    A long line is cut around the place.
    """
    found = sorted(problems, key=lambda one: one.order)
    if all(problem.excerpt or not problem.values for problem in found):
        return tuple(found)
    lines = _LINE_END.split(text().decode("utf-8-sig", errors="replace"))
    return tuple(_quoted(problem, lines) for problem in found)


def _quoted(problem: Problem, lines: list[str]) -> Problem:
    number = problem.span.line
    if problem.excerpt or not problem.values or number > len(lines):
        return problem
    excerpt, omitted = around(lines[number - 1], problem.at, LONGEST)
    return replace(problem, excerpt=excerpt, omitted=omitted)
