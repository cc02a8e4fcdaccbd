"""The drawing of what stands around a note."""

from itertools import pairwise

import pytest
from sample_pages import html_of, note

from praxis_build import pipeline
from praxis_build.model.names import SourcePath, Url
from praxis_build.model.part import Card, Neighbour
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source, Tree
from praxis_build.stages.compose import Composer, Node
from praxis_build.stages.render.drawing import WIDTH, drawing, wrapped


def near(title: str, *, ahead: bool = True, back: bool = False) -> Neighbour:
    """Return a neighbour."""
    return Neighbour(Card(title, Url(f"notes/{title}/"), "note", "fr"), ahead, back)


def around(files: dict[str, str], path: str) -> list[tuple[str, bool, bool]]:
    """Return the neighbours of a note: title, whether it leads to them, whether they lead to it."""
    sources = (Source(SourcePath(f"notes/{name}.md"), text.encode()) for name, text in sorted(files.items()))
    knowledge = pipeline.read(Tree(tuple(sources)), Settings())
    page = Composer(knowledge.corpus, knowledge.settings)(Node("document", f"notes/{path}.md"))[0]
    return [(one.card.title, one.ahead, one.back) for one in page.around]


def test_neighbours_are_what_a_note_leads_to_and_what_leads_to_it() -> None:
    """Ce sur quoi elle s'appuie d'abord, puis ses liens dans l'ordre du texte, puis qui en parle; chacun une fois."""
    files = {
        "frigo": "---\nbuilds_on: [corvee]\n---\n# Frigo\n\n[[ruche]], [[four]], [[ruche]], [[frigo]], [[perdu]].",
        "ruche": "# Ruche\n\n[[frigo]].",
        "four": "# Four\n\nSeul.",
        "corvee": "# Corvée\n\nSeule.",
        "marche": "# Marché\n\n[[frigo]] et [[frigo]].",
        "suite": "---\nbuilds_on: [frigo]\n---\n# Suite\n\nSans lien.",
        "cache": "---\nstatus: draft\n---\n# Caché\n\n[[frigo]].",
    }
    assert around(files, "frigo") == [
        ("Corvée", True, False), ("Ruche", True, True), ("Four", True, False), ("Suite", False, True),
        ("Marché", False, True),
    ]  # fmt: skip


def test_a_drawing_holds_twelve() -> None:
    """Six de chaque côté au plus : le reste est dans les listes."""
    files = {f"n{number:02}": "[[centre]]" for number in range(30)}
    files |= {"centre": " ".join(f"[[m{number:02}]]" for number in range(30))}
    files |= {f"m{number:02}": "Texte." for number in range(30)}
    found = around(files, "centre")
    assert [sum(ahead for _, ahead, _ in found), sum(not ahead for _, ahead, _ in found)] == [6, 6]


@pytest.mark.parametrize("count", [1, 2, 6])
def test_everything_is_in_the_drawing_and_apart(count: int) -> None:
    """Tout tient dans le cadre, aucune étiquette n'en couvre une autre, et ce qui mène ailleurs est à droite."""
    made = drawing([*(near(f"a{i}") for i in range(count)), *(near(f"b{i}", ahead=False) for i in range(count))])
    assert all(one.x > WIDTH / 2 for one in made.right)
    assert all(one.x < WIDTH / 2 for one in made.left)
    for side in (made.left, made.right):
        heights = [one.y for one in side]
        assert heights == sorted(heights)
        assert all(14 < y < made.height for y in heights)
        assert all(after - before >= 32 for before, after in pairwise(heights))


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Corvée", ("Corvée",)),
        ("Ouvrir un frigo communautaire", ("Ouvrir un frigo", "communautaire")),
        ("Pourquoi nous avons fermé notre premier frigo", ("Pourquoi nous avons", "fermé notre premier…")),
        ("Anticonstitutionnellement-vôtre", ("Anticonstitutionnellemen…",)),
        ("\u00a0", ("\u00a0",)),
    ],
)
def test_a_label_has_two_lines(title: str, lines: tuple[str, ...]) -> None:
    """Un titre se coupe entre ses mots; ce qui est trop long finit par une ellipse."""
    assert wrapped(title) == lines


def test_a_drawing_is_light_and_folded() -> None:
    """Moins de 3 ko avec douze voisins; rien pour une note qui n'en a qu'un."""
    title = "Une récolte de la journée des frigos de quartier"
    both = [near(f"{title} {i}", back=True) for i in range(6)] + [near(f"{title} {i}", ahead=False) for i in range(6)]
    html = html_of(note(around=tuple(both)))
    made = html[html.index('<details class="px-around"') : html.index("</svg>")]
    # Addresses here are percent-encoded titles, three times as long as real ones.
    assert len(made.encode()) - sum(len(one.card.url) for one in both) < 3000
    assert 'class="px-around"' not in html_of(note(around=(near("Seule"),)))
