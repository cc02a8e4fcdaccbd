"""Bodies: holes filled with links, images and embedded texts, words of the interface put in their places."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from praxis_build.model.document import HOLE, WORD, Link
from praxis_build.model.part import Content, Target
from praxis_build.stages.render.address import Linker, medium

Hole = Callable[..., str]
"""The macro ``hole`` of ``hole.html``."""

_MARK = re.compile(f"{WORD}([a-z]*){WORD}")
_TAG = re.compile(r'<(/?)([A-Za-z][A-Za-z0-9]*)((?:[^">]|"[^"]*")*)>')
_OWN_ID = re.compile(r'( (?:id|for|headers|aria-labelledby|aria-describedby)="| href="#)')
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True)
class Filling:
    """Fills the bodies of one page; called with a content, it returns its HTML.

    ``marks`` are the escaped words by key; ``foreign`` tells a language that is not the page's.
    """

    hole: Hole
    marks: Mapping[str, str]
    link: Linker
    foreign: Callable[[str], str]
    embeds: int = 0

    def __call__(self, content: Content) -> Markup:
        """Return a body with its holes filled."""
        return Markup(self._filled(content.body.html, content, embedded=False))  # noqa: S704 - cleaned by parse

    def _filled(self, html: str, content: Content, *, embedded: bool) -> str:
        if WORD in html:
            html = _MARK.sub(lambda mark: self.marks.get(mark[1], ""), html)
        first, *rest = html.split(HOLE)
        parts = [first]
        for link, target, piece in zip(content.body.links, content.targets, rest, strict=True):
            parts.append(self._hole(link, target, embedded=embedded))
            parts.append(piece)
        return "".join(parts)

    def _hole(self, link: Link, target: Target, *, embedded: bool) -> str:
        shown = target.embed if link.form == "embed" and link.alone and not embedded else None
        source, content = "", ""
        if shown:
            source = self.link(shown.url) if shown.url is not None else ""
            content = self._embed(shown)
        how = medium(target.file) if target.file else ""
        lang = self.foreign(shown.lang if shown else target.lang)
        return self.hole(link, target, self._href(target), how, lang, source, content)

    def _href(self, target: Target) -> str:
        if target.file:
            return self.link(target.file, target.fragment)
        if target.url is None or target.missing or target.plain:
            return ""
        return self.link(target.url, target.fragment)

    def _embed(self, content: Content) -> Markup:
        self.embeds += 1
        apart = set_apart(content.body.html, f"e{self.embeds}-")
        return Markup(self._filled(apart, content, embedded=True))  # noqa: S704 - cleaned by parse


def set_apart(html: str, prefix: str) -> str:
    """Return HTML that can stand inside another page: ids prefixed, headings made paragraphs.

    A tag is matched whole, so that nothing changes in a text or an attribute that only looks like one.
    """

    def rewritten(tag: re.Match[str]) -> str:
        slash, name, attributes = tag.groups()
        if name in _HEADINGS:
            name = "p" if slash else 'p class="px-embed-heading"'
        if "=" in attributes:
            attributes = _OWN_ID.sub(rf"\g<1>{prefix}", attributes)
        return f"<{slash}{name}{attributes}>"

    return _TAG.sub(rewritten, html)
