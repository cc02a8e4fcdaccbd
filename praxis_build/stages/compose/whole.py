"""A notebook on one page: all its texts in order, to be read at once or printed."""

from praxis_build.model.lists import Chapter, WholePage
from praxis_build.model.names import SourcePath, Url
from praxis_build.model.part import Crumb
from praxis_build.stages.compose.contents import content
from praxis_build.stages.compose.context import Context

LONGEST = 60
"""Entries of a notebook that is read on one page."""


def whole_url(context: Context, path: SourcePath, count: int) -> Url | None:
    """Return where a notebook is read on one page, if it has texts and not too many."""
    return Url(f"{context.names[path].url}~whole/") if 0 < count <= LONGEST else None


def whole_pages(context: Context, path: SourcePath) -> list[WholePage]:
    """Return a notebook's texts on one page, none when it has too many."""
    placed = context.relations.notebook(path)
    url = whole_url(context, path, len(placed)) if context.corpus.leads.get(path) else None
    if url is None:
        return []
    card = context.cards[path]
    ui = context.settings.ui(card.lang or context.settings.lang)
    chapters = tuple(
        Chapter(context.names[one.path], content(context, context.corpus.document(one.path), embedding=False))
        for one in placed
    )
    above = Crumb(card.url or Url(""), card.title, lang=card.lang)
    return [
        WholePage(
            url=url, lang=card.lang, ui=ui, section="notebook", name=card.title, description=card.summary, listed=False,
            crumbs=(context.home(ui), context.shelf("notebook", ui), above), chapters=chapters,
        )
    ]  # fmt: skip
