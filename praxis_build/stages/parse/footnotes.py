"""Footnotes that nothing calls: Markdown leaves them out, so they are made text, and nobody's words are lost."""

import html as entities
import re
from urllib.parse import unquote

from praxis_build.stages.parse.syntaxes import without_code

_DEFINITION = re.compile(r"^[ >\t]*(?=\[\^([^\]\s]+)\]:)", re.MULTILINE)
_PUBLISHED = re.compile(r'<li id="fn-([^"]*)">')


def shown(body: str, html: str) -> str:
    """Return a body whose uncalled footnotes are text; ``html`` is what it gave."""
    if "[^" not in body:
        return body
    published = {unquote(entities.unescape(label)).casefold() for label in _PUBLISHED.findall(html)}
    pieces, last = [], 0
    for found in _DEFINITION.finditer(without_code(body)):
        if found[1].casefold() not in published:
            pieces.append(body[last : found.end()])
            last = found.end()
    return "\\".join([*pieces, body[last:]])
