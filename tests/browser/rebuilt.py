"""A real site to preview: built whole by the engine each time something changes."""

import time
from pathlib import Path

from praxis_build.edges.preview import Report
from praxis_build.engines.mkdocs.build import build


class Built:
    """A real site, built whole by the engine at each refresh."""

    base = "/"

    def __init__(self, project: Path) -> None:
        """Wait for the first refresh."""
        self.project = project
        self.files: dict[str, bytes] = {}
        self.failing = ""

    def get(self, path: str) -> bytes | None:
        """Return a file as it was after the last build."""
        return self.files.get(path)

    def refresh(self, changed: set[str] | None = None) -> Report:
        """Build, and compare."""
        del changed
        if self.failing:
            raise OSError(self.failing)
        start = time.perf_counter()
        outcome = build(self.project / "mkdocs.yml", self.project / "out", each=map)
        before, after = self.files, self.files
        if outcome.site:
            paths = [path for path in outcome.site.rglob("*") if path.is_file()]
            after = {path.relative_to(outcome.site).as_posix(): path.read_bytes() for path in paths}
        self.files = after
        pages = frozenset(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
        return Report(outcome.problems, pages, time.perf_counter() - start)
