"""The house stands as its plan says: layers, sizes, nothing left to do, a public interface that is a list."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import praxis_build

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "praxis_build").rglob("*.py"))
MODULE_LINES, FUNCTION_LINES = 250, 30
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def test_imports_go_one_way() -> None:
    """import-linter's contracts hold, type-only imports included."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_is_short(path: Path) -> None:
    """A module fits in a reader's head."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MODULE_LINES


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_function_fits_on_a_screen(path: Path) -> None:
    """A function, its docstring apart, is at most 30 lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    long = {node.name: length(node) for node in ast.walk(tree) if isinstance(node, FUNCTIONS)}
    assert {name: lines for name, lines in long.items() if lines > FUNCTION_LINES} == {}


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines a function has from its ``def``, its docstring apart."""
    first = function.body[0]
    docstring = 0
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        docstring = (first.end_lineno or first.lineno) - first.lineno + 1
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_says_what_it_is_for(path: Path) -> None:
    """Each module has a docstring; what is left to do is an issue, not a remark."""
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert re.findall(r"\b(?:TODO|FIXME|XXX|HACK)\b", text) == []


def test_the_public_interface_is_a_list() -> None:
    """What others may import from the package is stated, and there."""
    assert praxis_build.__all__ == ["__version__"]
    assert all(hasattr(praxis_build, name) for name in praxis_build.__all__)


def test_starting_imports_nothing_heavy() -> None:
    """``praxis --help`` reads neither the host, nor the theme, nor a Markdown parser."""
    code = "import sys, praxis_build.cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"mkdocs", "properdocs", "material", "markdown", "pygments", "comrak", "jinja2", "latex2mathml", "babel"}
    assert heavy & set(done.stdout.split()) == set()
