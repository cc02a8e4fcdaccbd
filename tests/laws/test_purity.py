"""Law: the core touches nothing. While a site is read and built, no file, socket, process or clock is asked for."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).parent / "purity.py"


def test_the_core_touches_nothing() -> None:
    """A whole site is read and built under an audit hook that forbids every door to the world."""
    done = subprocess.run([sys.executable, str(SCRIPT)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip().endswith("files, nothing touched")


def test_the_hook_sees_what_it_forbids() -> None:
    """The same script, asked to open a file once armed, fails."""
    done = subprocess.run([sys.executable, str(SCRIPT), "open"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "TouchedError: ('open'" in done.stderr
