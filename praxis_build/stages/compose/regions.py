"""The page of all regions: a map of tiles, one a region, and the same in a table."""

import re
from collections.abc import Sequence

from praxis_build.model.lists import RegionsPage
from praxis_build.model.names import Url, fold
from praxis_build.model.page import AnyPage
from praxis_build.model.part import Tag, Tile
from praxis_build.model.regions import Region, Spot
from praxis_build.stages.compose.context import Context
from praxis_build.stages.compose.listings import REGIONS, TAGS, alternates, index_pages

STEPS = 4
"""How many shades a map has, besides that of a region without anything."""
_WIDEST = 11
"""Characters that a tile can show on one line, on the smallest screen."""
_BREAKS = re.compile(r"(?<=[-–— ])")


def regions_pages(context: Context, ui: str) -> Sequence[AnyPage]:
    """Return the page of all regions; over several pages when there are too many for one."""
    if len(context.relations.regions) > TAGS:
        return index_pages(context, "regions", ui)
    tags = context.tags("regions", "region", context.relations.regions, ui)
    spots = [(tag, region.spot) for tag, region in zip(tags, context.settings.regions, strict=False) if region.spot]
    most = max((tag.count for tag in tags), default=0)
    tiles = tuple(_tile(tag, spot, most) for tag, spot in spots if spot) if _mapped(context.settings.regions) else ()
    return [
        RegionsPage(
            url=Url(f"{context.base(ui)}regions/"), lang=ui, ui=ui, section="regions", heading=REGIONS,
            crumbs=(context.home(ui),), alternates=alternates(context, "regions/"),
            regions=tuple(sorted(tags, key=lambda tag: fold(tag.name))), tiles=tiles,
            columns=1 + max((tile.column for tile in tiles), default=-1),
            rows=1 + max((tile.row for tile in tiles), default=-1),
        )
    ]  # fmt: skip


def _mapped(regions: Sequence[Region]) -> bool:
    """Tell whether all regions have a place on the map."""
    return all(region.spot for region in regions)


def _tile(tag: Tag, spot: Spot, most: int) -> Tile:
    """Return a region's tile; steps follow the square root of the count: one large region doesn't hide the others."""
    step = next(step for step in range(STEPS + 1) if step * step * most >= STEPS * STEPS * tag.count)
    return Tile(tag, spot.column, spot.row, spot.lines or lines_of(tag.name), step)


def lines_of(name: str) -> tuple[str, ...]:
    """Return a name cut after its hyphens and spaces into lines that a tile can show."""
    lines = [""]
    for part in _BREAKS.split(name):
        if lines[-1] and len(lines[-1] + part.rstrip()) > _WIDEST:
            lines.append(part)
        else:
            lines[-1] += part
    return tuple(line.strip() for line in lines)
