"""Marks of other tools: shown as text, counted, reported once a kind with the way to convert them."""

import re

from praxis_build.model.document import Syntax
from praxis_build.model.problem import Span

_PATTERNS = {
    "gitbook": re.compile(r"(?<!\{)\{%-?[ \t]*\w[^%\n]{0,300}%\}"),
    "hugo": re.compile(r"\{\{[<%](?!-?[ \t]*(?:rel)?ref\b)[^\n]{0,300}?[>%]\}\}"),
    "docfx": re.compile(
        r"^[ \t]{0,9}>?[ \t]{0,9}\[!(?!NOTE|TIP|IMPORTANT|WARNING|CAUTION)[A-Za-z-]{3,30}\b.{0,300}?\]|^:::[ \t]*\w",
        re.MULTILINE,
    ),
    "admonition": re.compile(r"^(?:!!!|\?\?\?)\+?[ \t]+\w", re.MULTILINE),
    "attributes": re.compile(r"\{:[ \t]*[#.\w][^}\n]{0,200}\}"),
    "dataview": re.compile(r"^```dataview(?:js)?\b", re.MULTILINE),
    "obsidian": re.compile(r"%%.+?%%", re.DOTALL),
    "toml": re.compile(r"\A\+\+\+\n"),
}
_MARKS = {
    "{": ("{%", "{{", "{:"), "`": ("```dataview",), "%": ("%%",), "+": ("+++",), "!": ("[!", "!!!"), ":": (":::",),
    "?": ("???",),
}  # fmt: skip
"""A mark of these is in every text that a pattern is for, by a sign of its own: most texts have only a callout's."""
_BRACKET = re.compile(r"\[!(?!NOTE\]|TIP\]|IMPORTANT\]|WARNING\]|CAUTION\])")
CROSS_REFERENCE = "xref:"
"""The scheme of DocFX's links to code, which lead nowhere elsewhere."""

_FENCE = re.compile(r"^(`{3,}|~{3,})(?!dataview).*?^\1[`~]*\s*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")


def find(body: str, first_line: int) -> tuple[Syntax, ...]:
    """Return the marks of other tools in a body, outside code; ``first_line`` is the file's line it begins on."""
    # One sign is found ten times faster than several.
    marks = [mark for sign, marks in _MARKS.items() if sign in body for mark in marks if mark in body]
    if not marks or (marks == ["[!"] and not _BRACKET.search(body)):
        return ()
    text = without_code(body)
    found = []
    for name, pattern in _PATTERNS.items():
        places = [match.start() for match in pattern.finditer(text)]
        if places:
            line = text.count("\n", 0, places[0])
            column = places[0] - (text.rfind("\n", 0, places[0]) + 1)
            found.append(Syntax(name, len(places), Span(line + first_line, column + 1)))
    return tuple(found)


def without_code(body: str) -> str:
    """Return a body in which code is blank; every other sign keeps its place."""
    if "```" in body or "~~~" in body:
        body = _FENCE.sub(_blank, body)
    return _CODE.sub(_blank, body) if "`" in body else body


def _blank(match: re.Match[str]) -> str:
    """Return blanks of the same shape, so that places stay right."""
    return "".join(char if char == "\n" else " " for char in match[0])
