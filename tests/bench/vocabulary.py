"""The words of the corpus: a few hundred real ones, inflected, then thousands of invented ones that can be pronounced.

Words are drawn by rank with Zipf's law, so a search index over the corpus has a few very long lists and a long tail, as
over real text. Everything follows from one random source; no set is ever iterated.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Generic, Literal, NamedTuple, TypeVar

Language = Literal["fr", "en"]
T = TypeVar("T")
WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
INVENTED = {"nouns": 3000, "adjectives": 800, "verbs": 500}  # invented words per language, before inflection
_RARE = 3  # places of the rarest word in its table


class Noun(NamedTuple):
    """One inflected noun: its text, its agreement (0 m. sing., 1 f. sing., 2 m. plur., 3 f. plur.), its determiners."""

    text: str
    agreement: int
    determiners: tuple[str, ...]


class Verb(NamedTuple):
    """The third persons of one verb."""

    singular: tuple[str, ...]
    plural: tuple[str, ...]


Adjective = tuple[str, str, str, str]  # indexed by a noun's agreement


@dataclass(frozen=True)
class Ranked(Generic[T]):
    """Things of unequal frequency: each stands in the table as often as it must be drawn."""

    table: tuple[T, ...]

    @classmethod
    def of(cls, items: list[T]) -> "Ranked[T]":
        """Rank items from the most to the least frequent: the one of rank r (from 0) weighs 1 / (r + 3)."""
        times = (max(1, _RARE * len(items) // (rank + 3)) for rank in range(len(items)))
        return cls(tuple(item for item, count in zip(items, times, strict=True) for _ in range(count)))

    def draws(self, rng: Random) -> Iterator[T]:
        """Draw things by their weight, without end, a thousand at once (three times faster than one at a time)."""
        while True:
            yield from rng.choices(self.table, k=1000)


@dataclass(frozen=True)
class Lexicon:
    """What sentences of one language are made of; `phrases` holds the fixed ones (openers, headings, titles…)."""

    language: Language
    nouns: Ranked[Noun]
    adjectives: Ranked[Adjective]
    verbs: Ranked[Verb]
    prepositions: Ranked[str]
    phrases: dict[str, Any]


def lexicon(language: Language, rng: Random) -> Lexicon:
    """Build the lexicon of a language: about 4,500 lemmas, 10,000 distinct words."""
    phrases = WORDS[language]
    adjective, verb = (_french_adjective, _french_verb) if language == "fr" else (_english_adjective, _english_verb)
    seen: set[str] = set()
    return Lexicon(
        language,
        Ranked.of(_french_nouns(phrases, rng, seen) if language == "fr" else _english_nouns(phrases, rng, seen)),
        Ranked.of([adjective(word) for word in _words(phrases, "adjectives", "adjective_suffixes", rng, seen)]),
        Ranked.of([verb(word) for word in _words(phrases, "verbs", "verb_suffixes", rng, seen)]),
        Ranked.of(phrases["prepositions"].split()),
        phrases,
    )


def _words(phrases: dict[str, Any], key: str, suffixes: str, rng: Random, seen: set[str]) -> list[str]:
    """List the real words of `key`, then invented ones that `seen` doesn't hold yet."""
    words: list[str] = phrases[key].split()
    seen.update(words)
    wanted = len(words) + INVENTED.get(key, INVENTED["nouns"] // 2)
    while len(words) < wanted:
        word = _invent(phrases, suffixes, rng)
        if word not in seen:
            seen.add(word)
            words.append(word)
    return words


def _invent(phrases: dict[str, Any], suffixes: str, rng: Random) -> str:
    """Make up one word: one or two syllables, a consonant, a suffix."""
    syllables = [rng.choice(phrases["roots"]) + rng.choice(phrases["vowels"]) for _ in range(rng.randint(1, 2))]
    word: str = "".join(syllables) + rng.choice(phrases["finals"]) + rng.choice(phrases[suffixes])
    return word


def _french_nouns(phrases: dict[str, Any], rng: Random, seen: set[str]) -> list[Noun]:
    """Both genders, alternating so that neither is rarer, each as singular then plural."""
    masculine = _words(phrases, "masculine", "masculine_suffixes", rng, seen)
    feminine = _words(phrases, "feminine", "feminine_suffixes", rng, seen)
    nouns = []
    for pair in zip(masculine, feminine, strict=False):
        for gender, word in enumerate(pair):
            nouns.append(Noun(word, gender, _french_determiners(word, gender)))
            nouns.append(Noun(_french_plural(word), gender + 2, ("les ", "des ", "ces ", "nos ", "plusieurs ")))
    return nouns


def _french_determiners(word: str, gender: int) -> tuple[str, ...]:
    """Give the singular determiners, elided where French elides them (no word here has an aspirated h)."""
    if word[0] in "aeiouyéèêh":
        return ("l'", "cette " if gender else "cet ", "une " if gender else "un ", "notre ", "chaque ")
    return ("la ", "cette ", "une ", "notre ", "chaque ") if gender else ("le ", "ce ", "un ", "notre ", "chaque ")


def _french_plural(word: str) -> str:
    """Give the plural of a French noun or adjective."""
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith("al"):
        return word[:-2] + "aux"
    return word + ("x" if word.endswith(("eau", "eu")) else "s")


def _french_adjective(word: str) -> Adjective:
    """Agree an adjective in gender and number."""
    endings = {"if": "ive", "eux": "euse", "el": "elle", "en": "enne", "er": "ère", "et": "ète", "ic": "ique"}
    feminine = word if word.endswith("e") else word + "e"
    for ending, replacement in endings.items():
        if word.endswith(ending):
            feminine = word.removesuffix(ending) + replacement
    return word, feminine, _french_plural(word), _french_plural(feminine)


def _french_verb(word: str) -> Verb:
    """Conjugate a verb in -er: present, imperfect, future."""
    stem = word.removesuffix("er")
    soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    return Verb((stem + "e", soft + "ait", word + "a"), (stem + "ent", soft + "aient", word + "ont"))


def _english_nouns(phrases: dict[str, Any], rng: Random, seen: set[str]) -> list[Noun]:
    """Each noun as singular then plural; English adjectives don't agree."""
    nouns = []
    for word in _words(phrases, "nouns", "noun_suffixes", rng, seen):
        article = "an " if word[0] in "aeiou" else "a "
        nouns.append(Noun(word, 0, ("the ", article, "this ", "our ", "each ")))
        nouns.append(Noun(_english_s(word), 2, ("the ", "some ", "these ", "our ", "several ")))
    return nouns


def _english_s(word: str) -> str:
    """Add the s of a plural noun or of a third person."""
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def _english_adjective(word: str) -> Adjective:
    """Repeat the only form."""
    return word, word, word, word


def _english_verb(word: str) -> Verb:
    """Conjugate a regular verb: present, past, future."""
    past = word + ("d" if word.endswith("e") else "ed")
    return Verb((_english_s(word), past, "will " + word), (word, past, "will " + word))
