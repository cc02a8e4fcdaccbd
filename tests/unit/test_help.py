"""Pages of help: one a code and a language, of one shape, in plain words, with the typography of their language."""

import re
from pathlib import Path

import pytest

from praxis_build.model.codes import CODES

HELP = Path(__file__).resolve().parents[2] / "theme" / "help"
HEADINGS = {
    "fr": ["Pourquoi c'est important", "Comment corriger", "Exemple"],
    "en": ["Why it matters", "How to fix it", "Example"],
}
EXAMPLES = {"fr": ["Avant\u00a0:", "Après\u00a0:"], "en": ["Before:", "After:"]}
FEWEST, MOST = 60, 150
JARGON = re.compile(
    r"\b(git\w*|commit\w*|repo|repository|dépôt|pull request|merge\w*|branch\w*|fork\w*|push\w*|yaml|markdown"
    r"|parse\w*|regex|schema|schéma|slug)\b",
    re.IGNORECASE,
)

FENCE = re.compile(r"^```(\w*)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]+`")
RAW_HTML = re.compile(r"<[A-Za-z/!?]")
WORD = re.compile(r"\w+(?:['’-]\w+)*")
FRENCH_FAULTS = re.compile(
    r"(?<!\u00a0):"  # a colon without its no-break space
    r"|(?<!\u202f)[;!?]"  # a high sign without its narrow no-break space
    r"|«(?!\u00a0)|(?<!\u00a0)»"  # quotation marks without theirs
    r"|[\u00a0\u202f](?![:;!?»])(?<!«\u00a0)(?!\w)"  # a no-break space that holds nothing together
    r'|["“”]'  # another language's quotation marks
)
ENGLISH_FAULTS = re.compile(r"[\u00a0\u202f«»\"]|\s[:;!?]")
FAULTS = {"fr": FRENCH_FAULTS, "en": ENGLISH_FAULTS}

every_page = pytest.mark.parametrize(("language", "code"), [(lang, code) for lang in HEADINGS for code in CODES])


def page(language: str, code: str) -> str:
    return (HELP / language / f"{code}.md").read_text(encoding="utf-8")


def without_fences(text: str) -> str:
    return FENCE.sub("", text)


def prose(text: str) -> str:
    return CODE.sub("x", without_fences(text))


@pytest.mark.parametrize("language", HEADINGS)
def test_every_code_has_a_page_and_every_page_a_code(language: str) -> None:
    assert sorted(path.name for path in (HELP / language).iterdir()) == sorted(f"{code}.md" for code in CODES)


@every_page
def test_headings_stand_in_order(language: str, code: str) -> None:
    text = page(language, code)
    headings = re.findall(r"^(#+) (.+)$", without_fences(text), re.MULTILINE)
    assert re.match(rf"# {code} · \S", text)
    assert headings[1:] == [("##", heading) for heading in HEADINGS[language]]
    assert [marks for marks, _ in headings].count("#") == 1
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@every_page
def test_no_part_is_empty(language: str, code: str) -> None:
    parts = re.split(r"^#+ .+$", without_fences(page(language, code)), flags=re.MULTILINE)[1:]
    assert len(parts) == 1 + len(HEADINGS[language])
    assert all(WORD.search(part) for part in parts)


@every_page
def test_the_example_shows_before_and_after(language: str, code: str) -> None:
    example = page(language, code).split(f"## {HEADINGS[language][-1]}\n", 1)[1]
    fences = FENCE.findall(example)
    assert [line for line in without_fences(example).splitlines() if line] == EXAMPLES[language]
    assert len(fences) == len(EXAMPLES[language])
    assert {info for info, _ in fences} <= {"yaml", "markdown", "text"}
    assert fences[0] != fences[1]
    assert len(FENCE.findall(page(language, code))) == len(fences)


@every_page
def test_the_page_is_short(language: str, code: str) -> None:
    assert FEWEST <= len(WORD.findall(page(language, code))) <= MOST


@every_page
def test_there_is_no_raw_html(language: str, code: str) -> None:
    assert not RAW_HTML.search(prose(page(language, code)))


@every_page
def test_words_are_plain(language: str, code: str) -> None:
    assert JARGON.findall(prose(page(language, code))) == []


@every_page
def test_typography_is_that_of_the_language(language: str, code: str) -> None:
    text = prose(page(language, code))
    assert [text[max(0, at.start() - 20) : at.end() + 10] for at in FAULTS[language].finditer(text)] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Voici : ceci"),
        ("fr", "Voici: ceci"),
        ("fr", "Bravo !"),
        ("fr", "Bravo\u00a0!"),
        ("fr", "Bien; merci"),
        ("fr", "« ceci »"),
        ("fr", "«\u00a0ceci»"),
        ("fr", "“ceci”"),
        ("fr", "ceci\u00a0."),
        ("en", "Here\u00a0: this"),
        ("en", "Well done !"),
        ("en", '"this"'),
    ],
)
def test_faults_of_typography_are_seen(language: str, text: str) -> None:
    assert FAULTS[language].search(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "Voici\u00a0: «\u00a0ceci\u00a0», 50\u00a0Mo\u202f; bravo\u202f!"), ("en", "Here: “this”; well done!")],
)
def test_good_typography_passes(language: str, text: str) -> None:
    assert not FAULTS[language].search(text)
