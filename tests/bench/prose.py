"""Sentences and Markdown bodies, of a given number of words, that carry given links."""

import re
from random import Random

from tests.bench.vocabulary import Lexicon

_WORD = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'-]*")
_LINK = 9  # the most words that a link may have
_CODE = (  # language, text with a place for three words
    ("python", "def {0}({1}: int) -> int:\n    return {1} * 2  # {2}"),
    ("bash", "cd {0}\ngrep --count {1} *.md > {2}.txt"),
    ("yaml", "{0}:\n  - {1}\n  - {2}: 12"),
)


def count_words(text: str) -> int:
    """Count runs of Latin letters; a hyphen or an apostrophe doesn't cut a word, digits and markup are none."""
    return len(_WORD.findall(text))


class Prose:
    """What writes in one language: a lexicon and the random source that draws from it."""

    def __init__(self, lexicon: Lexicon, rng: Random) -> None:
        """Start drawing from the lexicon."""
        self.phrases = lexicon.phrases
        self.rng = rng
        self.nouns = lexicon.nouns.draws(rng)
        self._adjectives = lexicon.adjectives.draws(rng)
        self._verbs = lexicon.verbs.draws(rng)
        self._prepositions = lexicon.prepositions.draws(rng)
        self._adjective_last = lexicon.language == "fr"

    def chance(self, share: float) -> bool:
        """Say yes in that share of cases, from 0 (never) to 1 (always)."""
        return self.rng.random() < share

    def noun(self) -> str:
        """Give a noun and an adjective, without determiner: « jardin partagé »."""
        noun = next(self.nouns)
        return self._qualified(noun.text, noun.agreement)

    def group(self) -> tuple[str, bool]:
        """Give a noun with its determiner, sometimes with an adjective, and whether it is plural."""
        text, agreement, determiners = next(self.nouns)
        determiner = determiners[int(self.rng.random() * len(determiners))]
        if self.chance(0.4) and determiner not in {"a ", "an "}:  # these agree with the word that follows
            text = self._qualified(text, agreement)
        return determiner + text, agreement > 1

    def _qualified(self, noun: str, agreement: int) -> str:
        adjective = next(self._adjectives)[agreement]
        return f"{noun} {adjective}" if self._adjective_last else f"{adjective} {noun}"

    def clause(self) -> str:
        """Give a subject, a verb, an object and often a complement, without capital nor stop."""
        subject, plural = self.group()
        tenses = next(self._verbs)[plural]
        text = f"{subject} {tenses[int(self.rng.random() * len(tenses))]} {self.group()[0]}"
        return f"{text} {next(self._prepositions)} {self.group()[0]}" if self.chance(0.6) else text

    def sentence(self, link: str = "") -> str:
        """Give one or two clauses, 4 to 30 words, then the link if there is one."""
        text, rng, phrases = self.clause(), self.rng, self.phrases
        if self.chance(0.2):
            text = f"{rng.choice(phrases['openers'])}, {text}"
        if self.chance(0.35):
            text += f", {rng.choice(phrases['connectors'])} {self.clause()}"
        if link:
            text += f", {rng.choice(phrases['see'])} {link}"
        return f"{text[0].upper()}{text[1:]}."

    def sentences(self, count: int, link: str = "") -> str:
        """Give `count` sentences; the link stands in any of them."""
        place = int(self.rng.random() * count)
        return " ".join(self.sentence(link if index == place else "") for index in range(count))

    def exactly(self, words: int) -> str:
        """Give sentences of exactly so many words (none if 0 or less); the last one may be cut short."""
        found: list[str] = []
        while len(found) < words:
            found += self.sentence().split()
        return " ".join(found[:words]).rstrip(".,") + "." if words > 0 else ""

    def title(self) -> str:
        """Give a title, 2 to 8 words."""
        text: str = self.rng.choice(self.phrases["titles"])
        while "{" in text:
            subject, plural = self.group()
            text = text.replace("{np} {v}", f"{subject} {next(self._verbs)[plural][0]}", 1)
            text = text.replace("{np}", self.group()[0], 1).replace("{n}", self.noun(), 1)
        return text[0].upper() + text[1:]


def body(prose: Prose, links: list[str], words: int) -> str:
    """Write a note's Markdown: an introduction, headings, blocks of several sorts, what to see also.

    Args:
        prose: the language to write in.
        links: Markdown of each link, without newline; all of them are placed, in order.
        words: exact number of words, as `count_words` counts them; at least 120 for one link, 150 for 3, 320 for 8.

    Returns:
        CommonMark with GitHub's extensions, ending with one newline. 5 % of the bodies have fenced code and 15 % a
        footnote.

    """
    phrases = prose.phrases
    waiting = list(reversed(links))
    blocks = [prose.sentences(2, waiting.pop() if waiting else ""), f"## {phrases['first_heading']}"]
    if prose.chance(0.05):
        blocks.append(_code(prose))
    note = f"[^1]: {prose.sentence()}" if prose.chance(0.15) else ""
    left = words - count_words("\n".join([*blocks, note]))
    while left > 40 + _LINK * len(waiting):
        block, rest = _block(prose, waiting, heading=len(blocks) % 4 == 0)
        if (size := count_words(block)) + _LINK * len(rest) + 2 > left:
            break
        blocks.append(block)
        left, waiting = left - size, rest
    tail = [f"## {phrases['see_also']}", "\n".join(f"- {link}" for link in reversed(waiting))] if waiting else []
    closing = prose.exactly(left - count_words("\n".join(tail)))
    blocks += [closing + "[^1]" if note else closing, *tail, note]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _block(prose: Prose, waiting: list[str], *, heading: bool) -> tuple[str, list[str]]:
    """Write one block, and say which links still wait: a paragraph or a list takes the last one."""
    rng = prose.rng
    if heading:
        return f"{rng.choice(('##', '##', '###'))} {_heading(prose)}", waiting
    if prose.chance(0.2):
        return rng.choice((_table, _callout))(prose), waiting
    link, rest = (waiting[-1], waiting[:-1]) if waiting and prose.chance(0.7) else ("", waiting)
    return _list(prose, link) if prose.chance(0.25) else prose.sentences(rng.randint(2, 4), link), rest


def _heading(prose: Prose) -> str:
    headings: list[str] = prose.phrases["headings"]
    return prose.rng.choice(headings) if prose.chance(0.6) else _capital(prose.noun())


def _list(prose: Prose, link: str) -> str:
    """Write a list: bullets, numbers or tasks; the link, if any, is in its last item."""
    mark = prose.rng.choice(("-", "-", "1.", "- [ ]"))
    items = [_capital(prose.clause()) for _ in range(prose.rng.randint(2, 5))]
    return "\n".join(f"{mark} {item}" for item in [*items, *([link] if link else [])])


def _table(prose: Prose) -> str:
    """Write a table of three columns."""
    rows = [[prose.noun(), prose.group()[0], str(prose.rng.randint(2, 400))] for _ in range(prose.rng.randint(3, 6))]
    head = [_capital(prose.noun()), _capital(prose.noun()), "Total"]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, ["---", "---", "--:"], *rows])


def _callout(prose: Prose) -> str:
    """Write a quotation, or a callout as GitHub writes them."""
    kind = prose.rng.choice(("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION", ""))
    return (f"> [!{kind}]\n" if kind else "") + f"> {prose.sentences(2)}"


def _code(prose: Prose) -> str:
    language, text = prose.rng.choice(_CODE)
    words = [next(prose.nouns).text for _ in range(3)]
    return f"```{language}\n{text.format(*words)}\n```"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
