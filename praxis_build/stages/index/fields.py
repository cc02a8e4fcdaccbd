"""Fields: the texts of a document, and what a word counts for in each."""

import html as entities
import re
from collections.abc import Iterator

from praxis_build.model.document import HOLE, WORD, AnyDocument, Community, Note, Notebook, Term
from praxis_build.model.names import without_extension

TITLE, SUMMARY, TEXT = 20, 2, 1
"""What a word counts for, by where it stands; a heading, which is in the text too, counts twice."""

_INLINE = re.compile(r"</?(?:a|em|strong|del|span|sup|code)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(f"{WORD}[^{WORD}]*{WORD}")


def fields(document: AnyDocument) -> Iterator[tuple[int, str]]:
    """Yield the texts of a document by what their words count for."""
    own = " ".join(_own(document))
    name, text = (own, "") if isinstance(document, Term) else ("", own)
    yield TITLE, " ".join((document.title, *document.aliases, name))
    yield SUMMARY, document.summary or getattr(document, "definition", "") or _beginning(document)
    # The text has headings, links and embeds once already, but for what a bare link shows.
    yield TEXT, " ".join(heading.text for heading in document.body.headings)
    links = " ".join(link.text for link in document.body.links if link.bare or link.form != "wikilink")
    references = (*document.authors, *(one.who for one in document.contributions), *document.communities)
    names = " ".join(name.text for name in (*references, *document.themes, *document.regions))
    # A slug is written with hyphens: its parts are words of their own.
    yield TEXT, f"{plain(document.body.html)} {links} {names.replace('-', ' ')} {text}"


def _beginning(document: AnyDocument) -> str:
    """Return what begins a note that is called after its file or folder; a title that was written says it better."""
    return document.body.excerpt if document.title in without_extension(document.path).split("/") else ""


def _own(document: AnyDocument) -> Iterator[str]:
    """Yield the texts that only documents of a kind have."""
    if isinstance(document, Term):
        yield from document.equivalents.values()
    elif isinstance(document, Community):
        yield from (document.scope, document.join)
        yield from (f"{event.title} {event.where}" for event in document.events)
    elif isinstance(document, Notebook):
        yield document.guide
        yield from (" ".join((axis.name, *axis.categories)) for axis in document.axes)
    elif isinstance(document, Note):
        yield from (f"{board.what} {board.contact}" for board in (document.need, document.offer) if board)


def plain(html: str) -> str:
    """Return the text of a body."""
    text = _TAG.sub(" ", _INLINE.sub("", html.replace(HOLE, "")))
    if WORD in text:
        text = _WORD.sub(" ", text)
    return entities.unescape(text) if "&" in text else text
