"""Links as comrak writes them: which lead out, which lead inside, and where they stand in the source."""

import re
from bisect import bisect_right
from functools import lru_cache
from urllib.parse import unquote

from msgspec.structs import replace

from praxis_build.model.document import WORD, Link
from praxis_build.model.names import slugify
from praxis_build.model.problem import Span
from praxis_build.stages.parse.clean import SCHEMES, unescaped
from praxis_build.stages.parse.markdown import BY_NAME, DOLLAR, EMBED

_DIRECTIVE = re.compile(r"\[!\s*[\w-]+\s*$")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)
_POSITION = re.compile(r"(\d+):(\d+)-(\d+):(\d+)")
_SIZE = re.compile(r"\d+(x\d+)?$")
_MEDIA = re.compile(r"\.(?!md$|markdown$)[A-Za-z0-9]{2,5}$")


class Positions:
    """Turns comrak's positions (lines and byte columns of the body) into places of the file."""

    def __init__(self, markdown: str, first_line: int) -> None:
        """Keep the body's text; ``first_line`` is the file's line on which it begins."""
        self.markdown, self.first_line = markdown, first_line
        self.lines: list[str] = []
        self.starts: list[int] = []
        self.line, self.data, self.seen, self.count = 0, b"", 0, 0
        self.comments = [found.span() for found in _COMMENT.finditer(markdown)] if "%" in markdown else []

    def span(self, position: str) -> Span:
        """Return a place of the file; its length runs to the end of the first line at most."""
        found = _POSITION.match(position)
        if not found:
            return Span(self.first_line)
        line, column, last_line, end = map(int, found.groups())
        text = self._line(line)
        if line != last_line:
            end = len(text.encode())
        if not text.isascii():
            column, end = self._columns(line, column - 1, end)
        return Span(line + self.first_line - 1, column, max(1, end - column + 1))

    def _columns(self, line: int, start: int, end: int) -> tuple[int, int]:
        """Return the columns of the first and last characters between two bytes of a line.

        Links come in order, so that each byte is read once.
        """
        if line != self.line:
            self.line, self.data, self.seen, self.count = line, self._line(line).encode(), 0, 0
        elif start < self.seen:
            self.seen = self.count = 0
        before = self.count + len(self.data[self.seen : start].decode("utf-8", "ignore"))
        self.seen, self.count = end, before + len(self.data[start:end].decode("utf-8", "ignore"))
        return before + 1, self.count

    def _line(self, number: int) -> str:
        if not self.lines:
            self.lines = self.markdown.split("\n")
        return self.lines[number - 1] if number <= len(self.lines) else ""

    def slice(self, span: Span) -> str:
        """Return what the source says at a place."""
        text = self._line(span.line - self.first_line + 1)
        return text[span.column - 1 : span.column - 1 + span.length].replace(EMBED, "!").replace(DOLLAR, "$")

    def commented(self, span: Span) -> bool:
        """Tell whether a place is inside an Obsidian comment (``%% … %%``)."""
        if not self.comments:
            return False
        if not self.starts:
            self._line(1)
            total = 0
            for line in self.lines:
                self.starts.append(total)
                total += len(line) + 1
        offset = self.starts[span.line - self.first_line] + span.column
        index = bisect_right(self.comments, (offset, offset)) - 1
        return index >= 0 and offset <= self.comments[index][1]


def embeds(pieces: list[str]) -> frozenset[int]:
    """Return the places of the tags that an embed's ``!`` precedes, and give every text its ``!`` back."""
    found = frozenset(at + 1 for at in range(0, len(pieces), 2) if pieces[at].endswith(EMBED))
    pieces[::2] = [text.replace(EMBED, "!") for text in pieces[::2]]
    return found


def attributes_of(tag: str) -> dict[str, str]:
    """Return the attributes of a tag of clean HTML, whose values are still escaped."""
    pieces = tag.partition(" ")[2].split('"')
    return {name.strip(" ="): value for name, value in zip(pieces[::2], pieces[1::2], strict=False)}


def directive(before: str) -> bool:
    """Tell whether a link belongs to a DocFX directive, such as ``[!INCLUDE [name](path)]``, by what precedes it."""
    return "[!" in before and bool(_DIRECTIVE.search(before))


def leads_out(attributes: dict[str, str]) -> bool:
    """Tell whether an address is outside the knowledge base, and safe."""
    href = attributes.get("href", "")
    scheme = _SCHEME.match(href) if ":" in href else None
    return href.startswith("//") or bool(scheme and scheme[1].lower() in SCHEMES)


def outward(attributes: dict[str, str]) -> str:
    """Return the tag of a link that leads out."""
    title = f' title="{attributes["title"]}"' if "title" in attributes else ""
    return f'<a class="px-external" href="{attributes["href"]}"{title} rel="noopener">'


def remote_image(attributes: dict[str, str]) -> str:
    """Return a link to an image that stands elsewhere, named by its description."""
    name = attributes.get("alt") or attributes["src"]
    return f'<a class="px-external px-remote" href="{attributes["src"]}" rel="noopener">{name}</a>'


def footnote(attributes: dict[str, str]) -> str:
    """Return the tag of a footnote's mark or of the way back to it."""
    if "data-footnote-backref" in attributes:
        return f'<a class="footnote-backref" href="{attributes["href"]}" aria-label="{WORD}back{WORD}">'
    return f'<a class="footnote-ref" id="{attributes.get("id", "")}" href="{attributes["href"]}" role="doc-noteref">'


def inward(attributes: dict[str, str], span: Span, *, embed: bool) -> Link | None:
    """Return a link that leads inside the knowledge base; ``None`` for an address that is refused."""
    if "data-wikilink" in attributes:
        written = _decoded(attributes["data-wikilink"]).rstrip("\\").replace("\\", "/").strip()
        target, _, fragment = written.partition("#")
        form = "wikilink"
        if embed:
            form = "image" if _MEDIA.search(target) else "embed"
        return Link(form, target.strip(), fragment.rpartition("#")[2].strip(), span=span)  # type: ignore[arg-type]
    href = unescaped(attributes.get("href", ""))
    if not href or _SCHEME.match(href):
        return None
    return _by_path("link", href, attributes, span)


def picture(attributes: dict[str, str], span: Span) -> Link | None:
    """Return an image of the knowledge base, its ``text`` the description; ``None`` for a refused address."""
    href = unescaped(attributes.get("src", ""))
    if not href or _SCHEME.match(href):
        return None
    return replace(_by_path("image", href, attributes, span), text=unescaped(attributes.get("alt", "")))


def _by_path(form: str, href: str, attributes: dict[str, str], span: Span) -> Link:
    path, _, fragment = href.partition("#")
    target = unquote(path.partition("?")[0]).replace("\\", "/")
    if target.startswith(BY_NAME):
        form, target = "wikilink", target.removeprefix(BY_NAME)
    title = unescaped(attributes.get("title", ""))
    return Link(form, target, unquote(fragment), title=title, span=span)  # type: ignore[arg-type]


def says_nothing(attributes: dict[str, str]) -> bool:
    """Tell whether a wikilink names neither a page nor a heading: ``[[]]``, ``[[#]]``."""
    return "data-wikilink" in attributes and not _decoded(attributes["data-wikilink"]).strip("# ")


@lru_cache(maxsize=1 << 12)
def _decoded(written: str) -> str:
    """Return what a wikilink names; the same names come back from note to note."""
    return unquote(unescaped(written))


def is_slug(target: str) -> bool:
    """Tell whether a wikilink's target is a slug of several words, which nobody would write for people to read."""
    return "-" in target and slugify(target) == target


def address_of(written: str) -> str:
    """Return the address in a link's or an image's source: what stands between its last brackets."""
    _, found, address = written.rpartition("](")
    return address.removesuffix(")").strip("<> ").partition(" ")[0] if found else written.strip("<>")


def described(link: Link, words: str) -> Link:
    """Return an embed with its text: an image's description is not its size nor its file's name."""
    if link.form == "image" and (_SIZE.match(words.strip()) or words == link.target):
        words = link.target.rpartition("/")[2].rpartition(".")[0].replace("-", " ")
    return replace(link, text=words)
