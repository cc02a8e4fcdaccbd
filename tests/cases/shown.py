"""What the pages of a case say, in short: cards by their title, rolls by their cards."""

from functools import singledispatch

import msgspec

from praxis_build.model.page import AnyPage
from praxis_build.model.part import Alternate, Card, Content, Crumb, Label, Phrase, Place, Roll, Tag


@singledispatch
def brief(value: object) -> object:
    """Return a value of a page as texts, lists and maps; what is empty is left out of maps."""
    if isinstance(value, msgspec.Struct):
        pairs = ((name, brief(getattr(value, name))) for name in value.__struct_fields__)
        return {name: shown for name, shown in pairs if shown not in ("", [], {})}
    return "" if value is None else str(value)


@brief.register(list)
@brief.register(tuple)
def _(value: list[object]) -> list[object]:
    return [brief(one) for one in value]


@brief.register
def _(value: dict) -> dict[str, object]:  # type: ignore[type-arg] - singledispatch asks for the bare type
    return {str(name): brief(one) for name, one in value.items()}


@brief.register
def _(value: bool) -> str:  # noqa: FBT001 - singledispatch asks for the type
    return "oui" if value else "non"


@brief.register
def _(value: Phrase) -> str:
    said = (f"{name}={one}" for name, one in value.values.items())
    return " ".join([value.text, *said, *([f"count={value.count}"] if value.plural else [])])


@brief.register
def _(value: Label) -> str:
    return f"{value.axis} = {value.category}"


@brief.register
def _(value: Card) -> str:
    """Return ``2. Titre (axe = catégorie; rôle) épinglée « … [mots] … »``."""
    inside = "; ".join([*(f"{one.axis} = {one.category}" for one in value.labels), *value.roles])
    words = [f"{value.number}." if value.number else "", value.title, f"({inside})" if inside else ""]
    quote = value.quote
    if quote:
        words.append(f"« {quote.before}[{quote.text}]{quote.after} »")
    return " ".join(filter(None, [*words, "épinglée" if value.pinned else ""]))


@brief.register
def _(value: Tag) -> str:
    return f"{value.name} ({value.count})" + (f" {value.url}" if value.url else "")


@brief.register
def _(value: Crumb) -> str:
    return f"{value.title or (value.phrase and brief(value.phrase))} → {value.url or '/'}"


@brief.register
def _(value: Alternate) -> str:
    return f"{value.lang} {value.url or '/'}"


@brief.register
def _(value: Roll) -> dict[str, object]:
    more = [f"… {value.total} en tout : {value.more}"] if value.more else []
    return {value.key: [*(brief(card) for card in value.cards), *more]}


@brief.register
def _(value: Place) -> dict[str, object]:
    around = {"avant": value.previous, "après": value.next, "communauté": value.community}
    shown = {name: brief(card) for name, card in around.items() if card}
    return {brief(value.notebook): f"{value.number}/{value.total}", **shown, "catégories": brief(value.labels)}


@brief.register
def _(value: Content) -> list[object]:
    return [
        {"inclus": target.embed.title, "texte": target.embed.body.html}
        for target in value.targets
        if target.embed is not None
    ]


def fields(page: AnyPage, asked: dict[str, object]) -> dict[str, object]:
    """Return the fields of a page that are asked."""
    found = {name: getattr(page, name) for name in page.__struct_fields__}
    return {name: brief(found[name]) if name in found else f"pas de champ {name}" for name in asked}
