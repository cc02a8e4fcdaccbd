"""Shells: the host's theme rendered once per kind of page and interface language, with marks where pages differ."""

import posixpath
import re
from collections.abc import Iterator

from jinja2 import Environment

from praxis_build.engines.mkdocs import host
from praxis_build.engines.mkdocs.skin import STYLE, sections
from praxis_build.engines.policy import PAGE, Varies, guarded
from praxis_build.model.settings import Settings
from praxis_build.model.shell import MARK, Shell, cut

_DEPTH = 9
_BELOW = posixpath.join(*["praxis"] * _DEPTH, "index.md")
"""Where the page stands for which a shell is rendered: so deep that a way up to the root can't be anything else."""
_MAIN = "px-main"
"""The id of what pages say, in ``theme/shell/praxis.html``; the theme's skip link leads to a page's first heading."""
_UP = "../" * _DEPTH
_TOP = _UP.rstrip("/")
_NEEDED = frozenset({"root", "lang", "title", "head", "content"})
_IDLE = re.compile(
    r"""<input\ class="md-toggle"[^>]*>
    | <label\ class="md-overlay"[^>]*></label>
    | <div\ class="md-dialog"[^>]*>\s*<div[^>]*></div>\s*</div>
    | <div\ data-md-component="announce">\s*</div>
    | <script>var\ target=document\.getElementById\(location\.hash[^<]*</script>
    | \ data-md-component="[^"]*"
    | (?<=<svg)\ xmlns="http://www\.w3\.org/2000/svg"
    """,
    re.VERBOSE,
)
"""What Material's pages have for its scripts: these pages have none, but a site's own might look for it."""
_STYLES = re.compile(
    r"""(?:<link\ rel="stylesheet"\ href="(?P<root>(?:\.\./)+)assets/(?:
    stylesheets/(?:main|palette)\.[0-9a-f]+\.min|praxis|shell)\.css">\s*)+""",
    re.VERBOSE,
)
"""The styles of the theme, one file after the other."""
_SCOPE = re.compile(r"""<script src="(?:\.\./)+assets/material\.js"></script>""")
"""Material's functions for what a reader chose; ``assets/praxis.js`` does without them."""
VARIES = "a script or a style written in the theme's template for {} names the way to the site's root: put it in a file"
_KINDS = {
    "home": "", "note": "notes", "term": "terms", "organization": "organizations", "person": "people",
    "community": "communities", "notebook": "notebooks", "listing": "", "help": "", "search": "search",
    "garden": "", "graph": "", "directory": "organizations", "whole": "notebooks",
    "missing": "missing", "offline": "offline",
}  # fmt: skip
"""The section of the menu that each kind of page belongs to."""


def shells(env: Environment, config: host.MkDocsConfig, settings: Settings) -> dict[str, Shell]:
    """Return the shell of each ``kind/language``, and that of the lists of each ``section/language``.

    ``env`` is the host's, with ``praxis`` in it. Raises ``PluginError`` when a site's own template lost a hole.
    """
    made: dict[str, Shell] = {}
    template = env.get_template("praxis.html")
    for kind, section in _pages():
        for language in settings.languages:
            context = {
                **host.get_context(host.Navigation([], []), [], config, _page(config, language)),
                "section": section,
                "kind": kind,
                "hole": MARK.format,
                "has_address": bool(settings.site_url) and kind not in ("missing", "offline"),
            }
            rendered = template.render(context)
            light = rendered if config.extra_javascript else _lightened(rendered)
            made[f"{kind}/{language}"] = _shell(light, f"{kind}/{language}", settings)
    return made


def _pages() -> Iterator[tuple[str, str]]:
    yield from _KINDS.items()
    yield from ((section, section) for section in sections())


def _page(config: host.MkDocsConfig, language: str) -> host.Page:
    file = host.File(_BELOW, None, config.site_dir, use_directory_urls=True)
    page = host.Page(MARK.format("title"), file, config)
    page.meta, page.content = {"lang": language}, ""
    page.toc = host.TableOfContents([host.AnchorLink("", _MAIN, 1)])
    return page


def _lightened(rendered: str) -> str:
    light = _IDLE.sub("", rendered)
    rest = _SCOPE.sub("", light)
    return light if "__md_" in rest else rest


def _shell(rendered: str, name: str, settings: Settings) -> Shell:
    one = _STYLES.sub(lambda found: f'<link rel="stylesheet" href="{found["root"]}{STYLE}">\n', rendered)
    tidy = "\n".join(line for line in map(str.strip, one.splitlines()) if line)
    root = MARK.format("root")
    marked = tidy.replace(_UP, root).replace(_TOP, root)
    try:
        shell = cut(guarded(marked, PAGE, settings.content_security_policy, mark=root))
    except Varies:
        raise host.PluginError(VARIES.format(name)) from None
    if missing := _NEEDED.difference(shell.holes):
        message = f"The theme's template for {name} leaves no place for: {', '.join(sorted(missing))}"
        raise host.PluginError(message)
    return shell
