"""What a site is made of: files to write, attachments to copy."""

import msgspec


class Artifact(msgspec.Struct, frozen=True, gc=False):
    """A file of the site: its path below the site's folder and its bytes."""

    path: str
    data: bytes


class Copy(msgspec.Struct, frozen=True, gc=False):
    """An attachment to publish as it is: its path below the site's folder and its source, relative to the project."""

    path: str
    source: str
    digest: str = ""
