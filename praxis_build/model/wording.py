"""Wording: what a problem says in the reader's language. Pure: the catalogue comes as a function."""

from collections.abc import Callable

import msgspec

from praxis_build.model.codes import CODES, N_
from praxis_build.model.problem import Problem, Severity

Gettext = Callable[[str], str]

QUOTED = N_("“{name}”")
DID_YOU_MEAN = N_("Did you mean {names}?")
SEVERITIES = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning"), Severity.INFO: N_("information")}
_TRANSLATED = frozenset({"detail", "expected", "reason", "advice"})
"""Values that are phrases of the catalogue themselves, not an author's words."""


class Wording(msgspec.Struct, frozen=True, gc=False):
    """A problem in words: ``what`` is wrong, ``why`` it matters, how to ``fix`` it, and names that may be ``meant``."""

    what: str
    why: str
    fix: str
    meant: str = ""


def wording(problem: Problem, gettext: Gettext) -> Wording:
    """Return the words of a problem; an author's words are put in as they are, without control characters."""
    code = CODES[problem.code]
    values = {
        name: gettext(value) if name in _TRANSLATED and value else printable(value)
        for name, value in problem.values.items()
    }
    meant = ""
    if problem.suggestions:
        quoted = (gettext(QUOTED).format(name=printable(name)) for name in problem.suggestions)
        meant = gettext(DID_YOU_MEAN).format(names=", ".join(quoted))
    what, why, fix = (gettext(text).format_map(_Values(values)) for text in (code.what, code.why, code.fix))
    return Wording(what, why, fix, meant)


def place(problem: Problem) -> str:
    """Return the file, line and column of a problem, as editors and terminals read them."""
    return f"{printable(problem.path)}:{problem.span.line}:{problem.span.column}"


def heading(problem: Problem, gettext: Gettext) -> str:
    """Return where a problem is, how grave it is, and its code."""
    return f"{place(problem)} · {gettext(SEVERITIES[problem.severity])} {problem.code}"


def line(problem: Problem, gettext: Gettext) -> str:
    """Return a problem in one line: its heading, and what is wrong."""
    return f"{heading(problem, gettext)} · {wording(problem, gettext).what}"


class _Values(dict[str, str]):
    """A missing value shows its own placeholder: a report must never fail on its own words."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"


def around(text: str, at: int, most: int) -> tuple[str, int]:
    """Return at most ``most`` characters of a line around a place, and how many were before them.

    ``…`` stands for the first of them, and for the last, where others are left out.
    """
    start = max(0, min(at - most // 2, len(text) - most))
    end = start + most
    part = text[start:end]
    if start:
        part = "…" + part[1:]
    if end < len(text):
        part = part[:-1] + "…"
    return part, start


def printable(text: str) -> str:
    """Return a text that can do nothing to a terminal: control and bidirectional characters are replaced."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in "\u00a0\u202f" else "\ufffd" for char in text)
