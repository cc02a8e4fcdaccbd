"""The benchmark's corpus is the same everywhere, and has the proportions that its README promises."""

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
NOTES = 300
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def generated(folder: Path, hash_seed: str) -> Path:
    """Generate a small corpus in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.generate", str(folder), "--notes", str(NOTES), "--seed", "7"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": hash_seed}, check=True)
    return folder


def digests(folder: Path) -> dict[str, str]:
    """Give the digest of every file by its path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generate the corpus that the tests read."""
    return generated(tmp_path_factory.mktemp("corpus") / "a", "0")


@pytest.fixture(scope="module")
def documents(corpus: Path) -> list[tuple[dict[str, object], str]]:
    """Read the front matter and the body of every document."""
    paths = [path for room in ("notes", "communities") for path in corpus.glob(f"{room}/**/*.md")]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    parts = [text.split("---\n", 2) for text in texts]
    return [(yaml.safe_load(head), body) for _, head, body in parts]


def test_same_bytes_whatever_the_hash_seed(corpus: Path, tmp_path: Path) -> None:
    """Two processes with different hash seeds write the same files."""
    assert digests(generated(tmp_path / "b", "12345")) == digests(corpus)


def test_number_of_documents_of_each_kind(documents: list[tuple[dict[str, object], str]]) -> None:
    """Every kind is there in proportion to the notes."""
    kinds = Counter(head.get("kind", "note") for head, _ in documents)
    assert kinds == {"note": NOTES, "person": 8, "organization": 5, "term": 5, "community": 4, "notebook": 18}


def test_seven_notes_in_ten_are_in_french(documents: list[tuple[dict[str, object], str]]) -> None:
    """The share of French is near 70 %, and there is no third language."""
    languages = Counter(head["lang"] for head, _ in documents if "kind" not in head)
    assert set(languages) == {"fr", "en"}
    assert 0.6 < languages["fr"] / NOTES < 0.8


def test_bodies_have_150_to_900_words(documents: list[tuple[dict[str, object], str]]) -> None:
    """No note is shorter or longer than asked, and they differ."""
    sizes = [len(WORD.findall(body)) for head, body in documents if "kind" not in head]
    assert min(sizes) >= 150
    assert max(sizes) <= 900
    assert max(sizes) - min(sizes) > 500
