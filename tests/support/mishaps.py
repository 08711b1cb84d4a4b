"""Commands that meet with a mishap at their nth write: the process is killed there, or the disk is full from there on.

Or no file can grow beyond n bytes, so that a write fails in the middle.

As a program: reads a line a command, JSON of ``Command``, carries each out in a process of its own that is forked from
this one, where everything is imported, and prints a line of how it ended (``Ended``). Writes are what Python itself
tells of (audit events), of files and folders within the folder that the program is started in.
"""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from writes import changed

NEVER = 10**9
SKETCH = b'<svg width="1pt" height="1pt"><defs><style type="text/css">*{}</style></defs></svg>'


class Command(NamedTuple):
    """What is typed, in which folder, and which write of it meets with what: ``killed``, ``torn`` or ``full``.

    One that is torn is killed as well, and of the file that was written last half is lost. ``short`` is the disk that
    has room for the first ``nth`` bytes of a file.
    """

    words: list[str]
    folder: str
    nth: int = NEVER
    what: str = "killed"


class Ended(NamedTuple):
    """The exit code (negative: the signal that ended it), how many writes there were, and what it said."""

    code: int
    writes: int
    said: str


class Mishap:
    """Counts writes within a folder, and strikes at the one that was asked for."""

    def __init__(self, command: Command, counted: int) -> None:
        self.within = str(Path(command.folder).resolve())
        self.nth, self.what = command.nth, command.what
        self.count, self.last, self.counted = 0, "", counted

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        """Hear of what Python is about to do."""
        within = [path for path in changed(event, args) if path.startswith(self.within + os.sep)]
        if not within:
            return
        self.count += 1
        os.pwrite(self.counted, b"%9d" % self.count, 0)
        if self.count >= self.nth:
            self._strike()
        self.last = within[0] if event == "open" else self.last

    def _strike(self) -> None:
        if self.what == "full":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.nth = NEVER
        if self.what == "torn":
            with suppress(OSError):
                os.truncate(os.open(self.last, os.O_WRONLY), os.path.getsize(self.last) // 2)
        os.kill(os.getpid(), signal.SIGKILL)


def carried_out(command: Command) -> Ended:
    """A command in a process of its own."""
    said, counted = (os.memfd_create(name) for name in ("said", "counted"))
    child = os.fork()
    if child == 0:
        code = 99
        try:
            os.dup2(said, 1)
            os.dup2(said, 2)
            os.chdir(command.folder)
            if command.what == "short":
                resource.setrlimit(resource.RLIMIT_FSIZE, (command.nth, command.nth))
                command = command._replace(nth=NEVER)
            sys.addaudithook(Mishap(command, counted))
            import run

            code = run.main(command.words)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    told = os.pread(said, 10**6, 0).decode("utf-8", "replace")
    ended = Ended(os.waitstatus_to_exitcode(status), int(os.pread(counted, 9, 0) or 0), told)
    os.close(said)
    os.close(counted)
    return ended


def small_fits() -> None:
    """Fits as small as can be."""
    from analysis.calibration import course, kept

    course.WAVE, course.MOST_WAVES, course.REPLICATES, kept.PART = 32, 1, 3, 32


def sketched() -> None:
    """Charts that are laid out and written, but not drawn, which takes most of the time."""
    from analysis.charts import page

    page.settle = lambda figure: None
    page._drawn = lambda figure, form, **_: SKETCH


def main() -> None:
    """Carry out what is read, line by line."""
    import run
    from analysis.answers import comparison, fit, portfolios, reports  # noqa: F401 - once for all commands
    from analysis.calibration import course
    from analysis.portfolios import optimising
    from sim.ensembles.manifest import code_digest, telling

    run.settle()
    small_fits()
    sketched()
    telling("en")  # as the digests of the source, looked up once for all commands
    for rooms in ((), course.ROOMS, optimising.ROOMS):
        code_digest(*rooms)
    for line in sys.stdin:
        print(json.dumps(carried_out(Command(**json.loads(line)))), flush=True)


if __name__ == "__main__":
    main()
