"""Why a command ended: the exit codes, and what each says."""

from enum import IntEnum

from praxis_build.model.code import N_


class Exit(IntEnum):
    """The exit codes of every command."""

    DONE = 0
    MISTAKES = 1
    COMMAND = 2
    UNWRITTEN = 3
    CRASHED = 4
    INTERRUPTED = 130


EXITS: dict[Exit, str] = {
    Exit.DONE: N_("All is well."),
    Exit.MISTAKES: N_("Mistakes in the content or in the settings were found, or stop publication."),
    Exit.COMMAND: N_("The command is wrong, or what it asks for is not there."),
    Exit.UNWRITTEN: N_("The site can't be written there: files of others, another build, a full disk."),
    Exit.CRASHED: N_("Reading a file stopped the program."),
    Exit.INTERRUPTED: N_("The command was interrupted."),
}
"""What each code says, in the catalogue."""
