"""Reading a node as text, name, date or address; what doesn't fit becomes a problem."""

from collections.abc import Callable
from functools import lru_cache

from praxis_build.model.code import N_
from praxis_build.model.document import Reference
from praxis_build.model.fields import SUBFIELDS, Field, field_key
from praxis_build.model.names import SourcePath, fold
from praxis_build.model.problem import Problem, Span
from praxis_build.stages.parse import scalars
from praxis_build.stages.parse.nodes import Mapping, Node, Scalar, Sequence
from praxis_build.stages.parse.text import Text, problem

_EXPECTED = {
    "text": N_("text"),
    "kind": N_("text"),
    "names": N_("a list of names"),
    "refs": N_("a list of names"),
    "ref": N_("text"),
    "lang": N_("text"),
    "license": N_("text"),
    "status": N_("text"),
    "draft": N_("true or false"),
    "date": N_("a date"),
    "url": N_("a web address"),
    "contributions": N_("a list of maps"),
    "sources": N_("a list of maps"),
    "board": N_("a map of fields"),
    "words": N_("a map of fields"),
    "point": N_("a point: latitude and longitude"),
    "events": N_("a list of maps"),
    "axes": N_("a map of fields"),
    "entries": N_("a list of names"),
}


class Reader:
    """Types the values of one file's front matter, gathering problems as it goes."""

    def __init__(self, path: SourcePath, text: Text) -> None:
        """Read fields of ``path``, whose text gives the lines that problems quote."""
        self.path, self.text, self.above = path, text, text.front_line - 1
        self.problems: list[Problem] = []

    def report(self, code: str, span: Span, **values: str) -> None:
        """Keep a problem at a place of the front matter."""
        place = self.place(span)
        self.problems.append(problem(code, self.path, place, self.text.line(place.line), **values))

    def place(self, span: Span) -> Span:
        """Return a place of the front matter as a place of the file."""
        return Span(span.line + self.above, span.column, span.length)

    def wrong(self, field: Field, span: Span) -> None:
        """Say that a value is not of its field's type."""
        self.report("P201", span, field=field.name, expected=_EXPECTED[field.type], example=field.example)

    def words(self, field: Field, node: Node) -> str | None:
        """Return a visible text; a list of one text counts as that text."""
        node = _unwrapped(node)
        if not isinstance(node, Scalar):
            self.wrong(field, node.span)
            return None
        return scalars.one_spaced(self._visible(field, node)) or None

    def _visible(self, field: Field, node: Scalar) -> str:
        """Return a text without invisible characters, and say so."""
        if (shown := scalars.visible(node.text)) != node.text:
            self.report("P604", node.span, field=field.name)
        return shown

    def reference(self, field: Field, node: Node) -> Reference | None:
        """Return a reference; ``[[name]]``, quoted or not, and ``{name: …}`` count as the name."""
        if not isinstance(node, Scalar):
            node = _named(_unwrapped(node))
            if not isinstance(node, Scalar):
                self.wrong(field, node.span)
                return None
        text = bare(self._visible(field, node))
        return Reference(text, self.place(node.span)) if text and not node.null else None

    def references(self, field: Field, node: Node) -> tuple[Reference, ...]:
        """Return references from a list, or from ``a, b``."""
        if isinstance(node, Sequence) and not _is_wikilink(node):
            found = [self.reference(field, item) for item in node.items]
        elif isinstance(node, Scalar) and "," in node.text and "[[" not in node.text:
            pieces = (bare(piece) for piece in self._visible(field, node).split(","))
            found = [Reference(piece, self.place(node.span)) for piece in pieces if piece]
        else:
            found = [self.reference(field, node)]
        unique = {fold(reference.text): reference for reference in reversed(found) if reference}
        return tuple(reversed(unique.values()))

    def maps(self, field: Field, node: Node) -> list[tuple[dict[str, Node] | Scalar, Span]]:
        """Return the maps of a list with their places, keys in English; bare texts are kept; one map counts too."""
        items = node.items if isinstance(node, Sequence) else (node,)
        found: list[tuple[dict[str, Node] | Scalar, Span]] = []
        for item in items:
            if isinstance(item, Mapping):
                found.append(({_subfield(key.text): value for key, value in item.pairs}, item.span))
            elif isinstance(item, Scalar):
                if not item.null:
                    found.append((item, item.span))
            else:
                self.wrong(field, item.span)
        return found

    def date_text(self, field: Field, node: Node | None, read: Callable[[str], str | None] = scalars.iso_date) -> str:
        """Return an ISO date, ``""`` when there is none that can be used."""
        if node is None or (isinstance(node, Scalar) and node.null):
            return ""
        if not isinstance(node, Scalar):
            self.wrong(field, node.span)
            return ""
        if scalars.is_placeholder(node.text):
            self.report("P213", node.span, field=field.name, value=node.text)
        elif (found := read(node.text)) is None:
            self.report("P202", node.span, field=field.name, value=node.text, example="2026-08-14")
        else:
            return found
        return ""

    def address(self, field: Field, node: Node | None) -> str:
        """Return a web address, ``""`` when there is none that can be used."""
        if node is None or (isinstance(node, Scalar) and node.null):
            return ""
        if not isinstance(node, Scalar):
            self.wrong(field, node.span)
            return ""
        if (found := scalars.web_address(node.text)) is None:
            self.report("P206", node.span, field=field.name, value=node.text)
        return found or ""

    def part(self, field: Field, values: dict[str, Node], name: str) -> str:
        """Return a text inside a map."""
        node = values.get(name)
        if node is None or (isinstance(node, Scalar) and node.null):
            return ""
        return self.words(field, node) or ""


@lru_cache(maxsize=1 << 14)
def bare(text: str) -> str:
    """Return a name without wikilink brackets, tag sign or surrounding blanks; what follows ``|`` is only shown."""
    text = text.strip()
    if text.startswith("[[") and text.endswith("]]"):
        text = text[2:-2].partition("|")[0].partition("#")[0]
    return " ".join(text.removeprefix("#").removeprefix("@").split())


@lru_cache(maxsize=1 << 10)
def _subfield(name: str) -> str:
    """Return the English name of a key inside a map."""
    key = field_key(name)
    return SUBFIELDS.get(key, key)


def _named(node: Node) -> Node:
    """Return the name in a map that describes somebody or something, else the node itself."""
    if isinstance(node, Mapping):
        keys = {_subfield(key.text): value for key, value in node.pairs}
        return keys.get("name") or keys.get("title") or keys.get("who") or keys.get("id") or node
    return node


def _is_wikilink(node: Node) -> bool:
    return isinstance(node, Sequence) and len(node.items) == 1 and isinstance(node.items[0], Sequence)


def _unwrapped(node: Node) -> Node:
    """Return the scalar of ``[[name]]``, which YAML reads as a list in a list, or of a list of one."""
    while isinstance(node, Sequence) and len(node.items) == 1:
        node = node.items[0]
    return node
