"""Pages that list: everything of a kind, themes, regions, and where they cross."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from praxis_build.model.codes import N_
from praxis_build.model.corpus import FOLDERS, Topic
from praxis_build.model.document import KINDS, Kind
from praxis_build.model.names import Folded, SourcePath, Url, fold
from praxis_build.model.page import ListingPage
from praxis_build.model.part import Alternate, Card, Crumb, Phrase, Tag
from praxis_build.stages.compose.context import KIND_TITLES, Context, paged

_HEADINGS: dict[Kind, str] = {
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
"""Tags on one page; past that, a site's list of themes goes on over several."""
THEMES, REGIONS = Phrase(N_("Themes")), Phrase(N_("Regions"))


def listing_pages(context: Context, ui: str) -> Iterator[ListingPage]:
    """Yield all the listing pages of the site in a language of the interface."""
    for kind in KINDS:
        yield from _kind(context, kind, ui)
    yield from _index(context, ui, "themes", THEMES, context.relations.themes)
    yield from _index(context, ui, "regions", REGIONS, context.relations.regions)
    for theme in context.relations.themes:
        yield from _theme(context, theme, ui)
    for region, topic in context.relations.regions.items():
        if topic.paths:
            yield from _region(context, region, ui)
    for theme, region in sorted(context.relations.cells):
        yield from _cell(context, theme, region, ui)


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


def _kind(context: Context, kind: Kind, ui: str) -> list[ListingPage]:
    paths = context.of_kind(kind)
    one, many = _COUNTS[kind]
    intro = Phrase(one, {}, many, len(paths))
    page = _page(context, ui, f"{FOLDERS[kind]}/", kind, Phrase(_HEADINGS[kind]), intro=intro)
    return paged(page, kind, Phrase(KIND_TITLES[kind]), _cards(context, paths), context.settings.page_size)


def _cards(context: Context, paths: Sequence[SourcePath]) -> list[Card]:
    return [context.cards[path] for path in paths]


def _index(context: Context, ui: str, folder: str, heading: Phrase, topics: dict[Folded, Topic]) -> list[ListingPage]:
    """Return the list of all themes or regions: tags on one page, or over as many pages as it takes."""
    page = _page(context, ui, f"{folder}/", folder, heading)
    tags = sorted((context.tag(folder, topic, ui) for topic in topics.values()), key=lambda tag: fold(tag.name))
    if len(tags) <= TAGS:
        return [replace(page, tags=tuple(tags))]
    cards = [Card(tag.name, tag.url, phrase=Phrase(*_CARRIED, tag.count)) for tag in tags]
    return paged(page, folder, heading, cards, TAGS)


def _theme(context: Context, theme: Folded, ui: str) -> list[ListingPage]:
    """Return a theme's pages: the regions it crosses, then what carries it."""
    topic, relations = context.relations.themes[theme], context.relations
    crossing = [
        (region, relations.cells[theme, region]) for region in relations.regions if (theme, region) in relations.cells
    ]
    tags = tuple(
        Tag(relations.regions[region].name(ui), _cell_url(context, theme, region, ui), len(paths))
        for region, paths in crossing
    )
    heading = Phrase(N_("Theme: {name}"), {"name": topic.name(ui)})
    page = _page(
        context, ui, f"themes/{topic.slug}/", "themes", heading, crumbs=(_step(context, ui, "themes", THEMES),)
    )
    return _carrying(context, replace(page, tags=tags, tags_title=Phrase(N_("By region"))), topic.paths)


def _region(context: Context, region: Folded, ui: str) -> list[ListingPage]:
    """Return a region's pages: the themes it crosses, then what carries it."""
    topic, relations = context.relations.regions[region], context.relations
    tags = tuple(
        Tag(
            relations.themes[theme].name(ui), _cell_url(context, theme, region, ui), len(relations.cells[theme, region])
        )
        for theme in context.themes_of_region.get(region, ())
    )
    heading = Phrase(N_("Region: {name}"), {"name": topic.name(ui)})
    page = _page(
        context, ui, f"regions/{topic.slug}/", "regions", heading, crumbs=(_step(context, ui, "regions", REGIONS),)
    )
    return _carrying(context, replace(page, tags=most_carried(tags), tags_title=Phrase(N_("By theme"))), topic.paths)


def most_carried(tags: Iterable[Tag], most: int = 40) -> tuple[Tag, ...]:
    """Return the tags that most documents carry, by name: a page's weight doesn't grow with their number."""
    kept = sorted(tags, key=lambda tag: (-tag.count, fold(tag.name)))[:most]
    return tuple(sorted(kept, key=lambda tag: fold(tag.name)))


def _cell(context: Context, theme: Folded, region: Folded, ui: str) -> list[ListingPage]:
    """Return the pages of a theme in a region."""
    first, second = context.relations.themes[theme], context.relations.regions[region]
    heading = Phrase(N_("{theme} in {region}"), {"theme": first.name(ui), "region": second.name(ui)})
    step = Crumb(Url(f"{context.base(ui)}themes/{first.slug}/"), first.name(ui))
    path = f"themes/{first.slug}/{second.slug}/"
    page = _page(context, ui, path, "themes", heading, crumbs=(_step(context, ui, "themes", THEMES), step))
    cards = [context.names[path] for path in context.listed(context.relations.cells[theme, region])]
    return paged(page, "documents", Phrase(N_("Documents")), cards, context.settings.page_size)


def _cell_url(context: Context, theme: Folded, region: Folded, ui: str) -> Url:
    relations = context.relations
    return Url(f"{context.base(ui)}themes/{relations.themes[theme].slug}/{relations.regions[region].slug}/")


def _carrying(context: Context, page: ListingPage, paths: Sequence[SourcePath]) -> list[ListingPage]:
    """Return a page and the documents of a topic, over as many pages as it takes."""
    cards = _cards(context, context.listed(paths))
    return paged(page, "documents", Phrase(N_("Documents")), cards, context.settings.page_size)


def _step(context: Context, ui: str, folder: str, title: Phrase) -> Crumb:
    return Crumb(Url(f"{context.base(ui)}{folder}/"), phrase=title)
