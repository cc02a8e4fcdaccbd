"""The same sources give the same bytes, whatever the machine, its language, its processes or the order of its disk."""

import os
import random
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from praxis_build.edges.workers import BATCH
from tests.bench import edits
from tests.bench.generate import generate

PRAXIS = str(Path(sys.executable).with_name("praxis"))
VARIABLES = ("LANG", "LANGUAGE", "LC_ALL", "PYTHONHASHSEED", "SOURCE_DATE_EPOCH", "TZ")

MORNING, EVENING = "1786700000", "1786740000"
"""Two moments of one day: what expires makes a day an input of a build."""


@pytest.fixture(scope="module")
def project(memory: Path) -> Path:
    """Generate a commons with more files, and pages, than one process takes at once."""
    generate(memory / "project", BATCH, words=(150, 160))
    return memory / "project"


@pytest.fixture(scope="module")
def expected(project: Path) -> dict[str, bytes]:
    """Return its site, built from nothing by one process."""
    return built(project, "1", PYTHONHASHSEED="0", SOURCE_DATE_EPOCH=MORNING)


def built(root: Path, workers: str, **environment: str) -> dict[str, bytes]:
    """Build a project, with these variables only of those that might count; return every file of its site."""
    kept = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    command = [PRAXIS, "build", "--workers", workers]
    done = subprocess.run(
        command, cwd=root, env=kept | environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    site = root / "site"
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def shuffled(source: Path, target: Path, seed: int) -> Path:
    """Copy the sources of a project, its files made in an order drawn at random."""
    names = ("notes", "communities", "handbook")
    found = [source / "mkdocs.yml", *(path for name in names for path in (source / name).rglob("*") if path.is_file())]
    random.Random(seed).shuffle(found)
    for path in found:
        to = target / path.relative_to(source)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to)
    return target


@pytest.mark.parametrize(
    ("workers", "environment"),
    [
        ("1", {"PYTHONHASHSEED": "1", "LC_ALL": "C", "SOURCE_DATE_EPOCH": EVENING}),
        ("4", {"PYTHONHASHSEED": "random", "LANG": "fr_CA.UTF-8", "TZ": "Pacific/Auckland"}),
        ("4", {"PYTHONHASHSEED": "0", "LC_ALL": "en_US.UTF-8"}),
    ],
)
def test_the_machine_changes_nothing(
    project: Path, expected: dict[str, bytes], memory: Path, workers: str, environment: dict[str, str]
) -> None:
    """Another folder, order of files, hash seed, language, zone, hour or number of processes: cold, then warm."""
    with TemporaryDirectory(dir=memory) as folder:
        copied = shuffled(project, Path(folder, "ailleurs, à côté"), int(workers))
        for _ in ("cold", "warm"):
            found = built(copied, workers, **{"SOURCE_DATE_EPOCH": MORNING, **environment})
            different = {path for path in found.keys() | expected.keys() if found.get(path) != expected.get(path)}
            assert different == set()


DATED = """{% extends "base.html" %}{% block announce %}Construit le {{ build_date_utc.date() }}.{% endblock %}"""


def test_the_date_of_a_build_is_the_one_asked_for(memory: Path) -> None:
    """A theme of one's own may show it: SOURCE_DATE_EPOCH decides, cold or warm."""
    with TemporaryDirectory(dir=memory) as folder:
        root = Path(folder, "project")
        generate(root, 2, words=(150, 160))
        edits.prepare(root)
        (root / "overrides/main.html").write_text(DATED, encoding="utf-8")
        for date in ("2001-09-09", "2033-05-18"):
            epoch = f"{datetime.fromisoformat(date + 'T12:00Z').timestamp():.0f}"
            site = built(root, "1", SOURCE_DATE_EPOCH=epoch)
            assert f"Construit le {date}." in site["index.html"].decode()
            assert all(f"Construit le {date}." in site[path].decode() for path in site if path.endswith("/index.html"))
