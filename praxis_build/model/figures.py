"""Figures: what a build counted, for the summary at its end."""

import msgspec


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """How much there is in a site, and how much of it was made anew.

    ``documents`` counts by kind, ``links`` the edges between them; ``pages`` are the site's HTML pages, ``files`` all
    its files. ``parsed`` files were read anew, ``rendered`` pages made anew, ``written`` files really written and
    ``removed`` taken away. ``why``, texts of the catalogue, says why so much was made anew.
    """

    documents: dict[str, int] = {}
    links: int = 0
    pages: int = 0
    files: int = 0
    parsed: int = 0
    rendered: int = 0
    written: int = 0
    removed: int = 0
    why: tuple[str, ...] = ()
