"""The street door: ``praxis build``, ``check``, ``serve``, ``explain``.

Exit codes: 0 when all is well, 1 when there are problems or the site can't be published, 2 for a wrong command.
"""

import gettext as gettexts
import io
import os
import sys
from functools import lru_cache
from pathlib import Path

import click

from praxis_build import __version__
from praxis_build.model.codes import N_

CONFIG = click.option(
    "-f", "--config-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), default="mkdocs.yml",
    help=N_("The site's settings; mkdocs.yml unless given."),
)  # fmt: skip
LANG = click.option(
    "--lang",
    type=click.Choice(["fr", "en"]),
    default=None,
    help=N_("Language of messages; that of the system unless given."),
)
WORKERS = click.option(
    "--workers",
    type=click.IntRange(0),
    default=0,
    help=N_("Processes that share the work; one a processor unless given."),
)


def language(asked: str | None = None) -> str:
    """Return the language of messages: the one asked for, else the system's, else French."""
    if asked:
        return asked
    variables = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    said = next((value for value in variables if value), "")
    return "en" if said.lower().startswith("en") else "fr"


@lru_cache(maxsize=2)
def translations(lang: str) -> gettexts.NullTranslations:
    """Return the catalogue of a language of messages."""
    from praxis_build.edges import theme  # noqa: PLC0415 - Babel is imported only when there is something to say

    _, catalogues = theme.load(theme.folder())
    return (
        gettexts.GNUTranslations(io.BytesIO(catalogues[lang])) if catalogues.get(lang) else gettexts.NullTranslations()
    )


def _translated(command: click.Command) -> None:
    """Put a command's help into the reader's language just before it is shown."""
    say = translations(language()).gettext
    command.help = say(command.help) if command.help else command.help
    command.short_help = say(command.short_help) if command.short_help else None
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = say(parameter.help)


class Spoken(click.Command):
    """A command whose help is in the reader's language."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help."""
        _translated(self)
        super().format_help(ctx, formatter)


class SpokenGroup(click.Group):
    """The command, whose list of commands is in the reader's language."""

    command_class = Spoken

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help."""
        for command in (self, *self.commands.values()):
            _translated(command)
        super().format_help(ctx, formatter)


@click.group(cls=SpokenGroup, help=N_("Turn notes and communities into a linked site."))
@click.version_option(__version__, prog_name="praxis")
def main() -> None:
    """Turn notes and communities into a linked site."""


@main.command(help=N_("Build the site, and publish it if nothing stands in the way."))
@CONFIG
@click.option(
    "-d", "--site-dir", type=click.Path(file_okay=False, path_type=Path), help=N_("Where to publish the site.")
)
@click.option("--strict", is_flag=True, help=N_("Publish nothing when there are errors."))
@WORKERS
@click.option(
    "--timings", type=click.Path(dir_okay=False, path_type=Path), help=N_("Write the time of each step to a file.")
)
@LANG
def build(  # noqa: PLR0913 - one parameter an option
    config_file: Path, site_dir: Path | None, workers: int, timings: Path | None, lang: str | None, *, strict: bool
) -> None:
    """Build the site."""
    from praxis_build.commands import build as run  # noqa: PLC0415 - the host is imported only to build

    sys.exit(
        run(config_file, site_dir, strict=strict, workers=workers, timings=timings, say=translations(language(lang)))
    )


@main.command(help=N_("Look for mistakes in the whole tree, without building the site."))
@CONFIG
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help=N_("How to tell them.")
)
@click.option(
    "--least", type=click.Choice(["info", "warning", "error"]), default="info", help=N_("The least severity to tell.")
)
@WORKERS
@LANG
def check(config_file: Path, form: str, least: str, workers: int, lang: str | None) -> None:
    """Look for mistakes."""
    from praxis_build.commands import check as run  # noqa: PLC0415

    sys.exit(run(config_file, form=form, least=least, workers=workers, say=translations(language(lang))))


@main.command(help=N_("Show the site on this machine, and build it again at each change."))
@CONFIG
@click.option("--addr", default="127.0.0.1:8000", help=N_("Where to show it: an address of this machine."))
@LANG
def serve(config_file: Path, addr: str, lang: str | None) -> None:
    """Show the site on this machine."""
    from praxis_build.commands import serve as run  # noqa: PLC0415

    sys.exit(run(config_file, addr, say=translations(language(lang))))


@main.command(help=N_("Explain a problem's code: what it means, why it matters, how to fix it."))
@click.argument("code")
@LANG
def explain(code: str, lang: str | None) -> None:
    """Explain a code."""
    from praxis_build.commands import explain as run  # noqa: PLC0415

    sys.exit(run(code, language(lang), translations(language(lang))))
