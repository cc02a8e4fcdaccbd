"""Sources: files of the world, as they came from disk."""

import msgspec

from praxis_build.model.names import SourcePath


class Source(msgspec.Struct, frozen=True, gc=False):
    """A Markdown file: its path relative to the project and its bytes."""

    path: SourcePath
    data: bytes


class Attachment(msgspec.Struct, frozen=True, gc=False):
    """Any other file beside the notes: its path, its size in bytes and its first 512 bytes."""

    path: SourcePath
    size: int
    head: bytes


class Tree(msgspec.Struct, frozen=True, gc=False):
    """All the files of a knowledge base, sorted by path."""

    sources: tuple[Source, ...] = ()
    attachments: tuple[Attachment, ...] = ()
