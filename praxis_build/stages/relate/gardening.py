"""What could be mended, as rows of the first of each kind, which change only when these do."""

from collections.abc import Iterator, Sequence
from heapq import nsmallest

from praxis_build.model.corpus import Corpus, ordered
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.model.tended import Patch

KEPT = 240
"""Documents kept of each kind: more than anyone mends before they come again."""
CITED = 60
"""Of how many of the most cited notes a translation is wished for."""
YEARS = 2
"""After how many years a note should be checked."""


def settle_garden(corpus: Corpus, settings: Settings, day: str) -> None:
    """Bring these rows up to date, on the day of the build; ``corpus.day`` is still that of the last one."""
    chores = corpus.index["chores"]
    _file_lone(corpus)
    for key in sorted(chores.changed):
        owners = chores.of(key)
        _keep(corpus, key, [(owners[path][0], path) for path in ordered(owners)])
    if corpus.index["checked"].changed or corpus.day.peek("") != (day or None):
        _keep(corpus, "stale", sorted(_stale(corpus, day)) if day else [])
    touched = corpus.cited.changed or corpus.index["translations"].changed or corpus.leads.changed
    if touched and len(settings.languages) > 1:
        _keep(corpus, "untranslated", [("", path) for path in _untranslated(corpus)])


def _keep(corpus: Corpus, key: str, found: Sequence[tuple[str, SourcePath]]) -> None:
    """Keep the first of what was found, each with a word on it."""
    kept = found[:KEPT]
    patch = Patch(len(found), tuple(path for _, path in kept), tuple(said for said, _ in kept))
    corpus.garden.put(key, patch if found else None)


def _file_lone(corpus: Corpus) -> None:
    """File the notes that nobody leads to and those without a community."""
    chores, backlinks, places = (corpus.index[name] for name in ("chores", "backlinks", "places"))
    for path in corpus.leads.changed | backlinks.changed | places.changed | corpus.homes.changed:
        head, leads = corpus.heads.peek(path), corpus.leads.peek(path)
        note = head is not None and leads is not None and head.kind == "note" and head.status == "published"
        lone = note and not (backlinks.of(path) or places.of(path) or (leads and leads.shelved))
        chores.file("orphan", path, ("",) if lone else ())
        chores.file("community", path, ("",) if note and not corpus.homes.has(path) else ())


def _stale(corpus: Corpus, day: str) -> Iterator[tuple[str, SourcePath]]:
    """Yield the notes that were last checked more than two years before a day, with when."""
    limit = f"{int(day[:4]) - YEARS:04}{day[4:]}"
    for month, found in corpus.index["checked"].items():
        if month <= limit[: len(month)]:
            yield from ((date, SourcePath(path)) for path, (date, *_) in found.items() if date < limit[: len(date)])


def _untranslated(corpus: Corpus) -> Iterator[SourcePath]:
    """Yield which of the notes that most documents mention are in one language only, most cited first."""
    for _, path in nsmallest(CITED, ((-count, SourcePath(path)) for path, count in corpus.cited.items())):
        head, leads = corpus.heads.peek(path), corpus.leads.peek(path)
        if head is None or leads is None or head.kind != "note" or head.status != "published":
            continue
        if not leads.fields.get("translation") and not corpus.index["translations"].of(path):
            yield path
