"""Help, mistakes and interruptions of the command line, in the reader's language."""

import gettext as gettexts
import io
import os
import signal
import sys
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NoReturn, TextIO

import click

from praxis_build.exits import EXITS, Exit
from praxis_build.model.codes import N_

LANGUAGES = ("fr", "en")
_LANG = "praxis.lang"
"""Where a context keeps the language asked for."""
CLICK = (
    N_("Usage:"), N_("Options"), N_("Commands"), N_("Show this message and exit."), N_("Show the version and exit."),
    N_("Error: {message}"), N_("Try '{command} {option}' for help."), N_("Invalid value for {param_hint}: {message}"),
    N_("No such option {name!r}."), N_("No such command {name!r}."), N_("Did you mean {possibility}?"),
    N_("(Did you mean one of: {possibilities}?)"), N_("Missing argument"), N_("Option {name!r} requires an argument."),
    N_("{value!r} is not one of {choices}."), N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a directory."), N_("{name} {filename!r} is a file."), N_("file"), N_("directory"),
    N_("Got unexpected extra argument ({args})"), N_("Got unexpected extra arguments ({args})"),
)  # fmt: skip
"""What click says most often, for the catalogue."""


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


def spoken(ctx: click.Context) -> gettexts.NullTranslations:
    """Return the catalogue of the language that a command line asks for, wherever it says so."""
    return translations(language(ctx.meta.get(_LANG)))


def _asked(words: Sequence[str]) -> str | None:
    """Return the language that a command line asks for: its help, and its mistakes, come before it is understood."""
    said = [second for first, second in pairwise(words) if first == "--lang"]
    said += [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    return next((lang for lang in said if lang in LANGUAGES), None)


def _teach_click(say: gettexts.NullTranslations) -> None:
    """Let click's own words be said by a catalogue: it asks for them by these names, in each of its modules."""
    for module in (click.core, click.exceptions, click.formatting, click.parser, click.types):
        setattr(module, "_", say.gettext)  # noqa: B010 - the name isn't declared
        setattr(module, "ngettext", lambda one, many, count: say.gettext(one if count == 1 else many))  # noqa: B010


def _translated(command: click.Command, ctx: click.Context) -> None:
    """Put a command's help into the reader's language just before it is shown."""
    say = spoken(ctx).gettext
    command.help = say(command.help) if command.help else command.help
    command.short_help = say(command.short_help) if command.short_help else None
    for parameter in command.get_params(ctx):
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = say(parameter.help)


def _write_exits(ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Write what each exit code says."""
    say = spoken(ctx).gettext
    with formatter.section(say(N_("Exit codes"))):
        formatter.write_dl([(str(int(code)), say(text)) for code, text in EXITS.items()])


class Spoken(click.Command):
    """A command whose help is in the reader's language, and which an interruption ends in one line."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help."""
        _translated(self, ctx)
        super().format_help(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the exit codes."""
        _write_exits(ctx, formatter)

    def invoke(self, ctx: click.Context) -> None:
        """Run the command."""
        _speakable(sys.stdout)
        usual = signal.signal(signal.SIGINT, _interrupted)
        try:
            super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo(spoken(ctx).gettext(N_("Interrupted.")), err=True)
            sys.exit(Exit.INTERRUPTED)
        finally:
            if signal.getsignal(signal.SIGINT) is _interrupted:
                signal.signal(signal.SIGINT, usual)


class SpokenGroup(click.Group):
    """The command, whose list of commands is in the reader's language."""

    command_class = Spoken

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Find out which language to speak, then understand the words."""
        ctx.meta[_LANG] = _asked(args)
        say = spoken(ctx)
        _teach_click(say)
        for parameter in (one for command in self.commands.values() for one in command.params):
            if isinstance(parameter.type, click.Path):
                parameter.type.name = say.gettext(parameter.type.name)
        return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help."""
        for command in (self, *self.commands.values()):
            _translated(command, ctx)
        super().format_help(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the exit codes."""
        _write_exits(ctx, formatter)


def _interrupted(number: int, frame: object) -> NoReturn:
    """Interrupt the command once: what it then does to end cleanly is not interrupted."""
    del frame
    signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _speakable(stream: TextIO) -> None:
    """Let an output without all of Unicode show what it can, as the error output does."""
    if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
        stream.reconfigure(errors="backslashreplace")
