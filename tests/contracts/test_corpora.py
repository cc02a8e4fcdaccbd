"""Real corpora, through settings alone: no conversion, no crash, no silent loss, and the true link graph.

The truth was computed by another program with rules of its own (`../shared/corpora/README.md`). Where ours differ, each
difference is named, counted and printed; what is left must be nothing, or nearly.
"""

import json
import lzma
import posixpath
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace
from sample_pages import TAGS

from praxis_build import pipeline
from praxis_build.edges import disk
from praxis_build.edges.workers import Pool
from praxis_build.model.artifact import Artifact
from praxis_build.model.document import Link
from praxis_build.model.names import SourcePath, fold, folder, without_extension
from praxis_build.model.relations import Relations
from praxis_build.model.settings import Settings
from praxis_build.model.shell import MARK, Shell, Theme, cut
from praxis_build.pipeline import Knowledge

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
BY_PATH = Settings(communities_dir=(), addresses="path", lang="en")
SETTINGS = {
    "digitalgov": replace(
        BY_PATH,
        notes_dir=("content",),
        communities_dir=("content/communities",),
        kinds={"content/authors": "person"},
        fields={"topics": "themes", "display_name": "title", "aliases": "redirect_from", "event_cop": "communities",
                "featured_communities": "communities"},
    ),
    "k8s-community": replace(BY_PATH, notes_dir=(".",)),
    "knowledge-garden": replace(BY_PATH, notes_dir=(".",)),
    "vsdocs-fr": replace(BY_PATH, notes_dir=("docs",), lang="fr"),
}  # fmt: skip

pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="the real corpora (../shared/corpora) are not here")

Pair = tuple[str, str]


class Edge(NamedTuple):
    """A link that leads from a document to another."""

    source: SourcePath
    target: SourcePath
    link: Link


class Built(NamedTuple):
    """A corpus once read: its knowledge, the truth about it, and its sources by path."""

    name: str
    knowledge: Knowledge
    truth: dict[str, Any]
    texts: dict[str, str]

    @property
    def prefix(self) -> str:
        """The folder of the pages, which the truth's paths leave out."""
        return "" if self.truth["root"] == "." else self.truth["root"] + "/"

    def edges(self) -> dict[Pair, Edge]:
        """Return the links and embeds between pages, as the truth writes them."""
        cut_off = len(self.prefix)
        return {(edge.source[cut_off:], edge.target[cut_off:]): edge for edge in self._found()}

    def _found(self) -> Iterator[Edge]:
        corpus = self.knowledge.corpus
        for key, leads in corpus.leads.items():
            for link, lead in zip(corpus.document(SourcePath(key)).body.links, leads.links, strict=True):
                if lead.path is not None and lead.path != key:
                    yield Edge(SourcePath(key), lead.path, link)

    def true_pairs(self) -> set[Pair]:
        """Return the true (source, target) pairs."""
        return {(source, target) for target, sources in self.truth["backlinks"].items() for source in sources}


@pytest.fixture(scope="module", params=sorted(SETTINGS))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Extract a corpus and read it through settings alone."""
    name = request.param
    place = tmp_path_factory.mktemp(name)
    with tarfile.open(CORPORA / f"{name}.tar.xz") as archive:
        archive.extractall(place, filter="data")
    truth = json.loads(lzma.decompress((CORPORA / f"{name}.truth.json.xz").read_bytes()))
    tree, unread = disk.read(place, SETTINGS[name])
    with Pool() as pool:
        knowledge = pipeline.read(tree, SETTINGS[name], pool, unread)
    return Built(name, knowledge, truth, {one.path: one.data.decode(errors="replace") for one in tree.sources})


def held_back(built: Built, pair: Pair) -> bool:
    """Front matter that can't be trusted, or an address that another file has: said, and not published."""
    return any(SourcePath(built.prefix + path) not in built.knowledge.corpus.leads for path in pair)


def ambiguous(built: Built, pair: Pair) -> bool:
    """Several candidates and no nearest one: the truth takes the first, we refuse to guess."""
    return any(pair[1] in choices for source, _, choices in built.truth["ambiguous"] if source == pair[0])


def in_raw_html(built: Built, pair: Pair) -> bool:
    """A link written in HTML, or in Markdown inside an HTML block: we show raw HTML as text."""
    text = built.texts[built.prefix + pair[0]]
    name = re.escape(_last_name(pair[1]))
    in_html = rf"<[a-z][^>]*{name}|^\s*<[a-z][^\n]*(?:\n[^\n]+)*{name}"
    return bool(re.search(in_html, text, re.IGNORECASE | re.MULTILINE))


def in_a_bare_address(built: Built, pair: Pair) -> bool:
    """A wikilink glued to a bare web address: on GitHub, and here, the address goes on to the next blank."""
    text = built.texts[built.prefix + pair[0]]
    return bool(re.search(rf"https?://[^\s\[]*\[\[{re.escape(_last_name(pair[1]))}", text, re.IGNORECASE))


def by_title(built: Built, pair: Pair) -> bool:
    """A wikilink that names a page by its title, which the truth's rules don't know."""
    edge, link = _link(built, pair)
    return link.form != "link" and fold(link.target) == fold(built.knowledge.corpus.document(edge.target).title)


def from_the_root(built: Built, pair: Pair) -> bool:
    """A relative path that starts at the root of the tree, as Obsidian writes them."""
    edge, link = _link(built, pair)
    path = without_extension(posixpath.normpath(posixpath.join(built.prefix or ".", link.target)))
    there = without_extension(edge.target)
    return link.form == "link" and fold(path) in (fold(there), fold(folder(there)))


def by_id(built: Built, pair: Pair) -> bool:
    """A wikilink that names a page by its `id`, which the truth's rules don't know."""
    edge, link = _link(built, pair)
    return link.form != "link" and fold(link.target) == fold(built.knowledge.corpus.document(edge.target).id)


def by_capitals(built: Built, pair: Pair) -> bool:
    """A path that differs from the file's by its capitals: it leads there, and is reported."""
    edge, link = _link(built, pair)
    last = _last_name(without_extension(link.target))
    return last != _last_name(edge.target) and last.lower() == _last_name(edge.target).lower()


def by_old_address(built: Built, pair: Pair) -> bool:
    """A site address that a page once had, and still declares."""
    edge, link = _link(built, pair)
    old = built.knowledge.corpus.document(edge.target).redirect_from
    return link.target.strip("/") in {one.strip("/") for one in old}


def _link(built: Built, pair: Pair) -> tuple[Edge, Link]:
    edge = built.edges()[pair]
    return edge, edge.link


def _last_name(path: str) -> str:
    name = without_extension(path).rpartition("/")[2]
    return folder(path).rpartition("/")[2] if name.lower() in ("_index", "index", "readme") else name


MISSED = (held_back, ambiguous, in_raw_html, in_a_bare_address)
INVENTED = (by_title, by_id, by_capitals, by_old_address, from_the_root)


def explained(built: Built, pairs: set[Pair], rules: tuple[Any, ...]) -> tuple[Counter[str], set[Pair]]:
    """Return how many differences each documented rule explains, and the pairs that none does."""
    counts: Counter[str] = Counter()
    left = set()
    for pair in sorted(pairs):
        rule = next((rule for rule in rules if rule(built, pair)), None)
        if rule:
            counts[rule.__name__] += 1
        else:
            left.add(pair)
    return counts, left


def test_the_link_graph_is_the_true_one(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    """All true backlinks and no other, once the documented differences of rule are set apart."""
    ours, true = set(built.edges()), built.true_pairs()
    missed, unexplained_missed = explained(built, true - ours, MISSED)
    invented, unexplained = explained(built, ours - true, INVENTED)
    with capsys.disabled():
        recall, precision = len(true & ours) / len(true), len(true & ours) / len(ours)
        print(f"\n{built.name}: {len(true)} true links, recall {recall:.4f}, precision {precision:.4f}")  # noqa: T201
        print(f"  missed by rule: {dict(missed)}; invented by rule: {dict(invented)}")  # noqa: T201
        print(f"  left: {len(unexplained_missed)} missed, {len(unexplained)} invented")  # noqa: T201
    if built.name == "knowledge-garden":
        assert (unexplained_missed, unexplained) == (set(), set())
    compared = len(true) - sum(missed.values())
    assert len(unexplained_missed) <= 0.01 * compared
    assert len(unexplained) <= 0.001 * compared


def test_nothing_is_lost_silently(built: Built) -> None:
    """Every page of the corpus is a document; one that gets no page of its own has an error that says why."""
    documents = {path: parsed.document for path, parsed in built.knowledge.corpus.parsed.items()}
    public = {path for path, _ in built.knowledge.corpus.leads.items()}
    assert len(documents) == built.truth["pages"]
    named = {problem.path for problem in built.knowledge.problems if problem.severity == "error"}
    drafts = {path for path, document in documents.items() if document.status == "draft" and not document.withheld}
    assert documents.keys() - public - drafts <= named


def test_every_page_is_rendered(built: Built) -> None:
    """Each public document has its page, with no hole left and no mark of ours."""
    shell = cut("".join(MARK.format(name) for name in ("lang", "title", "head", "content")))
    theme = Theme(_shells(shell), *_templates())
    with Pool() as pool:
        made = pipeline.build(built.knowledge, theme, pool)
        pages = {one.path: _marks(one.data) for one in made if isinstance(one, Artifact) and one.path.endswith(".html")}
    corpus = built.knowledge.corpus
    assert {f"{corpus.heads[SourcePath(path)].url}index.html" for path, _ in corpus.leads.items()} <= pages.keys()
    assert {path: marks for path, marks in pages.items() if marks} == {}


def _shells(shell: Shell) -> dict[str, Shell]:
    return {f"{page}/{language}": shell for page in TAGS for language in ("fr", "en")}


def _templates() -> tuple[dict[str, str], dict[str, bytes]]:
    from praxis_build.edges import theme  # noqa: PLC0415 - only this test renders

    return theme.load(theme.folder())


def _marks(data: bytes) -> set[int]:
    return {mark for mark in (0, 1) if mark in data} | ({2} if "\ue000".encode() in data else set())


def test_a_foreign_corpus_keeps_its_communities_people_and_themes(built: Built) -> None:
    """`fields:` and `kinds:` alone make communities, people and themes of another generator's."""
    if built.name != "digitalgov":
        pytest.skip("only this corpus has communities, authors and topics in its front matter")
    corpus = built.knowledge.corpus
    relations = Relations(corpus, built.knowledge.settings)
    kinds = Counter(head.kind for _, head in corpus.heads.items())
    assert kinds["community"] > 40
    assert kinds["person"] > 1000
    assert len(relations.themes) > 50
    assert len(corpus.named("theme", fold("accessibility"))) > 100
    people, communities = (
        [path for path, head in corpus.heads.items() if head.kind == kind] for kind in ("person", "community")
    )
    assert sum(len(relations.contributions(SourcePath(path)).get("writing", ())) for path in people) > 2500
    assert sum(len(found) for path in communities for found in relations.rosters(SourcePath(path)).values()) > 40
