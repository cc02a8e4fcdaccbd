"""From nodes to typed fields: one reader for each type of the schema."""

from collections.abc import Callable
from typing import Any

from praxis_build.model.code import N_
from praxis_build.model.document import Axis, Board, Contribution, Entry, Event, Origin, Reference
from praxis_build.model.fields import BY_NAME, KIND_NAMES, Field
from praxis_build.model.names import fold
from praxis_build.stages.parse import scalars
from praxis_build.stages.parse.nodes import Mapping, Node, Scalar, Sequence
from praxis_build.stages.parse.reader import Reader

MOST_AXES, MOST_CATEGORIES = 3, 10
"""Past these, a notebook's own lists no longer help; a warning, never a refusal."""


def read_field(reader: Reader, field: Field, node: Node) -> Any:
    """Return the field's value, ``None`` when it says nothing or can't be used."""
    if isinstance(node, Scalar) and node.null:
        return None
    return READERS[field.type](reader, field, node)


def _names(reader: Reader, field: Field, node: Node) -> tuple[str, ...]:
    if isinstance(node, Scalar) and node.quoted:
        return (" ".join(scalars.visible(node.text).split()),)
    return tuple(reference.text for reference in reader.references(field, node))


def _status(reader: Reader, field: Field, node: Node) -> str | None:
    text = reader.words(field, node)
    status = scalars.STATUSES.get(fold(text or "").replace("-", " "))
    if text and status is None:
        reader.report("P203", node.span, value=text)
    return status or "refused"


def _draft(reader: Reader, field: Field, node: Node) -> bool:
    text = fold(reader.words(field, node) or "")
    if text not in scalars.TRUE | scalars.FALSE:
        reader.wrong(field, node.span)
    # What nobody can read may have meant that the text isn't ready.
    return text not in scalars.FALSE


def _kind(reader: Reader, field: Field, node: Node) -> str | None:
    text = reader.words(field, node)
    kind = KIND_NAMES.get(fold(text or ""))
    if text and kind is None:
        reader.report("P205", node.span, value=text, choices=", ".join(dict.fromkeys(KIND_NAMES.values())))
    return kind


def _lang(reader: Reader, field: Field, node: Node) -> str | None:
    text = reader.words(field, node)
    found = scalars.language(text) if text else None
    if text and found is None:
        reader.report("P208", node.span, value=text)
    return found


def _license(reader: Reader, field: Field, node: Node) -> str | None:
    text = reader.words(field, node)
    found = scalars.license_id(text) if text else None
    if text and found is None:
        reader.report("P209", node.span, value=text)
    return found or text


def _contributions(reader: Reader, field: Field, node: Node) -> tuple[Contribution, ...]:
    found: list[Contribution] = []
    for item, span in reader.maps(field, node):
        who = item if isinstance(item, Scalar) else item.get("who")
        role = "" if isinstance(item, Scalar) else reader.part(field, item, "role")
        if who is None:
            reader.wrong(field, span)
            continue
        found.extend(Contribution(reference, role) for reference in reader.references(field, who))
    return tuple(found)


def _sources(reader: Reader, field: Field, node: Node) -> tuple[Origin, ...]:
    found: list[Origin] = []
    for item, _ in reader.maps(field, node):
        if isinstance(item, Scalar):
            found.append(
                Origin("" if scalars.web_address(item.text) else item.text, scalars.web_address(item.text) or "")
            )
        else:
            url = reader.address(field, item.get("url"))
            found.append(Origin(reader.part(field, item, "title"), url, reader.part(field, item, "license")))
    return tuple(found)


def _board(reader: Reader, field: Field, node: Node) -> Board | None:
    items = reader.maps(field, node)
    if not items:
        return None
    first, _ = items[0]
    if isinstance(first, Scalar):
        return Board(first.text)
    expires = reader.date_text(field, first.get("expires"))
    return Board(reader.part(field, first, "what"), reader.part(field, first, "contact"), expires)


def _words(reader: Reader, field: Field, node: Node) -> dict[str, str] | None:
    if not isinstance(node, Mapping):
        reader.wrong(field, node.span)
        return None
    return {key.text: word for key, value in node.pairs if (word := reader.words(field, value))}


def _point(reader: Reader, field: Field, node: Node) -> tuple[float, float] | None:
    parts = node.text.split(",") if isinstance(node, Scalar) else []
    if isinstance(node, Sequence):
        parts = [item.text for item in node.items if isinstance(item, Scalar)]
    if len(parts) == 2:  # noqa: PLR2004 - latitude and longitude
        latitude, longitude = scalars.coordinate(parts[0], 90), scalars.coordinate(parts[1], 180)
        if latitude is not None and longitude is not None:
            return (latitude, longitude)
    reader.wrong(field, node.span)
    return None


def _events(reader: Reader, field: Field, node: Node) -> tuple[Event, ...]:
    found: list[Event] = []
    for item, span in reader.maps(field, node):
        if isinstance(item, Scalar):
            reader.wrong(field, span)
            continue
        start = reader.date_text(field, item.get("start"), scalars.iso_time)
        end = reader.date_text(field, item.get("end"), scalars.iso_time)
        where, url = reader.part(field, item, "where"), reader.address(field, item.get("url"))
        found.append(Event(reader.part(field, item, "title"), start, end, where, url))
    return tuple(found)


def _entries(reader: Reader, field: Field, node: Node) -> tuple[Entry, ...]:
    found: list[Entry] = []
    for item, span in reader.maps(field, node):
        if isinstance(item, Scalar):
            item = {"note": item}  # noqa: PLW2901 - a bare name is an entry without categories
        note = reader.reference(field, item["note"]) if "note" in item else None
        if note is None:
            reader.wrong(field, span)
            continue
        pinned = fold(reader.part(field, item, "pinned")) in scalars.TRUE
        found.append(Entry(note, _categories(reader, field, item.get("categories")), pinned))
    return tuple(found)


def _categories(reader: Reader, field: Field, node: Node | None) -> dict[str, Reference]:
    if isinstance(node, Mapping):
        pairs = ((key.text, reader.reference(field, value)) for key, value in node.pairs)
        return {axis: category for axis, category in pairs if category}
    if node is not None and not (isinstance(node, Scalar) and node.null):
        reader.report("P201", node.span, field="categories", expected=N_("a map of fields"), example=field.example)
    return {}


def _axes(reader: Reader, field: Field, node: Node) -> tuple[Axis, ...] | None:
    if not isinstance(node, Mapping):
        reader.wrong(field, node.span)
        return None
    found = []
    for key, value in node.pairs:
        names = reader.references(field, value) if not (isinstance(value, Scalar) and value.null) else ()
        found.append(Axis(key.text, tuple(name.text for name in names), reader.place(key.span)))
    if len(found) > MOST_AXES or any(len(axis.categories) > MOST_CATEGORIES for axis in found):
        counts = " + ".join(str(len(axis.categories)) for axis in found)
        reader.report("P211", node.span, count=counts)
    return tuple(found)


READERS: dict[str, Callable[[Reader, Field, Node], Any]] = {
    "text": Reader.words, "ref": Reader.reference, "refs": Reader.references, "names": _names, "kind": _kind,
    "lang": _lang, "license": _license, "status": _status, "draft": _draft,
    "date": Reader.date_text, "url": Reader.address, "contributions": _contributions, "sources": _sources,
    "board": _board, "words": _words, "point": _point, "events": _events, "axes": _axes, "entries": _entries,
}  # fmt: skip

assert READERS.keys() == {field.type for field in BY_NAME.values()}  # noqa: S101 - a schema without reader can't start
