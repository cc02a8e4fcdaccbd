"""What people do to a commons between two builds: each edit changes a generated project, differently at each turn."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

Edit = Callable[[Path, int], None]
LISTED = 300  # notes that must list the one that is added
_OTHERS = {"people", "organizations", "terms", "notebooks", "ajouts"}  # folders of what isn't edited as a note
_COMMUNITIES = re.compile(r"^communities: \[(.*)\]$", re.MULTILINE)
_TITLE = re.compile(r'^title: "?(.*?)"?$', re.MULTILINE)
_STRIDE = 97  # notes edited one after the other aren't neighbours


def prepare(project: Path) -> None:
    """Give a generated project a template of its own, for `theme` to edit."""
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    own = text.replace("name: material,", "name: material, custom_dir: overrides,")
    if own == text:
        message = f"{settings} has no theme to customize"
        raise ValueError(message)
    settings.write_text(own, encoding="utf-8")
    (project / "overrides").mkdir()
    theme(project, -1)


def notes(project: Path) -> list[Path]:
    """List the notes by path."""
    rooms = sorted(room for room in (project / "notes").iterdir() if room.name not in _OTHERS)
    return [path for room in rooms for path in sorted(room.rglob("*.md"))]


def chosen(project: Path, turn: int) -> Path:
    """Choose the note to edit."""
    found = notes(project)
    return found[(turn + 1) * _STRIDE % len(found)]


def sentence(project: Path, turn: int) -> None:
    """Write one more sentence into a note."""
    say(chosen(project, turn), f"Une phrase de plus, écrite au tour {turn}.")


def say(note: Path, words: str) -> None:
    """Put a sentence before the first paragraph of a note that has no link: no other page quotes it."""
    head, body = note.read_text(encoding="utf-8").split("\n---\n\n", 1)
    blocks = body.split("\n\n")
    place = next((at for at, block in enumerate(blocks) if block[:1].isalpha() and "[" not in block), 0)
    blocks[place] = f"{words} {blocks[place]}"
    note.write_text("\n\n".join([f"{head}\n---\n\n{blocks[0]}", *blocks[1:]]), encoding="utf-8")


def added(project: Path, turn: int) -> None:
    """Write a note that links to 300 others, or to all: each of them has one more backlink."""
    found = notes(project)
    links = "\n".join(f"- [[{path.stem}]]" for path in found[:: max(1, len(found) // LISTED)][:LISTED])
    path = project / "notes" / "ajouts" / f"ce-que-trois-cents-notes-ont-en-commun-{turn}.md"
    path.parent.mkdir(exist_ok=True)
    head = f"title: Ce que trois cents notes ont en commun, tour {turn}\nlang: fr\ndate: 2026-01-15"
    path.write_text(f"---\n{head}\n---\n\nVoici ce que nous avons relu.\n\n{links}\n", encoding="utf-8")


def renamed(project: Path, turn: int) -> None:
    """Rename the file of a note: its address changes, and links to its old name lead nowhere."""
    path = chosen(project, turn)
    path.rename(path.with_stem(f"{path.stem}-renommee-{turn}"))


def deleted(project: Path, turn: int) -> None:
    """Delete a note."""
    chosen(project, turn).unlink()


def community(project: Path, turn: int) -> None:
    """Give the largest community another title, that all its notes show."""
    members: Counter[str] = Counter()
    for path in notes(project):
        if found := _COMMUNITIES.search(path.read_text(encoding="utf-8")):
            members.update(found[1].split(", "))
    largest = min(members, key=lambda slug: (-members[slug], slug))
    index = project / "communities" / largest / "index.md"
    text = index.read_text(encoding="utf-8")
    title = _TITLE.search(text)
    if title is None:
        message = f"{index} has no title"
        raise ValueError(message)
    own = re.sub(r", nouveau nom \d+$", "", title[1])
    index.write_text(text.replace(title[0], f'title: "{own}, nouveau nom {turn}"', 1), encoding="utf-8")


def theme(project: Path, turn: int) -> None:
    """Edit a template that surrounds all pages."""
    text = f'{{% extends "base.html" %}}\n{{% block announce %}}Annonce {turn}{{% endblock %}}\n'
    (project / "overrides" / "main.html").write_text(text, encoding="utf-8")


def nothing(project: Path, turn: int) -> None:
    """Leave everything as it is."""
