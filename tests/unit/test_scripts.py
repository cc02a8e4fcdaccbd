"""Modules of JavaScript become files that ask for no other."""

import pytest

from praxis_build.engines.mkdocs.scripts import bundled

MODULES = {
    "page": """// What is said here is for us.
import { Engine } from "./engine.js";
import {
  make,
} from "./shown.js";

new Engine(make());
""",
    "engine": """/**
 * Long words.
 */
import { make } from "./shown.js";

export class Engine {
  // Why.
  at = "//"; // kept
}
""",
    "shown": "export const make = () => {};\nexport async function later() {}\nconst hidden = 1;\n",
    "other": "export default 3;\n",
}


def test_a_module_comes_with_all_it_imports() -> None:
    """Each once, before those that need it, with what it exports and no more; comments on lines of their own go."""
    assert bundled("page", MODULES.__getitem__) == (
        "const of_shown = (() => {\nconst make = () => {};\nasync function later() {}\nconst hidden = 1;\n"
        "return { make, later };\n})();\n"
        'const of_engine = (() => {\nconst { make } = of_shown;\nclass Engine {\nat = "//"; // kept\n}\n'
        "return { Engine };\n})();\n"
        "const { Engine } = of_engine;\nconst {\nmake,\n} = of_shown;\nnew Engine(make());\n"
    )


def test_what_a_module_exports_is_exported() -> None:
    """For whoever imports it."""
    assert bundled("shown", MODULES.__getitem__).endswith("export { make, later };\n")


def test_another_form_is_refused() -> None:
    """Rather than published wrong."""
    with pytest.raises(ValueError, match="other"):
        bundled("other", MODULES.__getitem__)
