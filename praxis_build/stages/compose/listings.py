"""Pages that list: everything of a kind, themes, regions, and where they cross."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from praxis_build.model.codes import N_
from praxis_build.model.corpus import FOLDERS, Topic
from praxis_build.model.document import Kind
from praxis_build.model.lists import ListingPage
from praxis_build.model.names import Folded, SourcePath, Url, fold
from praxis_build.model.page import AnyPage
from praxis_build.model.part import Alternate, Card, Crumb, Phrase, Tag
from praxis_build.stages.compose.context import KIND_TITLES, Context, paged
from praxis_build.stages.compose.feeds import feed_of, feeds

HEADINGS: dict[Kind, str] = {
    "note": N_("All notes"),
    "term": N_("Lexicon"),
    "organization": N_("Directory of organizations"),
    "person": N_("People"),
    "community": N_("Communities"),
    "notebook": N_("Notebooks"),
}
_COUNTS: dict[Kind, tuple[str, str]] = {
    "note": (N_("{count} note"), N_("{count} notes")),
    "term": (N_("{count} term"), N_("{count} terms")),
    "organization": (N_("{count} organization"), N_("{count} organizations")),
    "person": (N_("{count} person"), N_("{count} people")),
    "community": (N_("{count} community"), N_("{count} communities")),
    "notebook": (N_("{count} notebook"), N_("{count} notebooks")),
}
_CARRIED: tuple[str, dict[str, str], str] = (N_("{count} document"), {}, N_("{count} documents"))
TAGS = 200
"""Names on one page, of themes or of what carries a theme in a region; past that, a list goes on over several."""
INVITED = 40
"""Regions named where a theme has nothing: a site may have any number of its own."""
_NOWHERE = (
    N_("Nothing on this theme yet in {count} region: and where you are?"),
    N_("Nothing on this theme yet in {count} regions: and where you are?"),
)
_NOTHING_ON = (
    N_("Nothing in this region yet on {count} common theme: and where you are?"),
    N_("Nothing in this region yet on {count} common themes: and where you are?"),
)
THEMES, REGIONS = Phrase(N_("Themes")), Phrase(N_("Regions"))
_INDEXES = {"themes": (THEMES, "theme"), "regions": (REGIONS, "region")}


def alternates(context: Context, path: str) -> tuple[Alternate, ...]:
    """Return a page of the site in each language of the interface."""
    languages = context.settings.languages
    return tuple(Alternate(one, Url(context.base(one) + path)) for one in languages) if len(languages) > 1 else ()


def _page(  # noqa: PLR0913 - a listing page is made of these
    context: Context,
    ui: str,
    path: str,
    section: str,
    heading: Phrase,
    *,
    crumbs: tuple[Crumb, ...] = (),
    intro: Phrase | None = None,
) -> ListingPage:
    return ListingPage(
        url=Url(context.base(ui) + path), lang=ui, ui=ui, section=section, heading=heading, intro=intro,
        crumbs=(context.home(ui), *crumbs), alternates=alternates(context, path),
    )  # fmt: skip


def kind_pages(context: Context, kind: Kind, ui: str) -> list[ListingPage]:
    """Return the pages that list all the documents of a kind."""
    paths = context.of_kind(kind)
    page = _page(context, ui, f"{FOLDERS[kind]}/", kind, Phrase(HEADINGS[kind]), intro=counted(kind, len(paths)))
    return paged(page, kind, Phrase(KIND_TITLES[kind]), _cards(context, paths), context.settings.page_size)


def counted(kind: Kind, count: int) -> Phrase:
    """Return how many documents of a kind there are, as a phrase."""
    one, many = _COUNTS[kind]
    return Phrase(one, {}, many, count)


def _cards(context: Context, paths: Sequence[SourcePath]) -> list[Card]:
    return [context.cards[path] for path in paths]


def index_pages(context: Context, folder: str, ui: str) -> list[ListingPage]:
    """Return the list of all themes or regions: tags on one page, or over as many pages as it takes."""
    heading, index = _INDEXES[folder]
    topics = context.relations.themes if index == "theme" else context.relations.regions
    page = _page(context, ui, f"{folder}/", folder, heading)
    tags = sorted(context.tags(folder, index, topics, ui), key=lambda tag: fold(tag.name))
    if len(tags) <= TAGS:
        return [replace(page, tags=tuple(tags))]
    cards = [Card(tag.name, tag.url, phrase=Phrase(*_CARRIED, tag.count)) for tag in tags]
    return paged(page, folder, heading, cards, TAGS)


def theme_pages(context: Context, theme: Folded, ui: str) -> list[AnyPage]:
    """Return a theme's pages: the regions it crosses, then what carries it."""
    topic, relations = context.corpus.themes.get(theme), context.relations
    if topic is None:
        return []
    crossing = relations.crossing(theme)
    nowhere = [region.name(ui) for key, region in relations.regions.items() if key not in crossing]
    tags = tuple(_cell_tag(context, theme, region, ui, named=relations.regions[region]) for region in crossing)
    heading = Phrase(N_("Theme: {name}"), {"name": topic.name(ui)})
    page = _page(
        context, ui, f"themes/{topic.slug}/", "themes", heading, crumbs=(_step(context, ui, "themes", THEMES),)
    )
    page = replace(
        page, tags=tags, tags_title=Phrase(N_("By region")), invited=tuple(nowhere[:INVITED]),
        invitation=_invitation(_NOWHERE, nowhere),
    )  # fmt: skip
    return _carrying(context, page, "theme", theme)


def region_pages(context: Context, region: Folded, ui: str) -> list[AnyPage]:
    """Return a region's pages: the themes it crosses, then what carries it; none when nothing does."""
    topic, relations = context.relations.regions.get(region), context.relations
    if topic is None or not context.count("region", region):
        return []
    themes = relations.crossed(region)
    tags = tuple(_cell_tag(context, theme, region, ui, named=context.corpus.themes[theme]) for theme in themes)
    heading = Phrase(N_("Region: {name}"), {"name": topic.name(ui)})
    page = _page(
        context, ui, f"regions/{topic.slug}/", "regions", heading, crumbs=(_step(context, ui, "regions", REGIONS),)
    )
    missing = [context.corpus.themes[theme].name(ui) for theme in relations.uncrossed(region)]
    page = replace(
        page, tags=most_carried(tags), tags_title=Phrase(N_("By theme")), invited=tuple(missing),
        invitation=_invitation(_NOTHING_ON, missing),
    )  # fmt: skip
    return _carrying(context, page, "region", region)


def _invitation(said: tuple[str, str], names: Sequence[str]) -> Phrase | None:
    one, many = said
    return Phrase(one, {}, many, len(names)) if names else None


def most_carried(tags: Iterable[Tag], most: int = 40) -> tuple[Tag, ...]:
    """Return the tags that most documents carry, by name: a page's weight doesn't grow with their number."""
    kept = sorted(tags, key=lambda tag: (-tag.count, fold(tag.name)))[:most]
    return tuple(sorted(kept, key=lambda tag: fold(tag.name)))


def cell_pages(context: Context, key: str, ui: str) -> list[ListingPage]:
    """Return the pages of a theme in a region, ``key`` being both with U+0000 between; none when nothing is in both."""
    theme, _, region = key.partition("\x00")
    first, second = context.corpus.themes.get(theme), context.relations.regions.get(Folded(region))
    paths = context.sorted(context.corpus.named("cell", key))
    if first is None or second is None or not paths:
        return []
    heading = Phrase(N_("{theme} in {region}"), {"theme": first.name(ui), "region": second.name(ui)})
    step = Crumb(Url(f"{context.base(ui)}themes/{first.slug}/"), first.name(ui))
    path = f"themes/{first.slug}/{second.slug}/"
    page = _page(context, ui, path, "themes", heading, crumbs=(_step(context, ui, "themes", THEMES), step))
    return paged(page, "documents", Phrase(N_("Documents")), [context.names[path] for path in paths], TAGS)


def _cell_tag(context: Context, theme: Folded, region: Folded, ui: str, *, named: Topic) -> Tag:
    """Return the tag of a theme in a region, with the name of one of the two."""
    first, second = context.corpus.themes[theme], context.relations.regions[region]
    url = Url(f"{context.base(ui)}themes/{first.slug}/{second.slug}/")
    return Tag(named.name(ui), url, context.count("cell", f"{theme}\x00{region}"))


def _carrying(context: Context, page: ListingPage, index: str, key: Folded) -> list[AnyPage]:
    """Return a page and the documents of a topic, over as many pages as it takes, and its feeds."""
    paths = context.sorted(context.corpus.named(index, key))
    page = replace(page, feed=feed_of(context, page.url))
    pages = paged(page, "documents", Phrase(N_("Documents")), _cards(context, paths), context.settings.page_size)
    return [*pages, *feeds(context, page, paths)]


def _step(context: Context, ui: str, folder: str, title: Phrase) -> Crumb:
    return Crumb(Url(f"{context.base(ui)}{folder}/"), phrase=title)
