"""Reads spoilt files by their numbers: ``python reading_spoilt.py FOLDER FIRST COUNT SECONDS MEGABYTES``.

Ends with the first that is a fault of ours, takes longer or more memory, or has anything written outside ``FOLDER``.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import traceback
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from writes import changed

from analysis.commands.environment import settle

OWN = (".compiled", "__pycache__", os.devnull)  # what a compiler keeps


class TooLong(BaseException):
    """The time of an input is over; nobody takes this for something that a file may be."""


def too_long(*_: object) -> NoReturn:
    """Say so."""
    raise TooLong


class Watch:
    """Hears of everything that is written, moved, made or removed outside a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.outside = str(folder.resolve()) + os.sep, ""

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        """Hear of what Python is about to do."""
        for path in changed(event, args):
            if not path.startswith(self.folder) and not any(one in path for one in OWN):
                self.outside = path


def main() -> None:
    """Read so many files."""
    settle()
    from readers import read
    from spoilt import sorts, spoilt

    folder, (first, count, seconds, megabytes) = Path(sys.argv[1]), map(int, sys.argv[2:])
    watch = Watch(folder)
    names, good = list(sorts()), 0
    signal.signal(signal.SIGALRM, too_long)
    for sort in names:  # compiled and looked up once, before anything is timed
        read(sort, sorts()[sort].examples[0], folder)
    sys.addaudithook(watch)
    for number in range(first, first + count):
        sort = names[number % len(names)]
        content = spoilt(sorts()[sort], np.random.default_rng([11, number]))
        signal.alarm(seconds)
        try:
            good += read(sort, content, folder)
            assert not watch.outside, watch.outside
            used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            assert used < megabytes, f"{used} MB"
        except BaseException:
            traceback.print_exc()
            sys.exit(f"file {number}, {sort}: {content[:2000]!r}")
        signal.alarm(0)
    print(f"{count} files, {good} of them good")


if __name__ == "__main__":
    main()
