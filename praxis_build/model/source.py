"""Sources: files of the world, as they came from disk."""

import msgspec

from praxis_build.model.names import SourcePath


class Source(msgspec.Struct, frozen=True, gc=False):
    """A Markdown file: its path relative to the project and its bytes."""

    path: SourcePath
    data: bytes


class Attachment(msgspec.Struct, frozen=True, gc=False):
    """Any other file beside the notes: its path, its size in bytes, its first 512 bytes, its digest if it is known."""

    path: SourcePath
    size: int
    head: bytes
    digest: str = ""


class Past(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What the history of a project tells of a file: the days it was first and last written, in ISO 8601.

    ``commit`` is the id of the last commit that wrote it, ``at`` its moment in seconds since 1970.
    """

    created: str
    updated: str
    commit: str
    at: int

    def joined(self, before: "Past | None") -> "Past":
        """Return what two parts of one history tell, this one being the later; clocks may have gone back."""
        if before is None:
            return self
        last = before if before.at > self.at else self
        return Past(min(self.created, before.created), last.updated, last.commit, last.at)


class History(msgspec.Struct, frozen=True, gc=False):
    """What a history tells of files since it was last read, or the ``whole`` of it; ``head`` is where it stands."""

    head: str = ""
    pasts: dict[SourcePath, Past] = {}
    whole: bool = True


class Tree(msgspec.Struct, frozen=True, gc=False):
    """Files of a knowledge base, sorted by path: all of them, or those that changed, with the paths that are ``gone``.

    ``gone`` names texts and other files that were there; ``history`` is none when nothing was asked of it;
    ``day`` is that of the build, in ISO 8601, empty when nobody said.
    """

    sources: tuple[Source, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    gone: tuple[SourcePath, ...] = ()
    day: str = ""
    history: History | None = None
