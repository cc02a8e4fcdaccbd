"""Names are compared, and become addresses, as people expect."""

import pytest

from praxis_build.model.names import (
    SLUG_BYTES,
    anchor_of,
    fold,
    folder,
    is_index,
    order,
    slugify,
    stem,
    without_extension,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Été", "ete"),
        ("E\u0301te\u0301", "été"),
        ("L’eau", "l'eau"),
        ("l`eau", "l‘eau"),
        ("Cœur", "coeur"),
        ("Curriculum vitæ", "curriculum vitae"),
        ("Straße", "STRASSE"),
        ("a\u00a0b", "a b"),
        (" a \t b ", "A B"),
        ("co\u00adopération", "cooperation"),
        ("jar\u200bdin", "jardin"),
        ("Łódź", "lodz"),
        ("ﬁn", "fin"),
    ],
)
def test_two_spellings_of_a_name_are_one(one: str, other: str) -> None:
    """Case, Latin accents, ligatures, apostrophes, spaces, invisible characters and Unicode forms don't count."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("बाग", "बग"), ("ня", "няй"), ("a-b", "a b"), ("a", "b")])
def test_two_names_stay_two(one: str, other: str) -> None:
    """Marks of other scripts are part of their letters."""
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Récolte d'été à l'Île", "recolte-d-ete-a-l-ile"),
        ("  --A--  ", "a"),
        ("C++ & C#", "c-c"),
        ("花园 2", "花园-2"),
        ("🌱", "u1f331"),
        ("🌱 🌻", "u1f331-u1f33b"),
        ("agent.es", "agent-es"),
        ("", "x"),
        ("???", "u3f-u3f-u3f"),
        ("nom.", "nom"),
    ],
)
def test_a_slug_is_what_remains_of_a_name(name: str, slug: str) -> None:
    """Lower case, no accent, hyphens between words; a name without word gives its code points."""
    assert slugify(name) == slug


def test_long_names_stay_different() -> None:
    """A name over the limit ends with a digest of all of it."""
    one, other = slugify("é" * 300 + "a"), slugify("é" * 300 + "b")
    assert one != other
    assert len(one.encode()) <= SLUG_BYTES


@pytest.mark.parametrize(
    ("text", "anchor"),
    [("Étape 1 : l'accueil", "étape-1--laccueil"), ("  Qui ?  ", "qui-"), ("a_b-c", "a_b-c"), ("🌱 Semer", "-semer")],
)
def test_an_anchor_is_githubs(text: str, anchor: str) -> None:
    """Lower case, punctuation dropped, each space a hyphen."""
    assert anchor_of(text) == anchor


def test_paths_are_taken_apart() -> None:
    """A file has a stem, a folder, and may stand for its folder."""
    assert stem("notes/x/a.b.MD") == "a.b"
    assert stem("notes/.md") == ".md"
    assert without_extension("notes/a.markdown") == "notes/a"
    assert without_extension("notes/a.html") == "notes/a.html"
    assert folder("notes/x/a.md") == "notes/x"
    assert folder("a.md") == ""
    assert [is_index(path) for path in ("x/README.md", "x/_index.md", "x/Index.md", "x/a.md")] == [
        True,
        True,
        True,
        False,
    ]


def test_files_are_ranked_by_their_composed_name() -> None:
    """A name stands at the same place in both Unicode forms."""
    assert sorted(["b", "e\u0301b", "éa", "éc"], key=order) == ["b", "éa", "e\u0301b", "éc"]
