"""The Content-Security-Policy of pages: what the theme loads and runs is allowed, and nothing else is."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from praxis_build.engines.policy import GUIDE, PAGE, Varies, guarded


def policy(head: str = "", body: str = "", **options: object) -> dict[str, list[str]]:
    """Return the directives of a page."""
    page = f'<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n{head}</head>\n<body>{body}</body>\n</html>'
    base = options.pop("base", PAGE)
    made = guarded(page, base, options.pop("more", {}), **options)  # type: ignore[arg-type]
    found = re.search(r'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="([^"]*)">', made)
    assert found, "the policy comes before anything that it is for"
    return {name: sources for name, *sources in map(str.split, found[1].split("; "))}


def hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_a_page_uses_nothing_but_its_own_site() -> None:
    """Une page n'exécute que les fichiers du site; ni cadre, ni greffon, ni changement d'adresse de base."""
    found = policy('<script src="../assets/praxis.js"></script><link rel="stylesheet" href="../assets/praxis.css">')
    assert found["default-src"] == ["'none'"]
    assert found["script-src"] == found["style-src"] == found["connect-src"] == found["worker-src"] == ["'self'"]
    assert found["base-uri"] == found["object-src"] == found["frame-src"] == ["'none'"]


def test_what_the_theme_writes_in_the_page_has_its_hash() -> None:
    """Un script ou un style du gabarit est permis à la lettre; des données n'ont pas besoin de l'être."""
    data = '<script type="application/ld+json">{"a": "<b>"}</script>'
    found = policy(f"<style>:root{{--a:1}}</style>{data}", "<script>\nvar a = 1 < 2 && 'é';\n</script>")
    assert found["script-src"] == ["'self'", hashed("\nvar a = 1 < 2 && 'é';\n")]
    assert found["style-src"] == ["'self'", hashed(":root{--a:1}")]


def test_what_the_theme_loads_from_elsewhere_is_allowed() -> None:
    """Qui règle ``extra_javascript`` ou une police d'ailleurs a choisi cette origine, et ce qu'elle demande."""
    found = policy(
        '<link rel="preconnect" href="https://polices.example" crossorigin>'
        '<link rel="stylesheet" href="https://styles.example:8080/css?a=1">',
        '<script src="//cdn.example/math.js" async></script><img src="https://logos.example/a.png" alt="">',
    )
    assert found["script-src"] == ["'self'", "cdn.example"]
    assert found["style-src"] == ["'self'", "https://styles.example:8080"]
    assert {"https://polices.example", "https://styles.example:8080", "cdn.example"} < set(found["font-src"])
    assert "https://logos.example" in found["img-src"]
    assert "cdn.example" in found["connect-src"]


def test_an_address_cannot_say_more_than_an_origin() -> None:
    """Une adresse étrange n'ajoute rien: ni directive, ni guillemet, ni origine d'une autre forme."""
    strange = ["https://a.example; script-src *", 'https://"a/', "data:text/javascript,1", "https://b c/", "https://*/"]
    for address in strange:
        assert policy(body=f"<script src='{address}'></script>") == policy()


def test_a_script_that_differs_from_page_to_page_is_refused() -> None:
    """L'empreinte d'un script qui nomme le chemin vers la racine ne vaudrait que pour une page."""
    with pytest.raises(Varies):
        policy(body='<script>var base = "\ue000root\ue001";</script>', mark="\ue000root\ue001")
    policy(body='<script src="\ue000root\ue001assets/a.js"></script>', mark="\ue000root\ue001")


def test_the_text_of_the_guide_runs_nothing_of_its_own() -> None:
    """Le guide peut montrer ce qui est ailleurs et se mettre en forme; un script y vient d'un fichier."""
    text = "<p style='color: red'>Guide</p><script>alert(1)</script>"
    found = policy(body=f"<script>un()</script>{text}", base=GUIDE, text=text)
    assert found["script-src"] == ["'self'", hashed("un()")]
    assert found["style-src"] == ["'self'", "'unsafe-inline'"]
    assert found["img-src"] == ["'self'", "data:", "https:"]


def test_a_maintainer_adds_sources() -> None:
    """Ce que les réglages ajoutent s'ajoute; « none » ne reste pas à côté d'une source."""
    found = policy(more={"frame-src": ("https://video.example",), "script-src": ("'wasm-unsafe-eval'", "'self'")})
    assert found["frame-src"] == ["https://video.example"]
    assert found["script-src"] == ["'self'", "'wasm-unsafe-eval'"]


def test_the_same_page_has_the_same_policy() -> None:
    """Une page sans charset reçoit la sienne au tout début de sa tête."""
    made = guarded("<html><head data-a><title>A</title></head></html>", PAGE, {})
    assert made.startswith('<html><head data-a>\n<meta http-equiv="Content-Security-Policy" content="default-src')
    assert made == guarded("<html><head data-a><title>A</title></head></html>", PAGE, {})
