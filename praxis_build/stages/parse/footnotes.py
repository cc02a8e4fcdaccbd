"""Footnotes that nothing calls, or defined twice: Markdown drops them, so they are made text and no word is lost."""

import html as entities
import re
from urllib.parse import unquote

from praxis_build.stages.parse.syntaxes import without_code

_DEFINITION = re.compile(r"^[ >\t]*(?=\[\^([^\]\s]+)\]:)", re.MULTILINE)
_CALL = re.compile(r' href="#fn-([^"]*)" id="fnref-')


def shown(body: str, html: str) -> str:
    """Return a body whose uncalled and second footnotes are text; ``html`` is what it gave."""
    if "[^" not in body:
        return body
    called = {unquote(entities.unescape(label)).casefold() for label in _CALL.findall(html)}
    pieces, last = [], 0
    for found in _DEFINITION.finditer(without_code(body)):
        label = found[1].casefold()
        if label in called:
            called.remove(label)
        else:
            pieces.append(body[last : found.end()])
            last = found.end()
    return "\\".join([*pieces, body[last:]])
