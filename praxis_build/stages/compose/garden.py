"""The gardener's page: what could be mended, each with where its file is edited."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from praxis_build.model.codes import N_
from praxis_build.model.lists import Bed, Chore, GardenPage
from praxis_build.model.names import SourcePath, Url, fold
from praxis_build.model.part import Card, Crumb, Phrase
from praxis_build.model.tended import Patch
from praxis_build.stages.compose.context import Context
from praxis_build.stages.compose.listings import alternates

GARDEN = Phrase(N_("Gardening"))
FIRST, MOST = 20, 240
"""Chores of a kind on the page itself, and on the page that goes on."""
WANTING = 3
"""Documents named that lead to a page that isn't written."""
_BEDS: dict[str, tuple[str, str]] = {
    "wanted": (N_("Wanted pages"), N_("Other pages lead to them, but nobody has written them yet.")),
    "orphan": (N_("Pages on their own"), N_("No page leads to them, and no notebook has them.")),
    "stale": (N_("To check again"), N_("Nobody has said for two years that they still hold.")),
    "summary": (N_("Without a summary"), N_("One sentence would tell readers of lists what they will find there.")),
    "alt": (N_("Images without words"), N_("Who can't see them doesn't know what they show.")),
    "untranslated": (N_("To translate"), N_("Many pages mention them, and they are in one language only.")),
    "community": (N_("Without a community"), N_("No community looks after them.")),
}
"""Each kind of chore: what it is called, why it matters."""


def garden_pages(context: Context, ui: str) -> Iterator[GardenPage]:
    """Yield the gardener's page, and one for each kind of chore of which there are many."""
    folder = f"{context.base(ui)}garden/"
    page = GardenPage(
        url=Url(folder), lang=ui, ui=ui, section="garden", heading=GARDEN, crumbs=(context.home(ui),), listed=False,
        alternates=alternates(context, "garden/"),
    )  # fmt: skip
    beds = [_bed(context, key) for key in _BEDS]
    yield replace(page, beds=tuple(_beginning(bed, folder) for bed in beds if bed.total))
    for bed in beds:
        if len(bed.chores) > FIRST:
            crumbs = (context.home(ui), Crumb(page.url, phrase=GARDEN))
            yield replace(
                page, url=Url(f"{folder}~{bed.key}/"), heading=bed.title, crumbs=crumbs, beds=(bed,),
                alternates=alternates(context, f"garden/~{bed.key}/"),
            )  # fmt: skip


def _beginning(bed: Bed, folder: str) -> Bed:
    more = Url(f"{folder}~{bed.key}/") if len(bed.chores) > FIRST else None
    return replace(bed, chores=bed.chores[:FIRST], more=more)


def _bed(context: Context, key: str) -> Bed:
    title, why = map(Phrase, _BEDS[key])
    if key == "wanted":
        total, chores = _wanted(context)
    else:
        patch = context.corpus.garden.get(key)
        total, chores = (patch.total, tuple(_chores(context, key, patch))) if patch else (0, ())
    return Bed(key, title, why, total, chores)


def _chores(context: Context, key: str, patch: Patch) -> Iterator[Chore]:
    edit_url = context.settings.edit_url
    for path, said in zip(patch.paths, patch.said, strict=True):
        card = replace(context.names[path], date=said) if key == "stale" else context.names[path]
        remark = Phrase(N_("{count} image"), {}, N_("{count} images"), int(said)) if key == "alt" else None
        yield Chore(card, edit_url + path if edit_url else "", remark)


def _wanted(context: Context) -> tuple[int, tuple[Chore, ...]]:
    """Return how many pages are wanted, and those that most documents lead to, with some of these."""
    found = sorted((-len(owners), key, owners) for key, owners in context.corpus.index["wanted"].items())
    return len(found), tuple(_page_wanted(context, owners) for _, _, owners in found[:MOST])


def _page_wanted(context: Context, owners: dict[str, tuple[str, ...]]) -> Chore:
    paths: Sequence[SourcePath] = context.sorted(map(SourcePath, owners))
    name = min((names[0] for names in owners.values()), key=lambda name: (fold(name), name))
    remark = Phrase(N_("Wanted by {count} page:"), {}, N_("Wanted by {count} pages:"), len(paths))
    return Chore(Card(name), "", remark, tuple(context.names[path] for path in paths[:WANTING]))
