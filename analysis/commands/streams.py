"""Standard output and error that may be closed, full or gone: what is told there never decides how a command ends."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from typing import Any, TextIO

from analysis.commands.parser import DONE, WRONG_INPUT

GONE = (errno.EPIPE, errno.EINVAL)  # a reader who has had enough; EINVAL is how Windows says so
_LAYOUT = "\n\r\t"


class Voice:
    """A stream that swallows what cannot be written, and lets no control character through.

    ``lost`` is why something could not be written, None if nothing was lost or its reader had had enough of it.
    """

    def __init__(self, stream: TextIO | None) -> None:
        self._nowhere: TextIO | None = None
        self._stream = self._silence() if stream is None else stream
        self.lost: OSError | None = None
        if hasattr(self._stream, "reconfigure"):
            self._stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # Thai on a terminal of any locale

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write what can be written."""
        self._try(lambda: self._stream.write(_shown(text)))
        return len(text)

    def flush(self) -> None:
        """Pass on what is waiting."""
        self._try(self._stream.flush)

    def end(self) -> None:
        """Pass on what is waiting, and close what was opened here."""
        self.flush()
        if self._nowhere is not None:
            self._nowhere.close()

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except OSError as error:
            if error.errno not in GONE:
                self.lost = self.lost or error
            self._fall_silent()

    def _fall_silent(self) -> None:
        """Send what is waiting, and all that follows, nowhere: the interpreter would stumble over it at its end."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, self._stream.fileno())
            self._stream.flush()
        except OSError:
            self._stream = self._silence()  # it has no file of its own
        finally:
            os.close(nowhere)

    def _silence(self) -> TextIO:
        self._nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - until the end
        return self._nowhere


def _shown(text: str) -> str:
    """``text`` as a terminal may have it."""
    if text.translate(dict.fromkeys(map(ord, _LAYOUT))).isprintable():
        return text
    from sim.language.harmless import harmless

    return harmless(text, keep=_LAYOUT)


def heard(act: Callable[[], int]) -> int:
    """The exit code of ``act``, which may print what it likes; not 0 when its result could not be told."""
    before = sys.stdout, sys.stderr
    out, err = Voice(before[0]), Voice(before[1])
    sys.stdout, sys.stderr = out, err
    try:
        code = act()
        out.flush()
        if out.lost and code == DONE:
            print(f"standard output: got {out.lost.strerror}; allowed: a stream that can be written to", file=err)
            code = WRONG_INPUT
        return code
    finally:
        sys.stdout, sys.stderr = before
        out.end()
        err.end()


def fill_descriptors() -> None:
    """Open the three standard descriptors where they are closed: a results file would else get one of their numbers,
    and whatever a library prints would go into it."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free, which is this one
