"""A community's events as a calendar's file. Source: RFC 5545 (iCalendar)."""

import datetime as dt
import re
from collections.abc import Iterator
from hashlib import blake2b

from praxis_build.model.document import Event
from praxis_build.model.lists import CalendarPage

_LONGEST = 75
"""Bytes of a line before it is folded."""
_MEANS = re.compile(r"([\\;,])")
_UNSAID = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def calendar(page: CalendarPage, title: str) -> bytes:
    """Return a calendar's bytes; an event whose beginning can't be read is not in it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Praxis//Praxis//FR", f"X-WR-CALNAME:{_text(title)}"]
    for event in page.events:
        if start := moment(event.start):
            lines += _event(event, start, page)
    return b"".join(map(_folded, [*lines, "END:VCALENDAR"]))


def _event(event: Event, start: str, page: CalendarPage) -> Iterator[str]:
    told = f"{page.url}\n{event.title}\n{event.start}".encode()
    yield "BEGIN:VEVENT"
    yield f"UID:{blake2b(told, digest_size=16).hexdigest()}@praxis"
    yield f"DTSTAMP:{page.stamp or f'{start[:8]}T000000Z'}"
    yield f"DTSTART{_typed(start)}"
    end = moment(event.end, last=True)
    if end and len(end) == len(start) and end > start:
        yield f"DTEND{_typed(end)}"
    yield f"SUMMARY:{_text(event.title)}"
    if event.where:
        yield f"LOCATION:{_text(event.where)}"
    if event.url:
        yield f"URL:{_UNSAID.sub('', event.url)}"
    yield "END:VEVENT"


def moment(text: str, *, last: bool = False) -> str:
    """Return a date or a date-time as calendars write it, a zone's in UTC; empty when it is neither.

    The end of an event is not in it: the ``last`` day is told by the day after.
    """
    try:
        if len(text) == len("2026-08-14"):
            day = dt.date.fromisoformat(text)
            return f"{day + dt.timedelta(days=1) if last else day:%Y%m%d}"
        when = dt.datetime.fromisoformat(text)
        return f"{when.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}" if when.tzinfo else f"{when:%Y%m%dT%H%M%S}"
    except (ValueError, OverflowError):
        return ""


def _typed(when: str) -> str:
    return f":{when}" if "T" in when else f";VALUE=DATE:{when}"


def _text(text: str) -> str:
    """Return a text as calendars write it."""
    return _UNSAID.sub("", _MEANS.sub(r"\\\1", text).replace("\r\n", "\n")).replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Return a line cut where it is too long, never inside a character; its other parts begin with a space."""
    parts, room = [b""], _LONGEST
    for character in line:
        data = character.encode(errors="replace")
        if len(parts[-1]) + len(data) > room:
            parts.append(b"")
            room = _LONGEST - 1
        parts[-1] += data
    return b"\r\n ".join(parts) + b"\r\n"
