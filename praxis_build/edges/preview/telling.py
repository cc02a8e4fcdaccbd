"""What is said over a page: its problems in its language, as data that the page's script writes as plain text."""

from collections.abc import Callable, Iterable
from gettext import NullTranslations

from praxis_build.edges.preview.news import Edition
from praxis_build.model.codes import N_
from praxis_build.model.problem import Problem, Severity
from praxis_build.model.wording import SEVERITIES, place, printable, wording

MOST = 10
"""How many problems are shown at once."""

_AROUND = 60
"""How many characters of a long line are shown on each side of a place."""
_FAILED = (
    N_("The page you see is the one from before. Nothing you wrote is lost: the next change is tried again."),
    N_("If it lasts, tell the people who look after Praxis what this says:"),
)

Told = dict[str, object]


def told(edition: Edition, source: str, say: NullTranslations, help_of: Callable[[str], str]) -> Told:
    """Return what a page made from the file ``source`` says of an edition; nothing but its version when all is well.

    ``help_of`` gives the address of a code's help, empty if there is none.
    """
    if edition.failure:
        text = [*map(say.gettext, _FAILED), edition.failure]
        return _panel(edition, say.gettext(N_("The site could not be rebuilt.")), say) | {"text": text}
    problems = concerning(edition.problems, source)
    if not problems:
        return {"version": edition.version}
    count = len(problems)
    title = say.ngettext("{count} problem to fix", "{count} problems to fix", count).format(count=count)
    shown = [_problem(problem, say) | {"help": help_of(problem.code)} for problem in problems[:MOST]]
    more = {"more": _more(count - MOST, say)} if count > MOST else {}
    return _panel(edition, title, say) | {"problems": shown} | more


def concerning(problems: Iterable[Problem], source: str) -> list[Problem]:
    """Return what matters to who reads a page: its own file's errors and warnings, then the errors of the others."""
    own, others = [], []
    for problem in problems:
        if problem.path == source and problem.severity is not Severity.INFO:
            own.append(problem)
        elif problem.severity is Severity.ERROR:
            others.append(problem)
    return own + others


def _panel(edition: Edition, title: str, say: NullTranslations) -> Told:
    return {"version": edition.version, "title": title, "close": say.gettext(N_("Close"))}


def _more(count: int, say: NullTranslations) -> str:
    return say.ngettext(
        "{count} other problem is not shown here: “praxis check” tells it.",
        "{count} other problems are not shown here: “praxis check” tells them.",
        count,
    ).format(count=count)


def _problem(problem: Problem, say: NullTranslations) -> Told:
    said = wording(problem, say.gettext)
    path, line = printable(problem.path), problem.span.line
    return {
        "code": problem.code, "severity": problem.severity.value, "name": say.gettext(SEVERITIES[problem.severity]),
        "path": path, "place": place(problem), "what": said.what, "why": said.why,
        "how": said.fix, "meant": said.meant, "excerpt": _excerpt(problem), "number": line,
        "corrected": say.gettext(N_("Corrected line:")) if problem.fix else "", "fix": printable(problem.fix),
        "learn": say.gettext(N_("More about {code}")).format(code=problem.code),
    }  # fmt: skip


def _excerpt(problem: Problem) -> list[str]:
    """Return the source line as what stands before the place, the place, and what stands after; none without a line.

    A long line is cut around the place; a line that ends before it says nothing.
    """
    line, start = printable(problem.excerpt.replace("\t", " ")), problem.at
    if not line.strip() or start > len(line):
        return []
    end = start + max(1, problem.span.length)
    before, place, after = line[:start], line[start:end][:_AROUND], line[end:]
    before = before if len(before) <= _AROUND else f"…{before[-_AROUND:]}"
    after = after if len(after) <= _AROUND else f"{after[:_AROUND]}…"
    return [before, place or " ", after]
