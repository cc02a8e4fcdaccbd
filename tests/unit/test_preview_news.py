"""What open pages hear: of their changes, of what is wrong, in words; and that nothing is left behind."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pytest
from previewed import FILES, LONG, Shelf, Shown, problem, shown, until

from praxis_build.edges.preview import Report
from praxis_build.edges.preview.news import Edition, News
from praxis_build.edges.preview.server import Handler
from praxis_build.edges.preview.telling import MOST, concerning, told
from praxis_build.model.problem import Severity, Span

OWN, OTHER = "notes/a.md", "notes/b.md"
GRAVE = {severity: problem(OWN, severity=severity) for severity in Severity}
OTHERS = {severity: problem(OTHER, severity=severity) for severity in Severity}


@pytest.fixture
def shelf() -> Shelf:
    """Hold a small site."""
    return Shelf(dict(FILES))


@pytest.fixture
def here(shelf: Shelf, tmp_path: Path) -> Iterator[Shown]:
    """Show it."""
    with shown(shelf, [tmp_path]) as one:
        yield one


def test_a_page_hears_of_its_problems_in_its_language(shelf: Shelf, tmp_path: Path) -> None:
    """What, where, the line cut at the place, why, how, and where to read more."""
    found = problem(span=Span(3, 6, 5), excerpt="Voir [[x]].", suggestions=("y",), fix="Voir [[y]].")
    shelf.next = Report((found,), None, 0.0)
    with shown(shelf, [tmp_path]) as here, here.follow("/", lang="fr", source="notes/a.md") as events:
        (said,) = next(events)["problems"]
    assert said["place"] == "notes/a.md:3:6"
    assert said["what"].startswith("«\u00a0x\u00a0» ne mène nulle part")
    assert said["excerpt"] == ["Voir ", "[[x]]", "."]
    assert (said["number"], said["name"], said["fix"]) == (3, "avertissement", "Voir [[y]].")
    assert "y" in said["meant"]
    assert said["help"] == "/help/p401/"


def test_only_pages_that_changed_are_reloaded(here: Shown, shelf: Shelf, tmp_path: Path) -> None:
    """One page changed; another open page hears of the refresh, and stays."""
    with here.follow("/notes/jardin/") as one, here.follow("/notes/caf%C3%A9/") as other:
        assert [next(one).get("reload"), next(other).get("reload")] == [None, None]
        shelf.next = Report((), frozenset({"notes/jardin/index.html"}), 0.2)
        (tmp_path / "a.md").write_text("a", encoding="utf-8")
        assert [next(one).get("reload"), next(other).get("reload")] == [True, None]
    assert here.lines.get(timeout=LONG) == "rebuilt in 0.2 s: 1 page"


def test_a_page_hears_of_a_change_that_it_missed(here: Shown, shelf: Shelf, tmp_path: Path) -> None:
    """Between its sending and its first listening, or while nobody looked at it."""
    before = here.since()
    shelf.next = Report((), frozenset({"index.html"}), 0.0)
    (tmp_path / "a.md").write_text("a", encoding="utf-8")
    assert until(lambda: here.since() != before)
    with here.follow("/", since=before) as events:
        assert next(events)["reload"]
    with here.follow("/") as events:
        assert "reload" not in next(events)


@pytest.mark.parametrize("since", ["1", "99999999999999", "-1", "x"])
def test_a_page_of_another_preview_is_reloaded(here: Shown, since: str) -> None:
    """One stopped, another began: what a page left open shows may be anything."""
    with here.follow("/", since=since) as events:
        assert next(events)["reload"]


def test_a_page_held_back_stays_under_its_problem(here: Shown, shelf: Shelf, tmp_path: Path) -> None:
    """A page that its own mistake takes out of the site isn't replaced by “not found”; mended, it is shown anew."""
    with here.follow("/notes/jardin/", source="notes/a.md") as events:
        next(events)
        page = shelf.files.pop("notes/jardin/index.html")
        shelf.next = Report((problem(severity=Severity.ERROR),), frozenset({"notes/jardin/index.html"}), 0.0)
        (tmp_path / "a.md").write_text("a", encoding="utf-8")
        assert next(events)["title"] == "1 problem to fix"
        shelf.files["notes/jardin/index.html"] = page
        shelf.next = Report((), frozenset({"notes/jardin/index.html"}), 0.0)
        (tmp_path / "a.md").write_text("b", encoding="utf-8")
        assert next(events)["reload"]


def test_a_refresh_that_breaks_is_told_and_the_next_is_tried(here: Shown, shelf: Shelf, tmp_path: Path) -> None:
    """The page stays, under words that say why; the site then looks at everything, since it may have lost count."""
    with here.follow("/") as events:
        next(events)
        shelf.next = OSError("No space left\x1b[0m")
        (tmp_path / "a.md").write_text("a", encoding="utf-8")
        said = next(events)
        assert said["title"] == "The site could not be rebuilt."
        assert said["text"][-1] == "OSError: No space left\ufffd[0m"
        assert here.ask("/")[0].status == 200
        shelf.next = Report((), frozenset(), 0.0)
        (tmp_path / "a.md").write_text("b", encoding="utf-8")
        assert next(events)["reload"]
    assert shelf.told == [None, {str(tmp_path / "a.md")}, None]


def test_streams_that_nobody_reads_any_more_end(here: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that went away leaves no thread behind."""
    monkeypatch.setattr(Handler, "beat", 0.05)
    before = threading.active_count()
    with ExitStack() as tabs:
        for _ in range(8):
            next(tabs.enter_context(here.follow("/")))
        assert threading.active_count() >= before + 8
    assert until(lambda: threading.active_count() <= before)


def test_streams_end_with_the_preview(shelf: Shelf, tmp_path: Path) -> None:
    """Nobody waits for news that won't come."""
    before = threading.active_count()
    with ExitStack() as tabs:
        with shown(shelf, [tmp_path]) as here:
            streams = [tabs.enter_context(here.follow("/")) for _ in range(3)]
            assert all(next(stream) for stream in streams)
        assert until(lambda: threading.active_count() <= before)
        assert [list(stream) for stream in streams] == [[], [], []]


def test_news_are_kept_once_a_page() -> None:
    """However long the preview runs, it remembers no more than there are pages."""
    news = News(100)
    for _ in range(50):
        news.publish((), {"a", "b"})
    assert (news.changed("a", 149), news.changed("a", 150), news.changed("c", 100)) == (True, False, False)
    news.publish((), None)
    assert (news.changed("c", 150), news.changed("c", 151)) == (True, False)


def test_a_page_shows_its_own_problems_and_the_errors_of_all() -> None:
    """Its own come first; information is in nobody's way, nor are the warnings of others."""
    everything = [*OTHERS.values(), *GRAVE.values()]
    errors, warnings = Severity.ERROR, Severity.WARNING
    assert concerning(everything, OWN) == [GRAVE[errors], GRAVE[warnings], OTHERS[errors]]
    assert concerning(everything, "") == [OTHERS[errors], GRAVE[errors]]


def test_nothing_is_said_when_all_is_well() -> None:
    """Nor when there is only information."""
    assert words([GRAVE[Severity.INFO], OTHERS[Severity.WARNING]]) == {"version": 7}


def test_very_many_problems_are_counted() -> None:
    """A few can be read over a page; the others are for the command."""
    said = words([GRAVE[Severity.ERROR]] * (MOST + 2))
    assert said["title"] == f"{MOST + 2} problems to fix"
    assert len(said["problems"]) == MOST
    assert said["more"].startswith("2 other problems are not shown")


@pytest.mark.parametrize(
    ("line", "span", "cut"),
    [
        ("Voir [[x]].", Span(1, 6, 5), ["Voir ", "[[x]]", "."]),
        ("\tx\u202e", Span(1, 2, 9), [" ", "x\ufffd", ""]),
        ("🌱🌱 x", Span(1, 4), ["🌱🌱 ", "x", ""]),
        ("court", Span(1, 6, 3), ["court", " ", ""]),
        ("court", Span(1, 40, 3), []),
        ("a" * 99 + "x" + "b" * 99, Span(1, 100), ["…" + "a" * 60, "x", "b" * 60 + "…"]),
        ("court", Span(1, 2, 0), ["c", "o", "urt"]),
        ("  ", Span(1, 1), []),
    ],
)
def test_a_line_is_cut_at_its_place(line: str, span: Span, cut: list[str]) -> None:
    """By characters, within the line; nothing in it turns the words around."""
    (said,) = words([problem(span=span, excerpt=line)])["problems"]
    assert said["excerpt"] == cut


def words(problems: Sequence[Any]) -> dict[str, Any]:
    """Return what is said in English to a page made from a file."""
    return told(Edition(7, tuple(problems)), OWN, NullTranslations(), lambda _: "")
