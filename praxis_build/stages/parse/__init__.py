"""Parse: one file's bytes become one complete document and its problems. Only here are YAML and Markdown read."""

from typing import ClassVar

import msgspec

from praxis_build.model import document as documents
from praxis_build.model.document import AnyDocument, Body, Kind, Parsed, Status, Syntax
from praxis_build.model.names import Slug, SourcePath, folder, is_index, slugify, stem
from praxis_build.model.problem import Problem
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source
from praxis_build.stages.parse import syntaxes
from praxis_build.stages.parse.body import Reading
from praxis_build.stages.parse.front import Front, read_front
from praxis_build.stages.parse.place import Place, default_kind, default_slug, place_of
from praxis_build.stages.parse.reading import TooMuch, read_body
from praxis_build.stages.parse.scalars import visible
from praxis_build.stages.parse.text import Text, decode, problem, split

_TYPES: dict[Kind, type[AnyDocument]] = {
    "note": documents.Note, "term": documents.Term, "organization": documents.Organization,
    "person": documents.Person, "community": documents.Community, "notebook": documents.Notebook,
}  # fmt: skip
_NOT_FIELDS = frozenset({"kind", "slug", "status", "draft", "title"})


class Parse(msgspec.Struct, frozen=True):
    """The stage, for given settings; a source gives a document and its problems, whatever the source holds."""

    takes: ClassVar[type] = Source
    gives: ClassVar[type] = Parsed
    settings: Settings

    def __call__(self, source: Source) -> Parsed:
        """Return what a file says. Never raises on what an author wrote."""
        text, problems = decode(source.path, source.data)
        place = place_of(source.path, self.settings)
        front, cut = read_front(split(text), source.path, default_kind(place), self.settings)
        reading, excess = self._reading(source.path, cut, front)
        body, heading, refused = reading
        found = [*problems, *front.problems, *excess]
        if not text or text.isspace():
            found.append(problem("P102", source.path))
        marks = [*front.unknown, *syntaxes.find(cut.body, cut.body_line)]
        for target, span in refused:
            if target.startswith(syntaxes.CROSS_REFERENCE):
                marks.append(Syntax("docfx", 1, span))
            else:
                found.append(problem("P407", source.path, span, cut.line(span.line), target=target))
        document, more = self._document(source.path, place, front, heading, body)
        if excess:
            document = msgspec.structs.replace(document, withheld=True)
        return Parsed(document, (*found, *more), tuple(marks))

    def _reading(self, path: SourcePath, cut: Text, front: Front) -> tuple[Reading, list[Problem]]:
        """Return the body, or an empty one and why it is too much."""
        try:
            return read_body(cut.body, cut.body_line, front.fields.get("title"), self.settings.limits), []
        except TooMuch as excess:
            found = problem(excess.code, path, count=str(excess.count), limit=str(excess.limit))
            return Reading(Body(), "", []), [found]

    def _document(
        self, path: SourcePath, place: Place, front: Front, heading: str, body: Body
    ) -> tuple[AnyDocument, list[Problem]]:
        kind: Kind = front.fields.get("kind") or default_kind(place)
        kept = {name: value for name, value in front.fields.items() if name not in _NOT_FIELDS}
        slug, problems = self._slug(path, front, place)
        title = front.fields.get("title") or heading or _name(path)
        status, withheld = _status(front)
        if kind == "notebook" and place.community:
            kept["community"] = place.community
        document = _TYPES[kind](
            path=path, slug=slug, title=title, body=body, status=status, withheld=withheld, extra=front.extra, **kept
        )
        return document, problems

    def _slug(self, path: SourcePath, front: Front, place: Place) -> tuple[Slug, list[Problem]]:
        usual = default_slug(place, self.settings)
        given = front.fields.get("slug")
        if given is None:
            return usual, []
        if slugify(given) != given:
            found = problem("P303", path, front.spans["slug"], value=given, example=slugify(given))
            return usual, [found]
        parent = folder(usual) if self.settings.addresses == "path" else ""
        return Slug(f"{parent}/{given}" if parent else given), []


def _status(front: Front) -> tuple[Status, bool]:
    """Return the status, and whether the page is held back: a status nobody knows may have meant a secret."""
    status = front.fields.get("status", "published")
    if status == "refused":
        return "draft", True
    return ("draft" if front.fields.get("draft") else status), front.withheld


def _name(path: SourcePath) -> str:
    """Return the title of a file that gives none: its name, or its folder's when it stands for its folder."""
    name = stem(path)
    if is_index(path) and folder(path):
        name = folder(path).rpartition("/")[2]
    return " ".join(visible(name).split()) or path
