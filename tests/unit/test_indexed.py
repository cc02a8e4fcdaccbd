"""What the search index of a commons holds: every listed document, and nothing of the others."""

import json
from collections.abc import Mapping

import pytest
from sample_pages import renderer

from praxis_build.edges.workers import Pool
from praxis_build.model.artifact import Artifact
from praxis_build.model.names import SourcePath
from praxis_build.model.settings import Settings
from praxis_build.model.source import Source, Tree
from praxis_build.pipeline import Each, build, indexed, read
from praxis_build.stages.index.tables import records

FILES = {
    "communities/est.md": "---\ntitle: L’Est en commun\nkind: community\n---\nOn s’entraide.",
    "notes/frigo.md": "---\ntitle: Ouvrir un frigo\nlang: fr\ncommunities: [est]\ndate: 2026-03-02\n"
    "authors: [Ana Roy]\nthemes: [Alimentation]\nregions: [Mauricie]\n---\nDes animateur·trices veillent.",
    "notes/fridge.md": "---\ntitle: Open a fridge\nlang: en\n---\nNeighbours share leftovers. See [[partage]].",
    "notes/partage.md": "---\ntitle: Frigo communautaire\nkind: term\nequivalents: {en: community fridge}\n---\nx",
    "notes/brouillon.md": "---\ntitle: Brouillon\nstatus: draft\n---\nxylophone",
    "notes/cachee.md": "---\ntitle: Cachée\nstatus: unlisted\n---\nyakitori",
    "notes/retenue.md": "---\ntitle: Retenue\nstatus: secrete\n---\nzygomatique",
}


def published(sources: Mapping[str, str] = FILES, each: Each = map) -> dict[str, bytes]:
    """Return the files of the index."""
    tree = Tree(tuple(Source(SourcePath(path), text.encode()) for path, text in sources.items()))
    made = build(read(tree, Settings(license="CC-BY-4.0")), renderer().theme, each)
    return {one.path: one.data for one in made if isinstance(one, Artifact) and one.path.startswith("data/search/")}


def table(files: dict[str, bytes], name: str) -> dict[str, bytes]:
    """Return the records of a table."""
    names = json.loads(files["data/search/meta.json"])["tables"][name]["names"]
    shards = [files[f"data/search/{names[at : at + 8]}.bin"] for at in range(0, len(names), 8)]
    return {key: data for one in shards for key, data in records(one)}


def test_what_is_not_listed_is_not_in_the_index() -> None:
    """No word of a draft, of an unlisted document, of one held back."""
    whole = b"".join(published().values())
    assert not [word for word in ("xylophone", "yakitori", "zygomatique", "brouillon") if word.encode() in whole]
    assert not [word for word in ("xylophon", "yakitor", "zygomat", "eniohpolyx") if word.encode() in whole]


def test_words_lead_to_stems_of_their_language() -> None:
    """Each document's words have the stems of its own language."""
    words = table(published(), "words")
    assert {"animateur", "animatrice", "anim/fr", "veillent", "neighbours", "neighbour/en"} <= words.keys()
    assert "neighbour/fr" not in words


def test_a_character_may_stand_for_several() -> None:
    """A fraction, a sign above the line, a formula of Arabic in one character: their parts are words of their own."""
    files = {"notes/signes.md": "---\ntitle: Signes\n---\nVerser ½ tasse, x⁼z, ﷺ, ΄mot."}
    assert {"1", "2", "x", "z", "صلى", "mot", "signes"} <= table(published(files), "words").keys()


def test_the_names_of_a_term_lead_to_one_another() -> None:
    """So that an English word finds the French notes."""
    words = table(published(), "words")
    assert words["community fridge="] == b"frigo communautaire"
    assert words["frigo communautaire="] == b"community fridge"


def test_a_term_leads_from_a_few_of_its_names_to_the_others() -> None:
    """A thousand aliases, each with all the others beside it, would be a million names."""
    aliases = ", ".join(f"frigo numéro {number}" for number in range(1000))
    files = {"notes/frigo.md": f"---\ntitle: Frigo\nkind: term\naliases: [{aliases}]\n---\nx"}
    made = published(files)
    assert sum(map(len, made.values())) < 200_000
    assert "frigo=" in table(made, "words")


def test_who_is_on_no_list_is_no_choice() -> None:
    """Une personne hors liste a écrit une note: la page de celle-ci la nomme, la recherche ne la propose pas."""
    files = {
        "people/lea.md": "---\ntitle: Léa Roy\nkind: person\nstatus: unlisted\n---\nx",
        "notes/frigo.md": "---\ntitle: Frigo\nauthors: [lea, Ana Roy]\n---\nx",
    }
    facets = table(published(files), "facets")
    assert [key for key in facets if key.startswith("person/")] == ['person/ana-roy/"Ana Roy"']


def test_facets_and_cards() -> None:
    """What a reader can choose by, and what is shown of what is found."""
    files = published()
    facets = table(files, "facets").keys()
    assert {
        'kind/note/"note"', 'community/est/"L’Est en commun"', 'person/ana-roy/"Ana Roy"',
        'date/2026-03-02/"2026-03-02"',
        'theme/alimentation/"Alimentation"', 'license/CC-BY-4.0/"CC-BY-4.0"', 'lang/en/"en"', "cited/000001/1",
        'region/mauricie/{"fr":"Mauricie","en":"Mauricie"}',
    } <= set(facets)  # fmt: skip
    cards = [card for path, data in files.items() if path.endswith(".json") and "meta" not in path
             for card in json.loads(data).values()]  # fmt: skip
    assert len(cards) == json.loads(files["data/search/meta.json"])["documents"] == 4
    assert ["Ouvrir un frigo", "notes/frigo/", "note", "fr", "2026-03-02"] in [card[:5] for card in cards]
    assert ["L’Est en commun"] in [card[6] for card in cards]


@pytest.mark.parametrize("size", [1, 2])
def test_the_index_is_the_same_wherever_it_is_made(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ici, ou dans une copie de ce processus, qui la fait avant des pages."""
    files = {f"notes/note-{number}.md": f"---\ntitle: Note {number}\n---\nx [[note-1]]" for number in range(120)}
    expected = published(files)
    monkeypatch.setattr(indexed, "_MANY", 100)
    with Pool(size) as pool:
        assert published(files, pool) == expected
