"""Looking: what changed in the files of a project, found by another process while this one looks at the site."""

from collections.abc import Mapping

import msgspec

from praxis_build.edges import disk
from praxis_build.edges.beside import Beside
from praxis_build.edges.history import history
from praxis_build.engines.mkdocs.settings import Project
from praxis_build.model.names import SourcePath
from praxis_build.model.problem import Problem
from praxis_build.model.source import History, Tree

Seen = dict[SourcePath, disk.Seen]
_Told = tuple[Tree, tuple[Problem, ...], Seen]


class Looking:
    """A look at the files of a project, which are compared with what they were ``before``."""

    def __init__(self, project: Project, before: Mapping[SourcePath, disk.Seen]) -> None:
        """Begin to look."""
        self._project, self._before = project, before
        self._beside = Beside(lambda: msgspec.msgpack.encode(self._told()))

    def scan(self) -> disk.Scan:
        """Return what is found."""
        data = self._beside.result()
        if not data:
            return disk.scan(self._project.root, self._project.settings, self._before)
        tree, unread, seen = msgspec.msgpack.decode(data, type=_Told)
        gone = frozenset(tree.gone)
        return disk.Scan(tree, unread, {path: file for path, file in self._before.items() if path not in gone} | seen)

    def stop(self) -> None:
        """Look no more."""
        self._beside.stop()

    def _told(self) -> _Told:
        """Look, and tell what isn't as it was before."""
        found = disk.scan(self._project.root, self._project.settings, self._before)
        seen = {path: file for path, file in found.seen.items() if file is not self._before.get(path)}
        return found.tree, found.unread, seen


def history_of(project: Project, since: str = "") -> History:
    """Return when the files of a project were written, since a commit if one is named."""
    settings = project.settings
    return history(project.root, (*settings.notes_dir, *settings.communities_dir), since)
