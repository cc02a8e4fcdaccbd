"""Report: problems as text for people, as JSON for programs, as annotations for a forge."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from praxis_build.model.codes import N_
from praxis_build.model.problem import Problem, Severity
from praxis_build.model.wording import Gettext, around, heading, printable, wording

Ngettext = Callable[[str, str, int], str]

_COUNTS = {
    Severity.ERROR: (N_("{count} error"), N_("{count} errors")),
    Severity.WARNING: (N_("{count} warning"), N_("{count} warnings")),
    Severity.INFO: (N_("{count} piece of information"), N_("{count} pieces of information")),
}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_CORRECTED = N_("Corrected line:")
_WIDTH = 96


def text(problems: Iterable[Problem], gettext: Gettext) -> Iterator[str]:
    """Yield one paragraph a problem: where, what, the line with a caret under the place, why, and how to fix it."""
    for problem in problems:
        yield "\n".join(_paragraph(problem, gettext))


def _paragraph(problem: Problem, gettext: Gettext) -> Iterator[str]:
    said = wording(problem, gettext)
    yield heading(problem, gettext)
    yield f"  {said.what}"
    yield from _frame(problem)
    yield f"  {said.why}"
    yield f"  → {said.fix}"
    if said.meant:
        yield f"  → {said.meant}"
    if problem.fix:
        yield f"  {gettext(_CORRECTED)}"
        yield f"    {printable(problem.fix)}"
    yield ""


def _frame(problem: Problem) -> Iterator[str]:
    """Yield the source line and a caret under the place; a long line is cut around it."""
    line = problem.excerpt.replace("\t", " ")
    if not line.strip():
        return
    part, start = around(line, problem.at, _WIDTH)
    shown = printable(part)
    number = str(problem.span.line)
    yield f"  {number} │ {shown}"
    column = problem.at - start
    if 0 <= column <= len(shown):
        carets = "^" * max(1, min(problem.span.length, len(shown) - column))
        yield f"  {' ' * len(number)} │ {' ' * column}{carets}"


def summary(problems: Iterable[Problem], gettext: Gettext, ngettext: Ngettext) -> str:
    """Return how many problems there are of each severity, in one line."""
    counts = Counter(problem.severity for problem in problems)
    if not counts:
        return gettext(N_("No problem found."))
    found = (ngettext(*_COUNTS[one], counts[one]).format(count=counts[one]) for one in Severity if counts[one])
    return ", ".join(found) + "."


def as_json(problems: Iterable[Problem], gettext: Gettext) -> str:
    """Return a JSON object ``{"problems": […]}`` with places, words and suggestions."""
    return json.dumps({"problems": [told(problem, gettext) for problem in problems]}, ensure_ascii=False, indent=2)


def told(problem: Problem, gettext: Gettext) -> dict[str, object]:
    """Return a problem as JSON has it."""
    said = wording(problem, gettext)
    return {
        "code": problem.code, "severity": problem.severity.value, "path": problem.path, "line": problem.span.line,
        "column": problem.span.column, "length": problem.span.length, "what": said.what, "why": said.why,
        "how": said.fix, "suggestions": list(problem.suggestions), "fix": problem.fix,
    }  # fmt: skip


def github(problems: Iterable[Problem], gettext: Gettext) -> Iterator[str]:
    """Yield workflow commands that a forge shows beside the line.

    Source: GitHub, "Workflow commands for GitHub Actions".
    """
    for problem in problems:
        said = wording(problem, gettext)
        message = " ".join(filter(None, (said.what, said.why, said.fix, said.meant)))
        place = f"file={_property(problem.path)},line={problem.span.line},col={problem.span.column}"
        yield f"::{_GITHUB[problem.severity]} {place},title={problem.code}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
