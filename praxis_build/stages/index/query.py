"""Query: what a reader typed, as words that are wanted, phrases, and words that are not wanted."""

import re
from typing import NamedTuple

from praxis_build.stages.index.analysis import STOP, closed, words

_MOST = 16
"""Words that count in a query: more say nothing more."""
_PIECE = re.compile('(-?)(?:["«“]([^"»”]*)["»”]?|([^\\u0000- \\u0085\\u00a0\\u202f"«“]+))')
"""A minus sign, then a phrase in any quotation marks, or what has no space."""


class Query(NamedTuple):
    """A query in folded words.

    ``said`` are all its words in order; ``wanted`` those that tell something, or all when none does. Documents must
    have each of ``phrases``, and none of what ``refused`` says. ``open`` says that the last word may go on.
    """

    said: list[str]
    wanted: list[str]
    phrases: list[list[str]]
    refused: list[list[str]]
    open: bool


def read(text: str) -> Query:
    """Return what a text asks for: any text is a query."""
    said: list[str] = []
    phrases: list[list[str]] = []
    refused: list[list[str]] = []
    for minus, phrase, plain in _PIECE.findall(closed(text)):
        found = words(phrase or plain)
        if minus and found:
            # Each of these words is looked up: a link with thousands would have a reader fetch all of the index.
            if sum(map(len, refused)) + len(found) <= _MOST:
                refused.append(found)
            continue
        said += found
        if phrase and len(found) > 1:
            phrases.append(found)
    said = said[: 4 * _MOST]
    telling = [word for word in said if word not in STOP] or said
    return Query(said, list(dict.fromkeys(telling))[:_MOST], phrases, refused, bool(words(text[-1:])))
