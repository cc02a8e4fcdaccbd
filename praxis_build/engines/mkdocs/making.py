"""One build of one site, from the host's configuration to the swap: what the plugin's hooks hand over to."""

import gettext
import io
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment

from praxis_build import pipeline
from praxis_build.edges import disk, publish, report, workers
from praxis_build.edges import theme as theme_on_disk
from praxis_build.engines.mkdocs import host, skin
from praxis_build.engines.mkdocs.settings import Project, settings_of
from praxis_build.engines.mkdocs.shells import shells
from praxis_build.model.names import Url
from praxis_build.model.page import Copy
from praxis_build.model.problem import Problem, Severity
from praxis_build.model.shell import Theme


class Outcome(NamedTuple):
    """How a build ended: every problem, in a report's order, and where the site is, ``None`` if it wasn't published.

    ``files`` is the number of files Praxis wrote.
    """

    problems: tuple[Problem, ...]
    site: Path | None = None
    files: int = 0


class Orders(NamedTuple):
    """What a command asks of a build.

    ``each`` has the shape of ``map``; without it, there is a pool of processes, one a processor. ``watch`` times the
    step it is given. Without ``tell``, the outcome is told on the error output: every error, and how many problems.
    """

    each: pipeline.Each | None = None
    watch: Callable[[str], AbstractContextManager[object]] = nullcontext
    tell: Callable[[Outcome], None] | None = None


class Making:
    """A site in the making. Whatever raises in between, ``drop`` leaves the site that is online as it was."""

    def __init__(self, config: host.MkDocsConfig, options: Mapping[str, Any], orders: Orders) -> None:
        """Start: read the settings, dress the theme, send the host's own files to the staging folder.

        Raises ``Refused`` when the site can't be published there, ``Abort`` after telling what is wrong with settings.
        """
        self.config, self.orders = config, orders
        self.project = _project(config, options)
        self.folder = theme_on_disk.folder()
        self.templates, self.catalogues = theme_on_disk.load(self.folder)
        self._closing = ExitStack()
        self._shells: dict[str, Any] = {}
        self._handbook: tuple[Url, ...] = ()
        if self.project.problems:
            self._stop(Outcome(self.project.problems))
        skin.dress(config, self.folder)
        settings = self.project.settings
        skin.watch(config, self.project.root, settings, self.folder)
        content = (*settings.notes_dir, *settings.communities_dir)
        publishing = publish.publishing(self.project.site, self.project.root, content)
        self.staging = self._closing.enter_context(publishing)
        config.site_dir = str(self.staging.path)

    def furnish(self, env: Environment, files: host.Files) -> None:
        """Prepare the theme's templates, and render the shells with them."""
        settings = self.project.settings
        skin.furnish(files, self.config, self.folder)
        self._handbook = skin.handbook(files)
        guide = skin.GUIDE if skin.GUIDE in self._handbook else ""
        env.globals["praxis"] = skin.Skin(settings, self.catalogues, guide)
        with self.orders.watch("shells"):
            self._shells = shells(env, self.config, settings)

    def finish(self) -> None:
        """Make Praxis's pages beside the host's, then publish; nothing is published that ``strict`` forbids."""
        with workers.Pool() as pool:
            problems, files = self._weave(self.orders.each or pool)
        if self.config.strict and (any(p.severity is Severity.ERROR for p in problems) or host.warned()):
            self._stop(Outcome(problems, None, files))
        with self.orders.watch("publish"):
            self._closing.close()
        self.config.site_dir = str(self.project.site)
        self._tell(Outcome(problems, self.project.site, files))

    def drop(self, error: Exception) -> None:
        """Give up: the staging folder goes, and what was online stays."""
        self._closing.__exit__(type(error), error, error.__traceback__)
        self.config.site_dir = str(self.project.site)

    def _weave(self, each: pipeline.Each) -> tuple[tuple[Problem, ...], int]:
        """Write Praxis's files into the staging folder; return every problem and the number of files."""
        root, settings, watch = self.project.root, self.project.settings, self.orders.watch
        with watch("disk"):
            tree, unread = disk.read(root, settings)
        with watch("knowledge"):
            knowledge = pipeline.read(tree, settings, each, unread)
        theme = Theme(self._shells, self.templates, self.catalogues)
        files = 0
        with watch("pages"):
            helps = disk.texts(self.folder, "help")
            for made in pipeline.build(knowledge, settings, theme, each, self._handbook, helps):
                files += 1
                if isinstance(made, Copy):
                    self.staging.copy(made, root)
                else:
                    self.staging.write(made)
        return knowledge.problems, files

    def _tell(self, outcome: Outcome) -> None:
        if self.orders.tell:
            self.orders.tell(outcome)
            return
        language = self.project.settings.languages[0]
        said = gettext.GNUTranslations(io.BytesIO(self.catalogues[language]))
        errors = [problem for problem in outcome.problems if problem.severity is Severity.ERROR]
        summary = report.summary(outcome.problems, said.gettext, said.ngettext)
        sys.stderr.writelines(f"{line}\n" for line in (*report.text(errors, said.gettext), summary))

    def _stop(self, outcome: Outcome) -> None:
        self._tell(outcome)
        message = "Praxis found errors: the site was not published"
        raise host.Abort(message)


def _project(config: host.MkDocsConfig, options: Mapping[str, Any]) -> Project:
    path = Path(config.config_file_path or "mkdocs.yml").resolve()
    settings, problems = settings_of(config, options, path)
    return Project(path.parent, settings, problems, path, Path(config.site_dir))
