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


class Tree(msgspec.Struct, frozen=True, gc=False):
    """Files of a knowledge base, sorted by path: all of them, or those that changed, with the paths that are ``gone``.

    ``gone`` names texts and other files that were there.
    """

    sources: tuple[Source, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    gone: tuple[SourcePath, ...] = ()
