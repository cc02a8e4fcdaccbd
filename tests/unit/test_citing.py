"""How a page is cited: of a version that stays, in the page's language, whatever its authors are called."""

import json
from typing import Any

from sample_pages import HOSTILE, html_of, note

from praxis_build.edges import theme
from praxis_build.model.part import Card, Version
from praxis_build.stages.render.citing import Cited, cited
from praxis_build.stages.render.speech import Speech

CATALOGUES = theme.load(theme.folder())[1]
ADDRESS = "https://commun.example/notes/frigo/"
VERSION = Version("0123456789abcdef0123456789abcdef01234567", "2026-09-03", "2026-05-01")
OCEANE = Card("Océane Picard-Lebrun", kind="person", roles=("writing",))
JEAN_GUY = Card("Jean-Guy Tremblay", roles=("writing",))
CHAUDRONS = Card("Les Chaudrons du Flottage", kind="organization", roles=("writing",))


def cite(language: str = "fr", **given: Any) -> Cited:
    """Cite a note on a fridge."""
    page = note(name="Ouvrir un frigo", lang=language, ui=language, **given)
    return cited(page, Speech(language, CATALOGUES.get(language, b"")), "Le commun", ADDRESS)


def test_a_french_reference() -> None:
    """Les noms d'abord, la date à la française, la version et son jour, le site, l'adresse."""
    told = cite(authors=(OCEANE, JEAN_GUY, CHAUDRONS), date="2026-08-14", version=VERSION)
    assert told.apa == (
        "Picard-Lebrun, O., Tremblay, J.-G. et Les Chaudrons du Flottage (2026, 14 août). "
        "Ouvrir un frigo (version 0123456, 3 septembre 2026). Le commun. https://commun.example/notes/frigo/"
    )


def test_an_english_reference() -> None:
    """Dans une page en anglais, la référence est en anglais."""
    told = cite("en", authors=(OCEANE, JEAN_GUY), date="2026-08-14")
    assert told.apa.startswith("Picard-Lebrun, O. and Tremblay, J.-G. (2026, August 14). Ouvrir un frigo. Le commun.")


def test_what_is_not_known_is_not_said() -> None:
    """Sans auteur ni date, « s. d. »; avec une histoire, le premier jour en tient lieu."""
    assert cite().apa == "Ouvrir un frigo. (s. d.). Le commun. https://commun.example/notes/frigo/"
    assert "(2026, 1 mai)" in cite(version=VERSION).apa
    assert "(2024)" in cite(date="2024").apa


def test_the_version_is_where_the_forge_shows_it() -> None:
    """L'adresse est celle de la version quand la forge la montre: elle ne changera plus."""
    url = "https://github.com/commun/notes/blob/0123456/notes/frigo.md"
    version = Version(VERSION.commit, VERSION.day, VERSION.created, url)
    told = cite(version=version)
    assert all(url in text for text in told)


def test_who_wrote_comes_before_who_helped() -> None:
    """On cite qui a écrit; qui a relu ou illustré est sur la page."""
    reviewer = Card("Priya Hébert", kind="person", roles=("review",))
    assert "Hébert" not in cite(authors=(OCEANE, reviewer)).apa
    assert "Hébert, P." in cite(authors=(reviewer,)).apa


def test_reference_managers_read_it() -> None:
    """BibTeX, CSL-JSON et RIS disent la même chose."""
    told = cite(authors=(OCEANE, CHAUDRONS), date="2026-08-14", version=VERSION)
    (csl,) = json.loads(told.csl)
    assert csl["author"] == [{"family": "Picard-Lebrun", "given": "Océane"}, {"literal": "Les Chaudrons du Flottage"}]
    assert csl["issued"] == {"date-parts": [[2026, 8, 14]]}
    assert "author = {Picard-Lebrun, Océane and {Les Chaudrons du Flottage}}" in told.bibtex
    assert told.ris.splitlines()[:3] == ["TY  - ELEC", "AU  - Picard-Lebrun, Océane", "AU  - Les Chaudrons du Flottage"]


def test_hostile_names_stay_text() -> None:
    """Un titre ou un nom hostile ne sort d'aucune forme."""
    page = note(name=HOSTILE, authors=(Card(HOSTILE, roles=("writing",)),), version=VERSION)
    assert "<script>alert" not in html_of(page)
    told = cited(note(name="50 % & {plus}\nER  - \nTY  - BOOK"), Speech("fr", b""), "x_y", ADDRESS)
    assert r"50 \% \& \{plus\}" in told.bibtex
    assert told.ris.count("\nER  - ") == 1
