"""The host, MkDocs or ProperDocs: the only module that imports it.

ProperDocs is the drop-in fork; under its own command it answers to the name ``mkdocs`` too, and here it is asked to
when it is the only one installed. Names are fetched when they are first used: reading the settings needs few of them.
"""

import importlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

try:
    importlib.import_module("mkdocs")
except ImportError:
    importlib.import_module("properdocs")
    importlib.import_module("properdocs.replacement")

NAME = importlib.import_module("mkdocs").__name__
"""``mkdocs`` or ``properdocs``: the host's own name, and its logger's."""

if TYPE_CHECKING:
    from mkdocs.commands.build import build, get_context
    from mkdocs.commands.serve import serve
    from mkdocs.config.base import load_config
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.exceptions import Abort, ConfigurationError, PluginError
    from mkdocs.plugins import BasePlugin, event_priority
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink, TableOfContents

_HOMES = {
    "Abort": "exceptions", "AnchorLink": "structure.toc", "BasePlugin": "plugins", "ConfigurationError": "exceptions",
    "File": "structure.files", "Files": "structure.files", "MkDocsConfig": "config.defaults",
    "Navigation": "structure.nav", "Page": "structure.pages", "PluginError": "exceptions",
    "TableOfContents": "structure.toc", "build": "commands.build", "event_priority": "plugins",
    "get_context": "commands.build", "load_config": "config.base", "serve": "commands.serve",
}  # fmt: skip

__all__ = [
    "NAME", "Abort", "AnchorLink", "BasePlugin", "ConfigurationError", "File", "Files", "MkDocsConfig", "Navigation",
    "Page", "PluginError", "TableOfContents", "build", "event_priority", "get_context", "load_config", "raw_config",
    "serve", "warned",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Fetch one of the host's names (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"mkdocs.{_HOMES[name]}"), name)


def raw_config(path: Path) -> dict[str, Any]:
    """Return a configuration as it is written, with ``INHERIT`` and ``!ENV``; no Python object in it is made.

    Raises ``OSError`` when it can't be opened, ``ConfigurationError`` when it can't be read.
    """
    from mkdocs.utils.yaml import get_yaml_loader, yaml_load  # noqa: PLC0415 - see this module's own words

    loader = get_yaml_loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda _loader, suffix, _node: suffix)
    loader.add_constructor("!relative", lambda _loader, _node: "")
    with path.open("rb") as file:
        found = yaml_load(file, loader)
    return found if isinstance(found, dict) else {}


def warned() -> bool:
    """Tell whether the host has counted warnings of its own; it counts them in strict builds only."""
    from mkdocs.utils import CountHandler  # noqa: PLC0415 - see this module's own words

    handlers = logging.getLogger(NAME).handlers
    return any(handler.get_counts() for handler in handlers if isinstance(handler, CountHandler))
