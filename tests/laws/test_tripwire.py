"""The tripwire: whatever went wrong, in this build or between two, it is seen before anything is published."""

from sample_pages import renderer

from praxis_build import pipeline
from praxis_build.model.artifact import Artifact
from praxis_build.model.manifest import Written, digest
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source, Tree

JARDIN = SourcePath("notes/jardin.md")
FRIGO = SourcePath("notes/frigo.md")
TEXTS = {
    JARDIN: b"---\ntitle: Le jardin\n---\nVoir [[frigo]], puis [[balcon]].\n",
    FRIGO: b'---\ntitle: Le frigo\n---\nOn dit `href="../../notes/perdue/"`.\n',
}


class Shelf:
    """An output that remembers every file."""

    def __init__(self) -> None:
        """Begin without files."""
        self.known: dict[str, str] = {}
        self.files: dict[str, bytes] = {}

    def keep(self, path: str) -> None:
        """Keep a file."""
        assert path in self.files

    def write(self, artifact: Artifact) -> Written:
        """Put a file."""
        self.files[artifact.path] = artifact.data
        return Written(artifact.path, digest(artifact.data), len(artifact.data))

    def add(self, written: Written) -> None:
        """Never asked: no pen was given."""
        raise KeyError(written.path)


def built() -> tuple[pipeline.Site, Shelf]:
    """Build two notes that know each other."""
    knowledge = pipeline.Knowledge(Settings(), text=lambda path: TEXTS[path])
    knowledge.take(Tree(tuple(Source(path, data) for path, data in sorted(TEXTS.items())), (), ()))
    shelf, site = Shelf(), pipeline.Site(knowledge, renderer().theme)
    site.make(shelf)
    return site, shelf


def flaws(site: pipeline.Site, shelf: Shelf, *lost: str) -> list[str]:
    """Look at a site whose host did its part, and which lost files."""
    hosts = [target for target in site.leads if target not in shelf.files]
    files = {*shelf.files, *hosts} - set(lost)
    return site.flaws(files, lost, shelf.files.__getitem__, "/")


def test_a_site_that_is_right() -> None:
    """An author's words that look like a link are none, and a red link leads nowhere on purpose."""
    assert flaws(*built()) == []


def test_a_kept_page_that_leads_to_a_file_that_went() -> None:
    """The page was made by an earlier build: its address is looked for among what it leads to."""
    site, shelf = built()
    site.leads.clear()
    assert "notes/jardin/index.html → notes/frigo/index.html" in flaws(site, shelf, "notes/frigo/index.html")


def test_words_that_look_like_a_link_to_a_file_that_went() -> None:
    """They are no link: the page is read as a browser does."""
    site, shelf = built()
    assert flaws(site, shelf, "notes/perdue/index.html") == []


def test_a_document_without_its_page() -> None:
    """As many documents have pages as are published."""
    site, shelf = built()
    site.composed.put("document\x1f\x1fnotes/frigo.md", None)
    assert "document\x1f\x1fnotes/frigo.md" in flaws(site, shelf)


def test_a_page_without_its_file() -> None:
    """A page that was made is among the files of the site."""
    site, shelf = built()
    assert "notes/frigo/index.html" in flaws(site, shelf, "notes/frigo/index.html")
