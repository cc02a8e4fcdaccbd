"""What is new on the whole site, and the guide for programs."""

from collections.abc import Iterator

from msgspec.structs import replace

from praxis_build.model.codes import N_
from praxis_build.model.corpus import FOLDERS
from praxis_build.model.document import KINDS, Kind
from praxis_build.model.fresh import Fresh
from praxis_build.model.lists import ListingPage
from praxis_build.model.names import Url
from praxis_build.model.page import AnyPage, GuidePage
from praxis_build.model.part import Card, Phrase, Roll
from praxis_build.model.sheet import Page
from praxis_build.stages.compose.context import KIND_TITLES, Context, paged
from praxis_build.stages.compose.feeds import feed_of, feed_pages
from praxis_build.stages.compose.listings import alternates

NEWS = Phrase(N_("What's new"))
_ADDED, _CHANGED = Phrase(N_("New page")), Phrase(N_("Changed page"))
_GUIDED = 100
"""Communities and notebooks that the guide for programs names."""


def news_pages(context: Context, ui: str) -> Iterator[AnyPage]:
    """Yield the pages that tell what is new, the feeds of the site, and its guide for programs."""
    base = context.base(ui)
    latest = context.latest
    page = ListingPage(
        url=Url(f"{base}news/"), lang=ui, ui=ui, section="news", heading=NEWS, crumbs=(context.home(ui),),
        intro=Phrase(N_("The pages that were written or changed last.")), alternates=alternates(context, "news/"),
        feed=feed_of(context, Url(base)),
    )  # fmt: skip
    cards = [fresh_card(context, one) for one in latest]
    yield from paged(page, "news", NEWS, cards, context.settings.page_size)
    followed = replace(page, url=Url(base), name=context.settings.site_name, heading=None)
    yield from feed_pages(context, followed, latest)
    if ui == context.primary and context.settings.site_url:
        yield _guide(context, followed)


def fresh_card(context: Context, one: Fresh) -> Card:
    """Return the card of a document that is new, with its day."""
    return replace(context.cards[one.path], date=one.day, phrase=_ADDED if one.added else _CHANGED)


def _guide(context: Context, site: Page) -> GuidePage:
    rolls = (
        *(_whole(context, kind) for kind in ("community", "notebook") if context.count("kind", kind)),
        Roll("lists", Phrase(N_("Lists")), tuple(_list(kind) for kind in KINDS)),
    )
    return GuidePage(
        url=Url("llms.txt"), lang=site.lang, ui=site.ui, section="home", name=site.name,
        description=context.settings.site_description, listed=False, rolls=rolls,
    )  # fmt: skip


def _whole(context: Context, kind: Kind) -> Roll:
    paths = context.of_kind(kind)
    return Roll(kind, Phrase(KIND_TITLES[kind]), tuple(context.cards[path] for path in paths[:_GUIDED]), len(paths))


def _list(kind: Kind) -> Card:
    return Card("", Url(f"{FOLDERS[kind]}/"), kind, phrase=Phrase(KIND_TITLES[kind]))
