"""The preview as a server: what each address answers, and to whom."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from previewed import FILES, LONG, PAGE, Shelf, Shown, problem, shown

from praxis_build.edges.preview import Report
from praxis_build.model.problem import Severity

SCRIPT = b'<script type="module" src="/~praxis/live.js"></script>\n</body></html>'


@pytest.fixture
def shelf() -> Shelf:
    """Hold a small site."""
    return Shelf(dict(FILES))


@pytest.fixture
def here(shelf: Shelf, tmp_path: Path) -> Iterator[Shown]:
    """Show it."""
    with shown(shelf, [tmp_path]) as one:
        yield one


@pytest.mark.parametrize(
    ("target", "kind", "file"),
    [
        ("/", "text/html; charset=utf-8", "index.html"),
        ("/notes/jardin/", "text/html; charset=utf-8", "notes/jardin/index.html"),
        ("/notes/jardin/index.html?a=b", "text/html; charset=utf-8", "notes/jardin/index.html"),
        ("/notes/caf%C3%A9/", "text/html; charset=utf-8", "notes/café/index.html"),
        ("/assets/praxis.css", "text/css; charset=utf-8", "assets/praxis.css"),
        ("/assets/a.js", "text/javascript; charset=utf-8", "assets/a.js"),
        ("/data/graph.json", "application/json; charset=utf-8", "data/graph.json"),
        ("/files/plan.pdf", "application/pdf", "files/plan.pdf"),
        ("/files/son.inconnu", "application/octet-stream", "files/son.inconnu"),
    ],
)
def test_a_file_is_sent_as_what_it_is(here: Shown, target: str, kind: str, file: str) -> None:
    """A folder is its index, each file has its type, nothing is kept by the browser, and only pages get the script."""
    answer, data = here.ask(target)
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
    assert answer.headers["Cache-Control"] == "no-store"
    if file.endswith(".html"):
        assert data.startswith(PAGE.removesuffix(b"</body></html>"))
        assert data.endswith(SCRIPT)
    else:
        assert data == FILES[file]


def test_a_folder_s_address_ends_with_a_slash(here: Shown) -> None:
    """The address without it leads to the one with it, and what was asked is kept."""
    answer, _ = here.ask("/notes/caf%C3%A9?a=b&c")
    assert (answer.status, answer.headers["Location"]) == (302, "/notes/caf%C3%A9/?a=b&c")


@pytest.mark.parametrize("target", ["/rien/", "/rien", "/notes/jardin/rien.css", "/notes/"])
def test_what_is_not_there_has_the_site_s_own_page(here: Shown, target: str) -> None:
    """With the script, so that the page comes when it is written."""
    answer, data = here.ask(target)
    assert answer.status == 404
    assert b"Rien ici" in data
    assert data.endswith(SCRIPT)


def test_a_site_without_its_own_page_has_a_plain_one(here: Shown, shelf: Shelf) -> None:
    """It says so in words, and has the script."""
    del shelf.files["404.html"]
    answer, data = here.ask("/rien/")
    assert answer.status == 404
    assert b"<h1>Page not found</h1>" in data
    assert b"/~praxis/live.js" in data


@pytest.mark.parametrize("target", ["/", "/assets/praxis.css", "/rien/", "/notes/jardin", "/~praxis/events?page=/"])
def test_a_head_is_an_answer_without_its_data(here: Shown, target: str) -> None:
    """Same status, same headers."""
    answer, data = here.ask(target, "HEAD")
    assert data == b""
    if "events" not in target:
        whole, _ = here.ask(target)
        assert answer.status == whole.status
        assert {**answer.headers, "Date": ""} == {**whole.headers, "Date": ""}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "X"])
def test_nothing_can_be_done_but_read(here: Shown, method: str) -> None:
    """Other methods are refused."""
    answer, _ = here.ask("/", method)
    assert answer.status == 501


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "127.8.8.8", "[::1]:8000"])
def test_this_machine_is_asked_by_its_names(here: Shown, host: str) -> None:
    """Whatever the port."""
    assert here.ask("/", Host=host)[0].status == 200


@pytest.mark.parametrize("target", ["/", "/~praxis/live.js", "/~praxis/events?page=/"])
@pytest.mark.parametrize(
    "host", ["praxis.example", "127.0.0.1.praxis.example", "localhost.praxis.example", "10.0.0.1", "", "[", "a@b:c"]
)
def test_a_page_of_elsewhere_can_t_pass_for_this_machine(here: Shown, shelf: Shelf, host: str, target: str) -> None:
    """A name that someone else's server points at this machine is refused before the site is asked for anything."""
    answer, data = here.ask(target, Host=host)
    assert (answer.status, data, shelf.asked) == (403, b"", [])


def test_a_request_without_a_host_is_refused(here: Shown) -> None:
    """Browsers always say which they want."""
    assert here.ask("/", Accept="*/*")[0].status == 403


@pytest.mark.parametrize(
    "target",
    [
        "/../mkdocs.yml", "/%2e%2e/mkdocs.yml", "/notes/..%2f..%2fmkdocs.yml", "/notes/./jardin/", "/notes//jardin/",
        "//etc/passwd", "/%2fetc/passwd", "/..%5cmkdocs.yml", "/C:%5cx", "/%00", "/notes/jardin/%00", "/notes/..",
        "notes/jardin/", "/~praxis/../mkdocs.yml", "/~praxis/added.html", "/~praxis/",
    ],
)  # fmt: skip
def test_no_address_leads_out_of_the_site(here: Shown, shelf: Shelf, target: str) -> None:
    """The site is only asked for plain names of files, and the preview's own files are those that it needs."""
    answer, data = here.ask(target)
    assert answer.status == 404
    assert b"site_name" not in data
    for name in shelf.asked:
        assert not set(name.split("/")) & {"", ".", ".."}, name
        assert not set(name) & {"\\", "\0"}


def test_a_redirection_never_leads_elsewhere(here: Shown, shelf: Shelf) -> None:
    """An address that begins with two slashes would be another host's."""
    shelf.files["praxis.example/index.html"] = PAGE
    answer, _ = here.ask("//praxis.example")
    assert answer.headers.get("Location", "/") in {"/", "/praxis.example/"}


def test_a_site_below_a_folder_is_shown_below_it(shelf: Shelf, tmp_path: Path) -> None:
    """Its root is reached from that of the server; nothing of it is elsewhere."""
    shelf.base = "/commun/"
    shelf.next = Report((problem(severity=Severity.ERROR),), frozenset(), 0.0)
    with shown(shelf, [tmp_path]) as here:
        assert here.address.endswith("/commun/")
        assert here.ask("/")[0].headers["Location"] == "/commun/"
        assert here.ask("/commun")[0].headers["Location"] == "/commun/"
        assert here.ask("/commun/notes/jardin")[0].headers["Location"] == "/commun/notes/jardin/"
        assert here.ask("/commun/notes/jardin/")[0].status == 200
        assert [here.ask(path)[0].status for path in ("/notes/jardin/", "/communs/")] == [404, 404]
        with here.follow("/commun/notes/jardin/") as events:
            assert next(events)["problems"][0]["help"] == "/commun/en/help/p401/"


def test_a_page_that_can_t_be_made_says_so(here: Shown) -> None:
    """The server is there for the next, and the terminal tells of our fault."""
    answer, data = here.ask("/broken/")
    assert answer.status == 500
    assert b"<h1>This page could not be made.</h1>" in data
    assert b"/~praxis/live.js" in data
    assert "LookupError" in here.lines.get(timeout=LONG)
    assert here.ask("/")[0].status == 200
