"""``praxis`` and ``python -m praxis_build``: the command as a process of its own."""

import atexit
import os
import sys
from typing import NoReturn

from praxis_build.cli import main
from praxis_build.exits import Exit


def program() -> NoReturn:
    """Run the command, then end at once: to free a large site's values one by one takes longer than to publish it."""
    code: object = Exit.DONE
    try:
        main()
    except SystemExit as end:
        code = end.code
    atexit._run_exitfuncs()  # noqa: SLF001 - what others asked to be done at the end of a process is done
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    program()
