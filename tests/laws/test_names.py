"""Laws of names."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st
from laws.grammar import LAW, WORDS

from praxis_build.model.names import SLUG_BYTES, anchor_of, fold, slugify

NAMES = st.text(max_size=40) | st.lists(WORDS, max_size=6).map(" ".join)


@LAW
@given(NAMES)
@example("\u0345")
@example("İ")
@example("ŉ`’")
def test_folding_is_idempotent(name: str) -> None:
    """A folded name is its own key."""
    assert fold(fold(name)) == fold(name)


@LAW
@given(NAMES)
def test_folding_ignores_the_unicode_form_and_case(name: str) -> None:
    """NFC and NFD, capitals and small letters, are one name."""
    assert fold(unicodedata.normalize("NFC", name)) == fold(unicodedata.normalize("NFD", name))
    assert fold(name.casefold()) == fold(name)


@LAW
@given(NAMES | st.text(alphabet="aé花 -/.\\\x00\u202e", max_size=300))
def test_a_slug_is_its_own_slug_and_a_safe_file_name(name: str) -> None:
    """A slug is short, holds letters, digits and inner hyphens only, and doesn't change."""
    slug = slugify(name)
    assert slugify(slug) == slug
    assert 0 < len(slug.encode()) <= SLUG_BYTES
    assert slug.strip("-") == slug
    assert all(char == "-" or unicodedata.category(char)[0] in "LNM" for char in slug)


@LAW
@given(NAMES)
def test_an_anchor_is_one_word(name: str) -> None:
    """A fragment holds no blank, no sign that an address gives a meaning to."""
    assert not set(anchor_of(name)) & set(" \t\n\"'<>#?&%/")
