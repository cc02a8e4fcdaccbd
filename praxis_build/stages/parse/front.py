"""From front matter to the fields of a document."""

from functools import lru_cache
from typing import Any, NamedTuple

from msgspec.structs import replace
from rapidfuzz import process
from rapidfuzz.distance import OSA

from praxis_build.model.document import Kind, Syntax
from praxis_build.model.fields import BY_NAME, KIND_NAMES, NAMES, field_key
from praxis_build.model.names import SourcePath, fold
from praxis_build.model.problem import Problem, Span
from praxis_build.model.settings import Settings
from praxis_build.stages.parse import lines, yaml
from praxis_build.stages.parse.nodes import Mapping, Node, Scalar, Sequence
from praxis_build.stages.parse.reader import Reader
from praxis_build.stages.parse.readers import read_field
from praxis_build.stages.parse.text import Text, looks_like_fields, problem

_NEAR = 82
_LONG = 4
"""From this length on, a name that one slip of the finger makes of a known one is near it too."""


class Front(NamedTuple):
    """What the front matter says: typed ``fields`` of the file's kind, ``spans`` of their keys, problems.

    ``extra`` keeps the other fields as text, ``unknown`` counts those whose name is near no known one. ``withheld``
    tells that the front matter couldn't be trusted, so that the page must not be published.
    """

    fields: dict[str, Any]
    spans: dict[str, Span]
    extra: dict[str, str]
    problems: tuple[Problem, ...]
    unknown: tuple[Syntax, ...] = ()
    withheld: bool = False


Named = tuple[str | None, Scalar, Node]
"""A field: our name for it if it has one, the key as written, the value."""

EMPTY = Front({}, {}, {}, ())


def read_front(text: Text, path: SourcePath, kind: Kind, settings: Settings) -> tuple[Front, Text]:
    """Return the fields of a file, and its text: taken whole when what looked like front matter is not.

    ``kind`` is the file's, unless a field says otherwise.
    """
    if text.unclosed:
        return EMPTY._replace(problems=(problem("P103", path, excerpt=text.line(1)),), withheld=True), text
    if text.front is None:
        return EMPTY, text
    try:
        root = lines.read(text.front, settings.limits) or yaml.read(text.front, settings.limits)
    except yaml.Refused as refused:
        if refused.code == "P104" and not looks_like_fields(text.front):
            return EMPTY, text.whole()
        return EMPTY._replace(problems=(_refused(path, text, refused),), withheld=True), text
    if isinstance(root, Mapping):
        named = [(_canonical(key.text, settings), key, node) for key, node in root.pairs]
        meant = _meant(text.front, named)
        return (_typed(Reader(path, text), named, kind), text) if meant else (EMPTY, text.whole())
    return EMPTY, text if root is None or (isinstance(root, Scalar) and root.null) else text.whole()


def _meant(front: str, named: list[Named]) -> bool:
    """Tell whether a map was meant as front matter: « …, il a dit : rien » between two rules is a text.

    A field of ours is enough; else what begins like a field just under the rule. Source: Pandoc, which takes a rule
    followed by a blank line for a rule.
    """
    known = any(name for name, _, _ in named)
    return known or (looks_like_fields(front) and bool(front.partition("\n")[0].strip()))


def _refused(path: SourcePath, text: Text, refused: yaml.Refused) -> Problem:
    span = Span(refused.span.line + text.front_line - 1, refused.span.column, refused.span.length)
    values = dict(refused.values)
    if "line" in values:
        values["line"] = str(int(values["line"]) + text.front_line - 1)
    found = problem(refused.code, path, span, text.line(span.line), **values)
    return replace(found, fix=refused.fix)


def _typed(reader: Reader, named: list[Named], usual: Kind) -> Front:
    """Read the fields that a document of the file's kind has; keep the others as text, and say so."""
    kind = _kind(named) or usual
    known: list[tuple[str, Scalar, Node]] = []
    extra: dict[str, str] = {}
    counted: list[Syntax] = []
    for name, key, node in named:
        if name and kind in BY_NAME[name].kinds:
            known.append((name, key, node))
            continue
        extra[name or key.text] = plain(node)
        if name:
            reader.report("P212", key.span, field=name, kind=kind)
        elif unknown := _unknown(reader, key):
            counted.append(unknown)
    fields, spans = _read(reader, known)
    withheld = any(found.code == "P106" for found in reader.problems)
    return Front(fields, spans, extra, tuple(reader.problems), tuple(counted), withheld)


def _read(reader: Reader, known: list[tuple[str, Scalar, Node]]) -> tuple[dict[str, Any], dict[str, Span]]:
    """Return the values of fields with the places of their keys; two lists under one field's names make one."""
    fields: dict[str, Any] = {}
    spans: dict[str, Span] = {}
    for name, key, node in known:
        value = read_field(reader, BY_NAME[name], node)
        if value is None or value in ("", ()):
            continue
        if name in fields and not (isinstance(value, tuple) and isinstance(fields[name], tuple)):
            reader.report("P106", key.span, field=key.text, line=str(spans[name].line))
            continue
        fields[name] = (*fields.get(name, ()), *value) if isinstance(value, tuple) else value
        spans[name] = reader.place(key.span)
    return fields, spans


def _kind(named: list[Named]) -> Kind | None:
    """Return the kind that a field gives, which decides which fields mean something."""
    kinds = (KIND_NAMES.get(fold(plain(node))) for name, _, node in named if name == "kind")
    return next((kind for kind in kinds if kind), None)


def _canonical(name: str, settings: Settings) -> str | None:
    key = _key(name)
    return settings.fields.get(key) or NAMES.get(key)


_key = lru_cache(maxsize=1 << 12)(field_key)
"""The names of fields come back from note to note."""


@lru_cache(maxsize=1 << 12)
def _near(key: str) -> str:
    """Return the known name nearest a field's, ``""`` when none is near."""
    found = process.extractOne(key, NAMES.keys(), score_cutoff=_NEAR)
    if found:
        return found[0]
    return next((name for name in NAMES if len(key) >= _LONG and OSA.distance(key, name, score_cutoff=1) <= 1), "")


def _unknown(reader: Reader, key: Scalar) -> Syntax | None:
    """Report a field whose name is near a known one; any other is only counted."""
    near = _near(_key(key.text))
    if not near:
        return Syntax(f"field {_key(key.text)}", 1, reader.place(key.span), key.text)
    reader.report("P204", key.span, field=key.text)
    reader.problems[-1] = replace(reader.problems[-1], suggestions=(near,))
    return None


def plain(node: Node) -> str:
    """Return the text of a field Praxis ignores, so that it is kept: lists with commas, maps as ``key: value``."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return ", ".join(plain(item) for item in node.items)
    return "; ".join(f"{key.text}: {plain(value)}" for key, value in node.pairs)
