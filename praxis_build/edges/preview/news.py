"""What open pages must hear of: which pages changed since when, and what is wrong now. Safe from any thread."""

from collections.abc import Iterable
from threading import Condition
from typing import NamedTuple

from praxis_build.model.problem import Problem


class Edition(NamedTuple):
    """The site after one refresh; ``failure`` is what stopped the refresh, if anything did."""

    version: int
    problems: tuple[Problem, ...] = ()
    failure: str = ""


class News:
    """The last edition, and in which one each page last changed."""

    def __init__(self, start: int) -> None:
        """Begin with a version above those of any preview before, so that a page left open from one is out of date."""
        self._turned = Condition()
        self._edition = Edition(start)
        self._start = self._all = start
        self._pages: dict[str, int] = {}
        self._closed = False

    @property
    def version(self) -> int:
        """The version of the last edition."""
        return self._edition.version

    def publish(self, problems: tuple[Problem, ...], pages: Iterable[str] | None) -> None:
        """Tell of a refresh; ``pages`` changed, or all of them."""
        with self._turned:
            version = self.version + 1
            if pages is None:
                self._all, self._pages = version, {}
            else:
                self._pages |= dict.fromkeys(pages, version)
            self._turn(Edition(version, problems))

    def fail(self, failure: str) -> None:
        """Tell of a refresh that could not be done: no page changed, and what was wrong is not known."""
        with self._turned:
            self._turn(Edition(self.version + 1, failure=failure))

    def _turn(self, edition: Edition) -> None:
        self._edition = edition
        self._turned.notify_all()

    def changed(self, page: str, since: int) -> bool:
        """Tell whether a page that was sent when the version was ``since`` is out of date."""
        with self._turned:
            known = self._start <= since <= self.version
            return not known or since < max(self._all, self._pages.get(page, 0))

    def wait(self, seen: int, seconds: float) -> Edition | None:
        """Return the last edition, once it isn't ``seen`` or after some seconds; ``None`` when no more will come."""
        with self._turned:
            self._turned.wait_for(lambda: self._closed or self.version != seen, seconds)
            return None if self._closed else self._edition

    def close(self) -> None:
        """Let all who wait go."""
        with self._turned:
            self._closed = True
            self._turned.notify_all()
