"""The page that draws the whole graph."""

from praxis_build.model.codes import N_
from praxis_build.model.corpus import FOLDERS
from praxis_build.model.lists import GraphPage
from praxis_build.model.names import Url
from praxis_build.model.part import Phrase, Roll
from praxis_build.stages.compose.context import KIND_TITLES, Context
from praxis_build.stages.compose.listings import alternates

_LED = 200
"""Communities that the page leads to."""


def graph_pages(context: Context, ui: str) -> list[GraphPage]:
    """Return the page that draws the whole graph."""
    paths = context.of_kind("community")
    more = Url(f"{context.base(ui)}{FOLDERS['community']}/") if len(paths) > _LED else None
    cards = tuple(context.names[path] for path in paths[:_LED])
    return [
        GraphPage(
            url=Url(f"{context.base(ui)}graph/"), lang=ui, ui=ui, section="graph", heading=Phrase(N_("Map of links")),
            crumbs=(context.home(ui),), alternates=alternates(context, "graph/"), listed=False,
            communities=Roll("community", Phrase(KIND_TITLES["community"]), cards, len(paths), more),
        )
    ]  # fmt: skip
