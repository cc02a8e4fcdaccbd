"""Inclusive writing: a word that says two genders at once, in any spelling, becomes one word of each."""

import re

FEMININES: dict[str, list[list[str]]] = {
    "trice": [["teur", "trice"], ["t", "trice"]],
    "rice": [["eur", "rice"]],
    "ice": [["eur", "rice"]],
    "euse": [["eur", "euse"], ["eux", "euse"]],
    "se": [["eur", "euse"], ["x", "se"], ["s", "sse"]],
    "sse": [["e", "esse"]],
    "esse": [["e", "esse"], ["", "esse"]],
    "eure": [["eur", "eure"]],
    "ere": [["er", "ere"]],
    "iere": [["ier", "iere"]],
    "enne": [["en", "enne"]],
    "ienne": [["ien", "ienne"]],
    "onne": [["on", "onne"]],
    "elle": [["el", "elle"], ["eau", "elle"]],
    "lle": [["l", "lle"]],
    "tte": [["t", "tte"]],
    "ive": [["if", "ive"]],
    "ve": [["f", "ve"]],
    "que": [["c", "que"]],
    "che": [["c", "che"]],
    "ne": [["", "ne"]],
    "le": [["", "le"]],
    "te": [["", "te"]],
    "e": [["", "e"]],
}
"""An ending of the feminine as it is written after the masculine: what it takes the place of, what it makes."""
HYPHENATED = ["e", "ne", "trice", "rice", "euse", "ere", "iere", "ive", "ienne"]
"""Endings that may follow a hyphen: the others could be a pronoun, as in « dit-elle »."""
GENDERED = r"^([^·./()@'-]{2,})(?:[·./-]([a-z]{1,6})(?:[·.-](s))?|\(([a-z]{1,6})\)(s?))$"
"""A folded word, and the ending of its other gender: after a point, a slash, a hyphen or in parentheses."""

_GENDERED = re.compile(GENDERED)


def genders(token: str) -> tuple[str, ...]:
    """Return the masculine and the feminine of a folded word such as ``animateur·trices``; nothing for another word."""
    found = _GENDERED.match(token)
    if not found:
        return ()
    base, (written, enclosed) = found[1], found.group(2, 4)
    plural = written or enclosed
    ending = plural if plural in FEMININES else plural.removesuffix("s")
    if "-" in token and ending not in HYPHENATED:
        return ()
    masculine = base.removesuffix("s") if plural.endswith("s") else base
    for old, new in FEMININES.get(ending, ()):
        if masculine.endswith(old):
            return base, masculine.removesuffix(old) + new
    return ()
