"""Quote: a problem with the line of its source."""

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from praxis_build.model.problem import Problem

LONGEST = 400
"""Longest line that is quoted, in characters."""


def quoted(problems: Iterable[Problem], text: Callable[[], bytes]) -> tuple[Problem, ...]:
    """Return the problems of one file sorted, those of a line of text with that line; the text is read if need be."""
    found = sorted(problems, key=lambda one: one.order)
    if all(problem.excerpt or not problem.values for problem in found):
        return tuple(found)
    lines = text().decode("utf-8-sig", errors="replace").splitlines()
    return tuple(_quoted(problem, lines) for problem in found)


def _quoted(problem: Problem, lines: list[str]) -> Problem:
    number = problem.span.line
    if problem.excerpt or not problem.values or number > len(lines):
        return problem
    return replace(problem, excerpt=lines[number - 1][:LONGEST])
