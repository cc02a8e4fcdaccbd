"""One pass over clean HTML: links become holes, headings get ids, blocks give their sentences and words."""

import html as entities
import re
from collections.abc import Callable

from msgspec.structs import replace

from praxis_build.model.document import HOLE, WORD, Body, Heading, Link
from praxis_build.model.names import anchor_of, fold
from praxis_build.model.problem import Span
from praxis_build.stages.parse import blocks, links
from praxis_build.stages.parse.markdown import EMBED, prepared, to_html
from praxis_build.stages.parse.sentences import sentence_around

_TOKENS = re.compile(r'(<(?:[^>"]|"[^"]*")*>)')
_HEADING = re.compile(r"<h([1-6])>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_BLOCK_ID = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]+)\s*$")
_BLOCKS = frozenset(
    f"{slash}{name}"
    for slash in ("", "/")
    for name in ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "blockquote", "div", "ul", "ol", "table")
)
_EXCERPT = 220
_PARAGRAPH_OF_EMBED = 6


class Scan:
    """The state of the pass over one body; used once, by ``read_body``."""

    def __init__(self, source: links.Positions, title: str | None, code_limit: int) -> None:
        """Prepare the pass; ``title`` is the front matter's, with which a first heading is compared."""
        self.source, self.code_limit = source, code_limit
        self.title, self.found_title = title, ""
        self.tokens: list[str] = []
        self.at = 0
        self.out: list[str] = []
        self.links: list[Link] = []
        self.refused: list[tuple[str, Span]] = []
        self.headings: list[tuple[int, str, str, int]] = []
        self.anchors: dict[str, int] = {}
        self.block_ids: list[str] = []
        self.words_of_block: list[str] = []
        self.length = 0
        self.pending: list[tuple[int, int, int]] = []
        self.open_link: tuple[int, int] | None = None
        self.open_heading: tuple[int, int, int] | None = None
        self.excerpt, self.words = "", 0
        self.shift, self.level = 0, 1

    def run(self, html: str) -> Body:
        """Read the whole of a body's clean HTML."""
        self._plan_headings(html)
        self.tokens = _TOKENS.split(html)
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.startswith("<"):
                self._tag(token)
            elif token:
                self._text(token)
        self._flush("")
        return self._body()

    def _plan_headings(self, html: str) -> None:
        """Shift levels down when ``#`` headings remain beside the title, so that the page has one ``h1``."""
        top = _HEADING.findall(html).count("1")
        self.shift = 1 if top > (1 if self.title is None else 0) else 0

    def _tag(self, token: str) -> None:
        name = token[1:-1].partition(" ")[0].rstrip("/")
        if name in _BLOCKS:
            self._flush(name)
        handler = _HANDLERS.get(name)
        if handler:
            handler(self, token)
        else:
            self.out.append(token)

    def _text(self, token: str) -> None:
        if EMBED in token:
            token = token.replace(EMBED, "!")
        self._say(entities.unescape(token) if "&" in token else token)
        self.out.append(token)

    def _say(self, words: str) -> None:
        """Add words to the text of the block."""
        self.words_of_block.append(words)
        self.length += len(words)

    def _unsay(self) -> None:
        """Take the ``!`` of an embed off the text of the block."""
        if self.words_of_block:
            self.words_of_block[-1] = self.words_of_block[-1][:-1]
            self.length -= 1

    def _flush(self, name: str) -> None:
        """End a block: its links get their sentence, its words are counted, its id is taken off."""
        if not self.length:
            return
        text = "".join(self.words_of_block)
        for index, start, end in self.pending:
            sentence, at = sentence_around(text, start, end)
            self.links[index] = replace(self.links[index], sentence=sentence, at=at, text=text[start:end])
        if name in ("/p", "/li") and "^" in text:
            self._take_block_id(text)
        self.words += len(text.split())
        if name == "/p" and not self.excerpt:
            self.excerpt = shortened(text)
        self.words_of_block.clear()
        self.length = 0
        self.pending.clear()

    def _take_block_id(self, text: str) -> None:
        found = _BLOCK_ID.search(text)
        if found and self.out[-1].rstrip().endswith("^" + found[1]):
            self.out[-1] = self.out[-1].rstrip()[: -len(found[1]) - 1]
            self.out.append(f'<span id="b-{found[1]}"></span>')
            self.block_ids.append(found[1])

    def _body(self) -> Body:
        offsets, total = [0], 0
        for piece in self.out:
            total += len(piece)
            offsets.append(total)
        headings = tuple(Heading(level, text, anchor, offsets[at]) for level, text, anchor, at in self.headings)
        excerpt = self.excerpt
        return Body("".join(self.out), tuple(self.links), headings, tuple(self.block_ids), excerpt, self.words)

    def heading(self, token: str) -> None:
        """Open a heading; its tag is written when its text is known."""
        self.open_heading = (int(token[2]), len(self.out), len(self.links))

    def end_heading(self, _token: str) -> None:
        """Close a heading: the title leaves the body, another gets a level that follows and an id of its own."""
        if self.open_heading is None:
            return
        level, at, first_link = self.open_heading
        self.open_heading = None
        text = self._heading_text(at)
        if level == 1 and self._is_title(text, bare=first_link == len(self.links)):
            del self.out[at:]
            return
        self.level = min(level + self.shift, self.level + 1, 6)
        anchor = self._anchor(text)
        self.out.insert(at, f'<h{self.level} id="{anchor}">')
        self.out.append(f"</h{self.level}>")
        self.headings.append((self.level, text, anchor, at))

    def _heading_text(self, at: int) -> str:
        words = "".join(piece for piece in self.out[at:] if not piece.startswith(("<", HOLE)))
        return " ".join(entities.unescape(words).replace(WORD, "").split())

    def _is_title(self, text: str, *, bare: bool) -> bool:
        """Tell whether a ``#`` heading is the title, and no longer needed in the body."""
        if self.title is not None:
            return bare and not self.found_title and not self.headings and fold(text) == fold(self.title)
        if self.found_title or not text:
            return False
        self.found_title = text
        if not bare:
            self.shift = 1
        return bare

    def _anchor(self, text: str) -> str:
        slug = entities.escape(anchor_of(text)) or "section"
        count = self.anchors.get(slug, 0)
        self.anchors[slug] = count + 1
        return f"h-{slug}-{count}" if count else f"h-{slug}"

    def link(self, token: str) -> None:
        """Open a link: a hole when it leads inside, the tag itself when it leads out, text when it is not one."""
        attributes = dict(_ATTRIBUTE.findall(token))
        if "data-footnote-ref" in attributes or "data-footnote-backref" in attributes:
            self.out.append(links.footnote(attributes))
            if "data-footnote-backref" in attributes:
                self.out.append(self.tokens[self.at])
                self.at += 1
            return
        span = self.source.span(attributes.get("data-sourcepos", ""))
        embed = self.out[-1].endswith("!") and self.tokens[self.at - 2].endswith(EMBED) if self.out else False
        before = self.out[-1] if self.out else ""
        if self.source.commented(span) or links.DIRECTIVE.search(before):
            self._as_text(span)
        elif links.leads_out(attributes):
            self.out.append(links.outward(attributes))
        elif (link := links.inward(attributes, span, embed=embed)) is None:
            self.refused.append((self.source.slice(span), span))
            self.out.append('<a class="px-plain">')
        else:
            self._hole(link)

    def _hole(self, link: Link) -> None:
        if link.form in ("embed", "image"):
            self._embedded(link)
            return
        self.open_link = (len(self.links), self.length)
        self.links.append(link)
        self.out.append(HOLE)
        self._shown_fragment(link)

    def _shown_fragment(self, link: Link) -> None:
        """Show ``[[note#heading]]`` as « note › heading »."""
        written = self.tokens[self.at] if self.at < len(self.tokens) else ""
        if link.form == "wikilink" and "#" in written and entities.unescape(written).startswith(link.target + "#"):
            self.tokens[self.at] = " › ".join(part.strip() for part in written.split("#") if part.strip())

    def _embedded(self, link: Link) -> None:
        """Put a hole for all of ``![[…]]``; alone in its paragraph, the paragraph goes."""
        self.out[-1] = self.out[-1][:-1]
        self._unsay()
        start = self.at
        while self.tokens[self.at] != "</a>":
            self.at += 1
        words = entities.unescape("".join(t for t in self.tokens[start : self.at] if not t.startswith("<")))
        self.at += 1
        alone = self.out[-2:] == ["<p>", ""] and "".join(self.tokens[self.at : self.at + 2]).strip() == "</p>"
        self._say(words)
        self.links.append(replace(links.described(link, words), alone=alone))
        self.pending.append((len(self.links) - 1, self.length - len(words), self.length))
        if alone:
            del self.out[-2:]
            self.at += 2
            self.out.append(HOLE)
            self._flush("p")
        else:
            self.out.append(HOLE)

    def _as_text(self, span: Span) -> None:
        """Show a link as it was written: it stands in a comment or in another tool's mark."""
        while self.tokens[self.at] != "</a>":
            self.at += 1
        self.at += 1
        self._text(entities.escape(self.source.slice(span), quote=False))

    def end_link(self, token: str) -> None:
        """Close a link, which then knows its text."""
        self.out.append(token)
        if self.open_link:
            index, start = self.open_link
            self.open_link = None
            self.pending.append((index, start, self.length))

    def image(self, token: str) -> None:
        """Put a hole for an image of the knowledge base; one from elsewhere becomes a link, so that nothing is fetched."""
        attributes = dict(_ATTRIBUTE.findall(token))
        span = self.source.span(attributes.get("data-sourcepos", ""))
        if links.leads_out({"href": attributes.get("src", "")}):
            self.out.append(links.remote_image(attributes))
            self._say(entities.unescape(attributes.get("alt", "")))
            return
        link = links.picture(attributes, span)
        if link is None:
            self.refused.append((self.source.slice(span), span))
            self._text(attributes.get("alt", ""))
            return
        self.links.append(link)
        self.pending.append((len(self.links) - 1, self.length, self.length + len(link.text)))
        self._say(link.text)
        self.out.append(HOLE)

    def code(self, _token: str) -> None:
        """Show a code block; a fence marked ``math`` is a formula."""
        self._flush("p")
        opening, end = self.tokens[self.at + 1], self.tokens.index("</pre>", self.at)
        text = "".join(t for t in self.tokens[self.at : end] if not t.startswith("<"))
        self.at = end + 1
        language = entities.unescape(dict(_ATTRIBUTE.findall(opening)).get("class", "")).removeprefix("language-")
        language = language.partition(" ")[0].strip("{}").lower()
        text = text.replace(EMBED, "!")
        if language == "math":
            self.out.append(f"<p>{blocks.formula(entities.unescape(text), display=True)}</p>")
        else:
            self.out.append(blocks.code(text, language, self.code_limit))
        self.words += len(text.split())

    def span(self, token: str) -> None:
        """Set a formula."""
        if "data-math-style" not in token:
            self.out.append(token)
            return
        end = self.tokens.index("</span>", self.at)
        tex = entities.unescape("".join(self.tokens[self.at : end])).replace(EMBED, "!")
        self.at = end + 1
        self._say(tex)
        self.out.append(blocks.formula(tex, display='"display"' in token))

    def callout(self, token: str) -> None:
        """Dress a GitHub callout as an admonition of the theme."""
        kind = token.rpartition("markdown-alert-")[2].partition('"')[0].partition(" ")[0]
        self.out.append(f'<div class="admonition {kind}">' if "markdown-alert-" in token else token)

    def paragraph(self, token: str) -> None:
        """Open a paragraph; a callout's own title is an interface word."""
        if "markdown-alert-title" not in token:
            self.out.append(token)
            return
        words = self.tokens[self.at]
        self.out.append('<p class="admonition-title">')
        if words.lower() in ("note", "tip", "important", "warning", "caution"):
            self.tokens[self.at] = ""
            self.out.append(f"{WORD}{words.lower()}{WORD}")

    def wrap(self, token: str) -> None:
        """Let a wide table scroll by itself."""
        self.out.append('<div class="px-scroll" tabindex="0"><table>' if token == "<table>" else "</table></div>")

    def notes(self, _token: str) -> None:
        """Name the section of footnotes."""
        self.out.append(f'<section class="footnotes" aria-label="{WORD}footnotes{WORD}">')

    def task(self, token: str) -> None:
        """Show a task's box, which says whether it is done."""
        done = " checked" if "checked=" in token else ""
        word = "done" if done else "todo"
        self.out.append(f'<input type="checkbox" disabled{done} aria-label="{WORD}{word}{WORD}">')


_HANDLERS: dict[str, Callable[[Scan, str], None]] = {
    **{f"h{level}": Scan.heading for level in range(1, 7)},
    **{f"/h{level}": Scan.end_heading for level in range(1, 7)},
    "a": Scan.link, "/a": Scan.end_link, "img": Scan.image, "pre": Scan.code, "span": Scan.span, "div": Scan.callout,
    "p": Scan.paragraph, "table": Scan.wrap, "/table": Scan.wrap, "section": Scan.notes, "input": Scan.task,
}  # fmt: skip


def shortened(text: str) -> str:
    """Return the beginning of a text, cut at a word."""
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else text[:_EXCERPT].rpartition(" ")[0] + "…"


def read_body(markdown: str, line: int, title: str | None, code_limit: int) -> tuple[Body, str, list[tuple[str, Span]]]:
    """Return a body, the title its first ``#`` heading gives (``""`` without one), and refused addresses with places.

    ``line`` is the line of the file on which the body begins; ``title`` is the front matter's.
    """
    text = prepared(markdown)
    scan = Scan(links.Positions(text, line), title, code_limit)
    body = scan.run(to_html(text))
    return body, scan.found_title, scan.refused
