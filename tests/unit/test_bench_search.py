"""The search bench scores as the field does, asks the same questions everywhere, and weighs what a host would send."""

import gzip
import re
import urllib.request
from pathlib import Path

import pytest

from tests.bench.search import report
from tests.bench.search.collection import Collection, Document, Query, golden
from tests.bench.search.drawn import drawn
from tests.bench.search.quality import judge
from tests.bench.search.scores import ndcg, percentile, recall
from tests.bench.search.server import served
from tests.bench.search.variants import frequencies, keywords, misspelt, variants, without_accents

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    Document(
        "frigo",
        "Ouvrir un frigo",
        "Un frigo communautaire se nettoie chaque semaine, et le loyer n'est pas cher.",
        "fr",
    ),
    Document(
        "loyer", "Hausse de loyer", "Comment refuser une hausse de loyer au Québec ? Un comité de logement aide.", "fr"
    ),
    Document("fridge", "Opening a fridge", "A community fridge needs eight people.", "en"),
]


def test_the_best_order_scores_one() -> None:
    """The best order has an nDCG of 1, whatever the grades."""
    assert ndcg(["a", "b", "c"], {"a": 4, "b": 2, "c": 1}) == 1


def test_an_answer_further_down_scores_less() -> None:
    """An answer at rank 3 is worth half of one at rank 1; beyond rank 10, nothing."""
    assert ndcg(["x", "y", "a"], {"a": 1}) == 0.5
    assert ndcg([*"0123456789", "a"], {"a": 1}) == 0


def test_a_worse_order_of_grades_scores_less() -> None:
    """Grades count: 1 then 3 is worth (1 + 3/log2 3) / (3 + 1/log2 3)."""
    assert ndcg(["b", "a"], {"a": 3, "b": 1}) == pytest.approx(0.7967, abs=1e-4)


def test_a_document_found_twice_counts_once() -> None:
    """An engine gains nothing by giving two places of the same page."""
    assert ndcg(["a", "a", "b"], {"a": 1, "b": 1}) == 1


def test_nothing_found_scores_nothing() -> None:
    """An empty answer has no nDCG and no recall."""
    assert ndcg([], {"a": 1}) == recall([], {"a": 1}) == 0


def test_recall_is_a_share_of_what_answers() -> None:
    """Two of four found: a half."""
    assert recall(["a", "b", "x"], {"a": 1, "b": 1, "c": 1, "d": 1}) == 0.5


def test_a_percentile_is_a_value_that_was_seen() -> None:
    """Of 1 to 100, 95 % are below 96."""
    assert percentile(list(range(1, 101)), 0.95) == 96
    assert percentile([7], 0.95) == 7


def test_accents_and_ligatures_are_taken_off() -> None:
    """« Où est l’œuvre » is typed « Ou est l’oeuvre » on a keyboard without accents."""
    assert without_accents("Où est l’œuvre créée à Québec ?") == "Ou est l’oeuvre creee a Quebec ?"


@pytest.mark.parametrize("seed", range(200))
def test_one_letter_is_wrong_in_the_longest_word(seed: int) -> None:
    """Only the longest word changes, by at most one letter more or less, always the same way."""
    wrong = misspelt("hausse de logement ?", str(seed))
    assert wrong == misspelt("hausse de logement ?", str(seed))
    assert wrong != "hausse de logement ?"
    assert re.fullmatch(r"hausse de \w{7,9} \?", wrong)


def test_what_has_no_word_stays() -> None:
    """A question of figures has no letter to get wrong."""
    assert misspelt("2026 ?", "1") == "2026 ?"


def test_keywords_are_the_three_rarest_words() -> None:
    """Stop words go, and of the others the rarest stay, in their order."""
    counts = frequencies(DOCUMENTS)
    assert keywords("Comment refuser une hausse de loyer au Québec ?", counts) == "refuser hausse québec"
    assert keywords("Qui est-ce ?", counts) != ""


def test_each_way_of_asking_has_the_same_questions() -> None:
    """Variants change what is typed, not what is judged."""
    asked = Collection("test", DOCUMENTS, [Query("1", "Où ouvrir un frigo ?", "fr")], {"1": {"frigo": 1}})
    ways = variants(asked)
    assert len({way.queries[0].text for way in ways.values()}) == len(ways) - 1  # keywords have no accent here
    assert all(way.judgements is asked.judgements for way in ways.values())


def test_even_and_odd_questions_have_nothing_in_common() -> None:
    """What is tuned on is not what is reported."""
    asked = Collection("test", [], [Query(str(number), "", "fr") for number in range(5)], {})
    halves = [{query.id for query in asked.half(odd).queries} for odd in (0, 1)]
    assert halves == [{"0", "2", "4"}, {"1", "3"}]


def test_the_golden_set_is_read_whole() -> None:
    """Each query of the sample's golden set has the document that it must find."""
    path = ROOT / "tests/search/golden.toml"
    asked = golden(path, DOCUMENTS)
    lines = re.findall(r"^\s*\{ query", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(asked.queries) == len(asked.judgements) == len(lines)


def test_queries_are_drawn_from_the_documents() -> None:
    """The same documents give the same queries, each once; most of their words are in them."""
    queries = drawn(DOCUMENTS, 12)
    text = " ".join(f"{one.title} {one.text}" for one in DOCUMENTS).lower()
    assert queries == drawn(DOCUMENTS, 12)
    assert len(set(queries)) == 12
    assert sum(query in text for query in queries) >= 6


def test_what_the_first_five_lack_is_named() -> None:
    """A question is missed when its document comes sixth."""
    asked = Collection(
        "test", [], [Query("1", "frigo", "fr"), Query("2", "loyer", "fr")], {"1": {"a": 1}, "2": {"b": 1}}
    )
    found = judge(asked, [[*"vwxyza"], ["b"]])
    assert (found.hits, found.missed, found.empty) == (1, ["frigo"], 0)


def test_a_promise_is_beside_the_best_of_the_others() -> None:
    """In French, Praxis promises 5 % more than the best of the others; in English, as much."""
    asked = Collection("test", [DOCUMENTS[0]], [Query("1", "frigo", "fr")], {})
    figures = {"praxis": {"test: nDCG@10": 0.62}, "lunr": {"test: nDCG@10": 0.6}, "pagefind": {"test: nDCG@10": 0.1}}
    promise = next(report.promises(asked, figures))
    assert promise.row(figures) == ["test: nDCG@10", "≥ 0.630", "**no**", "0.620", "0.600", "0.100"]


def test_the_host_compresses_text_and_counts_it_so(tmp_path: Path) -> None:
    """JSON travels compressed, shards as they are; both count with their headers."""
    (tmp_path / "a.json").write_text("[0]" * 5_000)
    (tmp_path / "b.bin").write_bytes(b"0" * 5_000)
    with served(tmp_path) as traffic:
        bodies = [urllib.request.urlopen(f"{traffic.address}{name}").read() for name in ("a.json", "b.bin")]  # noqa: S310
        sent = dict(traffic.look())
    assert gzip.decompress(bodies[0]) == b"[0]" * 5_000
    assert bodies[1] == b"0" * 5_000
    assert len(bodies[0]) < sent["/a.json"] < 1_000
    assert 5_000 < sent["/b.bin"] < 6_000
