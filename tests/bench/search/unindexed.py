"""Praxis as it would be without a search index: `python -m tests.bench.search.unindexed build …`."""

from praxis_build.__main__ import program
from praxis_build.pipeline import learning
from praxis_build.pipeline.indexed import Indexed
from praxis_build.stages.index import Terms


def main() -> None:
    """Run the command line with nothing learnt for search, and no index made."""
    setattr(learning, "terms_of", lambda _document, _lang: Terms())  # noqa: B010 - it isn't there to be replaced
    setattr(Indexed, "make", lambda _self, _output: None)  # noqa: B010
    program()


if __name__ == "__main__":
    main()
