"""Front matter read by its lines, when it is written as nearly all is: the nodes that ``yaml`` gives, much faster.

Only what leaves no doubt is read: values of one line, plain or between quotation marks, lists, maps. What might mean
something else (comment, anchor, tag, escape, tab, value of several lines, invisible character, field given twice) gives
``None``: such a file is for ``yaml``, where all problems come from.
"""

import re
from collections.abc import Iterator

from praxis_build.model.names import fold
from praxis_build.model.problem import Span
from praxis_build.model.settings import Limits
from praxis_build.stages.parse.nodes import Mapping, Node, Scalar, Sequence

_KEY = r"[^\W\d_][\w-]*+(?: [\w-]++)*+"
_FIRST = r"(?:-(?=\d))?[\w/(«.+$]"
_PLAIN = rf"{_FIRST}[^:#\n]*+(?:(?::(?=[^ \n])|(?<! )#)[^:#\n]*+)*+"
_QUOTED = r""""[^"\\\n]*+"|'(?:[^'\n]|'')*+'"""
_LINE = re.compile(
    rf"^( *+(?:- )?)(?:({_KEY}):(?=[ \n]|\Z)( *+))?({_PLAIN}|{_QUOTED}|[\[{{].*[\]}}])?+ *$", re.MULTILINE
)
_INSIDE = rf"""{_FIRST}[^ \[\]{{}},:?#"]*+(?: ++[^ \[\]{{}},:?#"]++)*+"""
_NAMES = re.compile(rf"\[{_INSIDE}(?:, {_INSIDE})*+\]")
_FLOW = re.compile(rf"([\[{{] *+|, *+| *+[\]}}])|(?:({_QUOTED}|{_INSIDE}):( ++))?({_QUOTED}|{_INSIDE})?")

Row = tuple[str, str, str, str]
"""A line: what stands before its key or value (blanks and a list's ``- ``), key, blanks after the colon, value."""


class _Doubt(Exception):  # noqa: N818 - it is an answer of this module, caught by its only caller
    """Raised on front matter that is for ``yaml``."""


def read(front: str, limits: Limits) -> Mapping | None:
    """Return the front matter's root, ``None`` when it is not of the plain kind."""
    # A node takes a character at least, so that this bounds their number too.
    if len(front) > min(limits.front_matter_bytes, limits.front_matter_nodes):
        return None
    if not front.replace("\n", " ").replace("\u00a0", " ").replace("\u202f", " ").isprintable():
        return None
    rows = _LINE.findall(front)
    if len(rows) != front.count("\n") + 1 or rows[0][0]:
        return None
    block = _Block(rows, limits.front_matter_depth)
    try:
        root = block.mapping(0, 1)
    except _Doubt:
        return None
    return root if block.at == len(rows) else None


class _Block:
    """Lines, and which is read next. Levels are counted from 1, which holds the fields themselves."""

    def __init__(self, rows: list[Row], deepest: int) -> None:
        self.rows, self.deepest = rows, deepest
        self.at = 0

    def mapping(self, indent: int, level: int) -> Mapping:
        """Read a map whose keys stand after ``indent`` characters; the first may follow a list's mark."""
        rows, start, first = self.rows, " " * indent, self.at
        pairs: list[tuple[Scalar, Node]] = []
        while self.at == first or (self.at < len(rows) and rows[self.at][0] == start):
            _, key, blanks, value = rows[self.at]
            self.at = line = self.at + 1
            if not key or level > self.deepest:
                raise _Doubt
            column = indent + len(key) + 2
            if value:
                node = _value(value, line, column + len(blanks), self.deepest - level)
            else:
                node = self.below(indent, level + 1) or Scalar("", Span(line, column))
            pairs.append((Scalar(key, Span(line, indent + 1, len(key))), node))
        return _mapping(pairs, Span(first + 1, indent + 1))

    def below(self, indent: int, level: int) -> Node | None:
        """Read the list or the map under a key that stands after ``indent`` blanks, ``None`` when there is none."""
        start = self.rows[self.at][0] if self.at < len(self.rows) else ""
        if start.endswith("- "):
            return self.sequence(start, level) if len(start) - 2 >= indent else None
        return self.mapping(len(start), level) if len(start) > indent else None

    def sequence(self, start: str, level: int) -> Sequence:
        """Read a list whose lines begin with ``start``."""
        if level > self.deepest:
            raise _Doubt
        rows, indent, first = self.rows, len(start), self.at
        items: list[Node] = []
        while self.at < len(rows) and rows[self.at][0] == start:
            _, key, _, value = rows[self.at]
            if key:
                items.append(self.mapping(indent, level + 1))
            elif value:
                self.at += 1
                items.append(_value(value, self.at, indent + 1, self.deepest - level))
            else:
                raise _Doubt
        return Sequence(tuple(items), Span(first + 1, indent - 1))


def _mapping(pairs: list[tuple[Scalar, Node]], span: Span) -> Mapping:
    if len({fold(key.text) for key, _ in pairs}) < len(pairs):
        raise _Doubt
    return Mapping(tuple(pairs), span)


def _value(written: str, line: int, column: int, levels: int) -> Node:
    """Read a value of one line, in which at most ``levels`` levels may be nested."""
    if written[0] not in "[{":
        return _scalar(written, line, column)
    if levels > 0 and _NAMES.fullmatch(written):
        return _names(written, line, column)
    flow = _Flow(written, line, column)
    found = flow.node(levels)
    if flow.column != column + len(written):
        raise _Doubt
    return found


def _scalar(written: str, line: int, column: int) -> Scalar:
    first = written[0]
    if first == '"':
        return Scalar(written[1:-1], Span(line, column, len(written)), quoted=True)
    if first == "'":
        return Scalar(written[1:-1].replace("''", "'"), Span(line, column, len(written)), quoted=True)
    text = written.rstrip(" ")
    return Scalar(text, Span(line, column, len(text)))


def _names(written: str, line: int, column: int) -> Sequence:
    items, at = [], column + 1
    for text in written[1:-1].split(", "):
        items.append(Scalar(text, Span(line, at, len(text))))
        at += len(text) + 2
    return Sequence(tuple(items), Span(line, column))


class _Flow:
    """What stands between brackets, as (sign, key, blanks after the colon, scalar); ``column`` is that of the next."""

    def __init__(self, written: str, line: int, column: int) -> None:
        self.rows = iter(_FLOW.findall(written))
        self.line, self.column = line, column

    def node(self, levels: int) -> Sequence | Mapping:
        """Read a list or a map, in which at most ``levels`` levels may be nested."""
        column, sign = self.column, self.sign()
        if levels <= 0 or sign not in ("[", "{"):
            raise _Doubt
        if sign == "{":
            return _mapping(self.pairs(levels), Span(self.line, column))
        return Sequence(tuple(self.items()), Span(self.line, column))

    def sign(self) -> str:
        sign: str = next(self.rows)[0]
        self.column += len(sign)
        return sign.strip(" ")

    def items(self) -> Iterator[Scalar]:
        """Read the texts of a list up to its end; a list in a list is for ``yaml``."""
        close = ","
        while close == ",":
            _, key, _, written = next(self.rows)
            if key or not written:
                raise _Doubt
            yield _scalar(written, self.line, self.column)
            self.column += len(written)
            close = self.sign()
        if close != "]":
            raise _Doubt

    def pairs(self, levels: int) -> list[tuple[Scalar, Node]]:
        """Read the keys and values of a map up to its end."""
        pairs: list[tuple[Scalar, Node]] = []
        close = ","
        while close == ",":
            _, key, blanks, written = next(self.rows)
            if not key:
                raise _Doubt
            name = _scalar(key, self.line, self.column)
            self.column += len(key) + 1 + len(blanks)
            if written:
                pairs.append((name, _scalar(written, self.line, self.column)))
                self.column += len(written)
            else:
                pairs.append((name, self.node(levels - 1)))
            close = self.sign()
        if close != "}":
            raise _Doubt
        return pairs
