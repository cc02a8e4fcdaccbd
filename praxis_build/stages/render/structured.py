"""What a page is, for programs: JSON-LD in the words of schema.org. Source: https://schema.org/docs/schemas.html."""

from collections.abc import Iterable
from typing import Any

import msgspec

from praxis_build.model.document import Event, Kind
from praxis_build.model.lists import ListingPage
from praxis_build.model.names import Url
from praxis_build.model.page import CommunityPage, DocumentPage, HomePage, NotebookPage, OrganizationPage, TermPage
from praxis_build.model.part import Card, Roll
from praxis_build.model.settings import Settings
from praxis_build.model.sheet import Page
from praxis_build.stages.render.address import absolute, outward
from praxis_build.stages.render.dates import machine
from praxis_build.stages.render.quick import unmarked
from praxis_build.stages.render.speech import Speech

_TYPES: dict[Kind, str] = {
    "note": "Article", "term": "DefinedTerm", "organization": "Organization", "person": "Person",
    "community": "Organization", "notebook": "CollectionPage",
}  # fmt: skip
_LISTED = 20
"""Documents of a list that are told."""
Thing = dict[str, Any]


def structured(page: Page, title: str, speech: Speech, settings: Settings) -> str:
    """Return what a page is, as JSON that can stand in a script; nothing when the site's address isn't known."""
    if not settings.site_url or not page.listed:
        return ""
    told = _Telling(settings.site_name, settings.site_url)
    things = list(told.things(page, title))
    if things and len(page.crumbs) > 1:
        things.append(told.breadcrumb(page, speech))
    if not things:
        return ""
    text = msgspec.json.encode({"@context": "https://schema.org", "@graph": things}).decode()
    # Nothing in JSON needs these outside of a text, where they could end the script or begin a comment.
    return unmarked(text).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


class _Telling:
    """Tells things with whole addresses."""

    def __init__(self, site_name: str, site_url: str) -> None:
        """Know the site."""
        self.site_name, self.site_url = site_name, site_url
        self.site: Thing = {"@type": "WebSite", "name": site_name, "url": absolute(Url(""), site_url)}

    def at(self, url: str | None) -> str:
        """Return a whole address, empty for what has no page."""
        return "" if url is None else absolute(Url(url), self.site_url)

    def things(self, page: Page, title: str) -> Iterable[Thing]:
        """Return what a page is about."""
        if isinstance(page, DocumentPage):
            yield self.document(page)
            if isinstance(page, CommunityPage):
                yield from (self.event(event, page) for event in page.events)
        elif isinstance(page, HomePage):
            target = self.at(f"{page.url}search/") + "?q={query}"
            action = {"@type": "SearchAction", "target": target, "query-input": "required name=query"}
            yield _told(self.site | {"description": page.description, "potentialAction": action})
        elif isinstance(page, ListingPage):
            yield _told({
                "@type": "CollectionPage", "name": title, "url": self.at(page.url), "inLanguage": page.lang,
                "isPartOf": self.site, "hasPart": self.parts(page.rolls),
            })  # fmt: skip

    def document(self, page: DocumentPage) -> Thing:
        """Return what a document is."""
        text = {
            "inLanguage": page.lang, "datePublished": machine(page.date), "dateModified": machine(page.updated),
            "license": page.license_url, "author": [self.named(card) for card in page.authors], "isPartOf": self.site,
            "keywords": [tag.name for tag in page.themes], "spatialCoverage": [tag.name for tag in page.regions],
            "version": page.version.commit if page.version else "",
        }  # fmt: skip
        thing: Thing = {
            "@type": _TYPES[page.kind], "name": page.name, "url": self.at(page.url),
            "description": page.description, "alternateName": list(page.aliases),
        }  # fmt: skip
        if page.kind == "note":
            thing["headline"] = page.name
        if page.kind in ("note", "notebook"):
            thing |= text
        return _told(thing | self.own(page))

    def own(self, page: DocumentPage) -> Thing:
        """Return what is known of a kind alone."""
        match page:
            case TermPage():
                terms = {"@type": "DefinedTermSet", "name": self.site_name, "url": self.at("terms/")}
                return {"description": page.definition or page.description, "inDefinedTermSet": terms}
            case OrganizationPage():
                geo = page.location and {
                    "@type": "Place",
                    "geo": {"@type": "GeoCoordinates", "latitude": page.location[0], "longitude": page.location[1]},
                }
                return {
                    "sameAs": outward(page.website),
                    "location": geo,
                    "areaServed": [tag.name for tag in page.regions],
                }
            case NotebookPage():
                return {"hasPart": self.parts((page.entries,))}
        return {}

    def parts(self, rolls: Iterable[Roll]) -> list[Thing]:
        """Return the first documents of lists."""
        cards = [card for roll in rolls for card in roll.cards if card.url is not None and card.kind]
        return [self.named(card) for card in cards[:_LISTED]]

    def named(self, card: Card) -> Thing:
        """Return a document, or a person, by name and address."""
        kind = _TYPES[card.kind] if card.kind else "Person"
        return _told({"@type": kind, "name": card.title, "url": self.at(card.url)})

    def event(self, event: Event, page: CommunityPage) -> Thing:
        """Return an event of a community."""
        return _told({
            "@type": "Event", "name": event.title, "startDate": machine(event.start), "endDate": machine(event.end),
            "location": event.where, "url": outward(event.url),
            "organizer": {"@type": "Organization", "name": page.name, "url": self.at(page.url)},
        })  # fmt: skip

    def breadcrumb(self, page: Page, speech: Speech) -> Thing:
        """Return the way to a page."""
        names = [speech.say(crumb.phrase) if crumb.phrase else crumb.title for crumb in page.crumbs]
        items = [
            {"@type": "ListItem", "position": index, "name": name, "item": self.at(crumb.url)}
            for index, (name, crumb) in enumerate(zip(names, page.crumbs, strict=True), 1)
        ]
        return {"@type": "BreadcrumbList", "itemListElement": items}


def _told(thing: Thing) -> Thing:
    """Return a thing without what isn't known of it."""
    return {key: value for key, value in thing.items() if value}
