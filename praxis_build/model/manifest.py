"""The manifest: what Praxis published in a folder, so that nothing else there is ever deleted."""

from collections.abc import Iterable

MANIFEST = ".praxis-files"
"""The manifest's name, at the top of a published site; it doesn't list itself."""


def listing(paths: Iterable[str]) -> bytes:
    """Return the manifest of files: their paths with ``/`` relative to the site, sorted, one a line."""
    return "".join(f"{path}\n" for path in sorted(paths)).encode(errors="surrogateescape")


def listed(manifest: bytes) -> frozenset[str]:
    """Return the paths that a manifest lists."""
    return frozenset(filter(None, manifest.decode(errors="surrogateescape").split("\n")))
