"""What a note's page tells of it at its top, and of what it translates."""

from sample_pages import html_of, note

from praxis_build import pipeline
from praxis_build.model.names import SourcePath
from praxis_build.model.part import Card, Place
from praxis_build.model.settings import Settings
from praxis_build.model.source import History, Past, Source, Tree
from praxis_build.stages.compose import Composer, Node

FRIGO, FRIDGE = SourcePath("notes/frigo.md"), SourcePath("notes/fridge.md")
TEXTS = (
    Source(FRIGO, "---\nlang: fr\n---\n# Ouvrir un frigo\n\nHuit étapes.".encode()),
    Source(FRIDGE, b"---\nlang: en\ntranslation_of: frigo\n---\n# Opening a fridge\n\nEight steps."),
)


def past(at: int) -> Past:
    """Return the past of a file that was last written at a moment."""
    return Past("2026-05-01", "2026-06-01", f"{at:040x}", at)


def remark(*pasts: dict[SourcePath, Past]) -> str:
    """Return what the page of the translation says of its original, after these parts of a history."""
    knowledge = pipeline.Knowledge(Settings())
    knowledge.take(Tree(TEXTS))
    for number, part in enumerate(pasts):
        knowledge.take(Tree(history=History("head", part, whole=number == 0)))
    page = Composer(knowledge.corpus, knowledge.settings)(Node("document", FRIDGE))[0]
    assert page.original.title == "Ouvrir un frigo"
    return page.original.phrase.text if page.original.phrase else ""


def test_a_translation_says_when_it_is_late() -> None:
    """L'original écrit de nouveau après sa traduction se dit; écrits ensemble, ou sans histoire, non."""
    late = "The original has changed since."
    assert remark({FRIGO: past(20), FRIDGE: past(10)}) == late
    assert remark({FRIGO: past(10), FRIDGE: past(10)}) == ""
    assert remark({FRIGO: past(10), FRIDGE: past(20)}) == ""
    assert remark({FRIGO: past(20)}) == ""
    assert remark() == ""


def test_an_original_written_again_touches_its_translation() -> None:
    """Une seule nouvelle révision suffit : la traduction l'apprend, et le rattrapage l'efface."""
    before = {FRIGO: past(10), FRIDGE: past(10)}
    assert remark(before, {FRIGO: past(30)})
    assert not remark(before, {FRIGO: past(30)}, {FRIDGE: past(40)})


def test_a_place_is_told_in_one_line_at_the_top() -> None:
    """Le carnet, la position, la note d'avant et celle d'après, chacune nommée; les autres carnets sont plus bas."""
    card = Card("Après la corvée", "notes/apres/", "note", "fr")
    place = Place(Card("Frigos", "notebooks/frigos/", "notebook", "fr"), 2, 9, previous=card, next=card)
    html = html_of(note(places=(place, place)))
    top = html[html.index('<nav class="px-standing"') : html.index("<h1")]
    assert 'rel="prev" aria-label="Avant\u00a0: Après la corvée"' in top
    assert 'rel="next" aria-label="Après\u00a0: Après la corvée"' in top
    assert "2 sur 9" in top
    assert '<a class="px-place-more" href="#px-places">et 1 autre carnet</a>' in top


def test_whoever_worked_on_it_has_a_round_that_readers_of_screens_skip() -> None:
    """Des initiales dans un rond, tues aux lecteurs d'écran; le nom et ce que la personne a fait se lisent."""
    html = html_of(note(authors=(Card("Océane Picard-Lebrun", roles=("writing",)),)))
    assert '<span class="px-round" aria-hidden="true">OP</span>' in html
    assert '<bdi>Océane Picard-Lebrun</bdi> <span class="px-role">rédaction</span>' in html
