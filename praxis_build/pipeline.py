"""The hallway: the whole story on one screen, from sources to a site.

``each`` has the shape of ``map``: ``parse`` and ``render`` go through it, so that workers or a memory can stand there
without a stage knowing.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import msgspec

from praxis_build.model.corpus import Corpus, Leads, Relations
from praxis_build.model.document import Parsed
from praxis_build.model.names import SourcePath, Url
from praxis_build.model.page import AnyPage, Artifact, Copy
from praxis_build.model.problem import Problem
from praxis_build.model.settings import Settings
from praxis_build.model.shell import Theme
from praxis_build.model.source import Source, Tree
from praxis_build.stages.collect import collect
from praxis_build.stages.compose import compose, copies, moved
from praxis_build.stages.data import data
from praxis_build.stages.parse import Parse
from praxis_build.stages.quote import quoted
from praxis_build.stages.relate import relate
from praxis_build.stages.render import Render, redirects, sitemap
from praxis_build.stages.resolve import resolve

Each = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""The shape of ``map`` over one iterable."""
Watch = Callable[[str], AbstractContextManager[Any]]
"""Called with the name of each step, which happens inside what it returns: a stopwatch, or nothing."""


class Knowledge(msgspec.Struct, frozen=True):
    """What a knowledge base says once everyone has met, and all that is wrong with it, in a report's order."""

    settings: Settings
    corpus: Corpus
    leads: Leads
    relations: Relations
    problems: tuple[Problem, ...]


def read(
    tree: Tree, settings: Settings, each: Each = map, unread: tuple[Problem, ...] = (), watch: Watch = nullcontext
) -> Knowledge:
    """Return the knowledge base that files hold; ``unread`` are the problems of files that were not read."""
    with watch("parse"):
        parsed: tuple[Parsed, ...] = tuple(each(Parse(settings), tree.sources))
    with watch("collect"):
        corpus, clashes = collect(parsed, tree.attachments)
    with watch("resolve"):
        leads, unresolved = resolve(corpus, settings)
    with watch("relate"):
        relations = relate(corpus, leads, settings)
    found = (*unread, *(problem for one in parsed for problem in one.problems), *clashes, *unresolved)
    return Knowledge(settings, corpus, leads, relations, quoted(found, tree.sources))


def build(  # noqa: PLR0913 - the world outside a site is these
    knowledge: Knowledge,
    settings: Settings,
    theme: Theme,
    each: Each = map,
    handbook: tuple[Url, ...] = (),
    helps: tuple[Source, ...] = (),
) -> Iterator[Artifact | Copy]:
    """Yield every file of the site.

    ``handbook`` has the addresses of pages the host made, for the sitemap; ``helps`` the pages of help, their path
    being ``help/<language>/<code>.md``.
    """
    corpus, leads, relations = knowledge.corpus, knowledge.leads, knowledge.relations
    addresses: list[tuple[Url, str]] = [(url, "") for url in handbook]
    taken: set[Url] = set(handbook)
    pages = compose(corpus, leads, relations, settings, _helps(helps, settings))
    yield from each(Render(theme, settings), _noting(pages, addresses, taken))
    yield from redirects(theme, settings, moved(corpus, settings, taken))
    yield from copies(leads)
    yield from data(corpus, leads, knowledge.problems, settings)
    yield from sitemap(theme, settings, addresses)


def _helps(helps: Iterable[Source], settings: Settings) -> dict[tuple[str, str], Any]:
    parse = Parse(settings)
    documents = (parse(source).document for source in helps)
    return {_language_and_code(document.path): document for document in documents}


def _language_and_code(path: SourcePath) -> tuple[str, str]:
    _, language, name = path.split("/")
    return language, name.removesuffix(".md")


def _noting(pages: Iterable[AnyPage], addresses: list[tuple[Url, str]], taken: set[Url]) -> Iterator[AnyPage]:
    """Pass pages on, keeping their addresses, and with the day they were last true, those of listed ones."""
    for page in pages:
        taken.add(page.url)
        if page.listed:
            addresses.append((page.url, page.updated))
        yield page
