"""From bytes to text: encoding, line ends, and where the front matter stops."""

import re
from functools import lru_cache

import msgspec

from praxis_build.model.codes import CODES
from praxis_build.model.names import SourcePath
from praxis_build.model.problem import START, Problem, Span

# C0 controls but tab and line feed, and the two noncharacters that stand for marks while a text is parsed.
_CONTROLS = {c: "\ufffd" for c in [*range(0x20), 0x7F, *range(0xFDD0, 0xFDD7), 0xE000, 0xE001] if c not in (0x09, 0x0A)}
_ANY_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufdd0-\ufdd6\ue000\ue001]")
_ODD_BYTES = bytes(c for c in _CONTROLS if c < 0x80)  # noqa: PLR2004 - those of one byte in UTF-8
_ODD_STARTS = (b"\xef", b"\xee")
"""The first byte, in UTF-8, of the characters above that have three."""
_FIELD = re.compile(r"""["']?[^\W\d_][\w .\-]{0,40}["']?\s*:(\s|$)""")
_OPENING = re.compile(r"(?:[^\S\n]*+\n)*+---[ \t]*+(?=\n|\Z)")
_CLOSING = re.compile(r"\n(?:---|\.\.\.)[ \t]*+(?=\n|\Z)")
_QUOTED = 400


class Text(msgspec.Struct, frozen=True, gc=False):
    r"""A file's text with ``\\n`` line ends, cut in two.

    ``front`` is the front matter without its rules, ``None`` when there is none; ``front_line`` and ``body_line`` are
    the lines, from 1, on which each begins.
    """

    text: str
    front: str | None
    front_line: int
    body: str
    body_line: int
    unclosed: bool = False

    def line(self, number: int) -> str:
        """Return the beginning of a line by its number, ``""`` past the end."""
        lines = _lines(self.text)
        return lines[number - 1][:_QUOTED] if 0 < number <= len(lines) else ""

    def whole(self) -> "Text":
        """Return the same text taken as body alone: what looked like front matter is not."""
        return Text(self.text, None, 1, self.text, 1)


@lru_cache(maxsize=1)
def _lines(text: str) -> list[str]:
    """Return the lines of the last text that had a problem: its problems come together."""
    return text.split("\n")


def problem(code: str, path: SourcePath, span: Span = START, excerpt: str = "", **values: str) -> Problem:
    """Return a problem of a code at its usual severity."""
    return Problem(code, CODES[code].severity, path, span, values, excerpt=excerpt)


def decode(path: SourcePath, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a file, without byte-order mark or control characters, and what was odd about it.

    Bytes that are not UTF-8 are read as UTF-16 when they begin with its mark, else as Windows-1252 (a superset of the
    printable part of Latin-1), which always gives an answer.
    """
    encoding = ""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text, encoding = data.decode("utf-16", errors="replace"), "UTF-16"
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text, encoding = data.decode("cp1252", errors="replace"), "Windows-1252"
    if encoding or len(data.translate(None, _ODD_BYTES)) < len(data) or any(odd in data for odd in _ODD_STARTS):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if _ANY_CONTROL.search(text):
            text = text.translate(_CONTROLS)
    return text, (problem("P101", path, encoding=encoding),) if encoding else ()


def split(text: str) -> Text:
    """Cut a text into front matter and body.

    Front matter opens with ``---`` on the first line that is not blank and closes with ``---`` or ``...``, with or
    without a line end. An opening rule that nothing closes counts only when a field follows it.
    """
    opening = _OPENING.match(text)
    if not opening:
        return Text(text, None, 1, text, 1)
    start = opening.end()
    first = text.count("\n", 0, start) + 2
    closing = _CLOSING.search(text, start)
    if not closing:
        return Text(text, None, first, text, 1, looks_like_fields(text[start + 1 :]))
    front, body = text[start + 1 : closing.start()], text[closing.end() + 1 :]
    return Text(text, front, first, body, first + text.count("\n", start + 1, closing.end()) + 1)


def looks_like_fields(front: str) -> bool:
    """Tell whether the first line of what can't be read as YAML was meant as a field."""
    first = next((line for line in front.split("\n") if line.strip() and not line.lstrip().startswith("#")), "")
    return bool(_FIELD.match(first))
