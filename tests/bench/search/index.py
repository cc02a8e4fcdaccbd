"""What an index costs its builder: time, memory, files, and what is written again when a note is edited."""

import json
from dataclasses import dataclass
from pathlib import Path

from tests.bench import edits
from tests.bench.search import praxis


@dataclass(frozen=True)
class Edited:
    """Files of the index: how many after a note was edited, how many of them are new."""

    files: int
    rewritten: int


def edited(project: Path) -> Edited:
    """Edit one note of a project that was built, and build it again.

    Raises:
        BuildFailedError: it can't be built.

    """
    before = _names(project)
    edits.sentence(project, 0)
    praxis.run(project)
    after = _names(project)
    return Edited(len(after), len(after - before))


def _names(project: Path) -> set[str]:
    """List the files of an index; all but meta.json are named by what they hold."""
    folder = project / "site" / praxis.INDEX
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
