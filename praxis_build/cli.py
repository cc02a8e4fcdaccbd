"""The street door: the commands and their options; what each ends with is in ``exits``."""

import re
import sys
from pathlib import Path
from typing import Any

import click

from praxis_build import __version__
from praxis_build.model.codes import N_
from praxis_build.spoken import Spoken, SpokenGroup, language, spoken, translations

KINDS = ("note", "term", "organization", "person", "community", "notebook")
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


def _workers(ctx: click.Context, param: click.Parameter, value: str) -> int | str:
    """Return a number of processes, ``dask``, or the address of a scheduler; another text is a wrong command."""
    if value.isdecimal():
        return int(value)
    if value == "dask" or value.startswith(("tcp://", "tls://")):
        return value
    say = spoken(ctx).gettext
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


class _Query(Spoken):
    """A command whose words may begin with a hyphen: « -pieds » is a word that is refused, not four options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Understand options first, then words."""
        refused = [] if "--" in args else [one for one in args if re.match(r"-[^\W\d_]{2}", one)]
        others = [one for one in args if one not in refused]
        return super().parse_args(ctx, [*others, "--", *refused] if refused else others)


@main.command(
    cls=_Query,
    help=N_("Search the site that was built, as its readers do: words, “phrases in quotes”, -refused words."),
)
@CONFIG
@click.option("-d", "--site-dir", type=click.Path(file_okay=False, path_type=Path), help=N_("Where the site is."))
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(KINDS), help=N_("Only documents of a kind; may be repeated.")
)
@click.option("--count", "most", type=click.IntRange(1), default=10, help=N_("How many results to tell."))
@click.option("--json", "as_json", is_flag=True, help=N_("Tell results as one JSON object."))
@LANG
def search(config_file: Path, site_dir: Path | None, words: tuple[str, ...], lang: str | None, **wishes: Any) -> None:
    """Search the site."""
    from praxis_build.commands import Looking  # noqa: PLC0415
    from praxis_build.commands import search as run  # noqa: PLC0415

    spoken_in = language(lang)
    looking = Looking(" ".join(words), spoken_in, **wishes)
    sys.exit(run(config_file, site_dir, looking, translations(spoken_in)))


@main.command(help=N_("Explain a problem's code: what it means, why it matters, how to fix it."))
@click.argument("code")
@LANG
def explain(code: str, lang: str | None) -> None:
    """Explain a code."""
    from praxis_build.commands import explain as run  # noqa: PLC0415

    sys.exit(run(code, language(lang), translations(language(lang))))
