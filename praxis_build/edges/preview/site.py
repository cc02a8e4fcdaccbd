"""What the preview is given: a site that is made again when its files change, and a voice to speak with."""

from collections.abc import Callable, Mapping
from gettext import NullTranslations
from pathlib import Path
from typing import NamedTuple, Protocol

from praxis_build.model.problem import Problem


class Report(NamedTuple):
    """What a refresh found: every problem, in a report's order; ``pages`` whose words changed; seconds it took.

    ``pages`` are paths as in ``Site.get``: made, changed or gone; ``None`` when any may have changed, as when what all
    pages share did. A site that could not be ``made`` is the one from before; an error among its problems says why.
    """

    problems: tuple[Problem, ...]
    pages: frozenset[str] | None
    seconds: float
    made: bool = True


class Site(Protocol):
    """A site to show. ``get`` is called from many threads, ``refresh`` from one."""

    @property
    def base(self) -> str:
        """Where the site stands below its host, as ``site_url`` says: begins and ends with ``/``."""

    def get(self, path: str) -> bytes | None:
        """Return a file of the site, such as ``notes/jardin/index.html`` or ``assets/praxis.css``, if there is one."""

    def refresh(self, changed: set[str] | None = None) -> Report:
        """Take in what changed on disk since the last time; without hints, look at everything.

        ``changed`` has absolute paths of files, and of folders that came or went with all that is in them.
        """


class Voice(NamedTuple):
    """How the preview speaks.

    ``line`` writes a line to the terminal, whose catalogue is ``own``; ``pages`` are the catalogues of the languages of
    pages; ``folder`` has what is put over pages: ``theme/preview``.
    """

    line: Callable[[str], None]
    own: NullTranslations
    pages: Mapping[str, NullTranslations]
    folder: Path
