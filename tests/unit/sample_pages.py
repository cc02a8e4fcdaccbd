"""Pages built by hand, a small shell, and a reader of HTML, for the tests of render."""

from functools import cache
from html.parser import HTMLParser
from typing import Any

from praxis_build.edges import theme as disk
from praxis_build.model.document import HOLE, Board, Body, Event, Link, Origin
from praxis_build.model.lists import (
    Bed,
    BoardPage,
    Chapter,
    Chore,
    DirectoryPage,
    Entry,
    GardenPage,
    Group,
    ListingPage,
    Match,
    Pile,
    Post,
    RegionsPage,
    WholePage,
)
from praxis_build.model.names import Url
from praxis_build.model.page import (
    AnyPage,
    CommunityPage,
    HelpPage,
    HomePage,
    MissingPage,
    NotebookPage,
    NotePage,
    OfflinePage,
    OrganizationPage,
    PersonPage,
    SearchPage,
    Shelf,
    TermPage,
)
from praxis_build.model.part import (
    Alternate,
    Anchor,
    Card,
    Content,
    Crumb,
    Label,
    Pager,
    Phrase,
    Place,
    Quote,
    Roll,
    Tag,
    Target,
    Tile,
)
from praxis_build.model.settings import Settings
from praxis_build.model.shell import MARK, Theme, cut
from praxis_build.stages.render import Render

HOSTILE = """<script>alert(1)</script>"><img src=x onerror=alert(1)>'&\u202e"""
TAGS = [
    "note",
    "term",
    "organization",
    "person",
    "community",
    "notebook",
    "home",
    "listing",
    "help",
    "search",
    "missing",
    "regions",
    "board",
    "offline",
    "garden",
    "graph",
    "directory",
    "whole",
]
SHELL = (
    '<html lang="{lang}"><head><title>{title}</title><link rel="canonical" href="{canonical}">{head}</head>'
    '<body data-root="{root}" data-kind="{kind}">{content}</body></html>'
)
VOID = {"img", "meta", "link", "br", "hr", "input"}


@cache
def renderer(site_url: str = "https://exemple.org/commun/") -> Render:
    """Return what renders with the theme's own templates in a small shell."""
    names = ("root", "lang", "title", "kind", "canonical", "head", "content")
    shell = cut(SHELL.format(**{name: MARK.format(name) for name in names}))
    templates, catalogues = disk.load(disk.folder())
    shells = {f"{tag}/{ui}": shell for tag in TAGS for ui in ("fr", "en")}
    return Render(Theme(shells, templates, catalogues), Settings(site_name="Praxis", site_url=site_url))


def html_of(page: AnyPage) -> str:
    """Return a page's HTML."""
    return renderer()(page).data.decode()


def roll(key: str, *cards: Card) -> Roll:
    """Return a roll of these cards."""
    return Roll(key, Phrase("Notes"), cards, len(cards))


def note(**given: object) -> NotePage:
    """Return a small note's page, with these fields."""
    fields: dict[str, Any] = {
        "url": "notes/x/",
        "lang": "fr",
        "ui": "fr",
        "section": "notes",
        "name": "X",
        "kind": "note",
    }
    return NotePage(**fields | given)


def everything(text: str) -> list[AnyPage]:
    """Return a page of each tag with ``text`` in every text field."""
    common: dict[str, Any] = {
        "lang": "fr",
        "ui": "fr",
        **dict.fromkeys(("section", "name", "description", "updated"), text),
    }
    common |= {"url": Url(f"notes/{text}/"), "alternates": (Alternate("en", Url("y/"), text),)}
    common |= {"crumbs": (Crumb(Url("notes/"), text, lang="es"),)}
    return [*_documents(text, common), *_others(text, common)]


def _card(text: str) -> Card:
    quote, label = Quote(text, text, text), Label(text, text)
    phrase = Phrase("{x}", {"x": text})
    return Card(
        text,
        Url(f"notes/{text}/"),
        "note",
        "es",
        text,
        text,
        quote,
        text,
        (label,),
        pinned=True,
        roles=(text,),
        phrase=phrase,
    )


def _content(text: str) -> Content:
    link = Link("link", text, text, text, title=text)
    body = Body(f"<p>{HOLE}a</a>{HOLE}{HOLE}a</a></p>", (link, Link("image", text, text, text, title=text), link))
    url = Url(f"notes/{text}/")
    return Content(body, (Target(url, text, lang=text, title=text), Target(file=f"{text}.png"), Target(missing=True)))


def _documents(text: str, common: dict[str, Any]) -> list[AnyPage]:
    card, plain = _card(text), Card(text, summary=text)
    cards, tag, label = roll(text, card, plain), Tag(text, Url(f"{text}/"), 2), Label(text, text)
    words = dict.fromkeys(("summary", "date", "reviewed", "license", "path", "discussion", "edit_url"), text)
    fields: dict[str, Any] = common | words | {
        "license_url": f"javascript:{text}", "aliases": (text,), "authors": (card, plain), "communities": (card,),
        "themes": (tag,), "regions": (tag,), "translations": (card,), "original": card, "content": _content(text),
        "toc": (Anchor(2, text, text), Anchor(3, text, text)), "relations": (cards,), "backlinks": (cards,),
        "places": (Place(card, 1, 2, text, (label,), card, card, card),), "sources": (Origin(text, text, text),),
    }  # fmt: skip
    event = Event(text, text, text, text, text)
    return [
        NotePage(**fields, kind="note", need=Board(text, text, text), offer=Board(text)),
        TermPage(**fields, kind="term", definition=text, equivalents={text: text}),
        OrganizationPage(**fields, kind="organization", website=f"javascript:{text}", location=(46.5, -72.5)),
        PersonPage(**fields, kind="person", contributions=(cards,), animates=cards),
        CommunityPage(
            **fields, kind="community", scope=text, access=text, animators=(card,), join="javascript:alert(1)",
            rolls=(cards,), events=(event,),
        ),
        NotebookPage(
            **fields, kind="notebook", community=card, stewards=(card,), guide=text, entries=cards,
            shelves=(Shelf(text, (tag,)),),
        ),
    ]  # fmt: skip


def _group(text: str) -> Group:
    card, board = _card(text), Board(text, text, text)
    match = Match(card, text, Phrase("{x}", {"x": text}))
    posts = tuple(Post(side, card, board, (Tag(text),), (match,)) for side in ("need", "offer"))
    return Group(text, Url(f"{text}/"), "px-theme-x", 2, posts)


def _others(text: str, common: dict[str, Any]) -> list[AnyPage]:
    card, tag = _card(text), Tag(text, Url(f"{text}/"), 2)
    one, two, three, four = (roll(key, card) for key in "abcd")
    pager, intro = Pager(2, 3, Url("a/"), Url("b/")), Phrase("{x}", {"x": text})
    figures = dict.fromkeys(TAGS[:6], 1)
    return [
        HomePage(
            **common, communities=one, recent=two, cited=three, notebooks=four, themes=(tag,), regions=(tag,),
            figures=figures,
        ),
        ListingPage(
            **common, intro=intro, tags=(tag,), rolls=(one,), pager=pager, invitation=intro, invited=(text,),
        ),
        RegionsPage(**common, regions=(tag,), tiles=(Tile(tag, 0, 0, (text, text), 2),), columns=1, rows=1),
        GardenPage(
            **common,
            beds=(Bed("x", intro, intro, 9, (Chore(card, "https://exemple.example/x", intro, (card,)),), Url("a/")),),
        ),
        DirectoryPage(
            **common, intro=intro, entries=(Entry(card, (tag,), (tag,), 3),), themes=(Pile(tag, (card,)),),
            regions=(Pile(tag, (card,)),),
        ),
        WholePage(**common, chapters=(Chapter(card, Content(Body("<h2>x</h2>"))),)),
        BoardPage(**common, needs=1, offers=1, themes=(_group(text),), groups=(_group(text),), pager=pager),
        HelpPage(**common, code=text, codes=(tag,)),
        SearchPage(**common, lists=(tag,), themes=(tag,)),
        MissingPage(**common, suggestions=(tag,)),
        OfflinePage(**common, home=Url(f"{text}/")),
    ]  # fmt: skip


class Reading(HTMLParser):
    """Reads a page as a browser does: elements left open, ids, tags with their attributes."""

    def __init__(self, html: str) -> None:
        """Read a page."""
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag; no attribute may be there twice."""
        self.tags.append((tag, dict(attrs)))
        assert len(attrs) == len(dict(attrs)), f"an attribute twice on <{tag}>"
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the last element."""
        assert self.open.pop() == tag, f"</{tag}> closes another"
