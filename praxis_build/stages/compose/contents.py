"""What goes into the holes of a body."""

from msgspec.structs import replace

from praxis_build.model.corpus import Lead
from praxis_build.model.document import HOLE, AnyDocument, Body, Heading, Link, LinkForm
from praxis_build.model.names import SourcePath
from praxis_build.model.part import Content, Target
from praxis_build.stages.compose.context import Context

FILES = "files/"
"""Where attachments stand in the site."""

_OPENINGS: dict[LinkForm, Link] = {"link": Link("link", ""), "wikilink": Link("wikilink", "")}
"""Links of which only the opening tag is ours, which the target says: the body holds their text."""


def file_address(path: SourcePath) -> str:
    """Return the published address of an attachment."""
    return FILES + path


def content(context: Context, document: AnyDocument, *, embedding: bool = True) -> Content:
    """Return a document's text and what goes into its holes; inside an embed, embeds are links."""
    leads = context.corpus.leads[document.path].links
    targets = tuple(
        _target(context, link, lead, embedding=embedding) for link, lead in zip(document.body.links, leads, strict=True)
    )
    card = context.names[document.path]
    return Content(_shown(document.body), targets, card.title, card.url, card.lang)


def _shown(body: Body) -> Body:
    """Return what a page shows of a body: the sentences of links, headings and blocks are for other pages."""
    links = tuple(_OPENINGS.get(link.form, link) for link in body.links)
    return Body(body.html, links, words=body.words)


def _target(context: Context, link: Link, lead: Lead, *, embedding: bool) -> Target:
    if lead.file is not None:
        return Target(file=file_address(lead.file), title=link.title)
    if lead.path is None:
        return Target(missing=lead.missing, plain=not lead.missing, text=link.text if link.bare else "")
    card = context.names[lead.path]
    embed = None
    if link.form == "embed" and embedding and not lead.plain:
        embed = _embedded(context, context.corpus.document(lead.path), lead.anchor)
    text = context.shown(link, lead.path) if link.bare else ""
    return Target(card.url, lead.anchor, card.kind, card.lang, embed=embed, title=link.title, text=text)


def _embedded(context: Context, document: AnyDocument, anchor: str) -> Content:
    """Return the text of an embed: all of it, or the section of a heading."""
    whole = content(context, document, embedding=False)
    headings = document.body.headings
    at = next((i for i, heading in enumerate(headings) if heading.anchor == anchor), None) if anchor else None
    return whole if at is None else _section(whole, headings, at)


def _section(whole: Content, headings: tuple[Heading, ...], at: int) -> Content:
    html, level = whole.body.html, headings[at].level
    start = headings[at].start
    end = next((heading.start for heading in headings[at + 1 :] if heading.level <= level), len(html))
    first = html.count(HOLE, 0, start)
    last = first + html.count(HOLE, start, end)
    body = Body(html[start:end], whole.body.links[first:last], words=whole.body.words)
    return replace(whole, body=body, targets=whole.targets[first:last])
