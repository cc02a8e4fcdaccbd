"""Confronts what a block of a case expects with what there is."""

import unicodedata
from collections.abc import Callable, Iterable

import yaml
from cases import checks, shown
from cases.suite import Block, Malformed

from praxis_build.model.names import SourcePath
from praxis_build.pipeline import Knowledge

OF_DOCUMENT: dict[str, Callable[[Knowledge, SourcePath], checks.Lines]] = {
    "liens": checks.links,
    "rétroliens": checks.backlinks,
    "texte": checks.text,
    "titres": checks.headings,
    "communauté": checks.roster,
    "communautés": checks.communities,
    "carnet": checks.notebook,
    "places": checks.places,
    "contributions": checks.contributions,
    "crédits": checks.credit,
    "typés": checks.typed,
    "traductions": checks.translations,
    "anime": checks.animated,
}
OF_ALL: dict[str, Callable[[Knowledge, SourcePath], checks.Lines]] = {
    "problèmes": checks.problems,
    "valeurs": checks.values,
    "extraits": checks.quoted,
    "pages": checks.pages,
    "publiés": checks.files,
    "graphe": checks.edges,
    "nœuds": checks.nodes,
    "thèmes": checks.themes,
    "régions": checks.regions,
    "croisements": checks.cells,
    "adresses": checks.addresses,
}


def check(knowledge: Knowledge, block: Block) -> tuple[object, object]:
    """Return what a block expects and what there is; raises ``Malformed`` for a block that nobody knows."""
    if block.options:
        raise Malformed(block.number, f"« {block.word} » n'a pas d'options")
    if block.word in OF_ALL and not block.path:
        return _composed(block.lines), _composed(OF_ALL[block.word](knowledge, block.path))
    if block.word == "page":
        return _page(knowledge, block)
    path = next(
        (
            path
            for path in map(SourcePath, dict(knowledge.corpus.parsed.items()))
            if _composed([path]) == _composed([block.path])
        ),
        None,
    )
    if path is None or block.word not in {*OF_DOCUMENT, "champs"}:
        raise Malformed(block.number, f"« {block.word} {block.path} » ne veut rien dire")
    if block.word != "champs":
        return _composed(block.lines), _composed(OF_DOCUMENT[block.word](knowledge, path))
    asked = _asked(block)
    return asked, checks.fields(knowledge, path, asked)


def _page(knowledge: Knowledge, block: Block) -> tuple[object, object]:
    page = next((page for page in checks.site(knowledge) if (page.url or "/") == block.path), None)
    if page is None:
        raise Malformed(block.number, f"pas de page à l'adresse « {block.path} »")
    asked = _asked(block)
    return asked, shown.fields(page, asked)


def _composed(lines: Iterable[str]) -> list[str]:
    """Return lines in NFC: the Unicode form that a case is written in is not what it states."""
    return [unicodedata.normalize("NFC", line) for line in lines]


def _asked(block: Block) -> dict[str, object]:
    asked = yaml.load(block.text, Loader=yaml.BaseLoader)  # noqa: S506 - gives texts, lists and maps only
    if not isinstance(asked, dict) or not asked:
        raise Malformed(block.number, f"« champs {block.path} » n'est pas une liste de champs")
    return asked
