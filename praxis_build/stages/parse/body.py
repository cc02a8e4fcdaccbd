"""One pass over clean HTML: links become holes, headings get ids, blocks give their sentences and words."""

import html as entities
import re
from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

from praxis_build.model.document import HOLE, WORD, Body, Link
from praxis_build.model.problem import Span
from praxis_build.stages.parse import blocks, links
from praxis_build.stages.parse.markdown import EMBED
from praxis_build.stages.parse.outline import Outline
from praxis_build.stages.parse.writer import Writer

_TAGS = re.compile(r'(<[^>"]*(?:"[^"]*"[^>"]*)*>)')
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_BLOCK_NAMES = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "blockquote", "div", "ul", "ol", "table")
_BLOCKS = frozenset(slash + name for slash in ("", "/") for name in _BLOCK_NAMES)
_CALLOUTS = frozenset({"note", "tip", "important", "warning", "caution"})


class Reading(NamedTuple):
    """A body, the title its first ``#`` heading gives (``""`` without one), and refused addresses with their places."""

    body: Body
    title: str
    refused: list[tuple[str, Span]]


class Scan:
    """The state of the pass over one body; used once."""

    def __init__(self, source: links.Positions, title: str | None, code_limit: int) -> None:
        """Prepare the pass."""
        self.source, self.title, self.code_limit = source, title, code_limit
        self.writer, self.outline = Writer(), Outline("", title)
        self.pieces: list[str] = []
        self.at = 0
        self.refused: list[tuple[str, Span]] = []
        self.open_link: tuple[int, int] | None = None
        self.open_heading: tuple[int, int, int] | None = None

    def run(self, html: str) -> Reading:
        """Read the whole of a body's clean HTML."""
        self.outline = Outline(html, self.title)
        pieces = self.pieces = _TAGS.split(html)
        done, text, total = self.writer, self.writer.text, len(pieces)
        while self.at < total:
            # Texts and tags alternate; what handlers read ahead is passed over in pairs too.
            if piece := pieces[self.at]:
                text(piece.replace(EMBED, "!") if EMBED in piece else piece)
            self.at += 2
            if self.at <= total:
                self._tag(pieces[self.at - 1])
        done.end_block("")
        headings = self.outline.headings(done.out)
        body = Body("".join(done.out), tuple(done.links), headings, tuple(done.block_ids), done.excerpt, done.words)
        return Reading(body, self.outline.found_title, self.refused)

    def _tag(self, tag: str) -> None:
        name = tag[1:-1].partition(" ")[0]
        if name in _BLOCKS and self.writer.length:
            self.writer.end_block(name)
        if handler := _HANDLERS.get(name):
            handler(self, tag)
        else:
            self.writer.out.append(tag)

    def _until(self, tag: str) -> str:
        """Return the text up to a tag, without the tags in it, and go past that tag."""
        end = self.pieces.index(tag, self.at)
        text = "".join(piece for piece in self.pieces[self.at : end] if not piece.startswith("<"))
        self.at = end + 1
        return text.replace(EMBED, "!")

    def heading(self, tag: str) -> None:
        """Open a heading; its tag is written when its text is known."""
        self.writer.last = ""
        self.open_heading = (int(tag[2]), len(self.writer.out), len(self.writer.links))

    def end_heading(self, _tag: str) -> None:
        """Close a heading."""
        if self.open_heading:
            level, at, first_link = self.open_heading
            self.open_heading = None
            # A heading after other text stays where it is, even when it gives the title.
            first = self.writer.words == len(self.writer.last.split())
            text, bare = " ".join(self.writer.last.split()), first and first_link == len(self.writer.links)
            self.outline.close(self.writer.out, at, level, text, bare=bare)

    def link(self, tag: str) -> None:
        """Open a link: a hole when it leads inside, the tag itself when it leads out, text when it is not one."""
        attributes = dict(_ATTRIBUTE.findall(tag))
        out = self.writer.out
        if "data-footnote-backref" in attributes:
            out.append(links.footnote(attributes) + self._until("</a>") + "</a>")
            return
        if "data-footnote-ref" in attributes:
            out.append(links.footnote(attributes))
            return
        span = self.source.span(attributes.get("data-sourcepos", ""))
        before = self.pieces[self.at - 2]
        if self.source.commented(span) or links.DIRECTIVE.search(before):
            self._until("</a>")
            self.writer.text(entities.escape(self.source.slice(span), quote=False))
        elif links.leads_out(attributes):
            out.append(links.outward(attributes))
        elif links.says_nothing(attributes):
            self._until("</a>")
            self.writer.text(entities.escape(self.source.slice(span), quote=False))
        elif (link := links.inward(attributes, span, embed=before.endswith(EMBED))) is None:
            self.refused.append((links.address_of(self.source.slice(span)), span))
            out.append('<a class="px-plain">')
        else:
            self._hole(link)

    def _hole(self, link: Link) -> None:
        if link.form in ("embed", "image"):
            self._embed(link)
            return
        self.open_link = (len(self.writer.links), self.writer.length)
        written = self.pieces[self.at]
        own, _, fragment = entities.unescape(written).partition("#")
        blank = not written.strip() and self.pieces[self.at + 1] == "</a>"
        bare = blank or (link.form == "wikilink" and own.strip() == link.target and links.is_slug(link.target))
        self.writer.links.append(replace(link, bare=bare))
        self.writer.out.append(HOLE)
        if bare:
            self.writer.say(" › ".join(filter(None, (link.target, fragment))))
            self.pieces[self.at] = ""
        elif link.form == "wikilink" and fragment and own.strip() == link.target:
            # [[note#heading]] is shown as « note › heading ».
            self.pieces[self.at] = " › ".join(part.strip() for part in written.split("#") if part.strip())

    def _embed(self, link: Link) -> None:
        """Put a hole for all of ``![[…]]``; alone in its paragraph, the paragraph goes."""
        self.writer.unsay()
        out, start = self.writer.out, self.writer.length
        link = links.described(link, entities.unescape(self._until("</a>")))
        self.writer.say(link.text)
        alone = out[-2:] == ["<p>", ""] and self.pieces[self.at : self.at + 2] == ["", "</p>"]
        self.writer.link(replace(link, alone=alone), start, self.writer.length)
        if alone:
            del out[-2:]
            self.at += 2
        out.append(HOLE)
        if alone:
            self.writer.end_block("p")

    def end_link(self, tag: str) -> None:
        """Close a link, which then knows its text."""
        self.writer.out.append(tag)
        if self.open_link:
            self.writer.linked(*self.open_link, self.writer.length)
            self.open_link = None

    def image(self, tag: str) -> None:
        """Put a hole for an image of ours; one from elsewhere becomes a link, so that nothing is fetched."""
        attributes = dict(_ATTRIBUTE.findall(tag))
        span = self.source.span(attributes.get("data-sourcepos", ""))
        if links.leads_out({"href": attributes.get("src", "")}):
            self.writer.out.append(links.remote_image(attributes))
            self.writer.say(entities.unescape(attributes.get("alt", "")))
            return
        picture = links.picture(attributes, span)
        if picture is None:
            self.refused.append((links.address_of(self.source.slice(span)), span))
            self.writer.text(attributes.get("alt", ""))
            return
        start = self.writer.length
        self.writer.say(picture.text)
        self.writer.link(picture, start, self.writer.length)
        self.writer.out.append(HOLE)

    def code(self, _tag: str) -> None:
        """Show a code block; a fence marked ``math`` is a formula."""
        self.writer.end_block("p")
        language = entities.unescape(dict(_ATTRIBUTE.findall(self.pieces[self.at + 1])).get("class", ""))
        language = language.removeprefix("language-").partition(" ")[0].strip("{}").lower()
        text = self._until("</pre>")
        if language == "math":
            shown = f"<p>{blocks.formula(entities.unescape(text), display=True)}</p>"
        else:
            shown = blocks.code(text, language, self.code_limit)
        self.writer.out.append(shown)
        self.writer.words += len(text.split())

    def span(self, tag: str) -> None:
        """Set a formula."""
        if "data-math-style" not in tag:
            self.writer.out.append(tag)
            return
        tex = entities.unescape(self._until("</span>"))
        self.writer.say(tex)
        self.writer.out.append(blocks.formula(tex, display='"display"' in tag))

    def callout(self, tag: str) -> None:
        """Dress a GitHub callout as an admonition of the theme."""
        kind = tag.rpartition("markdown-alert-")[2].partition('"')[0].partition(" ")[0]
        self.writer.out.append(f'<div class="admonition {kind}">' if "markdown-alert-" in tag else tag)

    def paragraph(self, tag: str) -> None:
        """Open a paragraph; a callout's own title is an interface word."""
        if "markdown-alert-title" not in tag:
            self.writer.out.append(tag)
            return
        words = self.pieces[self.at].lower()
        self.writer.out.append('<p class="admonition-title">')
        if words in _CALLOUTS:
            self.pieces[self.at] = ""
            self.writer.out.append(f"{WORD}{words}{WORD}")

    def wrap(self, tag: str) -> None:
        """Let a wide table scroll by itself."""
        self.writer.out.append('<div class="px-scroll" tabindex="0"><table>' if tag == "<table>" else "</table></div>")

    def notes(self, _tag: str) -> None:
        """Name the section of footnotes."""
        self.writer.out.append(f'<section class="footnotes" aria-label="{WORD}footnotes{WORD}">')

    def task(self, tag: str) -> None:
        """Show a task's box, which says whether it is done."""
        word, done = ("done", " checked") if "checked=" in tag else ("todo", "")
        self.writer.out.append(f'<input type="checkbox" disabled{done} aria-label="{WORD}{word}{WORD}">')


_HANDLERS: dict[str, Callable[[Scan, str], None]] = {
    **{f"h{level}": Scan.heading for level in range(1, 7)},
    **{f"/h{level}": Scan.end_heading for level in range(1, 7)},
    "a": Scan.link, "/a": Scan.end_link, "img": Scan.image, "pre": Scan.code, "span": Scan.span, "div": Scan.callout,
    "p": Scan.paragraph, "table": Scan.wrap, "/table": Scan.wrap, "section": Scan.notes, "input": Scan.task,
}  # fmt: skip
