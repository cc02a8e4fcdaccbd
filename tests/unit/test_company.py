"""Laws of what is around a community, and of what a person can help with."""

import re

from laws.test_updates import Commons

from praxis_build.model.document import Event
from praxis_build.model.lists import CalendarPage
from praxis_build.model.names import SourcePath, Url
from praxis_build.stages.render.calendar import calendar

PEOPLE = {"notes/people/ana.md": "---\ntitle: Ana\n---\nx", "notes/terms/corvée.md": "---\ntitle: Corvée\n---\nx"}
THREE = {f"communities/{name}.md": f"---\ntitle: Chez {name}\n---\nx" for name in "hmt"}


def pages(files: dict[str, str], day: str = "2026-08-14") -> dict[str, str]:
    commons = Commons()
    commons.become({SourcePath(path): text.encode() for path, text in files.items()}, day)
    return {path: data.decode() for path, data in commons.output.files.items() if path.endswith(("html", "ics"))}


def beside(html: str) -> dict[str, list[str]]:
    """Return what each neighbour of a community shares with it."""
    found = re.search(r'<section class="px-company".*?</section>', html, re.DOTALL)
    names = re.findall(r'px-card-title"><a[^>]*>([^<]+)<.*?<ul class="px-names">(.*?)</ul>', found[0] if found else "",
                       re.DOTALL)  # fmt: skip
    return {name: re.findall(r"<a[^>]*>([^<]+)</a>", rest) for name, rest in names}


def test_communities_are_neighbours_by_what_they_share() -> None:
    """A note of both, a person who writes for both, a term that notes of both use; who shares most comes first."""
    made = pages({
        **PEOPLE, **THREE,
        "notes/a.md": "---\ntitle: A\ncommunities: [h, m]\nauthors: [ana]\n---\nx",
        "notes/b.md": "---\ntitle: B\ncommunities: [h]\n---\n[[corvée]]",
        "notes/c.md": "---\ntitle: C\ncommunities: [t]\n---\n[[corvée]]",
    })  # fmt: skip
    assert beside(made["communities/h/index.html"]) == {"Chez m": ["A", "Ana"], "Chez t": ["Corvée"]}
    assert beside(made["communities/m/index.html"]) == {"Chez h": ["A", "Ana"]}


def test_what_is_unlisted_makes_no_neighbours() -> None:
    note = "---\ntitle: A\nstatus: unlisted\ncommunities: [h, m]\nauthors: [ana]\n---\nx"
    assert beside(pages({**PEOPLE, **THREE, "notes/a.md": note})["communities/h/index.html"]) == {}


def test_resources_are_grouped_by_site() -> None:
    """Those that most documents lead to first; an address of a mailbox is none."""
    link = "[x](https://www.forge.example/{0}) [y](https://autre.example/) [z](mailto:a@b.example)"
    files = {f"notes/{at}.md": f"---\ncommunities: [h]\n---\n{link.format(at)}" for at in range(3)}
    page = pages({**THREE, **files})["communities/h/index.html"]
    section = page[page.index('id="px-resources"') :]
    assert re.findall(r"<dt><bdi>([^<]+)</bdi>", section)[:2] == ["autre.example", "forge.example"]
    assert "mailto" not in section[: section.index("</section>")]


def test_a_person_can_help_with_what_they_offer_and_wrote_about() -> None:
    """Until the offer's last day."""
    note = "---\ntitle: A\nauthors: [ana]\nthemes: [frigo]\noffer: {what: Un atelier, expires: 2026-09-01}\n---\nx"
    files = {**PEOPLE, "notes/a.md": note}
    page = pages(files)["people/ana/index.html"]
    section = page[page.index('id="px-helps"') :]
    assert "Un atelier" in section
    assert "frigo" in section
    assert "Un atelier" not in pages(files, "2026-09-02")["people/ana/index.html"]


def lines(*events: Event, stamp: str = "") -> list[str]:
    page = CalendarPage(url=Url("communities/h/"), lang="fr", ui="fr", section="community", events=events, stamp=stamp)
    data = calendar(page, "Chez h")
    assert data.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_a_calendar_says_events_as_calendars_do() -> None:
    """Days, hours as written, zones in UTC; what means something in a calendar is escaped, long lines are folded."""
    said = lines(
        Event("Corvée; pain, café\nEND:VEVENT", "2026-09-12", "2026-09-13", "É" * 80),
        Event("Forum", "2026-09-12T19:30", "2026-09-12T18:00"),
        Event("Au loin", "2026-09-12T19:30:00-04:00"),
        Event("Un jour", "en septembre"),
        stamp="20260814T120000Z",
    )
    assert "SUMMARY:Corvée\\; pain\\, café\\nEND:VEVENT" in said
    assert f"LOCATION:{'É' * 80}" in said
    assert said.count("END:VEVENT") == 3
    assert [line for line in said if line.startswith("DT")] == [
        "DTSTAMP:20260814T120000Z", "DTSTART;VALUE=DATE:20260912", "DTEND;VALUE=DATE:20260914",
        "DTSTAMP:20260814T120000Z", "DTSTART:20260912T193000",
        "DTSTAMP:20260814T120000Z", "DTSTART:20260912T233000Z",
    ]  # fmt: skip


def test_a_community_with_events_has_a_calendar() -> None:
    made = pages({"communities/h.md": "---\nevents: [{title: Forum, start: 2026-09-12}]\n---\nx", **PEOPLE})
    assert "SUMMARY:Forum" in made["communities/h/events.ics"]
    assert 'href="../../communities/h/events.ics"' in made["communities/h/index.html"]
