"""What a site is made into: where its files go, what is remembered of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol, cast

import msgspec

from praxis_build.model.artifact import Artifact
from praxis_build.model.manifest import Written, digest
from praxis_build.model.names import Url
from praxis_build.model.page import AnyPage
from praxis_build.stages.render import Render
from praxis_build.stages.verify import Known, verify

Pen = Callable[[Artifact], Written]
"""Puts a file where the site is made, from any process of this machine."""


class Output(Protocol):
    """Where a site is put: ``known`` has the digest of each file that stands there already."""

    @property
    def known(self) -> Mapping[str, str]:
        """Digests by path."""

    def keep(self, path: str) -> None:
        """Keep a known file as it is."""

    def write(self, artifact: Artifact) -> Written:
        """Put a file."""

    def add(self, written: Written) -> None:
        """Take a file that a worker has put."""


class Made(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A page that was made: its file and address, the digests of what it says and of its bytes, for the sitemap.

    ``leads`` has the marks of the files of the site that it leads to.
    """

    path: str
    url: Url
    said: bytes
    digest: str
    listed: bool
    updated: str
    leads: bytes = b""


class Composed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A node that was composed: the traces of what it read, its pages."""

    reads: bytes
    pages: tuple[Made, ...]


class Others(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Files made from one value: its digest, theirs; ``number`` tells states of what is too large to be told."""

    said: bytes
    files: dict[str, str]
    number: int = 0


class Pressed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A page's file, put where the site is made or not yet: ``data`` is then its bytes.

    ``leftovers`` are marks that should have been filled; ``targets`` the files of the site that the page leads to, less
    most of those that were told of before; ``leads`` the marks of all of them.
    """

    path: str
    digest: str
    size: int
    data: bytes = b""
    leftovers: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    leads: bytes = b""

    @property
    def written(self) -> Written:
        """What the output needs to know of the file."""
        return Written(self.path, self.digest, self.size)


Pressing = Callable[[Any], Pressed]
"""Makes the file of a page, which may be encoded."""


@dataclass(frozen=True, slots=True)
class Press:
    """Renders a page, looks at what came out, puts it where ``pen`` does. It can be sent to another process.

    ``told`` are the addresses it has told of, by the depth of the pages they are in: to tell every page's would cost
    more than to find them.
    """

    takes: ClassVar[Any] = AnyPage
    gives: ClassVar[Any] = Pressed
    render: Render
    base: str = "/"
    pen: Pen | None = None
    told: dict[int, Known] = field(default_factory=dict, repr=False, compare=False)

    def __reduce__(self) -> tuple[type["Press"], tuple[Render, str, Pen | None]]:
        """Travel without what was told: the process it comes from may not live to have told it."""
        return Press, (self.render, self.base, self.pen)

    def __call__(self, page: AnyPage | msgspec.Raw) -> Pressed:
        """Make a page's file."""
        artifact = self.render(decoded(page) if isinstance(page, msgspec.Raw) else page)
        told = self.told.setdefault(artifact.path.count("/"), {})
        found = verify(artifact.path, artifact.data, self.base, told)
        told.update(found.addresses)
        if self.pen:
            written, data = self.pen(artifact), b""
        else:
            written, data = Written(artifact.path, digest(artifact.data), len(artifact.data)), artifact.data
        targets = tuple(sorted(found.targets))
        return Pressed(written.path, written.digest, written.size, data, found.leftovers, targets, found.leads)


def decoded(page: msgspec.Raw) -> AnyPage:
    """Return the page that was encoded."""
    return cast("AnyPage", _decode(page))


_decode = msgspec.msgpack.Decoder(AnyPage).decode
