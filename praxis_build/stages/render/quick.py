"""A Jinja environment without what makes a page slow: same templates, same output, half the time.

Jinja's context looks at each function it calls for a mark asking for the context, which none of ours has; and what a
template prints is made markup before it is joined, which nobody looks at. Should a later Jinja no longer call what is
overridden here, pages come out the same, later.
"""

import html
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup, escape


def printed(value: object) -> str:
    """Return a value as a template prints it: escaped, unless it is markup."""
    if type(value) is str:
        return html.escape(value)
    return value if type(value) is Markup else str(escape(value))


class _Direct(Context):
    """Calls functions as they are."""

    def call(
        self, function: Callable[..., object], /, *args: object, _loop_vars: object = None, _block_vars: object = None,
        **named: object,
    ) -> object:  # fmt: skip
        """Call a function of a template."""
        return function(*args, **named)


class _Generator(CodeGenerator):
    """Writes Python that prints with ``printed``."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.printed(")


class Quick(Environment):
    """Templates from memory; autoescape always, an unknown name is an error."""

    context_class = _Direct
    code_generator_class = _Generator
    printed = staticmethod(printed)

    def __init__(self, templates: Mapping[str, str]) -> None:
        """Prepare an environment for templates by name."""
        super().__init__(
            loader=DictLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self.policies["ext.i18n.trimmed"] = True
