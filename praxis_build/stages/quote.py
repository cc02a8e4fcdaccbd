"""Quote: each problem with the line of its source, in the order of a report."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from praxis_build.model.names import SourcePath
from praxis_build.model.problem import Problem
from praxis_build.model.source import Source

LONGEST = 400
"""Longest line that is quoted, in characters."""


def quoted(problems: Iterable[Problem], sources: Sequence[Source]) -> tuple[Problem, ...]:
    """Return the problems sorted, those of a line of text with that line; each file concerned is read once."""
    data = {source.path: source.data for source in sources}
    lines: dict[SourcePath, list[str]] = {}
    found = []
    for problem in sorted(problems, key=lambda one: one.order):
        path = problem.path
        if problem.excerpt or path not in data or not problem.values:
            found.append(problem)
            continue
        if path not in lines:
            lines = {path: data[path].decode("utf-8-sig", errors="replace").splitlines()}
        number = problem.span.line
        text = lines[path][number - 1][:LONGEST] if number <= len(lines[path]) else ""
        found.append(replace(problem, excerpt=text))
    return tuple(found)
