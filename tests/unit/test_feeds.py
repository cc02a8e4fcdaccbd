"""Feeds, JSON-LD and the guide for programs: well formed whatever authors write."""

import json
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from sample_pages import HOSTILE, everything, note, renderer

from praxis_build.model.names import Url
from praxis_build.model.page import AnyPage, FeedPage, GuidePage
from praxis_build.model.part import Card, Crumb, Phrase, Roll

ATOM = {"a": "http://www.w3.org/2005/Atom"}
NASTY = f"{HOSTILE}\x0b\ue000\ud7ff]]>\nligne `deux` [x](y)"
FRIGO = Card("Un frigo", Url("notes/frigo/"), "note", "en", "Huit étapes & demie", "2026-08-14")


def feed(form: str, **given: Any) -> bytes:
    """Return the file of a feed."""
    fields: dict[str, Any] = {"url": "communities/x/", "lang": "fr", "ui": "fr", "section": "communities", "name": "X"}
    return renderer()(FeedPage(**fields | {"form": form, "cards": (FRIGO,), "updated": "2026-08-14"} | given)).data


def test_an_atom_feed() -> None:
    """Un fil Atom dit son titre, le jour de ce qui est neuf, et des adresses entières."""
    root = ET.fromstring(feed("xml"))  # noqa: S314 - what was just made
    assert root.findtext("a:title", namespaces=ATOM) == "X · Praxis"
    assert root.findtext("a:updated", namespaces=ATOM) == "2026-08-14T00:00:00Z"
    (entry,) = root.findall("a:entry", ATOM)
    assert entry.findtext("a:id", namespaces=ATOM) == "https://exemple.org/commun/notes/frigo/"
    assert entry.findtext("a:summary", namespaces=ATOM) == "Huit étapes & demie"
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_a_json_feed() -> None:
    """Un fil JSON dit la même chose."""
    told = json.loads(feed("json"))
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["feed_url"] == "https://exemple.org/commun/communities/x/feed.json"
    assert [(item["title"], item["date_modified"]) for item in told["items"]] == [("Un frigo", "2026-08-14T00:00:00Z")]


def test_an_empty_feed() -> None:
    """Un fil où rien n'est neuf reste un fil."""
    root = ET.fromstring(feed("xml", cards=(), updated=""))  # noqa: S314 - what was just made
    assert root.findall("a:entry", ATOM) == []
    assert json.loads(feed("json", cards=()))["items"] == []


@pytest.mark.parametrize("form", ["xml", "json"])
def test_feeds_of_hostile_texts(form: str) -> None:
    """Quoi qu'un titre contienne, le fil se lit, et le texte y est."""
    data = feed(form, name=NASTY, description=NASTY, cards=(Card(NASTY, Url("n/"), "note", "fr", NASTY, "2026-01-01"),))
    if form == "xml":
        root = ET.fromstring(data)  # noqa: S314 - what was just made
        assert "<script>alert(1)</script>" in str(root.findtext("a:entry/a:title", namespaces=ATOM))
    else:
        assert "<script>alert(1)</script>" in json.loads(data)["items"][0]["title"]
    assert "\ue000" not in data.decode()


def test_the_guide_for_programs() -> None:
    """llms.txt: un titre, une phrase, des listes; rien de ce qu'un auteur écrit n'y commence une ligne."""
    card = Card(NASTY, Url("n/"), "community", "fr", NASTY)
    rolls = (Roll("community", Phrase("Communities"), (card,)),)
    page = GuidePage(url=Url("llms.txt"), lang="fr", ui="fr", section="home", name="Le commun", rolls=rolls)
    lines = renderer()(page).data.decode().splitlines()
    assert lines[0] == "# Le commun"
    assert lines[2] == "## Communautés"
    assert lines[4].startswith("- [\\<script\\>")
    assert len([line for line in lines if line]) == 3


def structured(page: AnyPage) -> list[dict[str, Any]]:
    """Return the JSON-LD of a page."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', renderer()(page).data.decode())
    return json.loads(found[1])["@graph"] if found else []


def test_what_a_note_is_for_programs() -> None:
    """Une note est un article, avec qui l'a écrite, son jour et son fil d'Ariane."""
    page = note(
        name="Frigo", date="2026-08-14", authors=(Card("Maude", Url("people/maude/"), "person"),),
        crumbs=(Crumb(Url(""), phrase=Phrase("Home")), Crumb(Url("notes/"), "Notes")),
    )  # fmt: skip
    article, crumbs = structured(page)
    assert (article["@type"], article["headline"], article["datePublished"]) == ("Article", "Frigo", "2026-08-14")
    assert article["author"][0]["url"] == "https://exemple.org/commun/people/maude/"
    assert [step["name"] for step in crumbs["itemListElement"]] == ["Accueil", "Notes"]


def test_what_is_unlisted_is_not_told() -> None:
    """Une page hors liste n'est pas pour les programmes qui indexent."""
    assert structured(note(listed=False)) == []


def test_no_text_ends_the_script() -> None:
    """Aucun texte d'auteur ne sort du script où il est dit; il s'y lit entier."""
    told = [thing for page in everything(NASTY) for thing in structured(page)]
    assert {"Article", "DefinedTerm", "Person", "CollectionPage"} <= {thing["@type"] for thing in told}
    assert any("<script>alert(1)</script>" in str(thing) for thing in told)
