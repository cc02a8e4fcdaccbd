"""Building and serving without the host's own command line: what ``praxis build`` and ``praxis serve`` call."""

import ipaddress
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path

from praxis_build.edges.memory import Spoiled
from praxis_build.edges.publish import publishing
from praxis_build.engines.mkdocs import host
from praxis_build.engines.mkdocs.heard import listening
from praxis_build.engines.mkdocs.settings import PLUGIN, Project, project, with_settings
from praxis_build.engines.mkdocs.stamps import host_stamp
from praxis_build.engines.mkdocs.weaving import Orders, Outcome, Weaving
from praxis_build.model.problem import Problem, Severity
from praxis_build.pipeline import Each

LOCAL = "127.0.0.1:8000"


class NotLocal(ValueError):  # noqa: N818 - it is an answer, not an error of the program
    """An address that other machines can reach: drafts and unfinished pages would be seen."""


def build(
    config_file: Path, site_dir: Path | None = None, *, strict: bool = False, each: Each | None = None,
    watch: Callable[[str], AbstractContextManager[object]] = nullcontext,
) -> Outcome:  # fmt: skip
    """Build a project's site as the host's own ``build`` does, to the byte; its settings' problems are told first.

    ``each`` has the shape of ``map``; without it, there is one process a processor. ``watch`` times the steps it is
    given. Raises ``Refused`` when the site can't be published there. A site that wasn't published, because of
    ``strict``, of a problem of settings or of the host, gives an outcome without ``site``.
    """
    with watch("settings"):
        found = project(config_file)
    if found.problems:
        return Outcome(found.problems)
    if site_dir:
        found = found._replace(site=site_dir.resolve())
    orders = Orders(each, watch)
    try:
        done = _without_host(found, orders, strict=strict) or through_host(found, site_dir, orders, strict=strict)
    except Spoiled:
        # What was kept has been erased.
        done = through_host(found, site_dir, orders, strict=strict)
    return done._replace(problems=with_settings(done.problems, found))


def through_host(found: Project, site_dir: Path | None, orders: Orders, *, strict: bool = False) -> Outcome:
    """Have the host build a project's site, which hands over to Praxis; why the host stopped is a problem."""
    told: list[Outcome] = []
    with listening() as heard:
        try:
            _host_builds(found, site_dir, orders._replace(tell=told.append), strict=strict)
        except (host.Abort, host.ConfigurationError) as error:
            outcome = told[-1] if told else Outcome(())
            if any(problem.severity is Severity.ERROR for problem in outcome.problems):
                return outcome
            return outcome._replace(problems=outcome.problems + heard.problems(found.config, str(error)))
    return told[-1] if told else Outcome(())


def _host_builds(found: Project, site_dir: Path | None, orders: Orders, *, strict: bool) -> None:
    with orders.watch("host"):
        # What is `None` is left as the configuration says.
        place = str(site_dir.resolve()) if site_dir else None
        config = host.load_config(str(found.config), site_dir=place, strict=strict or None)
    config.plugins[PLUGIN].orders = orders  # type: ignore[attr-defined]
    config.plugins.on_startup(command="build", dirty=False)
    try:
        host.build(config)
    finally:
        config.plugins.on_shutdown()


class _Lost(Exception):  # noqa: N818 - it says what happened
    """A file that the host made isn't there any more."""


class _Stopped(Exception):  # noqa: N818 - it says what happened
    """Nothing is to be published, because of problems."""


def _without_host(found: Project, orders: Orders, *, strict: bool) -> Outcome | None:
    """Build with what the host made last time, when it would make the same again; ``None`` when it might not."""
    raw = host.raw_config(found.config)
    strict = strict or bool(raw.get("strict"))
    weaving = Weaving(found, orders)
    hosted = weaving.hosted
    if hosted is None or hosted.stamp != host_stamp(found.config, raw, weaving.folder, strict=strict):
        return None
    content = (*found.settings.notes_dir, *found.settings.communities_dir)
    problems: tuple[Problem, ...] = ()
    try:
        with ExitStack() as closing:
            weaving.look(closing)
            staging = closing.enter_context(publishing(found.site, found.root, content))
            if any(staging.known.get(path) != digest for path, digest in hosted.files.items()):
                raise _Lost  # noqa: TRY301 - what is raised gives up the staging
            problems = weaving.weave(staging, hosted.shells, hosted.handbook)
            # After weaving, which may begin again from nothing; a file of ours at the same path wins.
            for path in hosted.files.keys() - staging.wanted.keys():
                staging.keep(path)
            if strict and any(problem.severity is Severity.ERROR for problem in problems):
                raise _Stopped  # noqa: TRY301
            weaving.inspect(staging)
            with orders.watch("publish"):
                closing.close()
    except (_Lost, Spoiled):
        return None
    except _Stopped:
        return Outcome(problems)
    weaving.keep(hosted)
    return Outcome(problems, found.site, staging.total, weaving.figures(staging))


def local(addr: str) -> tuple[str, int]:
    """Return the host and the port of an address of this machine; raises ``NotLocal`` for any other."""
    name, _, port = addr.rpartition(":")
    if (name != "localhost" and not _is_loopback(name)) or not port.isdecimal():
        raise NotLocal(addr)
    return name.strip("[]"), int(port)


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
