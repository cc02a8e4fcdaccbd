"""Laws of cleaning: every tag of an author's passes nh3, alone or with all the others, and the result is the same."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from laws.grammar import LAW, NASTY, TEXTS, pieces

from praxis_build.stages.parse.clean import cleaned, whole
from praxis_build.stages.parse.markdown import prepared, written

ADDRESSES = ("http:", "https:", "mailto:", "tel:")
TAGS = st.sampled_from(pieces("html.txt"))
"""Pieces of HTML that comrak would never write."""


class Inert(HTMLParser):
    """Fails on the first tag or attribute that could do something."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag."""
        assert whole(f"<{tag}>") or tag in {"tbody", "td", "th", "thead", "tr"}
        for name, value in attrs:
            assert not name.startswith("on")
            scheme, colon, _ = (value or "").partition(":")
            assert name not in {"href", "src"} or not colon or "/" in scheme or value.lower().startswith(ADDRESSES)

    def handle_comment(self, data: str) -> None:
        """Refuse comments."""
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


@settings(LAW, max_examples=300)
@given(TEXTS)
@example('| a | b |\n| :- | -: |\n| *c* | ~~d~~<br> |\n\n- [x] e\n- [ ] [f](g "h & i")\n\n3. ![j\u00a0"](k.png)\n\n***')
@example("> [!TIP]\n> a  \n> b[^1]\n\n[^1]: c `d` $e$\n\n```math\nf\n```\n\n# g\n\n<http://h.example/é?a&b>")
@example("a&#13;b[[c'\u00a0d#é|e]] [f[^1]](g)\n\n[^1]: [[h]]")
def test_a_text_cleaned_by_tags_is_as_if_read_whole(text: str) -> None:
    """Whatever Markdown says, cleaning tag by tag gives what nh3 gives when it reads all the HTML."""
    html = written(prepared(text))
    assert "".join(cleaned(html)) == whole(html)


@settings(LAW, max_examples=300)
@given(st.lists(TAGS | NASTY, max_size=12).map("".join) | st.lists(TAGS, max_size=12).map(" ".join))
def test_cleaning_does_not_count_on_comrak(html: str) -> None:
    """Raw HTML that comrak never writes is inert all the same once it is clean."""
    clean = cleaned(html)
    inert = Inert(convert_charrefs=True)
    inert.feed("".join(clean))
    inert.close()
    assert not any("<" in text or ">" in text for text in clean[::2])


@pytest.mark.parametrize("html", ['<a href="a"><sup><a href="b">c</a></sup></a>', "a\rb", "<p", "a > b", "<b>x</b>"])
def test_what_leaves_a_doubt_is_read_whole(html: str) -> None:
    """A link in a link, a control character, a stray bracket, an unknown tag."""
    assert "".join(cleaned(html)) == whole(html)
