"""The manifest: what Praxis published in a folder, so that nothing else is ever deleted, and nothing written twice."""

import re
from collections.abc import Mapping
from hashlib import blake2b

import msgspec

MANIFEST = ".praxis-files"
"""The manifest's name, at the top of a published site; it doesn't list itself."""
DIGEST_BYTES = 16

_DIGEST = 2 * DIGEST_BYTES
_PATH = _DIGEST + 1
_LINES = re.compile(rf"(?:[0-9a-f]{{{_DIGEST}}} .++\n)*+")
_ESCAPED = re.compile(r"\\(.)")


class Written(msgspec.Struct, frozen=True, gc=False):
    """A file of a site: its path below the site's folder, with ``/``; its content's digest; its size in bytes."""

    path: str
    digest: str
    size: int


def digest(data: bytes) -> str:
    """Return the digest of a file's content, 32 hexadecimal figures."""
    return blake2b(data, digest_size=DIGEST_BYTES).hexdigest()


def listing(files: Mapping[str, str]) -> bytes:
    """Return the manifest of files, from each path to its digest: ``digest path``, one a line, sorted by path."""
    text = "".join([f"{files[path]} {path}\n" for path in sorted(files)])
    if "\\" in text or text.count("\n") != len(files):
        text = "".join([f"{files[path]} {_escaped(path)}\n" for path in sorted(files)])
    return text.encode(errors="surrogateescape")


def listed(manifest: bytes) -> dict[str, str]:
    """Return the files that a manifest lists, from each path to its digest.

    Digests are empty for a manifest of paths only, as the first versions of Praxis wrote.
    """
    text = manifest.decode(errors="surrogateescape")
    lines = text.split("\n")[:-1]
    if not _LINES.fullmatch(text):
        return dict.fromkeys(filter(None, text.split("\n")), "")
    if "\\" in text:
        return {_ESCAPED.sub(_meant, line[_PATH:]): line[:_DIGEST] for line in lines}
    return {line[_PATH:]: line[:_DIGEST] for line in lines}


def _escaped(path: str) -> str:
    """Return a path on one line: an attachment's name may hold a line break."""
    return path.replace("\\", "\\\\").replace("\n", "\\n")


def _meant(escape: re.Match[str]) -> str:
    return "\n" if escape[1] == "n" else escape[1]
