"""The board: what notes ask for and offer, by theme, each with what may answer it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from praxis_build.model.codes import N_
from praxis_build.model.lists import BoardPage, Group, Match, Post
from praxis_build.model.names import Folded, SourcePath, Url, fold
from praxis_build.model.part import Pager, Phrase
from praxis_build.model.tended import SIDES, Ask, Side
from praxis_build.stages.compose.context import Context
from praxis_build.stages.compose.listings import alternates

BOARD = Phrase(N_("Needs and offers"))
POSTS = 30
"""Needs and offers on one page."""
MATCHES = 3
LOOKED_AT = 200
"""How many others of a theme or a region are looked at for one; more, and a board of thousands would take minutes."""
_BOTH, _THEME, _REGION = (
    N_("Same theme and same region: {theme}, {region}"),
    N_("Same theme: {theme}"),
    N_("Same region: {region}"),
)
_OTHERS = "others"


class Entry(NamedTuple):
    """A need or an offer of a listed note, before its last day."""

    rank: tuple[str, Folded, SourcePath]
    side: Side
    ask: Ask

    @property
    def path(self) -> SourcePath:
        """The note."""
        return self.rank[2]


class _Found(NamedTuple):
    """How well another entry goes with one: the theme and the region they share."""

    theme: Folded | None
    region: Folded | None

    @property
    def rank(self) -> int:
        """From 0 for a theme and a region to 2 for a region only."""
        return 0 if self.theme and self.region else 1 if self.theme else 2


_Filed = Mapping[tuple[Side, Folded], Sequence[Entry]]
"""The entries of each side by theme or by region, in their order."""


def board_pages(context: Context, ui: str) -> Iterator[BoardPage]:
    """Yield the pages of the board in a language."""
    entries = sorted(_entries(context))
    filed = _filed(entries)
    folder = f"{context.base(ui)}board/"
    rows = list(_rows(context, entries))
    count = max(1, -(-len(rows) // POSTS))
    urls = [Url(folder), *(Url(f"{folder}~{number}/") for number in range(2, count + 1))]
    themes = _themes(context, rows, urls)
    counts = {side: sum(entry.side == side for entry in entries) for side in SIDES}
    for index, url in enumerate(urls):
        part = rows[index * POSTS : (index + 1) * POSTS]
        pager = Pager(
            index + 1, count, urls[index - 1] if index else None, urls[index + 1] if index + 1 < count else None
        )
        yield BoardPage(
            url=url, lang=ui, ui=ui, section="board", heading=BOARD, description="", crumbs=(context.home(ui),),
            alternates=() if index else alternates(context, "board/"), needs=counts["need"], offers=counts["offer"],
            themes=tuple(themes.values()) if index == 0 else (), pager=pager if count > 1 else None,
            groups=tuple(_groups(context, ui, part, themes, filed)),
        )  # fmt: skip


def _entries(context: Context) -> Iterator[Entry]:
    corpus = context.corpus
    for side in SIDES:
        for path, (ask,) in corpus.index["asks"].of(side).items():
            if ask.listed and side not in (corpus.lapsed.get(path) or ()):
                # What ends first comes first; what never ends, last.
                rank = (ask.board.expires or "~", corpus.heads[path].rank, SourcePath(path))
                yield Entry(rank, side, ask)


def _filed(entries: Iterable[Entry]) -> _Filed:
    filed: defaultdict[tuple[Side, Folded], list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in (*entry.ask.themes, *entry.ask.regions):
            filed[entry.side, key].append(entry)
    return filed


def _rows(context: Context, entries: Sequence[Entry]) -> Iterator[tuple[Folded | None, Entry]]:
    """Yield the entries under each of their themes, by the themes' names; those without any come last."""
    by_theme: defaultdict[Folded, list[Entry]] = defaultdict(list)
    for entry in entries:
        for theme in entry.ask.themes:
            by_theme[theme].append(entry)
    named = sorted((fold(context.corpus.themes[key].name("")), key) for key in by_theme)
    yield from ((key, entry) for _, key in named for entry in by_theme[key])
    yield from ((None, entry) for entry in entries if not entry.ask.themes)


def _themes(
    context: Context, rows: Sequence[tuple[Folded | None, Entry]], urls: Sequence[Url]
) -> dict[Folded | None, Group]:
    """Return where each theme begins, with how many entries it has."""
    themes: dict[Folded | None, Group] = {}
    counts: defaultdict[Folded | None, int] = defaultdict(int)
    first: dict[Folded | None, int] = {}
    for at, (key, _) in enumerate(rows):
        counts[key] += 1
        first.setdefault(key, at)
    for key, at in first.items():
        topic = context.corpus.themes[key] if key else None
        name, anchor = (topic.name(""), f"px-theme-{topic.slug}") if topic else ("", f"px-{_OTHERS}")
        themes[key] = Group(name, urls[at // POSTS], anchor, counts[key])
    return themes


def _groups(
    context: Context, ui: str, rows: Sequence[tuple[Folded | None, Entry]], themes: Mapping[Folded | None, Group],
    filed: _Filed,
) -> Iterator[Group]:  # fmt: skip
    for key in dict.fromkeys(key for key, _ in rows):
        posts = tuple(_post(context, ui, entry, filed) for one, entry in rows if one == key)
        name, url, anchor, count, _ = (getattr(themes[key], field) for field in Group.__struct_fields__)
        yield Group(name, url, anchor, count, posts)


def _post(context: Context, ui: str, entry: Entry, filed: _Filed) -> Post:
    matches = tuple(
        Match(context.names[other.path], other.ask.board.what, _why(context, ui, found))
        for found, other in _matches(entry, filed)
    )
    regions = context.regions(entry.ask.regions, ui)
    return Post(entry.side, context.names[entry.path], entry.ask.board, regions, matches)


def _matches(entry: Entry, filed: _Filed) -> list[tuple[_Found, Entry]]:
    """Return what goes best with an entry: a theme and a region shared, then a theme, then a region."""
    other: Side = "offer" if entry.side == "need" else "need"
    keys = (*entry.ask.themes, *entry.ask.regions)
    near = {one.path: one for key in keys for one in filed.get((other, key), ())[:LOOKED_AT] if one.path != entry.path}
    ranked = [(_shared(entry.ask, one.ask), one) for one in near.values()]
    return sorted(ranked, key=lambda pair: (pair[0].rank, pair[1].rank))[:MATCHES]


def _shared(one: Ask, other: Ask) -> _Found:
    theme = next((theme for theme in one.themes if theme in other.themes), None)
    return _Found(theme, next((region for region in one.regions if region in other.regions), None))


def _why(context: Context, ui: str, found: _Found) -> Phrase:
    theme = context.corpus.themes[found.theme].name(ui) if found.theme else ""
    region = context.relations.regions[found.region].name(ui) if found.region else ""
    text = (_BOTH, _THEME, _REGION)[found.rank]
    return Phrase(text, {name: value for name, value in (("theme", theme), ("region", region)) if value})
