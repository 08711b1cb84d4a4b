"""Progress of a study, on standard error: a bar with time left on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import Any

from sim.ensembles.inventory import Inventory
from sim.language.numerals import counted
from sim.language.texts import Lang, text


class Progress:
    """Counts what is finished (``what``: a world, a set of values); ``done`` were there from the start."""

    def __init__(self, total: int, lang: Lang, quiet: bool, done: int = 0, what: str = "world") -> None:
        self._total, self._lang, self._quiet = total, lang, quiet
        self._told = self._found = done
        self._what = what
        self._bar: Any = None

    def __enter__(self) -> Progress:
        if not self._quiet and sys.stderr.isatty():
            from tqdm import tqdm

            unit = text(f"count.{self._what}s", self._lang, number="")
            self._bar = tqdm(
                total=self._total, initial=self._found, unit=unit, file=sys.stderr, leave=False, dynamic_ncols=True
            )
        elif not self._quiet and self._found:
            print(text("goes_on", self._lang, done=self._found, total=self._total), file=sys.stderr, flush=True)
        return self

    def __call__(self, done: int) -> None:
        """Hear that so many are finished."""
        if self._bar is not None:
            self._bar.update(done - self._told)
            self._told = done
        elif not self._quiet and done * 5 // self._total > self._told * 5 // self._total:
            self._told = done
            total = counted(self._total, self._what, self._lang)
            print(text("progress", self._lang, done=done, total=total), file=sys.stderr, flush=True)

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()


class Interrupted(KeyboardInterrupt):
    """Somebody stopped a study: what is done and where it is kept; ``said`` is the key of what is told."""

    def __init__(self, done: int, total: int, kept: Path, said: str = "interrupted_study") -> None:
        super().__init__(done, total, kept)
        self.done, self.total, self.kept, self.said = done, total, kept, said if total > 1 else "interrupted_world"


def announce_compiling(lang: Lang, quiet: bool = False) -> None:
    """Say that the first run of a version takes a while, so that nobody thinks it hangs."""
    from sim.compiling import is_compiled

    if not quiet and not is_compiled():
        print(text("compiling", lang), file=sys.stderr, flush=True)


NAMED = 5  # damaged files that are named; the rest is counted


def tell_damaged(folder: Path, found: Inventory, lang: Lang) -> None:
    """Say which files of finished results are not as they were written, and that they are made again."""
    if found.damaged:
        files, rest = ", ".join(found.damaged[:NAMED]), len(found.damaged) - NAMED
        if rest > 0:
            files = text("damaged_more", lang, files=files, more=counted(rest, "file", lang))
        print(text("damaged", lang, folder=folder, files=files), file=sys.stderr, flush=True)
