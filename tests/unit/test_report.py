"""Problems are told in words, at a place, and can do nothing to a terminal or a forge."""

import json
from collections.abc import Callable

import pytest

from praxis_build.edges import report
from praxis_build.model.names import SourcePath
from praxis_build.model.problem import Problem, Severity, Span
from praxis_build.model.wording import printable, wording

PLACE = SourcePath("notes/été.md")


def same(text: str) -> str:
    """Say a phrase in English."""
    return text


def french_leads(text: str) -> str:
    """Say a word of a phrase in French."""
    return text.replace("leads", "mène").replace("jardim", "jardin")


def plural(one: str, many: str, count: int) -> str:
    """Choose a form in English."""
    return one if count == 1 else many


def told(problem: Problem, gettext: Callable[[str], str] = same) -> list[str]:
    """Return the lines of a report of one problem."""
    (paragraph,) = report.text([problem], gettext)
    return paragraph.split("\n")


def red(excerpt: str, span: Span, **given: object) -> Problem:
    """Return a link that leads nowhere."""
    values = {"target": "jardim"}
    return Problem("P401", Severity.WARNING, PLACE, span, values, excerpt=excerpt, **given)  # type: ignore[arg-type]


def test_a_problem_is_told_like_a_compiler_does() -> None:
    """Place, severity and code; what; the line with a caret; why; how; and the names that may be meant."""
    assert told(red("Voir [[jardim]].", Span(3, 6, 10), suggestions=("Jardin", "jarre"))) == [
        "notes/été.md:3:6 · warning P401",
        "  “jardim” leads nowhere yet.",
        "  3 │ Voir [[jardim]].",
        "    │      ^^^^^^^^^^",
        "  Readers see a red link: a note to be written.",
        "  → Check the name, or write that note.",
        "  → Did you mean “Jardin”, “jarre”?",
        "",
    ]


def test_the_corrected_line_is_shown() -> None:
    """What can be guessed is written out."""
    problem = Problem("P104", Severity.ERROR, PLACE, Span(2, 9), {"detail": "x"}, fix='title: "a : b"')
    assert told(problem)[-3:-1] == ["  Corrected line:", '    title: "a : b"']


def test_phrases_of_ours_are_translated_and_words_of_authors_are_not() -> None:
    """A value of the catalogue goes through it; a name doesn't."""
    problem = Problem("P104", Severity.ERROR, PLACE, values={"detail": "a list or a map is not closed"})
    french = {"a list or a map is not closed": "une liste n'est pas fermée"}
    assert "une liste n'est pas fermée" in wording(problem, lambda text: french.get(text, text)).what
    assert "“jardim”" in wording(red("", Span()), french_leads).what


def test_a_missing_value_shows_its_placeholder() -> None:
    """A report never fails on its own words."""
    assert wording(Problem("P401", Severity.WARNING, PLACE), same).what == "“{target}” leads nowhere yet."


@pytest.mark.parametrize("column", [1, 60, 200, 399])
def test_a_long_line_is_cut_around_its_place(column: int) -> None:
    """The caret is under what it shows, whatever the length of the line."""
    line = "".join(chr(0x4E00 + index) for index in range(400))
    frame = [text for text in told(red(line, Span(7, column, 2))) if "│" in text]
    shown, carets = (text.partition("│ ")[2] for text in frame)
    assert len(shown) <= 96
    assert shown[carets.index("^")] == line[column - 1]


def test_a_tab_is_one_blank_and_a_place_past_the_end_has_its_caret() -> None:
    """Carets stay under their place."""
    frame = [text for text in told(red("\tx", Span(1, 3))) if "│" in text]
    assert frame == ["  1 │  x", "    │   ^"]


@pytest.mark.parametrize(
    "nasty", ["\x1b[31m", "\x07", "\r", "\n", "\x9b", "\u202e", "\u2066", "\u200b", "\x7f", "\udc80"]
)
def test_nothing_reaches_a_terminal(nasty: str) -> None:
    """No control or bidirectional character of an author's is in a report."""
    text = f"a{nasty}b"
    problem = Problem(
        "P214", Severity.ERROR, SourcePath(text), Span(), {"value": text, "field": text}, (text,), text, text
    )
    for line in report.text([problem], same):
        assert all(char.isprintable() or char == "\n" for char in line)
    assert "\n" not in printable(text)


def test_french_blanks_stay() -> None:
    """A no-break space does nothing to a terminal."""
    assert printable("« a\u00a0»\u202f!") == "« a\u00a0»\u202f!"


def test_the_count_is_said_in_one_line() -> None:
    """By severity, the gravest first; nothing wrong is said too."""
    problems = [Problem("P401", Severity.WARNING, PLACE)] * 2 + [Problem("P404", Severity.ERROR, PLACE)]
    assert report.summary(problems, same, plural) == "1 error, 2 warnings."
    assert report.summary([], same, plural) == "No problem found."


def test_programs_read_json() -> None:
    """Codes, places, words, suggestions."""
    (found,) = json.loads(report.as_json([red("x", Span(3, 6, 10), suggestions=("Jardin",))], same))["problems"]
    assert found == {
        "code": "P401", "severity": "warning", "path": "notes/été.md", "line": 3, "column": 6, "length": 10,
        "what": "“jardim” leads nowhere yet.", "why": "Readers see a red link: a note to be written.",
        "how": "Check the name, or write that note.", "suggestions": ["Jardin"], "fix": "",
    }  # fmt: skip


def test_a_forge_shows_an_annotation() -> None:
    """An author can't write a command of the forge: new lines, colons and commas are escaped."""
    problem = Problem("P401", Severity.ERROR, SourcePath("a,b:c.md"), Span(2, 3), {"target": "x\n::error::100%"})
    (line,) = report.github([problem], same)
    assert line.startswith("::error file=a%2Cb%3Ac.md,line=2,col=3,title=P401::“x\ufffd::error::100%25” leads")
    assert "\n" not in line
