"""Which attachments may be published: an allow-list by extension, checked against what the file begins with."""

import re

from praxis_build.model.corpus import Corpus
from praxis_build.model.names import SourcePath, folder
from praxis_build.model.settings import Settings

MEGABYTE = 1_000_000
_ZIP = (b"PK\x03\x04",)
_OLE = (b"\xd0\xcf\x11\xe0",)
_MP4 = re.compile(rb"....ftyp", re.DOTALL)
_MP3 = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")
MAGIC: dict[str, tuple[bytes, ...] | re.Pattern[bytes]] = {
    "png": (b"\x89PNG\r\n\x1a\n",), "jpg": (b"\xff\xd8\xff",), "jpeg": (b"\xff\xd8\xff",),
    "gif": (b"GIF87a", b"GIF89a"),
    "webp": re.compile(rb"RIFF....WEBP", re.DOTALL), "avif": _MP4, "pdf": (b"%PDF-",), "mp3": _MP3,
    "ogg": (b"OggS",), "oga": (b"OggS",), "opus": (b"OggS",), "ogv": (b"OggS",),
    "wav": re.compile(rb"RIFF....WAVE", re.DOTALL),
    "flac": (b"fLaC",), "m4a": _MP4, "mp4": _MP4, "m4v": _MP4, "mov": _MP4, "webm": (b"\x1a\x45\xdf\xa3",),
    "docx": _ZIP, "xlsx": _ZIP, "pptx": _ZIP, "odt": _ZIP, "ods": _ZIP, "odp": _ZIP, "epub": _ZIP,
    "doc": _OLE, "xls": _OLE, "ppt": _OLE,
}  # fmt: skip
"""What files of each published type begin with."""
TEXTS = frozenset({"csv", "txt"})
"""Types that are published when they hold text."""


class Files:
    """Judges the attachments of one corpus."""

    def __init__(self, corpus: Corpus, settings: Settings) -> None:
        """Judge by the site's limits."""
        self.corpus, self.limit = corpus, settings.limits.attachment_bytes

    def beside(self, path: SourcePath) -> tuple[str, ...]:
        """Return the names of the files in a document's folder."""
        return tuple(file.rpartition("/")[2] for file in self.corpus.named("beside", folder(path)))

    def refusal(self, path: SourcePath) -> tuple[str, dict[str, str]] | None:
        """Return the code and the values of the problem with publishing a file, ``None`` when it may be."""
        file = self.corpus.attachments[path]
        extension = path.rpartition(".")[2].lower()
        if extension not in MAGIC and extension not in TEXTS:
            return "P501", {}
        if not _is(extension, file.head):
            return "P502", {}
        if file.size > self.limit:
            return "P503", {"size": f"{file.size / MEGABYTE:.1f}", "limit": f"{self.limit / MEGABYTE:.0f}"}
        return None


def _is(extension: str, head: bytes) -> bool:
    if extension in TEXTS:
        return b"\x00" not in head
    magic = MAGIC[extension]
    return bool(magic.match(head)) if isinstance(magic, re.Pattern) else head.startswith(magic)
