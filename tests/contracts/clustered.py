"""Work that a cluster's workers can import: it tells where it is done, how often it travelled, or stops its process."""

import os
import time
from typing import ClassVar

from praxis_build.model.source import Source

ARRIVALS: list[int] = []
"""One more each time work arrives in this process."""


class Traveller:
    """Work that tells how many times it came to the process that does it."""

    takes: ClassVar[type] = Source
    gives: ClassVar[type] = tuple[int, int]

    def __reduce__(self) -> tuple[object, ...]:
        """Travel as a call to ``arrive``."""
        return arrive, ()

    def __call__(self, _source: Source) -> tuple[int, int]:
        """Return the process, and the arrivals there."""
        time.sleep(0.002)
        return os.getpid(), len(ARRIVALS)


def arrive() -> Traveller:
    """Note an arrival."""
    ARRIVALS.append(1)
    return Traveller()


class Fatal:
    """Work that stops its process on one item, as a fault of a compiled library does."""

    takes: ClassVar[type] = Source
    gives: ClassVar[type] = Source

    def __call__(self, source: Source) -> Source:
        """Return the source, except for one."""
        if source.path == "notes/60.md":
            os._exit(11)
        return source
