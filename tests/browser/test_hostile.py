"""A small project of its own: links to what is not written, names that attack, code in all its colours."""

import json
from collections.abc import Iterator

import pytest
from browser.reader import PHONE, Reader
from browser.served import build, served

HOSTILE = """<img src=x onerror="alert(1)">'"</title></h1><script>alert(2)</script>"""
QUOTED = json.dumps(HOSTILE)
FILES = {
    "mkdocs.yml": """
site_name: '<b>Petit</b> "commun"'
site_url: https://praxis.example/
docs_dir: guide
theme:
  name: material
  language: fr
  palette:
    - {media: "(prefers-color-scheme: light)", scheme: default, toggle: {icon: material/weather-night, name: Sombre}}
    - {media: "(prefers-color-scheme: dark)", scheme: slate, toggle: {icon: material/weather-sunny, name: Clair}}
plugins: [praxis]
""",
    "guide/CNAME": "praxis.example\n",
    "notes/rouge.md": "# Rouge\n\nVoir [[une note à écrire]] et ![[une autre]], puis [[hostile]].\n",
    "notes/hostile.md": f"""---
title: {QUOTED}
summary: {QUOTED}
aliases: [{QUOTED}]
themes: [{QUOTED}]
authors: [{QUOTED}]
---
{HOSTILE}

[clic](javascript:alert(3)) <svg onload=alert(4)> `{HOSTILE}`
""",
    "notes/code.md": """# Code

```python
# commentaire
@deco
class A(B):
    def f(self, x: int = 3) -> str:  # une ligne beaucoup trop longue pour un téléphone, et même pour un écran
        return f"{x!r}\\n" if x is not None and x > 1e3 else print(None)
```

```diff
- avant
+ après
```

```html
<a href="x" title='y'>&amp;</a><!-- c -->
```

```bash
for x in "$@"; do echo ${x} | sed -e 's/a/b/' && ls -l /tmp; done
```

| un | deux | trois | quatre |
|---|---|---|---|
| aaaaaaaaaaaaaaaaa | aaaaaaaaaaaaaaaaaa | aaaaaaaaaaaaaaaaaaaaaa | aaaaaaaaaaaaaaaaaa |

> [!WARNING]
> Attention

> [!IMPORTANT]
> Important

> [!CAUTION]
> Danger

- [ ] à faire
- [x] faite
""",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build and serve the small project; give its address."""
    project = tmp_path_factory.mktemp("small")
    for path, text in FILES.items():
        (project / path).parent.mkdir(exist_ok=True)
        (project / path).write_text(text, encoding="utf-8")
    with served(build(project, project / "out")) as address:
        yield address


def test_a_red_link_is_seen_and_leads_nowhere(small: str, reader: Reader) -> None:
    """Un lien vers une note à écrire se voit, dit pourquoi, et ne mène nulle part."""
    page = reader.open(f"{small}notes/rouge/")
    red = page.locator(".px-missing")
    assert red.all_inner_texts() == ["une note à écrire", "une autre"]
    plain = page.locator(".px-link").first
    assert red.first.is_visible()
    colours = [one.evaluate("one => getComputedStyle(one).color") for one in (red.first, plain)]
    assert colours[0] != colours[1]
    assert red.first.get_attribute("title") == "Cette page reste à écrire"
    red.first.click(force=True)
    assert page.url == f"{small}notes/rouge/"
    assert reader.violations() == []
    assert reader.troubles == []


@pytest.mark.parametrize("path", ["", "notes/", "notes/rouge/", "themes/", "404"])
def test_a_name_is_text_wherever_it_is_said(small: str, path: str, reader: Reader) -> None:
    """Un titre, un résumé, un thème peuvent contenir n'importe quoi: la page le montre et n'exécute rien."""
    page = reader.open(small + path)
    assert page.locator("h1").count() == 1
    assert page.locator("main img, main script[src]").count() == 0
    assert reader.troubles == []


def test_a_hostile_note_is_shown_as_it_was_written(small: str, reader: Reader) -> None:
    """Le titre de la note est celui que son auteur a écrit, à la lettre, et rien n'en sort."""
    page = reader.open(f"{small}notes/hostile/")
    assert page.locator("h1").inner_text() == HOSTILE
    assert HOSTILE in page.title()
    assert HOSTILE in page.locator(".px-body").inner_text().replace("’", "'")
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.locator("main img, main svg").count() == 0
    assert reader.violations() == []
    assert reader.troubles == []


def test_code_and_callouts_are_readable_in_both_colours(small: str, reader: Reader) -> None:
    """Toutes les couleurs du code et des encadrés se lisent, de jour comme de nuit; ce qui dépasse défile en place."""
    page = reader.open(f"{small}notes/code/")
    assert reader.violations() == []
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    assert reader.violations() == []
    assert reader.wider() == []
