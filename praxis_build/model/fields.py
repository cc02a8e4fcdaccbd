"""The schema: every field of the front matter, its type, the kinds that have it, and the other names it goes by."""

import msgspec

from praxis_build.model.document import KINDS, Kind
from praxis_build.model.names import fold

ANY: tuple[Kind, ...] = KINDS
WRITTEN: tuple[Kind, ...] = ("note", "term")


class Field(msgspec.Struct, frozen=True, gc=False):
    """A field: ``type`` is the name of its reader in ``stages/parse/fields``; ``example`` is shown when it is wrong."""

    name: str
    type: str
    kinds: tuple[Kind, ...]
    aliases: tuple[str, ...] = ()
    example: str = ""


FIELDS: tuple[Field, ...] = (
    Field("kind", "kind", ANY, ("type de fiche", "nature"), "kind: note"),
    Field("slug", "text", ANY, (), "slug: jardin-partage"),
    Field("title", "text", ANY, ("titre", "nom"), "title: Le jardin partagé"),
    Field("id", "text", ANY, (), "id: n7k2"),
    Field("summary", "text", ANY, ("résumé",), "summary: Deux phrases qui disent l'essentiel."),
    Field("lang", "lang", ANY, ("langue",), "lang: fr"),
    Field("translation_of", "ref", ANY, ("traduction_de",), "translation_of: jardin-partage"),
    Field("aliases", "names", ANY, ("alias", "synonymes"), "aliases: [potager collectif]"),
    Field("redirect_from", "names", ANY, (), "redirect_from: [/ancienne/adresse/]"),
    Field(
        "authors",
        "refs",
        WRITTEN,
        ("auteurs", "auteur", "author", "auteures", "auteurices"),
        "authors: [marie-tremblay]",
    ),
    Field("contributions", "contributions", ANY, (), "contributions: [{who: marie-tremblay, role: writing}]"),
    Field(
        "communities",
        "refs",
        ("note", "term", "organization"),
        ("communautés", "community", "communauté"),
        "communities: [habitation]",
    ),
    Field("notebooks", "refs", ("note",), ("carnets", "carnet", "notebook"), "notebooks: [veille-financement]"),
    Field(
        "themes",
        "refs",
        ANY,
        ("thèmes", "thème", "theme", "thématiques", "thématique", "tags", "tag"),
        "themes: [habitation, gouvernance]",
    ),
    Field(
        "regions",
        "refs",
        ANY,
        ("région", "régions", "region", "territoires", "territoire", "territory"),
        "regions: [Mauricie]",
    ),
    Field("date", "date", ANY, (), "date: 2026-08-14"),
    Field("reviewed", "date", ANY, ("révisé_le",), "reviewed: 2026-08-14"),
    Field("status", "status", ANY, ("statut", "visibilité"), "status: published"),
    Field("draft", "draft", ANY, ("brouillon",), "draft: true"),
    Field("license", "license", ANY, ("licence",), "license: CC-BY-4.0"),
    Field("sources", "sources", WRITTEN, ("source",), "sources: [{title: Rapport, url: https://exemple.example}]"),
    Field("builds_on", "refs", ("note",), ("s_appuie_sur",), "builds_on: [autre-note]"),
    Field("replaces", "refs", ("note",), ("remplace",), "replaces: [ancienne-note]"),
    Field("contradicts", "refs", ("note",), ("contredit",), "contradicts: [autre-note]"),
    Field(
        "need",
        "board",
        ("note",),
        ("besoin",),
        "need: {what: Un local, contact: accueil@exemple.example, expires: 2027-03-31}",
    ),
    Field(
        "offer",
        "board",
        ("note",),
        ("offre",),
        "offer: {what: Un local, contact: accueil@exemple.example, expires: 2027-03-31}",
    ),
    Field("discussion", "url", ANY, (), "discussion: https://forum.exemple.example/sujet"),
    Field("definition", "text", ("term",), ("définition",), "definition: Ce que le mot veut dire."),
    Field("equivalents", "words", ("term",), ("équivalents",), "equivalents: {en: shared garden}"),
    Field("website", "url", ("organization",), ("site", "site_web"), "website: https://exemple.example"),
    Field("location", "point", ("organization",), ("lieu",), "location: [46.81, -71.21]"),
    Field("scope", "text", ("community",), ("genre", "portée"), "scope: theme"),
    Field("access", "text", ("community",), ("accès",), "access: open"),
    Field(
        "animators", "refs", ("community",), ("animation", "animateurs", "animatrices"), "animators: [marie-tremblay]"
    ),
    Field("join", "url", ("community",), ("joindre", "rejoindre"), "join: https://exemple.example/inscription"),
    Field("events", "events", ("community",), ("événements",), "events: [{title: Rencontre, start: 2026-09-12}]"),
    Field("stewards", "refs", ("notebook",), ("gardiennes", "gardiens"), "stewards: [marie-tremblay]"),
    Field("guide", "text", ("notebook",), (), "guide: Ce qu'on attend d'une note ici."),
    Field("axes", "axes", ("notebook",), (), "axes: {type: [subvention, prix]}"),
    Field("entries", "entries", ("notebook",), ("entrées",), "entries: [{note: jardin-partage}]"),
)

BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}

KIND_NAMES: dict[str, Kind] = {
    "note": "note", "term": "term", "terme": "term", "organization": "organization", "organisation": "organization",
    "organisme": "organization", "person": "person", "personne": "person", "community": "community",
    "communaute": "community", "notebook": "notebook", "carnet": "notebook",
}  # fmt: skip
"""Folded names of kinds, in both languages."""

SUBFIELDS: dict[str, str] = {
    "qui": "who", "personne": "who", "nom": "name", "role": "role", "quoi": "what", "expire": "expires",
    "echeance": "expires", "titre": "title", "adresse": "url", "lien": "url", "licence": "license", "debut": "start",
    "date": "start", "fin": "end", "ou": "where", "lieu": "where", "carnet": "note", "notebook": "note",
    "categories": "categories", "categorie": "categories", "epingle": "pinned", "courriel": "contact",
}  # fmt: skip
"""Folded French names of the keys inside maps."""


def field_key(name: str) -> str:
    """Return the key under which a field's name is looked up: folded, blanks and hyphens as ``_``."""
    return fold(name).replace(" ", "_").replace("-", "_")


NAMES: dict[str, str] = {
    **{field_key(alias): field.name for field in FIELDS for alias in field.aliases},
    **{field.name: field.name for field in FIELDS},
}
"""Every accepted name of a field, by its key."""
