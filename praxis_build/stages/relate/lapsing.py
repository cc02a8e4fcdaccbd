"""What the day of the build changes: needs and offers past their last day."""

from praxis_build.model.corpus import Corpus
from praxis_build.model.tended import SIDES


def settle_lapsed(corpus: Corpus, day: str) -> None:
    """Bring up to date which needs and offers have lapsed: a new day changes the rows of those that do, no other."""
    asks = corpus.index["asks"]
    if not asks.changed and corpus.day.peek("") == (day or None):
        return
    corpus.day.put("", day or None)
    lapsed: dict[str, tuple[str, ...]] = {}
    for side in SIDES:
        for path, (ask,) in asks.of(side).items():
            if _past(ask.board.expires, day):
                lapsed[path] = (*lapsed.get(path, ()), side)
    for path in {*lapsed, *(path for path, _ in corpus.lapsed.items())}:
        corpus.lapsed.put(path, lapsed.get(path))


def _past(last: str, day: str) -> bool:
    """Tell whether a last day, month or year is over."""
    until = last[: len("2026-12-31")]
    return bool(until and day) and day[: len(until)] > until
