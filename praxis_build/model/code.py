"""A problem's code: how grave it is, and what is said of it."""

import msgspec

from praxis_build.model.problem import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for a text that is translated later
    """Mark a text for the message catalogue."""
    return text


class Code(msgspec.Struct, frozen=True, gc=False):
    """What is known of a code, whatever the file.

    ``what``, ``why`` and ``fix`` are keys of the message catalogue, with placeholders filled by a problem's values.
    """

    severity: Severity
    what: str
    why: str
    fix: str
