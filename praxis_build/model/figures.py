"""Figures: what a build did, counted."""

import msgspec


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What a site holds, and what was done anew to make it.

    ``documents`` counts by kind what has a page; ``parsed`` the files read anew, ``rendered`` the pages made anew,
    ``written`` and ``removed`` files of the site; ``why`` says in texts of the catalogue what asked for it.
    """

    documents: dict[str, int]
    links: int
    pages: int
    files: int
    parsed: int
    rendered: int
    written: int
    removed: int
    why: tuple[str, ...] = ()
