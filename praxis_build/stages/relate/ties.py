"""What communities share: documents that are in several, people and terms of several; and where each leads outside.

Each thing has a row of its communities, which changes only when one of them takes it up or leaves it.
"""

from praxis_build.model.corpus import Corpus
from praxis_build.model.names import SourcePath
from praxis_build.model.tended import Tied


def settle_ties(corpus: Corpus) -> None:
    """Bring these rows up to date with what documents say."""
    ties, shared = corpus.index["ties"], corpus.index["things"]
    for path in map(SourcePath, corpus.leads.changed | corpus.homes.changed):
        _tie(corpus, path)
    for thing in ties.changed:
        circle = tuple(sorted({one for communities in ties.of(thing).values() for one in communities}))
        before = corpus.circles.peek(thing) or ()
        for community in {*circle} ^ {*before}:
            shared.file(community, thing, ("",) if community in circle else ())
        corpus.circles.put(thing, circle or None)


def _tie(corpus: Corpus, path: SourcePath) -> None:
    """File what a document has to do with under its communities, and take out what it no longer has."""
    homes, things, outward = _said(corpus, path)
    before = corpus.tied.peek(path) or Tied()
    for thing in {*things, *before.things}:
        corpus.index["ties"].file(thing, path, homes if thing in things else ())
    for community in {*homes, *before.homes}:
        corpus.index["resources"].file(community, path, outward if community in homes else ())
    corpus.tied.put(path, Tied(homes, things) if homes else None)


def _said(corpus: Corpus, path: SourcePath) -> tuple[tuple[SourcePath, ...], tuple[SourcePath, ...], tuple[str, ...]]:
    """Return a document's communities, what it has to do with, and where it leads outside."""
    head, leads = corpus.heads.peek(path), corpus.leads.peek(path)
    homes = corpus.homes.peek(path) or ()
    if head is None or leads is None or head.status != "published":
        return (), (), ()
    if head.kind == "community":
        homes = (path,)
    linked = {lead.path for lead in leads.links if lead.path and _is_term(corpus, lead.path)}
    people = {credit.path for credit in leads.credits if credit.path} | {*leads.fields.get("animator", ())}
    own = {path} if len(homes) > 1 else set()
    return homes, tuple(sorted(linked | people | own)) if homes else (), leads.outward


def _is_term(corpus: Corpus, path: SourcePath) -> bool:
    head = corpus.heads.peek(path)
    return head is not None and head.kind == "term"
