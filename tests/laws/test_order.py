"""Law: the same sources in any order give the same site."""

from collections.abc import Iterator, Sequence

import msgspec
from cases.checks import site
from hypothesis import given, settings
from hypothesis import strategies as st
from laws.grammar import FILES, LAW

from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.model.source import Attachment, Source, Tree
from praxis_build.pipeline import read
from praxis_build.stages.compose import copies
from praxis_build.stages.data import graph, problems_data

PATHS = [
    "notes/a.md", "notes/b.md", "notes/x/a.md", "notes/x/É.md", "notes/terms/b.md", "communities/b.md",
    "communities/b/c.md", "notes/people/b.md",
]  # fmt: skip
IMAGES = [Attachment(SourcePath(f"notes/{name}.png"), 9, b"\x89PNG\r\n\x1a\n") for name in ("b", "x/b", "x")]


def everything(sources: Sequence[Source], attachments: Sequence[Attachment]) -> Iterator[bytes]:
    """Yield all that a site says, as bytes."""
    settings_ = Settings()
    knowledge = read(Tree(tuple(sources), tuple(attachments)), settings_)
    yield msgspec.msgpack.encode(knowledge.problems)
    yield graph(knowledge.corpus).data
    yield problems_data(knowledge.problems).data
    for page in site(knowledge):
        yield msgspec.msgpack.encode(page)
    yield msgspec.msgpack.encode(copies(knowledge.corpus))


@settings(LAW, max_examples=40)
@given(st.lists(FILES, min_size=len(PATHS), max_size=len(PATHS)), st.permutations(range(len(PATHS))))
def test_the_order_of_sources_changes_nothing(texts: list[str], order: list[int]) -> None:
    """Problems, graph and pages are the same to the byte."""
    sources = [Source(SourcePath(path), text.encode()) for path, text in zip(PATHS, texts, strict=True)]
    shuffled = [sources[index] for index in order]
    assert list(everything(shuffled, IMAGES[::-1])) == list(everything(sources, IMAGES))
