"""Reads case files: Markdown where each ``##`` is a law, with sources and what must come of them in fenced blocks."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from praxis_build.engines.settings import settings_from
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.model.source import Attachment, Source, Tree

GIVEN = frozenset({"fichier", "pièces", "réglages"})
"""Blocks that say what there is; all others say what must come of it."""

_FENCE = re.compile(r"(`{3,})\s*(.*)$")
_INFO = re.compile(r"(?P<word>\S+)(?: (?P<path>.+?))?(?: \((?P<options>[^()]*)\))?$")
_ESCAPE = re.compile(r"\\(u[0-9a-f]{4}|x[0-9a-f]{2})")
_PIECE = re.compile(r"(?P<path>.+?) : (?P<type>[\w<>-]+)(?:, (?P<megabytes>\d+) Mo)?$")

HEADS = {
    "png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff\xe0", "gif": b"GIF89a", "webp": b"RIFF\0\0\0\0WEBP",
    "pdf": b"%PDF-1.7", "mp3": b"ID3\x04", "ogg": b"OggS", "wav": b"RIFF\0\0\0\0WAVE", "mp4": b"\0\0\0\x18ftypmp42",
    "webm": b"\x1a\x45\xdf\xa3", "zip": b"PK\x03\x04", "ole": b"\xd0\xcf\x11\xe0", "html": b"<!doctype html><script>",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'>", "texte": "Déjà vu".encode(), "vide": b"", "flac": b"fLaC",
}  # fmt: skip
"""What files of each type begin with."""

OPTIONS: dict[str, Callable[[bytes], bytes]] = {
    "latin-1": lambda data: data.decode().encode("latin-1"),
    "utf-16": lambda data: data.decode().encode("utf-16"),
    "bom": lambda data: b"\xef\xbb\xbf" + data,
    "crlf": lambda data: data.replace(b"\n", b"\r\n"),
    "cr": lambda data: data.replace(b"\n", b"\r"),
    "sans fin de ligne": lambda data: data.removesuffix(b"\n"),
    "échappé": lambda data: _ESCAPE.sub(lambda found: chr(int(found[1][1:], 16)), data.decode()).encode(),
    "nfd": lambda data: unicodedata.normalize("NFD", data.decode()).encode(),
    "chemin nfd": lambda data: data,
}
"""What may be asked of a file's bytes, in the order in which they are written between parentheses."""


class Malformed(Exception):  # noqa: N818 - a mistake of whoever writes a case
    """A case file can't be read as one."""


class Block(NamedTuple):
    """A fenced block: its first word, the path after it, the options between parentheses, its lines."""

    word: str
    path: SourcePath
    options: tuple[str, ...]
    lines: tuple[str, ...]
    number: int

    @property
    def text(self) -> str:
        """The block's text, each line with its end."""
        return "".join(line + "\n" for line in self.lines)


class Case(NamedTuple):
    """A law, where it is written, what is given and what is expected."""

    title: str
    place: str
    given: tuple[Block, ...]
    expected: tuple[Block, ...]


def cases(path: Path) -> tuple[Case, ...]:
    """Return the cases of a file; raises ``Malformed``."""
    found = tuple(_cases(path.name, path.read_text(encoding="utf-8")))
    titles = [case.title for case in found]
    if len(set(titles)) < len(titles):
        raise Malformed(path.name, "deux cas ont le même titre")
    return found


def _cases(name: str, text: str) -> Iterator[Case]:
    title, number, blocks = "", 0, list[Block]()
    lines = enumerate(text.split("\n"), 1)
    for at, line in lines:
        if line.startswith("## "):
            if title:
                yield case(title, f"{name}:{number}", blocks)
            title, number, blocks = line[3:].strip(), at, []
        elif fence := _FENCE.match(line):
            blocks.append(_block(f"{name}:{at}", at, fence[1], fence[2], lines))
            if not title:
                raise Malformed(name, at, "un bloc avant le premier cas")
    yield case(title, f"{name}:{number}", blocks)


def _block(place: str, number: int, fence: str, info: str, lines: Iterator[tuple[int, str]]) -> Block:
    said = _INFO.match(info.strip())
    if said is None:
        raise Malformed(place, "un bloc sans nom")
    kept: list[str] = []
    for _, line in lines:
        if line.startswith(fence) and not line.strip("` "):
            options = tuple(filter(None, (one.strip() for one in (said["options"] or "").split(","))))
            return Block(said["word"], SourcePath(said["path"] or ""), options, tuple(kept), number)
        kept.append(line)
    raise Malformed(place, "un bloc jamais fermé")


def case(title: str, place: str, blocks: list[Block]) -> Case:
    """Return a case; raises ``Malformed`` when it gives nothing or expects nothing."""
    given = tuple(block for block in blocks if block.word in GIVEN)
    expected = tuple(block for block in blocks if block.word not in GIVEN)
    if not any(block.word == "fichier" for block in given):
        raise Malformed(place, "un cas sans fichier")
    if not expected:
        raise Malformed(place, "un cas qui n'attend rien")
    return Case(title, place, given, expected)


def tree_of(case_: Case) -> Tree:
    """Return the files of a case, in the order of their paths as the disk gives them."""
    sources = [_source(case_, block) for block in case_.given if block.word == "fichier"]
    pieces = [_piece(case_, line) for block in case_.given if block.word == "pièces" for line in block.lines]
    return Tree(tuple(sorted(sources, key=_order)), tuple(sorted(pieces, key=_order)))


def _order(file: Source | Attachment) -> tuple[str, str]:
    return unicodedata.normalize("NFC", file.path), file.path


def _source(case_: Case, block: Block) -> Source:
    data = block.text.encode()
    for option in block.options:
        if option not in OPTIONS:
            raise Malformed(case_.place, f"option inconnue « {option} »")
        data = OPTIONS[option](data)
    path = unicodedata.normalize("NFD", block.path) if "chemin nfd" in block.options else block.path
    if not path:
        raise Malformed(case_.place, "un fichier sans chemin")
    return Source(SourcePath(path), data)


def _piece(case_: Case, line: str) -> Attachment:
    said = _PIECE.match(line)
    if said is None or said["type"] not in HEADS:
        raise Malformed(case_.place, f"pièce illisible « {line} »")
    size = int(said["megabytes"]) * 1_000_000 if said["megabytes"] else 1_000
    return Attachment(SourcePath(said["path"]), size, HEADS[said["type"]])


def settings_of(case_: Case) -> Settings:
    """Return the settings of a case, written as in ``mkdocs.yml``; raises ``Malformed`` for one that is wrong."""
    text = "".join(block.text for block in case_.given if block.word == "réglages")
    settings, problems = settings_from(yaml.safe_load(text) or {}, {}, SourcePath("mkdocs.yml"))
    if problems:
        raise Malformed(case_.place, f"réglages refusés, {problems}")
    return settings
