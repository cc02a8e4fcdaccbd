"""Law: an update gives the same site as a build from nothing, whatever was edited, in memory or through a store."""

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws.grammar import LAW
from sample_pages import renderer

from praxis_build import pipeline
from praxis_build.model.artifact import Artifact, Copy
from praxis_build.model.manifest import Written, digest
from praxis_build.model.names import SourcePath
from praxis_build.model.problem import Problem
from praxis_build.model.settings import Settings
from praxis_build.model.source import Attachment, History, Past, Source, Tree
from praxis_build.stages.relate import latest

SETTINGS = Settings(site_url="https://commun.example/base/", page_size=5)
WORDS = ("jardin", "frigo", "corvée", "Ruche", "été", "partage", "b", "a")
"""Few words, so that names meet."""
PATHS = (
    *(f"notes/{name}.md" for name in ("a", "b", "jardin", "frigo", "sub/ruche", "sub/b", "é")),
    "notes/terms/corvée.md", "notes/people/ruche.md", "notes/notebooks/second.md",
    "communities/jardin/index.md", "communities/b.md", "communities/jardin/carnet.md",
)  # fmt: skip
FIELDS = (
    ("id: {0}", 0.3), ("slug: {0}", 0.2), ("aliases: [{0}, {1} x]", 0.3), ("status: draft", 0.08),
    ("status: unlisted", 0.08), ("themes: [{0}, {1}]", 0.5), ("regions: [Mauricie, Montréal]", 0.5),
    ("communities: [{0}]", 0.4), ("authors: [{0}, Zoé]", 0.4), ("builds_on: [{0}]", 0.3), ("translation_of: {0}", 0.2),
    ("redirect_from: [/vieux/{0}/, /notes/{1}/]", 0.2), ("notebooks: [{0}]", 0.2), ("entries: [{0}, {1}, {2}]", 0.3),
    ("date: 2026-08-14", 0.5), ("need: {{what: {0}, expires: 2026-09-01}}", 0.3), ("offer: {{what: {1}}}", 0.3),
    ("summary: {0}", 0.3), ("reviewed: 2024-10-01", 0.3), ("zorglub: 1", 0.1),
)  # fmt: skip
"""Fields with how often each is there."""
BLOCKS = (
    "Voir [[{0}]] et [[{1}#{2}]].", "## {0}", "![[{0}]]", "![x]({0}.png)", "Texte de {0}.", "[l]({0}.md)",
    "[[perdu{0}]]",
)  # fmt: skip
DAYS = ("2026-08-14", "2026-09-01", "2026-09-02", "2026-11-01")
"""Days of builds, one of which is past what some notes need, another past what was checked two years before."""
Files = dict[SourcePath, bytes]
Commits = tuple[tuple[int, frozenset[SourcePath]], ...]
"""What each commit wrote, on which day since the first of August; clocks may go back."""


@pytest.fixture(autouse=True, scope="module")
def few() -> Iterator[None]:
    """What is new has room for fewer documents than there are."""
    most, latest.LATEST = latest.LATEST, 4
    yield
    latest.LATEST = most


class Output:
    """A site in memory."""

    def __init__(self) -> None:
        """Begin without files."""
        self.files: dict[str, bytes] = {}
        self.known: dict[str, str] = {}
        self.told: dict[str, str] = {}
        self.copies: list[Copy] = []

    def keep(self, path: str) -> None:
        """Keep a file."""
        self.told[path] = self.known[path]

    def write(self, artifact: Artifact) -> Written:
        """Put a file."""
        self.files[artifact.path] = artifact.data
        self.told[artifact.path] = digest(artifact.data)
        return Written(artifact.path, self.told[artifact.path], len(artifact.data))

    def add(self, written: Written) -> None:
        """Never asked: no pen was given."""
        raise KeyError(written.path)

    def publish(self, copies: list[Copy]) -> None:
        """Hold what was told for what there is."""
        self.known, self.told, self.copies = self.told, {}, copies
        self.files = {path: data for path, data in self.files.items() if path in self.known}


class Store:
    """Rows kept in memory, as bytes."""

    def __init__(self) -> None:
        """Begin with none."""
        self.tables: dict[str, dict[str, bytes]] = {}

    def row(self, table: str, key: str) -> bytes | None:
        """Return a row."""
        return self.tables.get(table, {}).get(key)

    def rows(self, table: str) -> Iterable[tuple[str, bytes]]:
        """Return the rows of a table."""
        return list(self.tables.get(table, {}).items())

    def save(self, knowledge: pipeline.Knowledge) -> None:
        """Keep the rows that changed."""
        for table in knowledge.corpus.ledger.tables.values():
            kept = self.tables.setdefault(table.name, {})
            for key, data in table.encoded():
                kept.pop(key, None)
                if data is not None:
                    kept[key] = data


def text(random: Random) -> bytes:
    """Return a file whose names may be any other's."""
    fields = [f"title: {random.choice(WORDS)} {random.choice(WORDS)}"]
    fields += [field.format(*random.choices(WORDS, k=3)) for field, often in FIELDS if random.random() < often]
    blocks = random.sample(BLOCKS, random.randint(1, len(BLOCKS)))
    body = "\n\n".join(block.format(*random.choices(WORDS, k=3)) for block in blocks)
    return ("---\n" + "\n".join(fields) + "\n---\n" + body).encode()


def edited(random: Random, files: Files, count: int) -> Files:
    """Return files after some edits: written anew, a sentence more, renamed, deleted; pictures come, change and go."""
    after = dict(files)
    for _ in range(count):
        path, way = SourcePath(random.choice(PATHS)), random.random()
        if way < 0.15:
            after.pop(path, None)
        elif way < 0.3 and path in after:
            after[path] += b"\n\nUne phrase de plus."
        elif way < 0.4 and path in after:
            after[SourcePath(random.choice(PATHS))] = after.pop(path)
        elif way < 0.5:
            picture = SourcePath(f"notes/{random.choice(WORDS)}.png")
            if after.pop(picture, None) is None or random.random() < 0.5:
                after[picture] = random.choice([b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\nx", b"GIF89a"])
        else:
            after[path] = text(random)
    return after


def tree(before: Files, after: Files, day: str, history: History) -> Tree:
    """Return what changed, on a day."""
    changed = {path: data for path, data in sorted(after.items()) if before.get(path) != data}
    sources = (Source(path, data) for path, data in changed.items() if path.endswith(".md"))
    pictures = (Attachment(p, len(d), d, digest(d)) for p, d in changed.items() if not p.endswith(".md"))
    return Tree(tuple(sources), tuple(pictures), tuple(sorted(before.keys() - after.keys())), day, history)


def told(commits: Commits, since: int) -> History:
    """Return what commits say that came after others; all of them when none did."""
    pasts: dict[SourcePath, Past] = {}
    for number, (day, paths) in reversed(list(enumerate(commits))[since:]):
        wrote = Past(f"2026-08-{day:02}", f"2026-08-{day:02}", f"{number:040}", day)
        for path in paths:
            later = pasts.get(path)
            pasts[path] = later.joined(wrote) if later else wrote
    return History(str(len(commits)), pasts, whole=not since)


class Copies:
    """``map``, with copies of this process for what can't be sent: items and results travel to them and back."""

    def __call__(self, work: Any, items: Iterable[Any]) -> Iterator[Any]:
        """Do the work here."""
        return map(work, items)

    def knowing(self, work: Any, items: Iterable[Any]) -> Iterator[Any]:
        """Do the work on what came, and send the result."""
        for item in items:
            yield travelled(work(travelled(item, work.takes)), work.gives)


def travelled(value: object, kind: Any) -> Any:
    """Return a value of a type as another process gets it."""
    return msgspec.msgpack.decode(msgspec.msgpack.encode(value), type=kind)


class Commons:
    """A knowledge base and its site, kept up to date; with a store, opened anew for each update."""

    def __init__(self, store: Store | None = None, each: pipeline.Each = map) -> None:
        """Begin without files."""
        self.store, self.files, self.output, self.each = store, Files(), Output(), each
        self.read = 0
        self.knowledge, self.site = self.opened(None)

    def opened(self, store: Store | None) -> tuple[pipeline.Knowledge, pipeline.Site]:
        """Open what a store kept."""
        knowledge = pipeline.Knowledge(SETTINGS, store, lambda path: self.files[path])
        return knowledge, pipeline.Site(knowledge, renderer().theme)

    def become(self, files: Files, day: str = DAYS[0], commits: Commits = ()) -> None:
        """Update to these files, on a day, once these commits were made; those read before are not read again."""
        if self.store and self.store.tables:
            self.knowledge, self.site = self.opened(self.store)
        changes, self.files = tree(self.files, files, day, told(commits, self.read)), files
        self.read = len(commits)
        self.knowledge.take(changes, self.each)
        self.output.publish(self.site.make(self.output, self.each))
        if self.store:
            self.store.save(self.knowledge)
        self.knowledge.corpus.ledger.settle()

    def all(self) -> tuple[dict[str, bytes], list[Copy], tuple[Problem, ...]]:
        """Return all that there is to see."""
        return self.output.files, self.output.copies, self.knowledge.problems


def script(random: Random) -> Iterator[tuple[Files, str, Commits]]:
    """Yield the states of a commons, one edit or several after the other, the day of each, its commits by then."""
    files, commits = edited(random, {}, 10), Commits()
    for _ in range(8):
        yield files, random.choice(DAYS), commits
        for _ in range(random.choice([0, 1, 3])):
            wrote = frozenset(SourcePath(random.choice(PATHS)) for _ in range(3))
            commits = (*commits, (random.randint(1, 28), wrote))
        files = edited(random, files, random.choice([0, 1, 1, 2, 5]))


@pytest.mark.parametrize(("stored", "each"), [(False, map), (True, map), (True, Copies())])
@settings(LAW, max_examples=15)
@given(random=st.randoms(use_true_random=False))
def test_an_update_is_a_build_from_nothing(
    random: Random,
    stored: bool,  # noqa: FBT001 - a parameter
    each: pipeline.Each,
) -> None:
    """Files, attachments and problems are the same after each edit, whoever does the work."""
    commons = Commons(Store() if stored else None, each)
    for state in script(random):
        commons.become(*state)
        anew = Commons()
        anew.become(*state)
        assert commons.all() == anew.all()


def test_nothing_is_made_when_nothing_changes() -> None:
    """Not in the same process, not through a store."""
    for store in (None, Store()):
        commons = Commons(store)
        files = edited(Random(1), {}, 20)
        commons.become(files)
        made = commons.site.rendered
        commons.become(files)
        assert commons.site.rendered == (0 if store else made)


def test_a_sentence_is_made_again_only_where_it_is_read() -> None:
    """Its own page, and where its new words are looked up; no list, since a list shows the first words only."""
    commons = Commons(Store())
    files = edited(Random(1), {}, 20)
    files[SourcePath("notes/a.md")] = b"---\ntitle: Seule\nsummary: Dite.\n---\n" + b"Texte. " * 100
    commons.become(files)
    before = dict(commons.output.files)
    commons.become({**files, SourcePath("notes/a.md"): files[SourcePath("notes/a.md")] + b"\n\nUne phrase de plus."})
    changed = [path for path, data in commons.output.files.items() if before.get(path) != data]
    assert (commons.site.rendered, [path for path in changed if not path.startswith("data/search/")]) == (
        1,
        ["notes/a/index.html"],
    )
