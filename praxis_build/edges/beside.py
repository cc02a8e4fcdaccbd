"""Beside: what another process does while this one works."""

import contextlib
import os
import signal
import sys
from collections.abc import Callable


class Beside:
    """A call in a process of its own: its result is bytes, none when it failed, or where no process can be forked."""

    def __init__(self, call: Callable[[], bytes]) -> None:
        """Begin."""
        self._process, self._pipe = 0, -1
        if sys.platform != "linux":
            return
        self._pipe, theirs = os.pipe()
        self._process = os.fork()
        if not self._process:
            # With an end to read from, it would wait for ever for a build that was killed to read.
            os.close(self._pipe)
            _end(call, theirs)
        os.close(theirs)
        # Until it says so, it may still have what this process holds: a build that is then killed would keep its lock.
        os.read(self._pipe, 1)

    def result(self) -> bytes:
        """Wait for the result, which can be had once."""
        if not self._process:
            return b""
        process, self._process = self._process, 0
        try:
            with os.fdopen(self._pipe, "rb") as pipe:
                data = pipe.read()
        finally:
            _, status = os.waitpid(process, 0)
        return b"" if status else data

    def stop(self) -> None:
        """Stop the process, whatever it is at."""
        if self._process:
            os.kill(self._process, signal.SIGKILL)
            self.result()


def _end(call: Callable[[], bytes], pipe: int) -> None:
    """Make the call, then end this process at once: what was begun before it was forked isn't its to finish."""
    code = 1
    with contextlib.suppress(BaseException):
        os.write(pipe, b"\0")
        with os.fdopen(pipe, "wb") as file:
            file.write(call())
        code = 0
    os._exit(code)
