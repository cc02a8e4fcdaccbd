"""Feeds, and the guide for programs, as files.

Sources: RFC 4287 (Atom); JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/; https://llmstxt.org.
"""

import re
from typing import Any

import msgspec

from praxis_build.model.names import Url
from praxis_build.model.page import FeedPage, GuidePage
from praxis_build.model.part import Card
from praxis_build.stages.render.address import absolute
from praxis_build.stages.render.quick import unmarked
from praxis_build.stages.render.workshop import Workshop

_UNSAID = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold, even as a reference."""
_MEANS = re.compile(r"([\\\[\]<>`*_])")
"""What may mean something in Markdown."""


def feed(page: FeedPage, bench: Workshop, title: str, site_url: str) -> bytes:
    """Return a feed's bytes, in the form that its page names."""
    if page.form == "xml":
        return _UNSAID.sub("\ufffd", bench.fill("feed.xml", page=page, title=title)).encode()
    home = absolute(page.url, site_url)
    told = {
        "version": "https://jsonfeed.org/version/1.1", "title": title, "home_page_url": home,
        "feed_url": f"{home}feed.json", "description": page.description, "language": page.lang,
        "items": [_item(card, card.url, site_url) for card in page.cards if card.url is not None],
    }  # fmt: skip
    text = msgspec.json.encode({key: value for key, value in told.items() if value != ""}).decode()
    return msgspec.json.format(unmarked(text)).encode()


def _item(card: Card, url: Url, site_url: str) -> dict[str, Any]:
    address = absolute(url, site_url)
    return {
        "id": address, "url": address, "title": card.title, "content_text": card.summary or card.title,
        "date_modified": f"{card.date}T00:00:00Z", "language": card.lang, "tags": [card.kind],
    }  # fmt: skip


def guide(page: GuidePage, bench: Workshop, site_url: str) -> bytes:
    """Return the guide for programs: Markdown."""
    lines = [f"# {_plain(page.name)}", "", *([f"> {_plain(page.description)}", ""] if page.description else [])]
    for roll in page.rolls:
        lines += [f"## {bench.speech.say(roll.title)}", ""]
        lines += [_line(card, card.url, bench, site_url) for card in roll.cards if card.url is not None]
        lines.append("")
    return unmarked("\n".join(lines)).encode()


def _line(card: Card, url: Url, bench: Workshop, site_url: str) -> str:
    title = card.title or (bench.speech.say(card.phrase) if card.phrase else "")
    return f"- [{_plain(title)}]({absolute(url, site_url)})" + (f": {_plain(card.summary)}" if card.summary else "")


def _plain(text: str) -> str:
    return _MEANS.sub(r"\\\1", " ".join(text.split()))
