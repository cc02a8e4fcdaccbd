"""Building and serving without the host's own command line: what ``praxis build`` and ``praxis serve`` call."""

import ipaddress
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from praxis_build.engines.mkdocs import host
from praxis_build.engines.mkdocs.making import Orders, Outcome
from praxis_build.engines.mkdocs.settings import PLUGIN, project
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
    ``strict`` or of a problem of settings, gives an outcome without ``site``; so does an error of the host's, which its
    own log tells.
    """
    with watch("settings"):
        found = project(config_file)
    if found.problems:
        return Outcome(found.problems)
    told: list[Outcome] = []
    try:
        with watch("host"):
            config = _config(config_file, site_dir, strict=strict)
        config.plugins[PLUGIN].orders = Orders(each, watch, told.append)  # type: ignore[attr-defined]
        config.plugins.on_startup(command="build", dirty=False)
        try:
            host.build(config)
        finally:
            config.plugins.on_shutdown()
    except host.Abort:
        logging.getLogger(host.NAME).debug("stopped", exc_info=True)
    return told[-1] if told else Outcome(())


def serve(config_file: Path, addr: str = LOCAL) -> None:
    """Serve a project's site on this machine, building it again at each change, until interrupted.

    Raises ``NotLocal`` for an address that is not this machine's own.
    """
    name, _, _ = addr.rpartition(":")
    if name != "localhost" and not _is_loopback(name):
        raise NotLocal(addr)
    _speak(logging.INFO, "livereload")
    host.serve(config_file=str(config_file), dev_addr=addr)


def _config(config_file: Path, site_dir: Path | None, *, strict: bool) -> host.MkDocsConfig:
    _speak(logging.WARNING, "")
    # What is `None` is left as the configuration says.
    place = str(site_dir.resolve()) if site_dir else None
    return host.load_config(str(config_file), site_dir=place, strict=strict or None)


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def _speak(level: int, part: str) -> None:
    """Let the host's log say what is worth reading, on one line each: ``level`` and above, of one ``part`` of it."""
    logger = logging.getLogger(f"{host.NAME}.{part}" if part else host.NAME)
    logger.setLevel(level)
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(message)s"))
        logger.addHandler(handler)
        logger.propagate = False
