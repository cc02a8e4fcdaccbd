"""How a page is cited, of a version that stays: in words, and for three kinds of reference managers.

Sources: the APA's manual, 7th edition; BibTeX; CSL-JSON 1.0; RIS.
"""

import re
from typing import Any, NamedTuple

import msgspec

from praxis_build.model.codes import N_
from praxis_build.model.names import slugify
from praxis_build.model.page import DocumentPage
from praxis_build.model.part import Card, Phrase
from praxis_build.stages.render.dates import machine
from praxis_build.stages.render.speech import Speech

_SHORT = 7
"""Characters of a commit's id that are shown."""
_WORDS = 4
"""A name of more words than this, or of only one, is a group's."""
_TEX = str.maketrans(
    {one: f"\\{one}" for one in "{}%&$#_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
_WRITERS = frozenset({"writing", "author"})


class Cited(NamedTuple):
    """A page in each form in which it is cited."""

    apa: str
    bibtex: str
    csl: str
    ris: str


class _Said(NamedTuple):
    """What all forms say of a page: names as (family, given), or a group's alone; a date in ISO 8601."""

    names: tuple[tuple[str, str], ...]
    title: str
    date: str
    site: str
    url: str
    version: str
    lang: str


def cited(page: DocumentPage, speech: Speech, site: str, address: str) -> Cited:
    """Return how a page is cited: with the address of its last version when the forge shows it, else its own."""
    version = page.version
    date = machine(page.date)[:10] or (version.created if version else "")
    writers = [card for card in page.authors if _WRITERS.intersection(card.roles)] or page.authors
    url = version.url if version and version.url else address
    short = f"{version.commit[:_SHORT]}, {version.day}" if version else ""
    said = _Said(tuple(map(_name, writers)), " ".join(page.name.split()), date, site, url, short, page.lang)
    return Cited(_apa(said, page, speech), _bibtex(said), _csl(said), _ris(said))


def _name(card: Card) -> tuple[str, str]:
    words = card.title.split()
    if card.kind not in (None, "person") or not 1 < len(words) <= _WORDS:
        return " ".join(words), ""
    return words[-1], " ".join(words[:-1])


def _apa(said: _Said, page: DocumentPage, speech: Speech) -> str:
    title = said.title
    if page.version:
        told = {"title": title, "version": page.version.commit[:_SHORT], "date": speech.date(page.version.day)}
        title = speech.say(Phrase(N_("{title} (version {version}, {date})"), told))
    values = {
        "authors": _listed([_short(*name) for name in said.names], speech), "title": title, "site": said.site,
        "date": speech.cited_date(said.date) if said.date else speech.text(N_("n.d.")), "url": said.url,
    }  # fmt: skip
    form = N_("{authors} ({date}). {title}. {site}. {url}") if said.names else N_("{title}. ({date}). {site}. {url}")
    return speech.say(Phrase(form, values))


def _short(family: str, given: str) -> str:
    """Return a name as a list of references has it: « Picard-Lebrun, O. », with all parts of « Jean-Guy » told."""
    initials = ["-".join(f"{part[0]}." for part in word.split("-") if part) for word in given.split()]
    return f"{family}, {' '.join(initials)}" if initials else family


def _listed(names: list[str], speech: Speech) -> str:
    if len(names) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(names)
    return speech.say(Phrase(N_("{names} and {last}"), {"names": ", ".join(names[:-1]), "last": names[-1]}))


def _bibtex(said: _Said) -> str:
    authors = [f"{_tex(family)}, {_tex(given)}" if given else f"{{{_tex(family)}}}" for family, given in said.names]
    fields = {
        "author": " and ".join(authors), "title": f"{{{_tex(said.title)}}}", "year": said.date[:4],
        "month": said.date[5:7].lstrip("0"), "howpublished": _tex(said.site), "url": said.url,
        "note": f"Version {said.version}" if said.version else "", "language": said.lang,
    }  # fmt: skip
    key = slugify(f"{said.names[0][0] if said.names else said.site} {said.date[:4]} {said.title}")[:40].strip("-")
    told = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{key or 'page'},\n{told}\n}}"


def _tex(text: str) -> str:
    return text.translate(_TEX)


def _csl(said: _Said) -> str:
    names = [{"family": family, "given": given} if given else {"literal": family} for family, given in said.names]
    told: dict[str, Any] = {
        "id": said.url, "type": "webpage", "title": said.title, "author": names, "container-title": said.site,
        "URL": said.url, "language": said.lang, "version": said.version,
        "issued": {"date-parts": [[int(part) for part in said.date.split("-")]]} if said.date else {},
    }  # fmt: skip
    return msgspec.json.encode([{key: value for key, value in told.items() if value}]).decode()


def _ris(said: _Said) -> str:
    lines = [
        ("TY", "ELEC"), *(("AU", f"{family}, {given}" if given else family) for family, given in said.names),
        ("TI", said.title), ("PY", said.date[:4]), ("DA", said.date.replace("-", "/")), ("T2", said.site),
        ("ET", said.version), ("UR", said.url), ("LA", said.lang),
    ]  # fmt: skip
    return "\n".join([*(f"{tag}  - {_line(value)}" for tag, value in lines if value), "ER  - "])


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
