"""Footnotes that nothing calls, or defined twice: Markdown drops them, so they are made text and no word is lost."""

import html as entities
import re
from urllib.parse import unquote

from praxis_build.stages.parse.syntaxes import without_code

# It begins with a line feed, which is quickly searched; the first line gets one.
_DEFINITION = re.compile(r"\n[ >\t]*+(?=\[\^([^\]\s]++)\]:)")
_CALL = re.compile(r' href="#fn-([^"]*)" id="fnref-')


def shown(body: str, pieces: list[str]) -> str:
    """Return a body whose uncalled and second footnotes are text; ``pieces`` are the texts and tags that it gave."""
    if "^" not in body:
        return body
    called = {unquote(entities.unescape(label)).casefold() for label in _CALL.findall("".join(pieces))}
    kept, last = [], 0
    for found in _DEFINITION.finditer("\n" + without_code(body)):
        label = found[1].casefold()
        if label in called:
            called.remove(label)
        else:
            kept.append(body[last : found.end() - 1])
            last = found.end() - 1
    return "\\".join([*kept, body[last:]])
