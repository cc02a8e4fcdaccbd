"""Front matter from the C parser's events: scalars stay text, anchors, tags and duplicate keys are refused.

Source: YAML 1.1 as read by libyaml; only its plain data model is accepted.
"""

import re
from collections.abc import Iterator

import yaml

from praxis_build.model.code import N_
from praxis_build.model.names import fold
from praxis_build.model.problem import Span
from praxis_build.model.settings import Limits
from praxis_build.stages.parse.nodes import Mapping, Node, Scalar, Sequence

# « @handle » and a template's « {{name}} », which authors leave without quotation marks.
_UNQUOTED = re.compile(r"^([ \t]*(?:-[ \t]+|[^\s:#][^:#\n]*:[ \t]+))((?:[@`]\S|\{\{).*?)[ \t]*$", re.MULTILINE)
_COLON = N_("a colon inside a value needs quotation marks")
_BLANKS = N_("the blanks at the start of the line don't match the lines above")
_DETAILS = (
    ("mapping values are not allowed", _COLON),
    ("unexpected end of stream", N_("a quotation mark is not closed")),
    ("'\\t'", N_("a tab stands where blanks are needed")),
    ("tab", N_("a tab stands where blanks are needed")),
    ("expected ',' or", N_("a list or a map is not closed")),
    ("expected the node content", N_("a list or a map is not closed")),
    ("expected key", _BLANKS),
    ("expected <block end>", _BLANKS),
    ("expected '-' indicator", _BLANKS),
    ("cannot start any token", N_("this sign can't begin a value")),
)
_OTHER = N_("a line that is neither a field nor a list item")


class Refused(Exception):  # noqa: N818 - it is an answer of this module, caught by its only caller
    """The front matter can't be read.

    ``code`` is that of the problem, ``values`` fill its message, ``span`` is relative to the front matter, ``fix`` is
    the corrected line when it is plain what was meant.
    """

    def __init__(self, code: str, span: Span, fix: str = "", **values: str) -> None:
        """Keep what the problem needs."""
        super().__init__(code)
        self.code, self.span, self.fix, self.values = code, span, fix, values


def read(front: str, limits: Limits) -> Node | None:
    """Return the front matter's root, ``None`` when it says nothing; raises ``Refused``."""
    if len(front) > limits.front_matter_bytes:
        raise Refused("P107", Span(), limit=f"{len(front)} > {limits.front_matter_bytes}")
    try:
        return _Reader(front, limits).root()
    except (yaml.YAMLError, Refused) as error:
        repaired = _UNQUOTED.sub(lambda m: f"{m[1]}'{m[2].replace(chr(39), chr(39) * 2)}'", front)
        if repaired != front:
            return read(repaired, limits)
        if isinstance(error, Refused):
            raise
        raise _refusal(error, front) from None


class _Reader:
    """Builds nodes from events, counting them; the depth is bounded, so the recursion is too."""

    def __init__(self, front: str, limits: Limits) -> None:
        self.events: Iterator[yaml.Event] = yaml.parse(front, Loader=yaml.CSafeLoader)
        self.limits = limits
        self.nodes = 0

    def root(self) -> Node | None:
        found: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and found is not None:
                raise Refused("P105", _span(event), mark="---")
            if isinstance(event, yaml.NodeEvent):
                found = self.node(event, 0)
        return found

    def node(self, event: yaml.Event, depth: int) -> Node:
        self.nodes += 1
        if self.nodes > self.limits.front_matter_nodes or depth > self.limits.front_matter_depth:
            raise Refused(
                "P107", _span(event), limit=f"> {self.limits.front_matter_nodes}, > {self.limits.front_matter_depth}"
            )
        _refuse_marks(event)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, _span(event), quoted=bool(event.style))
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self.items(depth)), _span(event))
        return Mapping(self.pairs(depth), _span(event))

    def items(self, depth: int) -> Iterator[Node]:
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self.node(event, depth + 1)

    def pairs(self, depth: int) -> tuple[tuple[Scalar, Node], ...]:
        pairs: list[tuple[Scalar, Node]] = []
        seen: dict[str, Span] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise Refused("P105", key.span, mark="{" if isinstance(key, Mapping) else "[")
            first = seen.setdefault(fold(key.text), key.span)
            if first is not key.span:
                raise Refused("P106", key.span, field=key.text, line=str(first.line))
            pairs.append((key, self.node(next(self.events), depth + 1)))
        return tuple(pairs)


def _refuse_marks(event: yaml.Event) -> None:
    anchor: str | None = getattr(event, "anchor", None)
    tag: str | None = getattr(event, "tag", None)
    if anchor:
        raise Refused("P105", _span(event), mark=("*" if isinstance(event, yaml.AliasEvent) else "&") + anchor)
    if tag:
        raise Refused("P105", _span(event), mark=tag)


def _span(event: yaml.Event) -> Span:
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        return Span()
    length = end.column - start.column if end.line == start.line else 1
    return Span(start.line + 1, start.column + 1, max(1, length))


def _refusal(error: yaml.YAMLError, front: str) -> Refused:
    said = str(getattr(error, "problem", "")) + " " + str(getattr(error, "context", ""))
    detail = next((words for mark, words in _DETAILS if mark in said), _OTHER)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    opened = getattr(error, "context_mark", None)
    if opened is not None and detail.endswith("not closed"):
        mark = opened
    span = Span(mark.line + 1, mark.column + 1) if mark else Span()
    lines = front.split("\n")
    line = lines[span.line - 1] if span.line <= len(lines) else ""
    if detail == _COLON and ": " not in line[: span.column - 1]:
        detail = _BLANKS
    return Refused("P104", span, _quoted(line) if detail == _COLON else "", detail=detail)


def _quoted(line: str) -> str:
    """Return a ``field: value`` line with its value between quotation marks."""
    key, colon, value = line.partition(": ")
    if not colon:
        return ""
    value = value.strip().replace("\\", "\\\\").replace('"', '\\"')
    return f'{key}: "{value}"'
