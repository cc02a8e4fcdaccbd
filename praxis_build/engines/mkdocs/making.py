"""One build of one site through its host, from its configuration to the swap: what the plugin's hooks hand over to."""

import gettext
import io
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from jinja2 import Environment

from praxis_build.edges import publish, report
from praxis_build.engines.mkdocs import host, skin
from praxis_build.engines.mkdocs.offline import offline_files
from praxis_build.engines.mkdocs.settings import Project, as_shown, settings_of
from praxis_build.engines.mkdocs.shells import shells
from praxis_build.engines.mkdocs.stamps import host_stamp
from praxis_build.engines.mkdocs.weaving import Hosted, Orders, Outcome, Weaving
from praxis_build.engines.policy import GUIDE, guarded
from praxis_build.model.names import Url
from praxis_build.model.problem import Severity
from praxis_build.model.shell import Shell


class Making:
    """A site in the making. Whatever raises in between, ``drop`` leaves the site that is online as it was."""

    def __init__(self, config: host.MkDocsConfig, options: Mapping[str, Any], orders: Orders) -> None:
        """Start: read the settings, dress the theme, send the host's own files to the staging folder.

        Raises ``Refused`` when the site can't be published there, ``Abort`` after telling what is wrong with settings.
        """
        self.config, self.orders = config, orders
        self.project = _project(config, options)
        if orders.show:
            self.project = as_shown(self.project)
        self._closing = ExitStack()
        self._shells: dict[str, Shell] = {}
        self._handbook: tuple[Url, ...] = ()
        self.weaving = Weaving(self.project, orders)
        if self.project.problems:
            self._stop(Outcome(self.project.problems))
        skin.dress(config, self.weaving.folder)
        settings = self.project.settings
        skin.watch(config, self.project.root, settings, self.weaving.folder)
        content = (*settings.notes_dir, *settings.communities_dir)
        publishing = publish.publishing(self.project.site, self.project.root, content)
        self.staging = self._closing.enter_context(publishing)
        config.site_dir = str(self.staging.path)

    def furnish(self, env: Environment, files: host.Files) -> None:
        """Prepare the theme's templates, and render the shells with them."""
        settings = self.project.settings
        skin.furnish(files, self.config, self.weaving.folder)
        self._handbook = skin.handbook(files)
        guide = skin.GUIDE if skin.GUIDE in self._handbook else ""
        env.globals["praxis"] = skin.Skin(settings, self.weaving.catalogues, guide)
        with self.orders.watch("shells"):
            self._shells = shells(env, self.config, settings)
        for path, text in offline_files(env, files, self.config, self._shells, self.weaving.folder):
            files.append(host.File.generated(self.config, path, content=text))

    def guarded(self, page: str, text: str) -> str:
        """Return a page of the maintainers' guide, whose ``text`` is theirs, with its policy."""
        return guarded(page, GUIDE, self.project.settings.content_security_policy, text)

    def finish(self) -> None:
        """Make Praxis's pages beside the host's, then publish; nothing is published that ``strict`` forbids."""
        if self.orders.show:
            self.orders.show(_files(self.staging.path), self._shells, self._handbook)
            self.drop(host.Abort("shown"))
            return
        problems = self.weaving.weave(self.staging, self._shells, self._handbook)
        if self.config.strict and (any(p.severity is Severity.ERROR for p in problems) or host.warned()):
            self._stop(Outcome(problems))
        hosted = {written.path: written.digest for written in self.staging.adopt()}
        self.weaving.inspect(self.staging)
        with self.orders.watch("publish"):
            self._closing.close()
        raw = host.raw_config(self.project.config)
        stamp = host_stamp(self.project.config, raw, self.weaving.folder, strict=self.config.strict)
        self.weaving.keep(Hosted(stamp or b"", self._shells, self._handbook, hosted))
        self.config.site_dir = str(self.project.site)
        self._tell(Outcome(problems, self.project.site, self.staging.total, self.weaving.figures(self.staging)))

    def drop(self, error: Exception) -> None:
        """Give up: the staging folder goes, and what was online stays."""
        self._closing.__exit__(type(error), error, error.__traceback__)
        self.config.site_dir = str(self.project.site)

    def _tell(self, outcome: Outcome) -> None:
        if self.orders.tell:
            self.orders.tell(outcome)
            return
        language = self.project.settings.languages[0]
        said = gettext.GNUTranslations(io.BytesIO(self.weaving.catalogues[language]))
        errors = [problem for problem in outcome.problems if problem.severity is Severity.ERROR]
        summary = report.summary(outcome.problems, said.gettext, said.ngettext)
        sys.stderr.writelines(f"{line}\n" for line in (*report.text(errors, said.gettext), summary))

    def _stop(self, outcome: Outcome) -> None:
        self._tell(outcome)
        message = "Praxis found errors: the site was not published"
        raise host.Abort(message)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def _project(config: host.MkDocsConfig, options: Mapping[str, Any]) -> Project:
    path = Path(config.config_file_path or "mkdocs.yml").resolve()
    settings, problems = settings_of(config, options, path)
    return Project(path.parent, settings, problems, path, Path(config.site_dir))
