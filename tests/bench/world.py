"""Who is in the corpus before anything is written: names, places, memberships, and who links to whom."""

import posixpath
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import TypeVar

from tests.bench.prose import Prose
from tests.bench.vocabulary import WORDS, Language, lexicon

T = TypeVar("T")
THEMES: list[str] = WORDS["themes"]
REGIONS: list[str] = WORDS["regions"]
_FIRST_NAMES: list[str] = WORDS["first_names"].split()
_LAST_NAMES: list[str] = WORDS["last_names"].split()
_BODIES = ("Coopérative", "Centre", "Maison", "Réseau", "Fondation", "Collectif", "Atelier")
_PATIENCE = 20
_LINK_FORMS = ("slug",) * 8 + ("title",) * 5 + ("text",) * 4 + ("heading",) + ("path",) * 2
_REFERENCE = 12_000  # the number of notes for which there are 170 communities and 700 notebooks


@dataclass(frozen=True)
class Doc:
    """One document before its text: what others need to link to it."""

    kind: str
    title: str
    slug: str
    path: str
    lang: Language


@dataclass
class World:
    """All documents, and the one random source with what draws from it.

    `docs` holds the documents of each kind, `homes` the communities of each note (same order as the notes), `members`
    the notes of each community by its slug.
    """

    rng: Random
    prose: dict[Language, Prose]
    docs: dict[str, list[Doc]] = field(default_factory=dict)
    homes: list[list[Doc]] = field(default_factory=list)
    members: dict[str, list[Doc]] = field(default_factory=dict)
    slugs: set[str] = field(default_factory=set)

    def add(self, kind: str, lang: Language, make: Callable[[], str], place: str) -> None:
        """Make one document with a name of its own; `place` is its path with `{}` where its slug goes."""
        title, slug = self.name(make)
        self.docs.setdefault(kind, []).append(Doc(kind, title, slug, place.format(slug), lang))

    def name(self, make: Callable[[], str]) -> tuple[str, str]:
        """Give a title and its slug that nothing else has; after 20 clashes the title gets a number."""
        for attempt in count():
            title = make() if attempt < _PATIENCE else f"{make()} {attempt}"
            if (slug := slugify(title)) not in self.slugs:
                break
        self.slugs.add(slug)
        return title, slug

    def language(self) -> Language:
        """Draw French seven times out of ten."""
        return "fr" if self.prose["fr"].chance(0.7) else "en"

    def some(self, items: Sequence[T], low: int, high: int) -> list[T]:
        """Draw `low` to `high` different items, or all of them if there are fewer."""
        return self.rng.sample(items, min(len(items), self.rng.randint(low, high)))


def slugify(title: str) -> str:
    """Fold a title to lower-case ASCII letters, digits and hyphens."""
    unaccented = re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFKD", title.lower()))
    return re.sub(r"[^a-z0-9]+", "-", unaccented).strip("-")


def populate(notes: int, seed: int) -> World:
    """Name and place all documents of a corpus of so many notes, and put the notes in communities."""
    rng = Random(seed)
    french = Prose(lexicon("fr", rng), rng)
    world = World(rng, {"fr": french, "en": Prose(lexicon("en", rng), rng)})
    _add_communities(world, min(170, max(3, round(notes * 170 / _REFERENCE))))
    _add_notebooks(world, max(3, round(notes * 700 / _REFERENCE)))
    for _ in range(max(3, round(notes / 40))):
        world.add("person", "fr", lambda: f"{rng.choice(_FIRST_NAMES)} {rng.choice(_LAST_NAMES)}", "notes/people/{}.md")
    for _ in range(max(3, round(notes / 60))):
        world.add("organization", "fr", lambda: f"{rng.choice(_BODIES)} {french.noun()}", "notes/organizations/{}.md")
        lang = world.language()
        world.add("term", lang, world.prose[lang].noun, "notes/terms/{}.md")
    _add_notes(world, notes)
    return world


def _add_communities(world: World, number: int) -> None:
    """Make a community: a theme in a region."""
    rng, place = world.rng, "communities/{}/index.md"
    for _ in range(number):
        lang = world.language()
        world.add("community", lang, lambda: f"{rng.choice(THEMES).capitalize()} · {rng.choice(REGIONS)}", place)


def _add_notebooks(world: World, number: int) -> None:
    """Make a notebook, beside its community's index; one in twenty belongs to nobody."""
    for _ in range(number):
        community = world.rng.choice(world.docs["community"])
        place = f"communities/{community.slug}/{{}}.md" if world.prose["fr"].chance(0.95) else "notes/notebooks/{}.md"
        world.add("notebook", community.lang, world.prose[community.lang].title, place)


def _add_notes(world: World, number: int) -> None:
    """Make a note, in a folder by theme and year, of one or two communities; the first communities are larger."""
    rng, communities = world.rng, world.docs["community"]
    for _ in range(number):
        lang = world.language()
        folder = f"notes/{slugify(rng.choice(THEMES))}/{rng.randint(2016, 2025)}"
        world.add("note", lang, world.prose[lang].title, folder + "/{}.md")
        home = [communities[int(rng.random() * rng.random() * len(communities))] for _ in range(rng.randint(1, 2))]
        world.homes.append(list(dict.fromkeys(home)))
        for community in world.homes[-1]:
            world.members.setdefault(community.slug, []).append(world.docs["note"][-1])


class Linker:
    """Chooses what each note links to: the more a note is linked, the more it will be (preferential attachment)."""

    def __init__(self, world: World) -> None:
        """Start with a few notes as the only known ones."""
        self._world = world
        notes = world.docs["note"]
        others = [doc for kind, docs in world.docs.items() if kind != "note" for doc in docs]
        self._ends = notes[:5]  # one place per note known, and one more per link to it
        self._pools = [others] * 3 + [notes] * 2 + [self._ends] * 20

    def links(self, source: Doc, number: int) -> list[str]:
        """Write the Markdown of so many links from a note to different documents; 1 % lead to no document."""
        targets = self._targets(source, number)
        self._ends += [source, *(doc for doc in targets if doc.kind == "note")]
        prose = self._world.prose[source.lang]
        return [
            f"[[{self._world.name(prose.title)[0]}]]" if prose.chance(0.01) else link(self._world, source, target)
            for target in targets
        ]

    def _targets(self, source: Doc, number: int) -> list[Doc]:
        """Draw 12 % of the targets among the other kinds, 8 % among all notes, the rest by attachment."""
        rng = self._world.rng
        targets: list[Doc] = []
        while len(targets) < number:
            target = rng.choice(rng.choice(self._pools))
            if target is not source and target not in targets:
                targets.append(target)
        return targets


def link(world: World, source: Doc, target: Doc) -> str:
    """Write one link the way authors do: by slug, by title, with a text, to a heading, or as a relative path."""
    prose = world.prose[source.lang]
    match world.rng.choice(_LINK_FORMS):
        case "slug":
            return f"[[{target.slug}]]"
        case "title":
            return f"[[{target.title}]]"
        case "text":
            return f"[[{target.slug}|{prose.noun()}]]"
        case "heading":
            return f"[[{target.slug}#{world.prose[target.lang].phrases['first_heading']}]]"
        case _:
            return f"[{prose.noun()}]({posixpath.relpath(target.path, posixpath.dirname(source.path))})"
