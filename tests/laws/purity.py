"""Run by ``test_purity.py`` in a process of its own, since an audit hook can't be taken off.

It builds the same small site twice. The first time warms up what libraries read once and for all, lazily: Pygments'
lexers, latex2mathml's tables of symbols, Babel's locales, Jinja's compiled templates, Python's own codecs. The second
time, everything is made anew from other texts, under the hook.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/unit")]

from sample_pages import renderer  # noqa: E402 - the path comes first

from praxis_build.model.names import SourcePath  # noqa: E402
from praxis_build.model.settings import Settings  # noqa: E402
from praxis_build.model.source import Attachment, Source, Tree  # noqa: E402
from praxis_build.pipeline import build, read  # noqa: E402

FORBIDDEN = ("open", "os.", "socket.", "subprocess.", "shutil.", "tempfile.", "glob.", "urllib.", "time.", "import")
NOTE = """---
title: {name}
lang: {lang}
date: 2026-08-14
tags: [logement]
régions: [Mauricie]
communities: [habitation]
authors: [ana]
translation_of: {other}
---
Voir [[{other}]], ![[{other}]], ![plan](plan.png), [[absente]], $x_{{{number}}} < \\frac{{1}}{{2}}$[^1].

[^1]: <script>.

```python
x = "{name}"
```

> [!NOTE]
> {name}
"""


class TouchedError(RuntimeError):
    """The core asked for something of the world."""


def tree(first: int) -> Tree:
    """Return a small knowledge base, different for each number."""
    names = [f"note-{number}" for number in range(first, first + 4)]
    texts = {
        f"notes/{name}.md": NOTE.format(
            name=name, other=names[index - 1], number=first + index, lang=("fr", "en")[index % 2]
        )
        for index, name in enumerate(names)
    }
    texts |= {
        "communities/habitation/index.md": "---\nanimation: ana\nevents: [{title: x, start: 2026-09-12 19:30}]\n---\nx",
        "communities/habitation/veille.md": f"---\naxes: {{t: [a]}}\nentries: [{names[0]}, zz]\n---\nx",
        "notes/people/ana.md": "---\ntitle: Ana\n---\nx",
        "notes/terms/t.md": "---\ndefinition: x\nequivalents: {en: y}\n---\nx",
        "notes/organizations/o.md": "---\nwebsite: https://exemple.example\nlocation: 46, -71\n---\nx",
        "notes/faute.md": "---\ntitle: a : b\n---\nx",
    }
    sources = tuple(Source(SourcePath(path), texts[path].encode()) for path in sorted(texts))
    return Tree(sources, (Attachment(SourcePath("notes/plan.png"), 9, b"\x89PNG\r\n\x1a\n"),))


def make(first: int) -> int:
    """Read and build a whole site; return how many files it has."""
    settings = Settings(site_url="https://exemple.example/", edit_url="https://forge.example/")
    helps = tuple(Source(SourcePath(f"help/{lang}/P401.md"), b"# P401\n\nx") for lang in ("fr", "en"))
    knowledge = read(tree(first), settings)
    assert {problem.code for problem in knowledge.problems} >= {"P104", "P401", "P214"}
    return len(list(build(knowledge, theme, helps=helps)))


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Raise on every event that is a door to the world."""
    if armed and event.startswith(FORBIDDEN):
        armed.clear()
        raise TouchedError(event, *arguments)


armed: list[bool] = []
theme = renderer().theme
make(0)
sys.addaudithook(refuse)
armed.append(True)
if len(sys.argv) > 1:
    Path(__file__).read_bytes()
count = make(1000)
armed.clear()
sys.stdout.write(f"{count} files, nothing touched\n")
