"""Bodies: holes filled with links, images and embedded texts, words of the interface put in their places."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from praxis_build.model.document import HOLE, WORD, Link
from praxis_build.model.names import Url
from praxis_build.model.part import Content, Target
from praxis_build.stages.render.address import medium
from praxis_build.stages.render.quick import safe
from praxis_build.stages.render.workshop import Workshop

_MARK = re.compile(f"{WORD}([a-z]*){WORD}")
_TAG = re.compile(r'<(/?)([A-Za-z][A-Za-z0-9]*)((?:[^">]|"[^"]*")*)>')
_OWN_ID = re.compile(r'( (?:id|for|headers|aria-labelledby|aria-describedby)="| href="#)')
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_WHOLE = frozenset({"image", "embed"})


@dataclass(slots=True)
class Filling:
    """Fills the bodies of the page at ``here``; called with a content, it returns its HTML."""

    bench: Workshop
    here: Url
    embeds: int = 0

    def __call__(self, content: Content) -> Markup:
        """Return a body with its holes filled."""
        return safe(self._filled(content.body.html, content, embedded=False))

    def chapter(self, content: Content) -> Markup:
        """Return a body that stands with others in a page: headings one level lower, ids its own."""
        self.embeds += 1
        html = set_apart(content.body.html, f"c{self.embeds}-", headings=lowered)
        return safe(self._filled(html, content, embedded=True))

    def _filled(self, html: str, content: Content, *, embedded: bool) -> str:
        if WORD in html:
            html = self._said(html)
        parts = html.split(HOLE)
        filled = [parts[0]]
        for link, target, piece in zip(content.body.links, content.targets, parts[1:], strict=True):
            if link.form in _WHOLE:
                filled.append(self._whole(link, target, embedded=embedded))
            else:
                filled.append(self._start(link, target, target.text))
            filled.append(piece)
        return "".join(filled)

    def _said(self, html: str) -> str:
        """Put words in their places; a mark that an author wrote as a character reference is no mark."""
        marks = self.bench.speech.marks
        return _MARK.sub(lambda mark: marks.get(mark[1], ""), html).replace(WORD, "\ufffd")

    def _start(self, link: Link, target: Target, text: str) -> str:
        """Return the opening tag of a link, and the text it shows when that is the title of where it leads."""
        url = target.file or target.url
        if url is None or target.missing or target.plain:
            return self.bench.holes.missing(text) if target.missing else self.bench.holes.plain(text)
        if target.fragment and url == self.here:
            url = None
        title = link.title or target.title
        return self.bench.opening(url, target.fragment, target.kind, target.lang, title, text)

    def _whole(self, link: Link, target: Target, *, embedded: bool) -> str:
        """Return all of an image, or of an embed, which is a link where nothing can be shown."""
        shown = target.embed
        if shown and link.alone and link.form == "embed" and not embedded:
            return self.bench.holes.embed(shown, self._embed(shown))
        how = medium(target.file) if target.file else ""
        if how != "file" and (link.form == "image" or how):
            return self.bench.holes.picture(link, target, how)
        return self.bench.holes.linked(link, self._start(link, target, ""))

    def _embed(self, content: Content) -> Markup:
        self.embeds += 1
        apart = set_apart(content.body.html, f"e{self.embeds}-")
        return safe(self._filled(apart, content, embedded=True))


def paragraph(name: str, slash: str) -> str:
    """Return what a heading is in an embed."""
    del name
    return "p" if slash else 'p class="px-embed-heading"'


def lowered(name: str, slash: str) -> str:
    """Return the heading one level lower."""
    del slash
    return f"h{min(6, int(name[1]) + 1)}"


def set_apart(html: str, prefix: str, headings: Callable[[str, str], str] = paragraph) -> str:
    """Return HTML that can stand inside another page: ids prefixed, ``headings`` made what they are there.

    A tag is matched whole, so that nothing changes in a text or an attribute that only looks like one.
    """

    def rewritten(tag: re.Match[str]) -> str:
        slash, name, attributes = tag.groups()
        if name in _HEADINGS:
            name = headings(name, slash)
        if "=" in attributes:
            attributes = _OWN_ID.sub(rf"\g<1>{prefix}", attributes)
        return f"<{slash}{name}{attributes}>"

    return _TAG.sub(rewritten, html)
