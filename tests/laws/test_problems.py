"""Laws of problems: each is known, says everything it should, and points inside the file."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws.grammar import FILES, LAW

from praxis_build.model.codes import CODES
from praxis_build.model.names import SourcePath
from praxis_build.model.problem import Problem
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source, Tree
from praxis_build.pipeline import read

PATHS = ["notes/a.md", "notes/b.md", "communities/b/c.md", "communities/b.md", "notes/people/b.md"]


def holes(text: str) -> set[str]:
    """Return the names of a message's placeholders."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def check(problem: Problem, text: str) -> None:
    """Fail unless a problem of a file can be told."""
    code = CODES[problem.code]
    assert holes(code.what + code.why + code.fix) <= problem.values.keys(), problem
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert 1 <= problem.span.line <= len(lines), problem
    assert 1 <= problem.span.column <= len(lines[problem.span.line - 1]) + 1, problem
    assert problem.span.length >= 1


@settings(LAW, max_examples=120)
@given(st.lists(FILES, min_size=len(PATHS), max_size=len(PATHS)))
def test_every_problem_is_known_and_has_a_place(texts: list[str]) -> None:
    """Its code is in the catalogue, its values fill its message, its span is inside the file."""
    files = dict(zip(PATHS, texts, strict=True))
    tree = Tree(tuple(Source(SourcePath(path), files[path].encode()) for path in sorted(files)))
    problems = read(tree, Settings()).problems
    assert list(problems) == sorted(problems, key=lambda one: one.order)
    for problem in problems:
        check(problem, files[problem.path])


@pytest.mark.parametrize("code", CODES)
def test_every_code_says_what_why_and_how(code: str) -> None:
    """No part of a message is empty."""
    said = CODES[code]
    assert said.what
    assert said.why
    assert said.fix
