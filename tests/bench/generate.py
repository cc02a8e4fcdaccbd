"""Make a knowledge commons of any size, always the same for the same arguments.

`python -m tests.bench.generate DIR --notes 12000 --seed 1` writes notes, terms, organizations, people, communities and
notebooks as Markdown with front matter, and a `mkdocs.yml`. The proportions are in `README.md`.
"""

import argparse
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from tests.bench.frontmatter import Value, front_matter
from tests.bench.prose import body
from tests.bench.vocabulary import WORDS, Language
from tests.bench.world import REGIONS, THEMES, Doc, Linker, World, link, populate

MKDOCS = """site_name: Banc d'essai
site_url: https://exemple.example/
docs_dir: handbook
theme: {name: material, language: fr}
plugins: [praxis]
"""
ABOUT = "# À propos\n\nCe site est fait de textes inventés. Il sert à mesurer le temps que prend sa construction.\n"
FEWEST_WORDS = 150
FEWEST_ENTRIES = 10
Fields = dict[str, Value]


def generate(folder: Path, notes: int, seed: int = 1, words: tuple[int, int] = (150, 900)) -> None:
    """Write a whole project into a folder: same arguments, same bytes, on any machine.

    Args:
        folder: made if it doesn't exist; must be empty.
        notes: number of documents of kind `note`; the other kinds follow in proportion.
        seed: of the only random source.
        words: fewest and most words of a note's body, both included; 150 at least.

    Raises:
        ValueError: the folder isn't empty, there is no note to write, or `words` is out of bounds.

    """
    if folder.exists() and any(folder.iterdir()):
        message = f"{folder} is not empty"
        raise ValueError(message)
    if notes < 1 or not FEWEST_WORDS <= words[0] <= words[1]:
        message = f"needs a note at least, and words from {FEWEST_WORDS} up: {notes} notes, {words} words"
        raise ValueError(message)
    made: set[Path] = set()
    for path, text in _files(populate(notes, seed), words):
        target = folder / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(text.encode())


def _files(world: World, words: tuple[int, int]) -> Iterator[tuple[str, str]]:
    """Give every file of the project: its path and its text."""
    yield "mkdocs.yml", MKDOCS
    yield "handbook/a-propos.md", ABOUT
    linker = Linker(world)
    for doc, home in zip(world.docs["note"], world.homes, strict=True):
        size = world.rng.randint(*words)
        links = linker.links(doc, world.rng.randint(3, max(3, min(8, size // 40))))
        yield doc.path, front_matter(_note(world, doc, home)) + "\n" + body(world.prose[doc.lang], links, size)
    for kind, fields in _OTHER_KINDS.items():
        for doc in world.docs[kind]:
            head: Fields = {"kind": kind, "title": doc.title, "lang": doc.lang}
            links = [link(world, doc, world.rng.choice(world.docs["note"]))]
            text = body(world.prose[doc.lang], links, world.rng.randint(120, 250))
            yield doc.path, front_matter(head | fields(world, doc)) + "\n" + text


def _note(world: World, doc: Doc, home: list[Doc]) -> Fields:
    """Draw a note's fields; one in five leaves the license to the site."""
    rng, prose = world.rng, world.prose[doc.lang]
    authors = world.some(world.docs["person"], 1, 3)
    return {
        "title": doc.title,
        "summary": prose.sentence(),
        "lang": doc.lang,
        "authors": [author.slug if rng.getrandbits(1) else author.title for author in authors],
        "communities": [community.slug for community in home],
        "themes": world.some(THEMES, 1, 3),
        "regions": world.some(REGIONS, 0, 2),
        "date": _day(world),
        "license": rng.choice(WORDS["licenses"]) if prose.chance(0.8) else "",
    }


def _term(world: World, doc: Doc) -> Fields:
    """Draw a term's fields; its synonym is a name that nothing else has."""
    prose = world.prose[doc.lang]
    other: Language = "en" if doc.lang == "fr" else "fr"
    return {
        "definition": prose.sentence(),
        "aliases": [world.name(prose.noun)[0]],
        "equivalents": {other: world.prose[other].noun()},
        "themes": world.some(THEMES, 1, 2),
    }


def _organization(world: World, doc: Doc) -> Fields:
    """Draw an organization's fields; its location is a latitude and a longitude in degrees, in Québec."""
    rng = world.rng
    return {
        "summary": world.prose[doc.lang].sentence(),
        "website": f"https://{doc.slug}.example/",
        "location": [rng.randint(45_000, 51_000) / 1000, -rng.randint(64_000, 79_000) / 1000],
        "communities": [community.slug for community in world.some(world.docs["community"], 0, 2)],
        "themes": world.some(THEMES, 1, 3),
        "regions": world.some(REGIONS, 1, 2),
    }


def _person(world: World, doc: Doc) -> Fields:
    """Draw a person's fields."""
    return {"summary": world.prose[doc.lang].sentence(), "regions": world.some(REGIONS, 1, 1)}


def _community(world: World, doc: Doc) -> Fields:
    """Draw a community's fields, with up to three events."""
    rng = world.rng
    return {
        "summary": world.prose[doc.lang].sentence(),
        "scope": rng.choice(("theme", "region", "practice")),
        "access": rng.choice(("open", "open", "on-request")),
        "animators": [person.slug for person in world.some(world.docs["person"], 1, 3)],
        "join": f"https://exemple.example/rejoindre/{doc.slug}",
        "events": [_event(world, doc) for _ in range(rng.randint(0, 3))],
    }


def _event(world: World, community: Doc) -> Fields:
    start = _day(world)
    return {
        "title": world.prose[community.lang].title(),
        "start": start,
        "end": start + timedelta(days=world.rng.randint(0, 2)),
        "where": world.rng.choice(REGIONS),
        "url": f"https://exemple.example/{community.slug}/{start.isoformat()}",
    }


def _notebook(world: World, doc: Doc) -> Fields:
    """Draw a notebook's fields: one to three axes, 10 to 40 entries, mostly from the community it lies in."""
    rng, prose = world.rng, world.prose[doc.lang]
    axes: dict[str, list[str]] = {axis: WORDS["axes"][axis] for axis in world.some(list(WORDS["axes"]), 1, 3)}
    members = world.members.get(doc.path.split("/")[1], [])
    entries: list[Fields] = []
    for note in world.some(members if len(members) >= FEWEST_ENTRIES else world.docs["note"], FEWEST_ENTRIES, 40):
        entry: Fields = {"note": note.slug, "categories": {axis: rng.choice(names) for axis, names in axes.items()}}
        entries.append(entry | {"pinned": True} if prose.chance(0.05) else entry)
    return {
        "stewards": [person.slug for person in world.some(world.docs["person"], 1, 2)],
        "guide": prose.sentence(),
        "axes": axes,
        "entries": entries,
    }


def _day(world: World) -> date:
    return date(2016, 1, 1) + timedelta(days=world.rng.randrange(3600))


_OTHER_KINDS: dict[str, Callable[[World, Doc], Fields]] = {
    "term": _term,
    "organization": _organization,
    "person": _person,
    "community": _community,
    "notebook": _notebook,
}


def _bounds(text: str) -> tuple[int, int]:
    """Read `150-900`, or `350` for exactly 350."""
    low, _, high = text.partition("-")
    return int(low), int(high or low)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.generate", description=generate.__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--notes", type=int, default=12_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", type=_bounds, default=(150, 900), metavar="LOW-HIGH")
    options = parser.parse_args()
    generate(options.folder, options.notes, options.seed, options.words)


if __name__ == "__main__":
    main()
