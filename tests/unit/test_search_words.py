"""How a text is cut into the words it is searched by: « l'école » is found by « ecole », « participant·es » by both."""

import sys
import unicodedata

import pytest

from praxis_build.stages.index.analysis import STOP, fold, words
from praxis_build.stages.index.inclusive import FEMININES
from praxis_build.stages.index.terms import stemmed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L’école de quartier", ["ecole", "de", "quartier"]),
        ("jusqu'au bout, lorsqu’Anne qu'ils d'été", ["au", "bout", "anne", "ils", "ete"]),
        ("aujourd'hui, rock'n'roll, don't", ["aujourdhui", "rocknroll", "dont"]),
        ("cœur et curriculum vitæ", ["coeur", "et", "curriculum", "vitae"]),
        ("ÉCOLE e\u0301cole", ["ecole", "ecole"]),
        ("OBNL, O.B.N.L., o.b.n.l", ["obnl", "obnl", "obnl"]),
        ("socio-économique", ["socio", "economique", "socioeconomique"]),
        ("Val-d’Or", ["val", "or", "valdor"]),
        ("rendez\u2011vous", ["rendez", "vous", "rendezvous"]),
        ("la ½ du x⁼, ﷺ, ΄mot", ["la", "1", "2", "du", "x", "صلى", "الله", "عليه", "وسلم", "mot"]),
        ("info@frigo.example", ["info", "frigo", "example"]),
        ("et/ou fin.Puis", ["et", "ou", "fin", "puis"]),
        ("3e étage, 2026, 12.5", ["3e", "etage", "2026", "12", "5"]),
        ("women's shelter", ["women", "shelter"]),
        ("« (entre) [crochets]… » — *gras*", ["entre", "crochets", "gras"]),
        ("Peut-on… existe-t-il, dit-elle", ["peut", "existe", "dit"]),
        ("un rendez-vous, a-t-on", ["un", "rendez", "vous", "rendezvous", "a"]),
        ("", []),
        ("… — !?", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    """Case, accents, ligatures, apostrophes, hyphens, points and a question's pronoun make no difference."""
    assert words(text) == found


def test_words_are_letters_and_digits() -> None:
    """Even those of a character that stands for several: the index keeps spaces, “=” and slashes for itself."""
    composed = [char for char in map(chr, range(0x80, sys.maxunicode)) if unicodedata.decomposition(char)]
    said = {word for char in composed for word in words(f"ab{char}cd")}
    assert {
        char for word in said for char in word if char.isspace() or (char.isascii() and not char.isalnum())
    } == set()


@pytest.mark.parametrize(
    ("written", "both"),
    [
        ("animateur·trices", ["animateur", "animatrice"]),
        ("participant·es", ["participant", "participante"]),
        ("intervenant·e·s", ["intervenant", "intervenante"]),
        ("rendu•e", ["rendu", "rendue"]),
        ("agent.es", ["agent", "agente"]),
        ("citoyen.ne.s", ["citoyen", "citoyenne"]),
        ("tous·tes", ["tous", "toute"]),
        ("créateurs/créatrices", ["createurs", "creatrices"]),
        ("étudiant(e)s", ["etudiant", "etudiante"]),
        ("ami-e-s", ["ami", "amie"]),
        ("acteur·rice", ["acteur", "actrice"]),
        ("chercheur·euse·s", ["chercheur", "chercheuse"]),
        ("heureux·se", ["heureux", "heureuse"]),
        ("métis·se", ["metis", "metisse"]),
        ("sportif·ve", ["sportif", "sportive"]),
        ("ouvrier·ère", ["ouvrier", "ouvriere"]),
    ],
)
def test_both_genders(written: str, both: list[str]) -> None:
    """Inclusive writing says two words, however it is written; the stem makes number no matter."""
    assert words(written) == both


@pytest.mark.parametrize("written", ["dit-elle", "peut-on", "frigo.example", "p.ex", "et/ou", "fin.Puis"])
def test_what_is_not_inclusive_writing(written: str) -> None:
    """A pronoun after a verb, an address, a missing space: cut where they are joined, nothing invented."""
    assert set(words(written)) <= {*fold(written).replace("-", " ").replace(".", " ").replace("/", " ").split(),
                                   fold(written).replace("-", "").replace(".", "")}  # fmt: skip


def test_stems() -> None:
    """A word and its plural, its feminine, its verb have one stem; a language without a stemmer keeps its words."""
    assert len({stemmed(word, "fr") for word in ("animation", "animations", "animateur", "animatrice", "animer")}) == 1
    assert stemmed("gardens", "en") == stemmed("gardening", "en") == "garden"
    assert stemmed("ᐃᓄᒃᑎᑐᑦ", "iu") == "ᐃᓄᒃᑎᑐᑦ"


def test_usual_words_and_endings_are_folded() -> None:
    """They are compared with folded words."""
    assert all(fold(word) == word for word in [*STOP, *FEMININES])
    assert {"groupe", "gouvernance", "banque", "web"}.isdisjoint(STOP)
