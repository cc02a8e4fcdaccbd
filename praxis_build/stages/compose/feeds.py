"""Feeds: what is new on a page that readers follow."""

from collections.abc import Iterable, Sequence
from operator import attrgetter

from msgspec.structs import replace

from praxis_build.model.document import Kind
from praxis_build.model.fresh import Fresh, fresh
from praxis_build.model.names import SourcePath, Url
from praxis_build.model.page import FeedPage
from praxis_build.model.sheet import Page
from praxis_build.stages.compose.context import Context

FEED = 30
"""Documents in a feed."""
_FOLLOWED: tuple[Kind, ...] = ("community", "notebook", "person")
"""Kinds of documents whose pages have feeds."""


def feed_of(context: Context, url: Url | None, kind: Kind | None = None) -> Url | None:
    """Return the folder of a page's feeds, if it has any: their addresses are whole, so the site's must be known."""
    return url if context.settings.site_url and (kind is None or kind in _FOLLOWED) else None


def feeds(context: Context, page: Page, paths: Iterable[SourcePath]) -> tuple[FeedPage, ...]:
    """Return the feeds of a page that lists some documents, none unless it has some."""
    if page.feed is None or not page.listed:
        return ()
    corpus = context.corpus
    found = (fresh(path, corpus.pasts.get(path), corpus.heads[path].date) for path in paths if corpus.published(path))
    return feed_pages(context, page, sorted(filter(None, found), key=attrgetter("rank"))[:FEED])


def followed(context: Context, kind: Kind, path: SourcePath) -> Iterable[SourcePath]:
    """Return the documents that the page of another lists."""
    relations = context.relations
    if kind == "community":
        return [one for paths in relations.rosters(path).values() for one in paths]
    if kind == "person":
        return dict.fromkeys(one for paths in relations.contributions(path).values() for one in paths)
    return [placed.path for placed in relations.notebook(path)]


def feed_pages(context: Context, page: Page, latest: Sequence[Fresh]) -> tuple[FeedPage, ...]:
    """Return the feeds of a page in both forms, none when it has none."""
    if page.feed is None:
        return ()
    cards = tuple(replace(context.cards[one.path], date=one.day) for one in latest[:FEED])
    common = FeedPage(
        url=page.feed, lang=page.lang, ui=page.ui, section=page.section, heading=page.heading, name=page.name,
        description=page.description, listed=False, updated=latest[0].day if latest else "", form="xml", cards=cards,
    )  # fmt: skip
    return common, replace(common, form="json")
