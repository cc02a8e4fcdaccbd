"""What the host's log says while it works: told at once, unless it is why the host stops, which is a problem."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from praxis_build.engines.mkdocs import host
from praxis_build.engines.mkdocs.settings import host_problem
from praxis_build.model.problem import Problem
from praxis_build.model.wording import printable

_SETTING = re.compile(r"Config value '([^']+)': (.*)", re.DOTALL)
"""How the host begins what it says of a setting."""


class Heard(logging.StreamHandler):  # type: ignore[type-arg]  # generic in its stubs only
    """Prints warnings, each on one line, and keeps errors for the end."""

    def __init__(self) -> None:
        """Print on the error output."""
        super().__init__()
        self.warnings: list[str] = []
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Hear one message."""
        (self.errors if record.levelno >= logging.ERROR else self.warnings).append(record.getMessage())
        if record.levelno < logging.ERROR:
            super().emit(record)

    def problems(self, config: Path, stopped: str) -> tuple[Problem, ...]:
        """Return why the host stopped: its errors, else the warnings that are errors when it is strict."""
        said = self.errors or self.warnings or [stopped]
        self.errors = []
        return tuple(_problem(config, text) for text in said)


@contextmanager
def listening() -> Iterator[Heard]:
    """Hear the host's log; errors of which nobody made a problem are printed at the end."""
    logger, heard = logging.getLogger(host.NAME), Heard()
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    logger.addHandler(heard)
    try:
        yield heard
    finally:
        logger.removeHandler(heard)
        for text in heard.errors:
            heard.stream.write(f"{printable(text)}\n")


def _problem(config: Path, said: str) -> Problem:
    """Return what the host said as a problem of one of its settings, or of its whole configuration."""
    found = _SETTING.fullmatch(said)
    setting, detail = found.groups() if found else (config.name, said)
    return host_problem(config, setting, printable(" ".join(detail.split())).rstrip("."))
