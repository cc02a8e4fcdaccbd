"""One pass over clean HTML: links become holes, headings get ids, blocks give their sentences and words."""

import html as entities
from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

from praxis_build.model.document import HOLE, WORD, Body, Link
from praxis_build.model.problem import Span
from praxis_build.stages.parse import blocks, links
from praxis_build.stages.parse.clean import USUAL, unescaped
from praxis_build.stages.parse.markdown import EMBED
from praxis_build.stages.parse.outline import Outline
from praxis_build.stages.parse.writer import Writer

_CALLOUTS = frozenset({"note", "tip", "important", "warning", "caution"})
_BLOCKS = frozenset(
    {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "blockquote", "div", "ul", "ol", "table"}
)
_DRESSED = {
    **{f'<div class="markdown-alert markdown-alert-{kind}">': f'<div class="admonition {kind}">' for kind in _CALLOUTS},
    "<table>": '<div class="px-scroll" tabindex="0"><table>',
    "</table>": "</table></div>",
    '<section data-footnotes="">': f'<section class="footnotes" aria-label="{WORD}footnotes{WORD}">',
    '<input type="checkbox">': f'<input type="checkbox" disabled aria-label="{WORD}todo{WORD}">',
    '<input type="checkbox" checked="">': f'<input type="checkbox" disabled checked aria-label="{WORD}done{WORD}">',
}
"""Tags that are always written in one other way: callouts as the theme's admonitions, wide tables that scroll alone."""


class Reading(NamedTuple):
    """A body, the title its first ``#`` heading gives (``""`` without one), and refused addresses with their places."""

    body: Body
    title: str
    refused: list[tuple[str, Span]]


class Scan:
    """The pass over one body, used once: ``pieces``, texts and tags in turn, are rewritten where they stand.

    ``at`` is the place of the present tag among them.
    """

    def __init__(self, pieces: list[str], source: links.Positions, title: str | None, code_limit: int) -> None:
        """Prepare the pass over a body's clean HTML."""
        self.pieces, self.source, self.code_limit = pieces, source, code_limit
        self.embeds = links.embeds(pieces) if EMBED in source.markdown else frozenset()
        self.writer, self.outline = Writer(pieces), Outline(pieces, title)
        self.refused: list[tuple[str, Span]] = []
        self.open_link: tuple[int, int] | None = None
        self.open_heading: tuple[int, int, int] | None = None
        self.at = 1

    def run(self) -> Reading:
        """Read the whole of the body."""
        pieces, done = self.pieces, self.writer
        said, total = done.said, len(pieces)
        for at in range(1, total, 2):
            # A handler may have read further.
            if at < self.at:
                continue
            text, tag = pieces[at - 1], pieces[at]
            if (said or text != "\n") and text:
                said.append(unescaped(text) if "&" in text else text)
            ends_block, handler = _ACTS.get(tag) or _ACTS.get(tag.partition(" ")[0], _NOTHING)
            if ends_block and said:
                done.end_block(tag, at)
            if handler:
                self.at = at
                handler(self, tag)
                self.at += 2
        said.append(unescaped(pieces[-1]))
        done.end_block("", total)
        html, headings = self.outline.written(pieces)
        body = Body(html, tuple(done.links), headings, tuple(done.block_ids), done.excerpt, done.words)
        return Reading(body, self.outline.found_title, self.refused)

    def _until(self, tag: str) -> str:
        """Return the text up to a tag, without the tags in it, take it all out, and go to that tag."""
        pieces, start, end = self.pieces, self.at + 1, self.pieces.index(tag, self.at)
        text = "".join(pieces[start:end:2])
        pieces[start : end + 1] = [""] * (end + 1 - start)
        self.at = end
        return text

    def heading(self, tag: str) -> None:
        """Open a heading; its tag is written when its text is known."""
        self.writer.last = ""
        self.open_heading = (int(tag[2]), self.at, len(self.writer.links))

    def end_heading(self, _tag: str) -> None:
        """Close a heading."""
        if self.open_heading:
            level, start, first_link = self.open_heading
            self.open_heading = None
            words = self.writer.last.split()
            # A heading after other text stays where it is, even when it gives the title.
            bare = self.writer.words == len(words) and first_link == len(self.writer.links)
            self.outline.close(self.pieces, (start, self.at), level, " ".join(words), bare=bare)

    def link(self, tag: str) -> None:
        """Open a link: a hole when it leads inside, the tag itself when it leads out, text when it is not one."""
        attributes, at = links.attributes_of(tag), self.at
        if "data-footnote-backref" in attributes:
            self.pieces[at] = links.footnote(attributes) + self._until("</a>") + "</a>"
            return
        if "data-footnote-ref" in attributes:
            self.pieces[at] = links.footnote(attributes)
            return
        span = self.source.span(attributes.get("data-sourcepos", ""))
        if self.source.commented(span) or links.directive(self.pieces[at - 1]) or links.says_nothing(attributes):
            self._until("</a>")
            self._write(at, entities.escape(self.source.slice(span), quote=False))
        elif links.leads_out(attributes):
            self.pieces[at] = links.outward(attributes)
        elif (link := links.inward(attributes, span, embed=at in self.embeds)) is None:
            self.refused.append((links.address_of(self.source.slice(span)), span))
            self.pieces[at] = '<a class="px-plain">'
        elif link.form in ("embed", "image"):
            self._embed(link)
        else:
            self._hole(link)

    def _write(self, at: int, escaped: str) -> None:
        """Write a text, which is words of the block too, in the place of a tag."""
        self.pieces[at] = escaped
        self.writer.said.append(unescaped(escaped))

    def _hole(self, link: Link) -> None:
        """Put a hole for a link's tag; a slug or an address in its text is shown in another way."""
        pieces, writer, at = self.pieces, self.writer, self.at
        written = pieces[at + 1]
        own, closed = unescaped(written), pieces[at + 2] == "</a>"
        name, _, fragment = own.partition("#")
        named = link.form == "wikilink" and name.strip() == link.target
        bare = (closed and not written.strip()) or (named and links.is_slug(link.target))
        self.open_link = (len(writer.links), len(writer.said))
        writer.links.append(replace(link, bare=True) if bare else link)
        pieces[at] = HOLE
        if bare:
            own, pieces[at + 1] = " › ".join(filter(None, (link.target, fragment))), ""
        elif named and fragment:
            # [[note#heading]] is shown as « note › heading ».
            own = pieces[at + 1] = " › ".join(part.strip() for part in written.split("#") if part.strip())
            own = unescaped(own)
        if bare or closed:
            writer.said.append(own)
        if closed:
            self.at += 2
            self.end_link("</a>")

    def _embed(self, link: Link) -> None:
        """Put a hole for all of ``![[…]]``; alone in its paragraph, the paragraph goes."""
        pieces, at = self.pieces, self.at
        self.writer.unsay(at)
        link = links.described(link, unescaped(self._until("</a>")))
        alone = pieces[at - 2 : at] == ["<p>", ""] and pieces[self.at + 1 : self.at + 3] == ["", "</p>"]
        self.writer.link(replace(link, alone=alone), link.text)
        pieces[at] = HOLE
        if alone:
            self.at += 2
            pieces[at - 2] = pieces[self.at] = ""
            self.writer.end_block("", self.at)

    def end_link(self, _tag: str) -> None:
        """Close a link, which then knows its text."""
        if self.open_link:
            self.writer.linked(*self.open_link)
            self.open_link = None

    def image(self, tag: str) -> None:
        """Put a hole for an image of ours; one from elsewhere becomes a link, so that nothing is fetched."""
        attributes, at = links.attributes_of(tag), self.at
        span = self.source.span(attributes.get("data-sourcepos", ""))
        if links.leads_out({"href": attributes.get("src", "")}):
            self.pieces[at] = links.remote_image(attributes)
            self.writer.said.append(unescaped(attributes.get("alt", "")))
            return
        picture = links.picture(attributes, span)
        if picture is None:
            self.refused.append((links.address_of(self.source.slice(span)), span))
            self._write(at, attributes.get("alt", ""))
            return
        self.writer.link(picture, picture.text)
        self.pieces[at] = HOLE

    def code(self, _tag: str) -> None:
        """Show a code block; a fence marked ``math`` is a formula."""
        at = self.at
        if self.writer.said:
            self.writer.end_block("", at)
        language = unescaped(links.attributes_of(self.pieces[at + 2]).get("class", ""))
        language = language.removeprefix("language-").partition(" ")[0].strip("{}").lower()
        text = self._until("</pre>")
        if language == "math":
            shown = f"<p>{blocks.formula(unescaped(text), display=True)}</p>"
        else:
            shown = blocks.code(text, language, self.code_limit)
        self.pieces[at] = shown
        self.writer.words += len(text.split())

    def formula(self, tag: str) -> None:
        """Set a formula."""
        at, tex = self.at, unescaped(self._until("</span>"))
        self.writer.said.append(tex)
        self.pieces[at] = blocks.formula(tex, display='"display"' in tag)

    def callout_title(self, _tag: str) -> None:
        """Open a callout's title; one that nobody wrote is an interface word."""
        words, shown = self.pieces[self.at + 1].lower(), ""
        if words in _CALLOUTS:
            self.pieces[self.at + 1], shown = "", f"{WORD}{words}{WORD}"
        self.pieces[self.at] = f'<p class="admonition-title">{shown}'

    def dress(self, tag: str) -> None:
        """Write a tag in its other way."""
        self.pieces[self.at] = _DRESSED[tag]


class _Act(NamedTuple):
    """What the pass does at a tag: whether a block ends there, and what else, if anything."""

    ends_block: bool
    handler: Callable[[Scan, str], None] | None


def _act(tag: str) -> _Act:
    return _Act(tag.strip("</>").partition(" ")[0] in _BLOCKS, _HANDLERS.get(tag))


_NOTHING = _Act(ends_block=False, handler=None)


_HANDLERS: dict[str, Callable[[Scan, str], None]] = {
    **{f"<h{level}>": Scan.heading for level in range(1, 7)},
    **{f"</h{level}>": Scan.end_heading for level in range(1, 7)},
    **dict.fromkeys(_DRESSED, Scan.dress),
    **{f'<span data-math-style="{style}">': Scan.formula for style in ("inline", "display")},
    "<a": Scan.link, "</a>": Scan.end_link, "<img": Scan.image, "<pre>": Scan.code,
    '<p class="markdown-alert-title">': Scan.callout_title,
}  # fmt: skip
"""By a tag as it stands, or by its beginning."""
_ACTS = {act: _act(act) for tag in (*USUAL.values(), *_HANDLERS) for act in (tag, tag.removesuffix(">"))}
