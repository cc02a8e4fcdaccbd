"""A link keeps the sentence it stands in."""

import pytest

from praxis_build.stages.parse.sentences import LONGEST, sentence_around


def around(text: str) -> str:
    """Return the sentence around ``[…]``, the part between brackets between brackets."""
    before, _, rest = text.partition("[")
    linked, _, after = rest.partition("]")
    sentence, at = sentence_around(before + linked + after, len(before), len(before) + len(linked))
    return f"{sentence[:at]}[{sentence[at : at + len(linked)]}]{sentence[at + len(linked) :]}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Un. Le [lien] ici. Deux.", "Le [lien] ici."),
        ("[lien]", "[lien]"),
        ("Vraiment ? Oui, le [lien] ! Puis.", "Oui, le [lien] !"),
        ("Il a dit « non. » Le [lien]. Fin.", "Le [lien]."),
        ("Attendre… Le [lien] vient.", "Le [lien] vient."),
        ("Voir p. ex. le [lien] de M. Untel.", "Voir p. ex. le [lien] de M."),
        ("À 3.5 % du [lien] et 4.2.", "À 3.5 % du [lien] et 4.2."),
        ("Avant.\n\nle [lien]\n\naprès", "le [lien]"),
        ("Une\n  ligne  et [le\nlien] ici", "Une ligne et [le lien] ici"),
        ("Fin. « Le [lien] » est là.", "« Le [lien] » est là."),
    ],
)
def test_a_sentence_ends_at_its_mark(text: str, sentence: str) -> None:
    """A full stop ends a sentence before a capital, a quotation mark or an empty line; blanks are single."""
    assert around(text) == sentence


def test_a_long_sentence_is_cut_at_words() -> None:
    """What is kept around a link is bounded, on both sides, and says that it was cut."""
    text = "mot " * 500 + "[lien]" + " mot" * 500
    sentence = around(text)
    assert sentence.startswith("… mot ")
    assert sentence.endswith(" mot …")
    assert len(sentence) <= LONGEST + 20
    assert "[lien]" in sentence
