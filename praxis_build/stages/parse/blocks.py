"""What a body's blocks become: highlighted code, formulas as MathML."""

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from praxis_build.model.document import WORD
from praxis_build.stages.parse.clean import clean_math

if TYPE_CHECKING:
    from pygments.formatters import HtmlFormatter
    from pygments.lexer import Lexer

LEXERS = {
    "python": "python", "py": "python", "bash": "bash", "sh": "bash", "shell": "bash", "console": "console",
    "yaml": "yaml", "yml": "yaml", "json": "json", "toml": "toml", "ini": "ini", "html": "html", "xml": "xml",
    "css": "css", "js": "javascript", "javascript": "javascript", "ts": "typescript", "typescript": "typescript",
    "sql": "sql", "r": "r", "java": "java", "c": "c", "cpp": "cpp", "c++": "cpp", "csharp": "csharp", "c#": "csharp",
    "cs": "csharp", "go": "go", "rust": "rust", "php": "php", "ruby": "ruby", "rb": "ruby", "diff": "diff",
    "powershell": "powershell", "vb": "vbnet", "xaml": "xml", "dockerfile": "docker", "makefile": "make",
    "jinja": "jinja", "markdown": "markdown", "md": "markdown", "tex": "latex", "latex": "latex",
}  # fmt: skip
"""Languages that are highlighted, by the name a fence gives; the others are shown plain."""

MATH_LENGTH = 2_000
"""Longest formula that is set, in characters."""
_COMMENT = re.compile(r"(?<!\\)%")
"""Begins a comment in TeX: the converter would drop the rest of the line."""


@lru_cache(maxsize=64)
def _lexer(name: str) -> "Lexer":
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 - imported only when a fence asks

    return get_lexer_by_name(name)


@lru_cache(maxsize=1)
def _formatter() -> "HtmlFormatter[str]":
    from pygments.formatters import HtmlFormatter  # noqa: PLC0415

    return HtmlFormatter(nowrap=True)


def code(text: str, language: str, limit: int) -> str:
    """Return a code block; ``text`` is escaped HTML, highlighted when ``language`` is known and it is short enough."""
    shown = text
    if language in LEXERS and len(text) <= limit:
        from pygments import highlight  # noqa: PLC0415

        shown = highlight(html.unescape(text), _lexer(LEXERS[language]), _formatter())
    return f'<div class="highlight"><pre tabindex="0"><code>{shown}</code></pre></div>'


def formula(tex: str, *, display: bool) -> str:
    """Return a formula as MathML; one that can't be set is shown as it was written."""
    settable = len(tex) <= MATH_LENGTH and not _COMMENT.search(tex)
    mathml = _mathml(tex, display=display) if settable else ""
    written = f'<code class="px-formula" aria-label="{WORD}formula{WORD}">{html.escape(tex)}</code>'
    # A wide formula scrolls by itself, so the keyboard must reach it.
    return mathml.replace('<math display="block">', '<math display="block" tabindex="0">', 1) or written


@lru_cache(maxsize=1 << 12)
def _mathml(tex: str, *, display: bool) -> str:
    from latex2mathml.converter import convert  # noqa: PLC0415 - imported only when a formula asks

    try:
        mathml = convert(tex, display="block" if display else "inline")
    except Exception:  # noqa: BLE001 - the converter raises anything on what it can't read; the formula is shown as text
        return ""
    clean = clean_math(mathml)
    # The converter writes « < » in a formula's text as it is: a tag fewer after cleaning means that words went with it.
    whole = clean.count("<") == mathml.count("<") + mathml.count("/>")
    return clean if whole else ""
