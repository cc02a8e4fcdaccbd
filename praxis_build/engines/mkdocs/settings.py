"""Settings out of ``mkdocs.yml``: the same for the plugin and for commands that need no theme and no plugin."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from msgspec.structs import replace

from praxis_build.engines.mkdocs import host
from praxis_build.engines.settings import settings_from
from praxis_build.model.codes import CODES, N_
from praxis_build.model.names import SourcePath
from praxis_build.model.problem import START, Problem, Span
from praxis_build.model.settings import Settings

PLUGIN = "praxis"
NO_FILE = N_("there is no such file")
NOT_YAML = N_("it can't be read as YAML")
NO_PLUGIN = N_("“praxis” should be in the list of plugins")

_TOP = {"site_name", "site_description", "site_url"}


class Project(NamedTuple):
    """A site's project: its folder, its settings and what is wrong with them, its configuration, its output folder."""

    root: Path
    settings: Settings
    problems: tuple[Problem, ...]
    config: Path
    site: Path


def project(config_file: Path) -> Project:
    """Read a project's settings; the host's theme, plugins and hooks are neither loaded nor run."""
    path = config_file.resolve()
    raw: dict[str, Any] = {}
    broken: tuple[Problem, ...] = ()
    try:
        raw = host.raw_config(path)
    except FileNotFoundError:
        broken = (_problem(path, path.name, NO_FILE),)
    except (OSError, ValueError, host.ConfigurationError) as error:
        broken = (_problem(path, path.name, NOT_YAML, _mark(error)),)
    options = options_of(raw.get("plugins"))
    if not broken and options is None:
        broken = (_problem(path, "plugins", NO_PLUGIN),)
    settings, problems = settings_of(raw, options or {}, path)
    return Project(path.parent, settings, broken + problems, path, path.parent / str(raw.get("site_dir") or "site"))


def as_shown(found: Project) -> Project:
    """Return a project as it is previewed: no browser may keep the pages of what is being written."""
    return found._replace(settings=replace(found.settings, offline=False))


def settings_of(
    config: Mapping[str, Any], options: Mapping[str, Any], path: Path
) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings of a host's configuration, loaded or raw, with the plugin's own options.

    ``path`` is the configuration's file, where problems are then shown.
    """
    settings, problems = settings_from(options, _of_host(config), SourcePath(path.name))
    return settings, tuple(_placed(problem, path) for problem in problems)


def options_of(plugins: object) -> dict[str, Any] | None:
    """Return the plugin's options in a list or map of plugins, ``None`` when it isn't there."""
    items: list[Any] = [plugins] if isinstance(plugins, dict) else list(plugins) if isinstance(plugins, list) else []
    for item in items:
        if item == PLUGIN:
            return {}
        if isinstance(item, dict) and PLUGIN in item:
            found = item[PLUGIN]
            return {str(key): value for key, value in found.items()} if isinstance(found, dict) else {}
    return None


def _of_host(config: Mapping[str, Any]) -> dict[str, object]:
    theme = config.get("theme")
    language = theme.get("language") if isinstance(theme, Mapping) else None
    return {
        "site_name": config.get("site_name"),
        "site_description": config.get("site_description"),
        "site_url": config.get("site_url"),
        "edit_url": _edit_url(config),
        # Material speaks English unless it is told otherwise.
        "lang": language or "en",
    }


def _edit_url(config: Mapping[str, Any]) -> str | None:
    """Return where a file of the project is edited: the host knows it for ``docs_dir``, whose folder is taken off."""
    repository, edit = config.get("repo_url"), config.get("edit_uri")
    whole = f"{str(repository).rstrip('/')}/{str(edit).strip('/')}"
    docs = _docs(config)
    return whole.removesuffix(docs) if repository and edit and whole.endswith(f"/{docs}") else None


def _docs(config: Mapping[str, Any]) -> str:
    """Return ``docs_dir`` as it was written; a loaded configuration has it absolute."""
    docs = Path(str(config.get("docs_dir") or "docs"))
    root = Path(str(getattr(config, "config_file_path", "") or "")).parent
    return (docs.relative_to(root) if docs.is_absolute() and docs.is_relative_to(root) else docs).as_posix()


def _problem(path: Path, setting: str, detail: str, span: Span = START) -> Problem:
    values = {"setting": setting, "detail": detail}
    return Problem("P701", CODES["P701"].severity, SourcePath(path.name), span, values)


def _mark(error: BaseException) -> Span:
    """Return where YAML stopped, told by the error behind the host's."""
    mark = getattr(error.__context__, "problem_mark", None)
    return Span(mark.line + 1, mark.column + 1) if mark else START


def host_problem(path: Path, setting: str, detail: str) -> Problem:
    """Return the problem of one of the host's own settings, with its line; ``setting`` may be the file as a whole."""
    return _at(_problem(path, setting, detail), path, [setting])


def with_settings(problems: tuple[Problem, ...], found: Project) -> tuple[Problem, ...]:
    """Return problems in a report's order, a folder that isn't there being told where a setting names it."""
    told = [
        _named(problem, found) if problem.code == "P701" and problem.path != found.config.name else problem
        for problem in problems
    ]
    return problems if told == list(problems) else tuple(sorted(told, key=lambda problem: problem.order))


def _named(problem: Problem, found: Project) -> Problem:
    """Return the problem of a folder at the setting that names it."""
    folder = problem.values["setting"]
    setting = "notes_dir" if folder in found.settings.notes_dir else "communities_dir"
    values = {**problem.values, "setting": f"{setting}: {folder}"}
    moved = replace(problem, path=SourcePath(found.config.name), values=values)
    return _at(moved, found.config, ["plugins", PLUGIN, setting])


def _placed(problem: Problem, path: Path) -> Problem:
    """Return a problem at the line of its setting, which is the plugin's or one of the host's."""
    keys = problem.values["setting"].split(".")
    where = [keys[0]] if keys[0] in _TOP else ["theme", "language"] if keys[0] == "lang" else []
    return _at(problem, path, ["plugins", PLUGIN, *keys], where)


def _at(problem: Problem, path: Path, *places: Sequence[str]) -> Problem:
    """Return a problem at the line of the first key that is there; one in an inherited file has no line here."""
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, ValueError, yaml.YAMLError):
        return problem
    found = next((key for keys in places if keys and (key := _key(node, keys))), None)
    if found is None:
        return problem
    mark = found.start_mark
    return replace(
        problem,
        span=Span(mark.line + 1, mark.column + 1, len(str(found.value))),
        excerpt=text.splitlines()[mark.line],
    )


def _key(node: yaml.Node | None, keys: Sequence[str]) -> yaml.ScalarNode | None:
    """Return the node of a key, down a path of keys; a list of maps is looked into as one map."""
    maps = node.value if isinstance(node, yaml.SequenceNode) else [node]
    for one in maps:
        if not isinstance(one, yaml.MappingNode):
            continue
        for key, value in one.value:
            if key.value == keys[0]:
                return key if len(keys) == 1 else _key(value, keys[1:])
    return None
