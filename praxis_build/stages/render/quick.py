"""A Jinja environment that writes the Python one would write by hand: same templates, same output, a third of the time.

What Jinja does at each name, call and macro for templates that nobody knows is left out: ``a.b`` is the attribute ``b``
of ``a`` (an item of a dictionary is ``a["b"]``), a call is a call, a macro is a function whose arguments are told by
their places, what all templates are given means the same on every page, and words of the interface are said once.
Should a later Jinja no longer call what is overridden here, pages come out the same, later.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import CodeType, SimpleNamespace
from typing import Any

import markupsafe
from jinja2 import DictLoader, Environment, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup, escape

from praxis_build.model.document import HOLE, WORD
from praxis_build.model.shell import MARK

Text = Callable[..., Markup]
"""The shape of ``gettext``."""
_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", lambda text: str(escape(text)))
"""The part of ``escape`` that escapes: to make markup of each text that is printed takes three times as long."""
_MARKS = (HOLE, WORD, *MARK.format(""))
_HOLE, _WORD, _OPEN, _CLOSE = _MARKS
_STRANGE = str.maketrans(dict.fromkeys(_MARKS, "\ufffd"))
_MAY_LACK = frozenset({"defined", "undefined"})


def safe(html: str) -> Markup:
    """Return HTML as such; the constructor of ``Markup`` takes four times as long."""
    return str.__new__(Markup, html)


def unmarked(text: str) -> str:
    """Return a text without the marks that pages are made with: in what is printed, they are none."""
    return text.translate(_STRANGE)


def printed(value: object) -> str:
    """Return a value as a template prints it: escaped, unless it is markup; marks that pages are made with are none."""
    if type(value) is str:
        if _HOLE in value or _WORD in value or _OPEN in value or _CLOSE in value:
            value = value.translate(_STRANGE)
        return _escaped(value)
    return value if type(value) is Markup else str(value) if type(value) is int else str(escape(value))


def _macro(code: Callable[..., Markup], arguments: int) -> Callable[..., Markup]:
    """Return a macro as a function, called by position, which fills the arguments that are missing."""
    code.__defaults__ = (missing,) * arguments
    return code


class _Said(dict[str, Markup]):
    """Words of the interface, by their English."""

    def __init__(self, gettext: Text) -> None:
        """Ask ``gettext`` for each, once."""
        super().__init__()
        self._gettext = gettext

    def __missing__(self, english: str) -> Markup:
        """Keep a word that is said for the first time."""
        said = self[english] = self._gettext(english)
        return said


class _Generator(CodeGenerator):
    """Writes Python. ``environment.globals`` has the names that all templates are given."""

    _may_lack = False

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("(" if _is_word(node) else "printed(")

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        """Write a template."""
        self._given = sorted({one.name for one in node.find_all(nodes.Name)} & self.environment.globals.keys())
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        """Begin a function; the macros inside it see these names too."""
        super().write_commons()
        self.writeline("printed, said, given = environment.printed, environment.said, environment.given")
        self.writeline("markup = environment.markup")
        for name in self._given:
            self.writeline(f"given_{name} = given.{name}")

    def enter_frame(self, frame: Frame) -> None:
        """Begin a scope; what all templates are given is not looked for in the context."""
        loads = frame.symbols.loads
        frame.symbols.loads = {ref: load for ref, load in loads.items() if not self._is_given(load)}
        super().enter_frame(frame)
        frame.symbols.loads = loads

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:  # noqa: FBT001, FBT002 - Jinja's
        """End a scope."""
        loads = frame.symbols.loads
        frame.symbols.loads = {ref: load for ref, load in loads.items() if not self._is_given(load)}
        super().leave_frame(frame, with_python_scope)
        frame.symbols.loads = loads

    def _is_given(self, load: tuple[str, str | None] | None) -> bool:
        """Tell whether a name means what all templates are given."""
        return load is not None and load[0] == VAR_LOAD_RESOLVE and load[1] in self.environment.globals

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write a name."""
        if node.ctx == "load" and self._is_given(frame.symbols.find_load(frame.symbols.ref(node.name))):
            self.write(f"given_{node.name}")
        else:
            super().visit_Name(node, frame)

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write a test; one that asks whether something is there may look at what isn't."""
        before, self._may_lack = self._may_lack, node.name in _MAY_LACK
        super().visit_Test(node, frame)
        self._may_lack = before

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write an attribute."""
        if self._may_lack:
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802, FBT001, FBT002 - Jinja's
        """Write a call."""
        if _is_word(node):
            self.write(f"said[{node.args[0].value!r}]")  # type: ignore[attr-defined]  # a constant
            return
        if node.dyn_args or node.dyn_kwargs or forward_caller:
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write the making of a macro."""
        if macro_ref.accesses_caller or macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            super().macro_def(macro_ref, frame)
            return
        self.write(f"environment.macro(macro, {len(macro_ref.node.args)})")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:  # noqa: FBT001, FBT002 - Jinja's
        """Write the end of a macro or of a block of text: what it says is markup."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super().return_buffer_contents(frame, force_unescaped)
        else:
            self.writeline(f"return markup(Markup, concat({frame.buffer}))")


def _is_word(node: nodes.Expr) -> bool:
    """Tell whether an expression is a word of the interface: ``_("Notes")``."""
    if not isinstance(node, nodes.Call) or node.kwargs or len(node.args) != 1:
        return False
    return isinstance(node.node, nodes.Name) and node.node.name == "_" and isinstance(node.args[0], nodes.Const)


class _Compiler(Environment):
    """Compiles templates for any language; an unknown name is an error, and all that is printed is escaped."""

    code_generator_class = _Generator

    def __init__(self, **options: Any) -> None:
        """Choose how templates are written."""
        super().__init__(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, **options)


@lru_cache(maxsize=64)
def _code(source: str, name: str, given: frozenset[str]) -> CodeType:
    compiler = _Compiler()
    compiler.globals = dict.fromkeys(given)
    return compiler.compile(source, name)


class Quick(_Compiler):
    """Templates from memory, which speak one language."""

    printed = staticmethod(printed)
    markup = staticmethod(str.__new__)
    macro = staticmethod(_macro)

    def __init__(self, templates: Mapping[str, str], gettext: Text) -> None:
        """Prepare templates by name; ``gettext`` escapes what it returns."""
        super().__init__(loader=DictLoader(templates), auto_reload=False, cache_size=0)
        self.said = _Said(gettext)
        self.given = SimpleNamespace()
        self._ready: dict[str, Template] = {}

    def get_template(self, name: str, *_: Any, **__: Any) -> Template:  # type: ignore[override]  # by its name only
        """Return a template, which doesn't change."""
        ready = self._ready.get(name)
        if ready is None:
            ready = self._ready[name] = super().get_template(name)
        return ready

    def compile(self, source: str, name: str, *_: Any, **__: Any) -> CodeType:  # type: ignore[override]  # from the loader only
        """Return the code of a template: the same in all languages."""
        return _code(source, name, frozenset(self.globals))

    def give(self, **names: object) -> None:
        """Give names to all templates that are compiled from now on."""
        self.globals.update(names)
        vars(self.given).update(names)

    def fill(self, name: str, **names: object) -> str:
        """Return a template filled with names of its own, beside those that all are given."""
        template = self.get_template(name)
        try:
            return "".join(template.root_render_func(Context(self, names, name, template.blocks)))
        except Exception:  # noqa: BLE001 - Jinja raises it again, with the template's lines
            self.handle_exception()
