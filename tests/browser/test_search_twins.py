"""Search is written in Python and in JavaScript: both cut the same words, and find the same in the same order."""

import lzma
import tarfile
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser.reader import reading
from browser.served import ROOT
from playwright.sync_api import Browser, Page

from praxis_build.stages.index.analysis import RULES, words
from praxis_build.stages.index.search import Wish, search

CORPORA = ROOT.parent / "shared" / "corpora"
DICTIONARIES = Path("/usr/share/dict")
GOLDEN = tomllib.loads((ROOT / "tests/search/golden.toml").read_text(encoding="utf-8"))
QUERIES = [entry["query"] for part in GOLDEN.values() for entries in part.values() for entry in entries]
NASTY = [
    "animateur·trices", "participant·es", "intervenant·e·s", "rendu•e", "agent.es", "tous·tes", "créateurs/créatrices",
    "étudiant(e)s", "l’école", "L'ÉCOLE", "aujourd’hui", "jusqu’à", "O.B.N.L.", "C. A.", "61 400 $", "12\u202f345,6",
    "2024 100", "œuvre", "ŒUVRE", "cœur-à-cœur", "brise-glace", "dit-elle", "étudiant-e-s", "a@b.example", "ﬁn",
    "İstanbul", "ΟΔΟΣ", "ὈΔΥΣΣΕΎΣ", "straße", "ǅ", "e\u0301te\u0301", "\u0301", "Å", "ｆｕｌｌ", "①②", "½", "x²",
    "日本語テキスト", "한국어", "ثلاجة", "עִבְרִית", "हिन्दी", "ไทย", "👩🏽\u200d🌾", "🥕carotte", "a\u200bb", "a\u00adb",
    "\ufeffx", "\u202egauche", "constructor", "__proto__", "toString·e", "a" * 100, "é" * 100, "😀" * 80, "l'" * 50,
    "a·" * 50, "(" * 50, "()·/@.-", "-", "--", "'", "''", "d''accord", "qu'", "s's", "rock'n'roll", "ʼokina", "x·y·z",
    "a-t-on", "add-on", "-je", "t-on", "qu'est-ce", "peut-il", "existe-t-elles",
    "St-Jean-sur-Richelieu", "1.000.000", "3-2-1", "49e", "A1B2", "C++", "#tag", "<b>gras</b>", "&amp;", "\x00",
    "\x7f", "\uffff", "\u212a", "\u2126", "ſ", "ŉ", "ĳ", "ǆ", "x⁼y", "ﷺ", "΄mot", "¼·e", "㏆", "\u037e",
]  # fmt: skip
WORDS = """async ([rules, texts]) => {
  const {Analysis} = await import("./assets/search/analysis.js");
  const analysis = new Analysis(rules);
  return texts.map((text) => analysis.words(text).join(" "));
}"""
SEARCHES = """async ([language, queries, typing]) => {
  const {Engine} = await import("./assets/search/engine.js");
  const engine = new Engine(new URL("./", location), language), answers = [];
  for (const query of queries) {
    const {found, exact, results, missing} = await engine.search(query, {typing});
    answers.push({found, exact, missing, urls: results.map(({url}) => url)});
  }
  return answers;
}"""
HOSTILE = [
    "", " ", "a", "le la les", '"', '-"', "«", "-frigo", "frigo " * 1700, "🥕", "ثلاجة", "(a+)+$", ".*+?^${}()|[]\\",
    "<script>alert(1)</script>", "constructor __proto__", *(one * 5000 for one in ("zz", "1 000 ", "a·", "((", "ʼʼ")),
]  # fmt: skip


@pytest.fixture(scope="module")
def page(browser: Browser, root: str) -> Iterator[Page]:
    """Open the sample's home page; nothing may have gone wrong there at the end."""
    with reading(browser) as reader:
        yield reader.open(root)
        assert reader.troubles == []


@pytest.fixture(scope="module")
def load(site: Path) -> Callable[[str], bytes]:
    """Return what gives a file of the sample's site."""
    return lambda path: (site / path).read_bytes()


def differing(page: Page, texts: list[str]) -> list[tuple[str, str, str]]:
    """Return the texts that are not cut alike, with both their words."""
    theirs = page.evaluate(WORDS, [RULES, texts])
    ours = [" ".join(words(text)) for text in texts]
    return [both for both in zip(texts, ours, theirs, strict=True) if both[1] != both[2]][:20]


def test_nasty_words_are_the_same(page: Page) -> None:
    """Inclusive writing, apostrophes, initials, numbers, ligatures, other scripts, what breaks programs."""
    assert differing(page, NASTY) == []


@pytest.mark.parametrize("name", ["french", "american-english"])
def test_words_of_dictionaries_are_the_same(page: Page, name: str) -> None:
    """All those of Debian's lists."""
    if not (DICTIONARIES / name).is_file():
        pytest.skip(f"{DICTIONARIES / name} is not there: apt-get install wfrench wamerican")
    assert differing(page, (DICTIONARIES / name).read_text(encoding="utf-8").split()) == []


@pytest.mark.parametrize("name", ["digitalgov", "k8s-community", "knowledge-garden", "vsdocs-fr"])
def test_words_of_real_texts_are_the_same(page: Page, name: str) -> None:
    """All that stands between two spaces in corpora that nobody here wrote."""
    if not CORPORA.is_dir():
        pytest.skip("the real corpora (../shared/corpora) are not here")
    tokens: set[str] = set()
    with lzma.open(CORPORA / f"{name}.tar.xz") as packed, tarfile.open(fileobj=packed, mode="r|") as archive:
        for member in archive:
            if member.name.endswith(".md") and (file := archive.extractfile(member)):
                tokens.update(file.read().decode(errors="replace").split())
    assert differing(page, sorted(tokens)) == []


@pytest.mark.parametrize("typing", [False, True], ids=["whole", "typing"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_both_find_the_same(page: Page, load: Callable[[str], bytes], language: str, *, typing: bool) -> None:
    """For all that people type, whole or cut short while it is being typed: the same documents in the same order."""
    queries = [query[: max(2, 2 * len(query) // 3)] for query in QUERIES] if typing else QUERIES
    queries = queries if language == "fr" else queries[::8]
    wrong = []
    for query, theirs in zip(queries, page.evaluate(SEARCHES, [language, queries, typing]), strict=True):
        ours = search(load, query, Wish(language, typing=typing))
        if theirs["urls"] != [card.url for card in ours.results] or theirs["missing"]:
            wrong.append((query, [card.url for card in ours.results], theirs))
        assert not theirs["exact"] or theirs["found"] == ours.found
    assert wrong == []


def test_any_text_is_a_query(page: Page, load: Callable[[str], bytes]) -> None:
    """Whatever is typed, an answer, the same as in Python, and nothing in the console."""
    for query, theirs in zip(HOSTILE, page.evaluate(SEARCHES, ["fr", HOSTILE, True]), strict=True):
        assert theirs["urls"] == [card.url for card in search(load, query, Wish(typing=True)).results], query


WITH = """async ([fails, query, options]) => {
  const {Engine} = await import("./assets/search/engine.js");
  let asked = [], first = null;
  const get = async (url, how) => {
    asked.push(new URL(url).pathname.split("/").at(-1));
    const name = asked.at(-1), times = asked.filter((one) => one === name).length;
    if (fails === "once" && name !== "meta.json" && times === 1) return new Response("", {status: 404});
    if (fails && fails !== "once" && name.endsWith(fails)) throw new TypeError("offline");
    return fetch(url, how);
  };
  const engine = new Engine(new URL("./", location), "fr", get);
  const onFirst = ({results}) => { first = [results.length, asked.length]; };
  const answer = await engine.search(query, {...options, onFirst});
  const facets = await engine.facets(query, options, ["kind", "theme"]);
  const passage = answer.results.length ? await engine.passage(answer.results[0], answer.words) : null;
  return {...answer, first, asked: asked.length, facets, passage};
}"""


def ask(page: Page, query: str, fails: str = "", **options: Any) -> dict[str, Any]:
    """Search with nothing at hand; files whose name ends with ``fails`` can't be had, or none at first: ``once``."""
    return dict(page.evaluate(WITH, [fails, query, options]))


def test_first_results_take_few_requests(page: Page) -> None:
    """They are given before the others, which then come with them."""
    answer = ask(page, "comment ouvrir un frigo communautaire")
    shown, requests = answer["first"]
    assert 1 <= shown <= 5
    assert requests <= 10
    assert len(answer["results"]) == 10


def test_a_file_that_is_missing_is_asked_for_again(page: Page) -> None:
    """A new build may have replaced it; then nothing is missing any more."""
    answer = ask(page, "frigo", "once")
    assert not answer["missing"]
    assert answer["results"]


def test_what_can_not_be_had_is_told(page: Page) -> None:
    """Without cards there is nothing to show, without the list of files nothing to search: no error, but word of it."""
    for fails in (".json", ".bin", "meta.json"):
        answer = ask(page, "frigo", fails)
        assert (answer["missing"], answer["results"]) == (True, [])


def test_facets_count_what_is_found(page: Page) -> None:
    """A facet's own choice doesn't narrow its counts; the others' do."""
    answer, narrowed = ask(page, "frigo"), ask(page, "frigo", filters={"kind": ["term"]})
    kinds = {one["value"]: one["count"] for one in answer["facets"]["kind"]}
    assert sum(kinds.values()) == answer["found"]
    assert narrowed["found"] == kinds["term"]
    assert {one["value"]: one["count"] for one in narrowed["facets"]["kind"]} == kinds
    assert [one["value"] for one in narrowed["facets"]["kind"] if one["chosen"]] == ["term"]


def test_a_passage_is_text(page: Page) -> None:
    """The sentence with the words, cut where they stand, and where it is in its page."""
    passage = ask(page, "frigo débranché rallonge orange")["passage"]
    assert any(part["hit"] and "rallonge" in part["text"].lower() for part in passage["parts"])
    assert passage["fragment"].startswith("#:~:text=")


@pytest.mark.parametrize(
    ("early", "again"), [('fetch("data/search/meta.json")', 0), ('Promise.reject(new TypeError("offline"))', 1)]
)
def test_the_list_of_files_comes_with_the_script(page: Page, early: str, again: int) -> None:
    """What was asked for while the engine was on its way isn't asked for again, unless it could not be had."""
    asked, found = page.evaluate(f"""async () => {{
      const {{Engine}} = await import("./assets/search/engine.js");
      let asked = 0;
      const get = (url, how) => {{ asked += url.endsWith("meta.json"); return fetch(url, how); }};
      const engine = new Engine(new URL("./", location), "fr", get, {early});
      const {{found}} = await engine.search("frigo");
      return [asked, found];
    }}""")
    assert (asked, found > 0) == (again, True)


def test_a_search_that_is_no_more_wanted_ends_at_once(page: Page) -> None:
    """Whatever it waits for."""
    name = page.evaluate("""async () => {
      const {Engine} = await import("./assets/search/engine.js");
      const control = new AbortController(), never = () => new Promise(() => {});
      const engine = new Engine(new URL("./", location), "fr", never);
      const asked = engine.search("frigo", {signal: control.signal}).catch((error) => error.name);
      control.abort();
      return asked;
    }""")
    assert name == "AbortError"
