"""Forges: where a file's history and one of its versions are seen, told by the address where it is edited.

Sources: the addresses of GitHub, of GitLab, and of Forgejo and Gitea.
"""

import re
from typing import NamedTuple

_EDITS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"(.+)/-/edit/([^/]+)/(.*)"), "{0}/-/commits/{1}/{2}", "{0}/-/blob/{commit}/{2}"),
    (re.compile(r"(.+)/_edit/([^/]+)/(.*)"), "{0}/commits/branch/{1}/{2}", "{0}/src/commit/{commit}/{2}"),
    (re.compile(r"(.+)/edit/([^/]+)/(.*)"), "{0}/commits/{1}/{2}", "{0}/blob/{commit}/{2}"),
)


class Seen(NamedTuple):
    """Addresses of a file's history and of one version, empty for a forge that isn't known."""

    history: str = ""
    version: str = ""


def seen(edit_url: str, commit: str) -> Seen:
    """Return where a file that is edited at an address is seen as it was, and at one commit."""
    for edits, history, version in _EDITS:
        if found := edits.fullmatch(edit_url):
            there = found.groups()
            return Seen(history.format(*there), version.format(*there, commit=commit) if commit else "")
    return Seen()
