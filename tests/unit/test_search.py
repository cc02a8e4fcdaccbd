"""What a search finds, and in which order: each rule of queries and of ranking, in small bases of French notes."""

from collections.abc import Callable, Mapping

import pytest
from sample_pages import renderer

from praxis_build.model.artifact import Artifact
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source, Tree
from praxis_build.pipeline import build, read
from praxis_build.stages.index import query, terms_of
from praxis_build.stages.index.matching import distance
from praxis_build.stages.index.search import Wish, search
from praxis_build.stages.parse import Parse

NOTES = {
    "frigo": "---\ntitle: Ouvrir un frigo\ndate: 2024-05-01\nthemes: [Alimentation]\n---\nLes bénévoles nettoient.",
    "jardin": "---\ntitle: Le jardin\ndate: 2026-01-09\nthemes: [Alimentation, Quartier]\n---\n"
    "Un frigo près des plates-bandes. La règle des deux pieds y vaut aussi. Voir [[corvee]].",
    "corvee": "---\ntitle: Corvée de printemps\ndate: 2025-03-02\nthemes: [Quartier]\n---\n"
    "Des animateur·trices gênent parfois les pieds de la règle. Deux équipes jumellent leurs outils. 61 400 $.",
    "fridge": "---\ntitle: Open a fridge\nlang: en\n---\nNeighbours share leftovers. A frigo, they say.",
    "partage": "---\ntitle: Réfrigérateur partagé\nkind: term\nequivalents: {en: open fridge}\n---\nUne armoire.",
}
HOSTILE = [
    "", " ", "a", "é", "le la les", "de", '"', '""', "«", "-", "--", "- -", '-"', "-frigo", "frigo " * 1700, "🥕",
    *(piece * 5000 for piece in ("zz", "11", "1 000 ", "l'", "a·", "()", "((", "[[", '""', "..", "ʼʼ")),
    "👩🏽\u200d🌾 frigo", "ثلاجة مشتركة", "\u202eogirf", "\ud800", "\x00\x1b", ".*+?^${}()|[]\\", "(a+)+$",
    "%s {0} \\1", "<script>alert(1)</script>", "'; DROP TABLE notes; --", "../../etc/passwd", "constructor __proto__",
    "toString", "frigo/fr", "frigo=", "\uffff", "ﬁ ǅ İ ſ",
]  # fmt: skip


def site(notes: Mapping[str, str]) -> Callable[[str], bytes]:
    """Return what gives a file of the site of some notes, all in French unless they say otherwise."""
    tree = Tree(tuple(Source(SourcePath(f"notes/{name}.md"), text.encode()) for name, text in notes.items()))
    made = build(read(tree, Settings(lang="fr")), renderer().theme)
    files = {one.path: one.data for one in made if isinstance(one, Artifact)}

    def load(path: str) -> bytes:
        if path not in files:
            raise FileNotFoundError(path)
        return files[path]

    return load


def weights(text: str) -> dict[str, int]:
    """Return what each stem weighs in a French note."""
    terms = terms_of(Parse(Settings())(Source(SourcePath("notes/n1.md"), text.encode())).document, "fr")
    return dict(zip(terms.stems, terms.impacts, strict=True))


@pytest.fixture(scope="module")
def sample() -> Callable[[str], bytes]:
    return site(NOTES)


def found(load: Callable[[str], bytes], text: str, wish: Wish | None = None) -> list[str]:
    """Return the addresses that a query finds, in order."""
    return [card.url.split("/")[-2] for card in search(load, text, wish or Wish()).results]


def test_a_title_comes_before_a_text(sample: Callable[[str], bytes]) -> None:
    """A word in the title says what a note is about."""
    assert found(sample, "frigo") == ["frigo", "jardin", "fridge"]


def test_a_word_of_a_short_title_says_more() -> None:
    """« Compost » is about compost; of a list of six things, it is one."""
    load = site({
        "liste": "---\ntitle: Chaises, tables, cabanes, compost, arrosoirs et pelles\n---\nÀ rendre propre.",
        "tas": "---\ntitle: Notre compost\n---\nÀ rendre propre.",
    })  # fmt: skip
    assert found(load, "compost") == ["tas", "liste"]


def test_what_begins_a_note_stands_for_a_title_that_nobody_wrote() -> None:
    """A note called after its file is about what it begins with; one with a title is about what its title says."""
    text = "On brasse le compost.\n\nPuis on ferme la cabane."
    untitled, titled = weights(text), weights(f"---\ntitle: Samedi\n---\n{text}")
    assert untitled["compost/fr"] > untitled["caban/fr"]
    assert titled["compost/fr"] == titled["caban/fr"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("FRIGOS", "frigo"), ("benevole", "frigo"), ("bénévoles", "frigo"), ("l’animatrice", "corvee"),
        ("animateurs", "corvee"), ("gêner", "corvee"), ("outil", "corvee"), ("61400", "corvee"), ("61 400 $", "corvee"),
    ],
)  # fmt: skip
def test_words_are_found_in_any_form(sample: Callable[[str], bytes], typed: str, first: str) -> None:
    """Case, accents, elision, gender, number, conjugation, spaces in numbers."""
    assert found(sample, typed)[0] == first


def test_all_words_are_wanted_and_none_is_required(sample: Callable[[str], bytes]) -> None:
    """A note with both comes first, one with either follows."""
    names = found(sample, "bénévoles du frigo")
    assert names[0] == "frigo"
    assert "jardin" in names


def test_usual_words_count_when_there_are_no_others() -> None:
    """« Tous pour un » is found by its title."""
    assert found(site({"devise": "---\ntitle: Tous pour un\n---\nx"}), "tous pour un") == ["devise"]


@pytest.mark.parametrize("typed", ["firgo", "friggo", "frigp", "frgo", "jadrin", "corvvée", "bénévolles"])
def test_a_slip_of_the_finger(sample: Callable[[str], bytes], typed: str) -> None:
    """Letters swapped, doubled, wrong or missing."""
    right = {"j": "jardin", "c": "corvee", "b": "frigo", "f": "frigo"}[typed[0]]
    assert found(sample, typed)[0] == right


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("frigo", "frigo", 0), ("firgo", "frigo", 1), ("frigoo", "frigo", 1), ("accueil", "acceuil", 1), ("ab", "ba", 1),
     ("jardin", "jrdn", 2), ("frigo", "corvee", 3), ("", "a", 1)],
)  # fmt: skip
def test_how_many_letters_are_wrong(one: str, other: str, steps: int) -> None:
    """A swap is one step, and it is the same from either word; beyond two, how many doesn't matter."""
    assert distance(one, other, 2) == distance(other, one, 2) == steps


def test_a_short_word_is_what_it_is(sample: Callable[[str], bytes]) -> None:
    """Of three letters, one wrong makes another word."""
    assert found(sample, "lze") == []


def test_the_last_word_may_go_on_while_it_is_typed(sample: Callable[[str], bytes]) -> None:
    """Until a space ends it; « jar » is no word of these notes."""
    assert found(sample, "jar", Wish(typing=True)) == ["jardin"]
    assert found(sample, "jar ", Wish(typing=True)) == []


def test_the_reader_s_language_comes_first() -> None:
    """The same word, as often, in two languages."""
    load = site({"fr": "---\ntitle: Budget\nlang: fr\n---\nx", "en": "---\ntitle: Budget\nlang: en\n---\nx"})
    assert found(load, "budget", Wish("fr")) == ["fr", "en"]
    assert found(load, "budget", Wish("en")) == ["en", "fr"]


def test_a_term_is_found_by_its_other_names(sample: Callable[[str], bytes]) -> None:
    """English words find the French term, and what says it in French."""
    assert "partage" in found(sample, "open fridge")
    assert found(sample, "réfrigérateur partagé")[0] == "partage"
    assert "fridge" in found(sample, "réfrigérateur partagé")


@pytest.mark.parametrize("quotes", ['"{}"', "« {} »", "“{}”", '"{}'])
def test_a_phrase_is_found_as_it_was_typed(sample: Callable[[str], bytes], quotes: str) -> None:
    """In that order, usual words too; the other note has the same words."""
    assert found(sample, quotes.format("règle des deux pieds")) == ["jardin"]


def test_a_refused_word_takes_notes_away(sample: Callable[[str], bytes]) -> None:
    """In any of its forms; several words in quotes take away what has them all."""
    assert found(sample, "frigo -jardins") == ["frigo", "fridge"]
    assert "jardin" in found(sample, 'frigo -"jardin outils"')
    assert found(sample, "-frigo") == []


def test_filters(sample: Callable[[str], bytes]) -> None:
    """Values of one facet add up, facets narrow down; with no word at all, filters choose alone."""
    assert found(sample, "frigo", Wish(filters={"theme": ["quartier"]})) == ["jardin"]
    assert set(found(sample, "", Wish(filters={"theme": ["alimentation", "quartier"]}))) == {
        "frigo",
        "jardin",
        "corvee",
    }
    assert found(sample, "", Wish(filters={"theme": ["alimentation"], "lang": ["en"]})) == []
    assert found(sample, "frigo", Wish(filters={"lang": ["en"], "kind": ["note", "term"]})) == ["fridge"]


def test_sorting(sample: Callable[[str], bytes]) -> None:
    """The newest first, then what has no date; the most cited first."""
    assert found(sample, "frigo", Wish(sort="date")) == ["jardin", "frigo", "fridge"]
    assert found(sample, "règle outils frigo", Wish(sort="cited"))[0] == "corvee"


def test_pages_of_results(sample: Callable[[str], bytes]) -> None:
    """Each begins where the one before ended; the count stays."""
    first, second = (search(sample, "frigo", Wish(start=start, most=2)) for start in (0, 2))
    assert [*first.results, *second.results] == search(sample, "frigo").results
    assert first.found == second.found == 3


@pytest.mark.parametrize("typed", HOSTILE, ids=[*map(str, range(len(HOSTILE)))])
@pytest.mark.parametrize("typing", [False, True])
def test_any_text_is_a_query(sample: Callable[[str], bytes], typed: str, *, typing: bool) -> None:
    """An answer, never an exception, whatever is typed."""
    answer = search(sample, typed, Wish(typing=typing))
    assert len(answer.results) <= answer.found
    assert not answer.missing


def test_a_query_in_words() -> None:
    """What is said, what is wanted, phrases, what is refused."""
    asked = query.read("les « frigos du coin » -ferme")
    assert asked == (["les", "frigos", "du", "coin"], ["frigos", "coin"], [["frigos", "du", "coin"]], [["ferme"]], True)
    assert query.read("frigo ").open is False


def test_few_words_are_refused(sample: Callable[[str], bytes]) -> None:
    """A query made of refusals reads no more files than another: the first are refused, the others passed over."""
    assert sum(map(len, query.read("frigo " + " ".join(f"-mot{number}" for number in range(3000))).refused)) == 16
    assert query.read("frigo -" + '"' + "mot " * 3000 + '"').refused == []
    assert found(sample, "frigo -pieds " + "-rien " * 3000) == ["frigo", "fridge"]


def test_what_is_missing_is_told(sample: Callable[[str], bytes]) -> None:
    """Results come from what is there; without the file that names the others, there is no answer."""

    def half(path: str) -> bytes:
        if path.endswith(".bin"):
            raise FileNotFoundError(path)
        return sample(path)

    assert search(half, "frigo") == (0, [], True)
    with pytest.raises(FileNotFoundError):
        search(lambda path: half(f"{path}.bin"), "frigo")
