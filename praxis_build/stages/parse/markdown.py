"""Markdown to HTML: CommonMark, GFM, wikilinks, GitHub callouts, footnotes and math, through comrak and nh3.

Raw HTML is shown as text (comrak's ``escape``); what is left passes nh3's allow-list before anything of ours is added.
"""

import re
from urllib.parse import quote

import comrak

from praxis_build.stages.parse.clean import cleaned

EMBED = "\ufdd0"
"""Stands for the ``!`` of ``![[…]]`` while comrak reads; a noncharacter, taken out of sources by ``decode``."""
BY_NAME = "\ufdd1"
"""Begins the address of a link that another tool resolves by name (Hugo's ``ref``)."""

DOLLAR = "\ufdd6"
"""Stands for the ``$`` of an amount (« 1 850 $ »), which would open a formula."""

_DOLLAR_IN_ADDRESS = quote(DOLLAR)
_DOLLARS = re.compile(
    r"(?<![\d\\$])(?<!\d[ \u00a0\u202f])\$(?![\s$])(?:[^$\n]|\n(?!\s*\n))*\$|\$\$[^$]*\$\$"
    r"|(?<=\d)\$|(?<=\d[ \u00a0\u202f])\$"
)
_EMBED = re.compile(r"(?<!\\)!\[\[")
_HUGO_REF = re.compile(r"""\]\(\s*<?\{\{[<%]-?\s*(?:rel)?ref\s+["'`]?([^"'`{}<>%\s]+)["'`]?\s*-?[>%]\}\}""")

_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_ADDRESSES = 1_000
_CONTAINER = re.compile(r">|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)")
_BEGINNINGS = frozenset(" \t>-+*0123456789")
_CONTAINERS = re.compile(r"(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)))+")


def _extension(*, autolink: bool) -> comrak.ExtensionOptions:
    extension = comrak.ExtensionOptions()
    extension.autolink = autolink
    extension.alerts = extension.footnotes = extension.math_dollars = True
    extension.strikethrough = extension.table = extension.tasklist = extension.wikilinks_title_after_pipe = True
    return extension


def _render() -> comrak.RenderOptions:
    render = comrak.RenderOptions()
    # Addresses pass comrak unchecked so that nh3 and the scan refuse them and say so; raw HTML is escaped all the same.
    render.escape = render.unsafe_ = render.sourcepos = True
    return render


_EXTENSION, _WITHOUT_AUTOLINK, _RENDER = _extension(autolink=True), _extension(autolink=False), _render()


def prepared(body: str) -> str:
    """Return a body as comrak can read it: embeds and other tools' references in forms it knows."""
    if "!" in body and "![[" in body:
        body = _EMBED.sub(EMBED + "[[", body)
    if "$" in body:
        body = _DOLLARS.sub(lambda found: DOLLAR if found[0] == "$" else found[0], body)
    if "{" in body and "{{" in body:
        body = _HUGO_REF.sub(rf"]({BY_NAME}\1", body)
    return body


def to_html(prepared_body: str) -> list[str]:
    """Return clean HTML of a prepared body, as texts and tags in turn."""
    return cleaned(written(prepared_body))


def written(prepared_body: str) -> str:
    """Return the HTML that comrak writes of a prepared body, not yet clean."""
    extension = _WITHOUT_AUTOLINK if _crowded(prepared_body) else _EXTENSION
    html: str = comrak.render_markdown(prepared_body, extension_options=extension, render_options=_RENDER)
    return html.replace(DOLLAR, "$").replace(_DOLLAR_IN_ADDRESS, "$") if DOLLAR in prepared_body else html


def _crowded(body: str) -> bool:
    """Tell whether a paragraph has so many addresses that looking for them would exhaust comrak's stack."""
    # One sign is counted much faster than several.
    if body.count("@") + body.count(":") + body.count("w") <= _ADDRESSES:
        return False
    return any(one.count("@") + one.count("://") + one.count("www.") > _ADDRESSES for one in _PARAGRAPHS.split(body))


def depth(body: str, bound: int) -> int:
    """Return an upper bound of how deep quotes and lists are nested by the marks that begin a line.

    Lines of ``bound`` characters can't be nested deeper than that; they aren't looked at.
    """
    lines = [line for line in body.split("\n") if len(line) > bound and line[0] in _BEGINNINGS]
    return max((_marks(found[0]) for line in lines if (found := _CONTAINERS.match(line))), default=0)


def _marks(start: str) -> int:
    indent = len(start) - len(start.lstrip(" \t"))
    return indent // 2 + len(_CONTAINER.findall(start))
