"""Problems: what is wrong with a contribution, as data.

Every mistake of an author has a code. What is said of it is in the message catalogue, in French and in English;
its page of help is ``theme/help/<language>/<code>.md``.
"""

from enum import StrEnum

import msgspec

from praxis_build.model.names import SourcePath


class Severity(StrEnum):
    """How much a problem matters: an error fails ``--strict``, information fails nothing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(msgspec.Struct, frozen=True, array_like=True, gc=False, order=True):
    """A place in a source file: line and column from 1, in characters; ``length`` characters long."""

    line: int = 1
    column: int = 1
    length: int = 1


START = Span()


class Problem(msgspec.Struct, frozen=True, gc=False):
    """One mistake, where it is and what it needs to be told in words.

    ``values`` fill the placeholders of the code's message; ``suggestions`` are names the author may have meant, best
    first; ``fix`` is the corrected source line, when there is one; ``excerpt`` is the line it stands in, of which the
    first ``omitted`` characters may be left out.
    """

    code: str
    severity: Severity
    path: SourcePath
    span: Span = START
    values: dict[str, str] = {}
    suggestions: tuple[str, ...] = ()
    fix: str = ""
    excerpt: str = ""
    omitted: int = 0

    @property
    def at(self) -> int:
        """Where the place begins in ``excerpt``, from 0; past its end when the line is shorter."""
        return self.span.column - 1 - self.omitted

    @property
    def order(self) -> tuple[str, Span, str, str]:
        """The place of this problem in a report: by file, then by place, then by code."""
        return (self.path, self.span, self.code, " ".join(self.values.values()))
