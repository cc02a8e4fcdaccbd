"""Index: what a site is searched by, as tables cut into shards that a browser fetches one by one.

What is in them is told in ``theme/docs/handbook/decisions/0012-search-index.md``.
"""

from praxis_build.stages.index.changes import Changes
from praxis_build.stages.index.numbers import bits_for, numbered
from praxis_build.stages.index.published import Index, path_of
from praxis_build.stages.index.shown import Show, Shown
from praxis_build.stages.index.terms import Terms, terms_of
from praxis_build.stages.index.update import Rows, Update

__all__ = [
    "Changes", "Index", "Rows", "Show", "Shown", "Terms", "Update", "bits_for", "numbered", "path_of", "terms_of",
]  # fmt: skip
