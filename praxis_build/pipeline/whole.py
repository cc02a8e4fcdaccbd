"""The whole of a site at once, in memory: for those who have no folder to keep up to date."""

from hashlib import blake2b

from praxis_build.model.artifact import Artifact, Copy
from praxis_build.model.manifest import Written
from praxis_build.model.names import Url
from praxis_build.model.shell import Theme
from praxis_build.model.source import Source
from praxis_build.pipeline.knowledge import Each, Knowledge
from praxis_build.pipeline.site import Site


class _Shelf:
    """An output that holds every file until the site is whole."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        self.made: list[Artifact] = []

    def keep(self, path: str) -> None:
        """Never asked: nothing is known."""
        raise KeyError(path)

    def write(self, artifact: Artifact) -> Written:
        """Hold a file."""
        self.made.append(artifact)
        return Written(artifact.path, blake2b(artifact.data, digest_size=16).hexdigest(), len(artifact.data))

    def add(self, written: Written) -> None:
        """Never asked: no pen was given."""
        raise KeyError(written.path)


def build(
    knowledge: Knowledge, theme: Theme, each: Each = map, handbook: tuple[Url, ...] = (),
    helps: tuple[Source, ...] = (),
) -> list[Artifact | Copy]:  # fmt: skip
    """Return every file of the site."""
    shelf = _Shelf()
    copied = Site(knowledge, theme, handbook, helps).make(shelf, each)
    return [*shelf.made, *copied]
