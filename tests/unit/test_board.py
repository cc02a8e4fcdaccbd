"""Laws of needs and offers: by theme, each with what goes best with it, until their last day."""

import re

import pytest
from laws.test_updates import Commons, Store

from praxis_build.engines.mkdocs.stamps import today
from praxis_build.model.names import SourcePath

Notes = dict[SourcePath, bytes]


def note(  # noqa: PLR0913 - a need is made of these
    name: str, side: str, what: str, *, theme: str = "", region: str = "", until: str = ""
) -> Notes:
    expires = f", expires: {until}" if until else ""
    topics = (f"themes: [{theme}]\n" if theme else "") + (f"regions: [{region}]\n" if region else "")
    text = f"---\ntitle: {name}\n{topics}{side}: {{what: {what}{expires}}}\n---\nx\n"
    return {SourcePath(f"notes/{name.lower()}.md"): text.encode()}


def board(notes: Notes, day: str = "2026-08-14") -> str:
    commons = Commons()
    commons.become(notes, day)
    return commons.output.files["board/index.html"].decode()


def posts(html: str) -> dict[str, list[str]]:
    """Return the reasons of what is shown under each need or offer."""
    found = re.findall(r'px-post-what">([^<]+)</h3>(.*?)(?=<h3|</section>)', html, re.DOTALL)
    return {what: re.findall(r'px-match-why">([^<]+)<', rest) for what, rest in found}


def test_what_goes_best_together_comes_first() -> None:
    """Same theme and region, then same theme, then same region; three at most; never two needs."""
    notes = {
        **note("A", "need", "Un camion", theme="frigo", region="Laval"),
        **note("B", "offer", "De la place", region="Laval"),
        **note("C", "offer", "Un bidon", theme="frigo"),
        **note("D", "offer", "Une remorque", theme="frigo", region="Laval"),
        **note("E", "offer", "Une glacière", theme="frigo"),
        **note("F", "need", "Un autre camion", theme="frigo", region="Laval"),
        **note("G", "offer", "Du pain", region="Estrie"),
    }
    found = posts(board(notes))
    assert found["Un camion"] == [
        "Même thème et même région\u00a0: frigo, Laval", "Même thème\u00a0: frigo", "Même thème\u00a0: frigo",
    ]  # fmt: skip
    assert found["De la place"] == ["Même région\u00a0: Laval"] * 2
    assert found["Du pain"] == []


def test_what_ends_first_comes_first_in_its_theme() -> None:
    """Under each theme; without any, at the end."""
    notes = {
        **note("A", "need", "Sans fin", theme="frigo"),
        **note("B", "need", "Bientôt", theme="frigo", until="2026-09-01"),
        **note("C", "need", "Sans thème"),
        **note("D", "offer", "Du compost", theme="balcon"),
    }
    assert list(posts(board(notes))) == ["Du compost", "Bientôt", "Sans fin", "Sans thème"]


@pytest.mark.parametrize(
    ("until", "day", "there"),
    [
        ("2026-09-01", "2026-09-01", True), ("2026-09-01", "2026-09-02", False), ("2026-09", "2026-09-30", True),
        ("2026-09", "2026-10-01", False), ("", "2999-01-01", True),
    ],
)  # fmt: skip
def test_a_need_lasts_until_the_end_of_its_last_day(until: str, day: str, there: bool) -> None:  # noqa: FBT001
    """Then it leaves the board; the note stays, and says so."""
    commons = Commons()
    commons.become(note("A", "need", "Un camion", until=until), day)
    pages = {path: data.decode() for path, data in commons.output.files.items() if path.endswith(".html")}
    assert ("Un camion" in pages["board/index.html"]) is there
    assert "Un camion" in pages["notes/a/index.html"]
    assert ("C’est passé" in pages["notes/a/index.html"]) is not there


def test_a_new_day_remakes_only_what_lapses() -> None:
    """The board and the note; nothing on a day when nothing ends."""
    commons = Commons(Store())
    notes = {**note("A", "need", "Un camion", until="2026-09-01"), **note("B", "offer", "Du pain")}
    commons.become(notes, "2026-08-14")
    commons.become(notes, "2026-09-01")
    assert commons.site.rendered == 0
    before = dict(commons.output.files)
    commons.become(notes, "2026-09-02")
    changed = {path for path, data in commons.output.files.items() if before.get(path) != data}
    assert changed == {"board/index.html", "en/board/index.html", "notes/a/index.html"}


def test_the_board_goes_on_over_pages() -> None:
    """The list of themes leads to the page where each begins."""
    notes = {path: text for at in range(70)
             for path, text in note(f"N{at}", "offer", f"Chose {at}", theme=f"thème {at // 10}").items()}  # fmt: skip
    commons = Commons()
    commons.become(notes)
    first, third = (commons.output.files[f"board/{page}index.html"].decode() for page in ("", "~3/"))
    assert 'href="../board/~3/#px-theme-theme-6"' in first
    assert 'id="px-theme-theme-6"' in third
    assert first.count("px-post-what") == 30


def test_an_unlisted_note_is_not_on_the_board() -> None:
    assert "Rien" not in board({SourcePath("notes/a.md"): b"---\nstatus: unlisted\nneed: Rien\n---\nx"})


def test_the_day_can_be_set_so_that_builds_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """``SOURCE_DATE_EPOCH`` is in seconds; what can't be read as such is not a day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1786665600")
    assert today() == "2026-08-14"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "demain")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", today())
