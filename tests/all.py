"""``make test``: every check of the project, in order. A check that fails stops none of the others.

The last line said is pytest's count, alone on its line: ``N passed, N failed, N skipped``. The exit code is 1 as soon
as one check failed.
"""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("style", ("-m", "ruff", "check", ".")),
    ("types", ("-m", "mypy")),
    ("layers", (str(BIN / "lint-imports"),)),
    ("tests", ("-m", "pytest", "-rfEs", "-n", "2", "--dist", "loadfile", "--cov", "--cov-report=")),
    ("coverage of the core", ("-m", "coverage", "report", "--skip-covered")),
)


def run(name: str, command: tuple[str, ...]) -> bool:
    """Run a check where Praxis is, with nothing to read from; tell whether it passed."""
    print(f"\n== {name}", flush=True)
    # The tools beside this Python come first, for those that look for one another.
    environment = {**os.environ, "PATH": os.pathsep.join((str(BIN), os.environ.get("PATH", "")))}
    whole = command if command[0] != "-m" else (sys.executable, *command)
    return subprocess.run(whole, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False).returncode == 0


def counted(report: Path) -> str:
    """Return pytest's count from its JUnit report; tests that never ran are a failure."""
    if not report.is_file():
        return "0 passed, 1 failed, 0 skipped"
    suite = next(ET.parse(report).iter("testsuite"))  # noqa: S314 - pytest has just written it
    total, failed, skipped = (sum(int(suite.get(name, 0)) for name in names) for names in _COUNTS)
    return f"{total - failed - skipped} passed, {failed} failed, {skipped} skipped"


_COUNTS = (("tests",), ("failures", "errors"), ("skipped",))


def main() -> int:
    """Run every check; what is given on the command line is for pytest."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "pytest.xml"
        more = {"tests": (f"--junitxml={report}", *sys.argv[1:])}
        failed = [name for name, command in CHECKS if not run(name, (*command, *more.get(name, ())))]
        count = counted(report)
    print(f"\nFailed: {', '.join(failed)}." if failed else "\nEvery check passed.")
    print(count, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
