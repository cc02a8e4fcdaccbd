"""When a document was last written."""

import re

import msgspec

from praxis_build.model.names import SourcePath
from praxis_build.model.source import Past

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?(?![0-9])")


class Fresh(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """When a document was last written: the day, in ISO 8601, its moment in seconds since 1970 if git knows it.

    ``added`` tells that it was not only changed.
    """

    path: SourcePath
    day: str
    at: int
    added: bool

    @property
    def rank(self) -> tuple[int, int, SourcePath]:
        """What sorts the last day first, and in a day the last moment."""
        return (-int(self.day.replace("-", "")), -self.at, self.path)


def fresh(path: SourcePath, past: Past | None, date: str) -> Fresh | None:
    """Tell when a document was written, by git or by the date that its author gives; nothing when neither says."""
    if past:
        return Fresh(path, past.updated, past.at, added=past.created == past.updated)
    found = _DATE.match(date)
    return Fresh(path, f"{found[1]}-{found[2] or '01'}-{found[3] or '01'}", 0, added=True) if found else None
