"""Names: paths, slugs, addresses and folded keys, each its own type so that none is taken for another."""

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import NewType

SourcePath = NewType("SourcePath", str)
"""A file's path relative to the project, with ``/``, as it stands on disk."""
Slug = NewType("Slug", str)
"""The part of an address that names a document: lower case, Latin accents folded, other scripts kept."""
Url = NewType("Url", str)
"""A page's address relative to the site's root, percent-encoding left to the renderer; ends with ``/``."""
Folded = NewType("Folded", str)
"""A name without case, Latin accents, kind of apostrophe, kind of space or Unicode form."""

SLUG_BYTES = 180
"""Longest slug in UTF-8 bytes: file systems allow 255 a component."""

_APOSTROPHES = str.maketrans("’‘ʼ′`´ʹ", "'''''''")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "\u00ad": ""})
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])
_LAST_LATIN = 0x024F
_GRAM = 3
_EXTENSIONS = frozenset({"md", "markdown"})


@lru_cache(maxsize=1 << 17)
def fold(text: str) -> Folded:
    """Return the key under which ``text`` is compared with other names.

    Case, Latin accents, ligatures, kinds of apostrophe and space, invisible characters and the
    Unicode form (NFC or NFD) make no difference; marks of other scripts are kept.
    """
    if text.isascii():
        return Folded(" ".join(text.replace("`", "'").lower().split()))
    plain = text.casefold().translate(_INVISIBLE).translate(_APOSTROPHES)
    plain = _without_latin_marks(unicodedata.normalize("NFD", plain)).translate(_LIGATURES)
    return Folded(" ".join(unicodedata.normalize("NFC", plain).split()))


def _without_latin_marks(decomposed: str) -> str:
    kept: list[str] = []
    latin = False
    for char in decomposed:
        if unicodedata.combining(char):
            if latin:
                continue
        else:
            latin = ord(char) <= _LAST_LATIN
        kept.append(char)
    return "".join(kept)


@lru_cache(maxsize=1 << 16)
def slugify(text: str) -> Slug:
    """Return the slug of a name; a name without letter or digit gives its code points (``u1f331``)."""
    folded = fold(text)
    if folded.isascii():
        slug = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    else:
        slug = re.sub(r"-+", "-", "".join(c if _is_word(c) else "-" for c in folded)).strip("-")
    if not slug:
        slug = "-".join(f"u{ord(c):x}" for c in text if not c.isspace())[:SLUG_BYTES] or "x"
    return Slug(_shortened(slug))


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"


def _shortened(slug: str) -> str:
    encoded = slug.encode()
    if len(encoded) <= SLUG_BYTES:
        return slug
    digest = hashlib.blake2b(encoded, digest_size=4).hexdigest()
    return encoded[: SLUG_BYTES - 9].decode(errors="ignore").rstrip("-") + "-" + digest


def order(path: str) -> tuple[str, str]:
    """Return the rank of a file among others: by the code points of its path in NFC, then as it stands on disk."""
    return (path if path.isascii() else unicodedata.normalize("NFC", path)), path


def stem(path: str) -> str:
    """Return the name a file is linked by: its last component without the Markdown extension."""
    name = path.rpartition("/")[2]
    return without_extension(name)


def without_extension(path: str) -> str:
    """Return ``path`` without ``.md`` or ``.markdown``, whatever their case."""
    name, dot, extension = path.rpartition(".")
    return name if dot and name and extension.lower() in _EXTENSIONS else path


def folder(path: str) -> str:
    """Return the folder of a file, ``""`` for the project's root."""
    return path.rpartition("/")[0]


INDEX_STEMS = frozenset({"index", "readme", "_index"})
"""File names, folded, that stand for their folder."""


def grams(key: str) -> set[str]:
    """Return the beginnings and ends of a folded name's long words: near names share one, so few need comparing."""
    words = [word for word in key.replace("-", " ").split() if len(word) > _GRAM] or [key]
    return {word[:_GRAM] for word in words} | {word[-_GRAM:] + "$" for word in words}


def is_index(path: str) -> bool:
    """Tell whether a file stands for its folder."""
    return stem(path).lower() in INDEX_STEMS


def anchor_of(text: str) -> str:
    """Return a heading's fragment the way GitHub makes it: lower case, punctuation dropped, spaces to hyphens.

    Source: GitHub's ``TableOfContentsFilter`` (html-pipeline).
    """
    kept = (c for c in text.strip().lower() if c in " -_" or _is_word(c))
    return "".join(kept).replace(" ", "-")


def old_address(written: str) -> Url | None:
    """Return the address of a page that once was, below the site; ``None`` when it can't be one.

    A full web address counts as its path; ``.html`` files keep their name, other addresses end with ``/``.
    """
    path = re.sub(r"^https?://[^/]+", "", written.strip()).partition("?")[0].partition("#")[0].strip("/")
    parts = path.split("/")
    if not path or any(part in ("", ".", "..") or not part.isprintable() or "\\" in part for part in parts):
        return None
    if any(len(part.encode()) > SLUG_BYTES for part in parts):
        return None
    return Url(path if path.endswith(".html") else path + "/")
