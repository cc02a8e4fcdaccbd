"""The case files beside this one are the tests; a case fails when anything it states is not so."""

from pathlib import Path
from pprint import pformat

import pytest
from cases.proof import check
from cases.suite import Block, Case, Malformed, cases, settings_of, tree_of

from praxis_build.model.names import SourcePath
from praxis_build.pipeline import read

HERE = Path(__file__).parent
CASES = [
    pytest.param(case, id=f"{path.stem}: {case.title}") for path in sorted(HERE.glob("*.md")) for case in cases(path)
]


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case) -> None:
    """Everything that a case states is so, and it has no problem that it doesn't state."""
    prove(case)


def prove(case: Case) -> None:
    """Fail unless all that a case states is so."""
    knowledge = read(tree_of(case), settings_of(case))
    expected = [*case.expected]
    if not any(block.word == "problèmes" for block in expected):
        expected.append(Block("problèmes", SourcePath(""), (), (), 0))
    wrong = [_difference(block, *check(knowledge, block)) for block in expected]
    if any(wrong):
        pytest.fail("\n".join([f"{case.place} « {case.title} »", *filter(None, wrong)]), pytrace=False)


def _difference(block: Block, expected: object, found: object) -> str:
    if expected == found:
        return ""
    shown = ("\n".join(map(str, one)) if isinstance(one, list) else pformat(one) for one in (expected, found))
    return "bloc « {} {} », attendu :\n{}\ntrouvé :\n{}\n".format(block.word, block.path, *shown)


def _cases(tmp_path: Path, *lines: str) -> tuple[Case, ...]:
    path = tmp_path / "x.md"
    path.write_text("\n".join(lines), encoding="utf-8")
    return cases(path)


FILE = ("## Loi", "```fichier notes/a.md", "[[b]]", "```")
RED = ("```problèmes", "notes/a.md:1:1 P401 avertissement", "```")


def test_a_true_case_passes(tmp_path: Path) -> None:
    """What is stated and so is not reported."""
    (case,) = _cases(tmp_path, *FILE, *RED, "```liens notes/a.md", "b → rouge", "```")
    prove(case)


@pytest.mark.parametrize(
    "lines",
    [
        ("```liens notes/a.md", "b → rouge", "```"),
        ("```liens notes/a.md", "b → notes/b.md", "```", *RED),
        ("```problèmes", "```"),
        ("```champs notes/a.md", "title: b", "```", *RED),
        ("```champs notes/a.md", "titel: a", "```", *RED),
    ],
)
def test_a_false_case_fails(tmp_path: Path, lines: tuple[str, ...]) -> None:
    """What is stated and not so, or there and not stated, fails."""
    (case,) = _cases(tmp_path, *FILE, *lines)
    with pytest.raises(pytest.fail.Exception):
        prove(case)


@pytest.mark.parametrize(
    "lines",
    [
        FILE,
        ("## Loi", *RED),
        (*FILE, "```lien notes/a.md", "```"),
        (*FILE, "```liens notes/b.md", "```"),
        (*FILE, "```liens", "```"),
        (*FILE, "```problèmes notes/a.md", "```"),
        (*FILE, "```", "```"),
        (*FILE, "```champs notes/a.md", "```"),
        (*FILE, "```liens notes/a.md (nfd)", "```"),
        (*FILE, "```liens notes/a.md"),
        ("```fichier notes/a.md", "```", *FILE, *RED),
        (*FILE, *RED, *FILE, *RED),
        (*FILE, "```fichier notes/b.md (latin-3)", "```", *RED),
        (*FILE, "```fichier", "```", *RED),
        (*FILE, "```pièces", "notes/b.png = png", "```", *RED),
        (*FILE, "```réglages", "unresolvd: error", "```", *RED),
    ],
)
def test_a_malformed_case_is_refused(tmp_path: Path, lines: tuple[str, ...]) -> None:
    """A typo in a case never makes it pass."""
    with pytest.raises(Malformed):
        _prove_all(tmp_path, *lines)


def _prove_all(tmp_path: Path, *lines: str) -> None:
    for case in _cases(tmp_path, *lines):
        prove(case)
