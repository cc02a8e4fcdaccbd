"""The street door: ``praxis build``, ``check``, ``serve``, ``explain``; what each ends with is in ``exits``."""

import gettext as gettexts
import io
import os
import signal
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn, TextIO

import click

from praxis_build import __version__
from praxis_build.exits import EXITS, Exit
from praxis_build.model.codes import N_

CONFIG = click.option(
    "-f", "--config-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), default="mkdocs.yml",
    help=N_("The site's settings; mkdocs.yml unless given."),
)  # fmt: skip
LANG = click.option(
    "--lang",
    type=click.Choice(["fr", "en"]),
    default=None,
    is_eager=True,
    help=N_("Language of messages; that of the system unless given."),
)


def _workers(ctx: click.Context, param: click.Parameter, value: str) -> int | str:
    """Return a number of processes, ``dask``, or the address of a scheduler; another text is a wrong command."""
    if value.isdecimal():
        return int(value)
    if value == "dask" or value.startswith(("tcp://", "tls://")):
        return value
    say = translations(language(ctx.params.get("lang"))).gettext
    said = say(N_("“{value}” is neither a number, nor “dask”, nor tcp://host:port.")).format(value=value)
    raise click.BadParameter(said, ctx, param)


WORKERS = click.option(
    "--workers",
    callback=_workers,
    default="0",
    metavar="N|dask|tcp://HOST:PORT",
    help=N_("Processes that share the work, one a processor unless given; or a Dask cluster."),
)
QUIET = click.option("-q", "--quiet", is_flag=True, help=N_("Tell only what stops the command."))


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


def _write_exits(formatter: click.HelpFormatter) -> None:
    """Write what each exit code says."""
    say = translations(language()).gettext
    with formatter.section(say(N_("Exit codes"))):
        formatter.write_dl([(str(int(code)), say(text)) for code, text in EXITS.items()])


class Spoken(click.Command):
    """A command whose help is in the reader's language, and which an interruption ends in one line."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help."""
        _translated(self)
        super().format_help(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """Write the exit codes."""
        _write_exits(formatter)

    def invoke(self, ctx: click.Context) -> None:
        """Run the command."""
        _speakable(sys.stdout)
        usual = signal.signal(signal.SIGINT, _interrupted)
        try:
            super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo(translations(language(ctx.params.get("lang"))).gettext(N_("Interrupted.")), err=True)
            sys.exit(Exit.INTERRUPTED)
        finally:
            if signal.getsignal(signal.SIGINT) is _interrupted:
                signal.signal(signal.SIGINT, usual)


class SpokenGroup(click.Group):
    """The command, whose list of commands is in the reader's language."""

    command_class = Spoken

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help."""
        for command in (self, *self.commands.values()):
            _translated(command)
        super().format_help(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """Write the exit codes."""
        _write_exits(formatter)


def _interrupted(number: int, frame: object) -> NoReturn:
    """Interrupt the command once: what it then does to end cleanly is not interrupted."""
    del frame
    signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _speakable(stream: TextIO) -> None:
    """Let an output without all of Unicode show what it can, as the error output does."""
    if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
        stream.reconfigure(errors="backslashreplace")


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
    "--timings",
    is_flag=False,
    flag_value="-",
    default="",
    metavar="[FILE]",
    help=N_("Tell the time of each step, or write it to a file as JSON."),
)
@click.option("--json", is_flag=True, help=N_("Tell everything as one JSON object, on the standard output."))
@QUIET
@LANG
def build(config_file: Path, site_dir: Path | None, lang: str | None, **wishes: Any) -> None:
    """Build the site."""
    from praxis_build import commands  # noqa: PLC0415 - the host is imported only to build

    sys.exit(commands.build(config_file, site_dir, commands.Wishes(**wishes), translations(language(lang))))


@main.command(help=N_("Look for mistakes in the whole tree, without building the site."))
@CONFIG
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help=N_("How to tell them.")
)
@click.option(
    "--least", type=click.Choice(["info", "warning", "error"]), default="info", help=N_("The least severity to tell.")
)
@WORKERS
@QUIET
@LANG
def check(config_file: Path, lang: str | None, form: str, least: str, **wishes: Any) -> None:
    """Look for mistakes."""
    from praxis_build import commands  # noqa: PLC0415

    say = translations(language(lang))
    sys.exit(commands.check(config_file, commands.Wishes(**wishes), say, form=form, least=least))


@main.command(help=N_("Show the site on this machine, and build it again at each change."))
@CONFIG
@click.option("--addr", default="127.0.0.1:8000", help=N_("Where to show it: an address of this machine."))
@LANG
def serve(config_file: Path, addr: str, lang: str | None) -> None:
    """Show the site on this machine."""
    from praxis_build.commands import serve as run  # noqa: PLC0415

    sys.exit(run(config_file, addr, translations(language(lang))))


@main.command(help=N_("Explain a problem's code: what it means, why it matters, how to fix it."))
@click.argument("code")
@LANG
def explain(code: str, lang: str | None) -> None:
    """Explain a code."""
    from praxis_build.commands import explain as run  # noqa: PLC0415

    sys.exit(run(code, language(lang), translations(language(lang))))
