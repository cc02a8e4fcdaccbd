"""Scripts: our modules of JavaScript as files that ask for no other, so that a reader far away waits once.

Each module becomes a function that gives what it exports; comments and indentation stay in the sources. Modules keep to
a few forms: ``import { … } from "./name.js";`` and ``export`` before ``class``, ``const`` or ``function``.
"""

import re
from collections.abc import Callable, Iterator

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:class|const|(?:async )?function\*?) ([\w$]+))", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*\*?(?:[^*]|\*(?!/))*\*/[ \t]*)\n", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)
_BLANK = re.compile(r"\n{2,}")


def bundled(name: str, read: Callable[[str], str]) -> str:
    """Return a module with all that it imports, as one; ``read`` gives the text of a module by its name.

    Raises ``ValueError`` for an ``import`` or ``export`` of another form.
    """
    *needed, last = _ordered(name, read, [])
    parts = [f"const {_of(one)} = (() => {{\n{_body(one, read)}return {{ {', '.join(_exports(read(one)))} }};\n}})();\n"
             for one in needed]  # fmt: skip
    own = ", ".join(_exports(read(last)))
    return "".join([*parts, _body(last, read), f"export {{ {own} }};\n" if own else ""])


def _ordered(name: str, read: Callable[[str], str], found: list[str]) -> list[str]:
    """Return a module after those it imports, each once."""
    for _, other in _IMPORT.findall(read(name)):
        if other not in found:
            _ordered(other, read, found)
    if name not in found:
        found.append(name)
    return found


def _body(name: str, read: Callable[[str], str]) -> str:
    text = _INDENT.sub("", _COMMENT.sub("", read(name)))
    text = _IMPORT.sub(lambda found: f"const {{{found[1]}}} = {_of(found[2])};\n", text)
    text = _BLANK.sub("\n", _EXPORT.sub("", text)).lstrip("\n")
    if re.search(r"^(?:import|export)\b(?! *\()", text, re.MULTILINE):
        message = f"{name}.js imports or exports in a form that is not known"
        raise ValueError(message)
    return text


def _exports(text: str) -> Iterator[str]:
    return (found[1] for found in _EXPORT.finditer(text))


def _of(name: str) -> str:
    return f"of_{name.replace('-', '_')}"
