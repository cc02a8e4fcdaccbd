"""What a community's page says of what is around it: its neighbours, its resources, its calendar."""

from collections import defaultdict
from datetime import UTC, datetime
from urllib.parse import urlsplit

from msgspec.structs import replace

from praxis_build.model.document import Community
from praxis_build.model.lists import CalendarPage
from praxis_build.model.names import Folded, SourcePath, fold
from praxis_build.model.page import CommunityPage
from praxis_build.model.part import Card, Kin, Resources, Tag
from praxis_build.stages.compose.context import Context

NEIGHBOURS, SHARED = 6, 5
"""Communities shown beside one, and what is named of what they share."""
VERSED = 5
"""Themes that are said of a person."""
SITES, ADDRESSES = 12, 5
"""Sites of the web shown, and pages of each."""


def neighbours(context: Context, community: SourcePath) -> tuple[Kin, ...]:
    """Return the communities that share most with one, with what they share."""
    corpus = context.corpus
    shared: defaultdict[SourcePath, list[SourcePath]] = defaultdict(list)
    for thing in context.listed(map(SourcePath, corpus.index["things"].of(community))):
        for other in corpus.circles.get(thing) or ():
            if other != community:
                shared[other].append(thing)
    ranked = sorted((-len(shared[path]), rank, path) for rank, path in enumerate(context.listed(shared)))
    return tuple(
        Kin(context.names[path], tuple(context.names[one] for one in shared[path][:SHARED]), len(shared[path]))
        for _, _, path in ranked[:NEIGHBOURS]
    )


def resources(context: Context, community: SourcePath) -> tuple[Resources, ...]:
    """Return the sites that a community's documents lead to, most first, with some of their pages."""
    counts: defaultdict[str, int] = defaultdict(int)
    for addresses in context.corpus.index["resources"].of(community).values():
        for address in addresses:
            counts[address] += 1
    sites: defaultdict[str, list[str]] = defaultdict(list)
    for address in sorted(counts, key=lambda one: (-counts[one], one)):
        sites[_host(address)].append(address)
    ranked = sorted(sites, key=lambda site: (-sum(counts[one] for one in sites[site]), fold(site), site))
    return tuple(Resources(site, tuple(sites[site][:ADDRESSES]), len(sites[site])) for site in ranked[:SITES])


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.rpartition("@")[2].removeprefix("www.")
    except ValueError:
        return ""


def calendar(context: Context, document: Community, page: CommunityPage) -> CalendarPage:
    """Return a community's calendar; it says the moment of the last commit, which builds agree on."""
    past = context.corpus.pasts.get(document.path)
    stamp = datetime.fromtimestamp(past.at, UTC).strftime("%Y%m%dT%H%M%SZ") if past else ""
    return CalendarPage(
        url=page.url, lang=page.lang, ui=page.ui, section=page.section, name=page.name, listed=False,
        events=document.events, stamp=stamp,
    )  # fmt: skip


def can_help(context: Context, person: SourcePath, ui: str) -> tuple[tuple[Card, ...], tuple[Tag, ...]]:
    """Return what someone offers and is still to be had, and the themes that they wrote about most."""
    corpus = context.corpus
    paths = context.listed({one for paths in context.relations.contributions(person).values() for one in paths})
    helps = tuple(
        replace(context.names[path], summary=corpus.index["offers"].of(path)[path][0])
        for path in paths
        if corpus.index["offers"].of(path) and "offer" not in (corpus.lapsed.get(path) or ())
    )
    counts: defaultdict[Folded, int] = defaultdict(int)
    for path in paths:
        for theme in corpus.leads[path].themes:
            counts[theme] += 1
    most = sorted(counts, key=lambda theme: (-counts[theme], theme))[:VERSED]
    topics = [(corpus.themes.get(theme), counts[theme]) for theme in most]
    return helps, tuple(context.tag("themes", topic, ui, count) for topic, count in topics if topic)
