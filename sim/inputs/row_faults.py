"""Faults of a table with up to a million rows: the first of each sort are written out, the rest are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import numpy as np

from sim.inputs.faults import PRINTED, Fault, InputFault
from sim.inputs.phrases import at, phrase

MOST = 1_000
"""Faults at which reading stops: of a file read row by row each takes a millisecond or more to describe."""
Wrong = tuple[str, str, str | None]
"""What was got, what is allowed, and the nearest name."""


class RowFaults:
    """Faults of a CSV file, gathered in any order and raised in the order of its rows, at once when there are ``MOST``.

    ``headings`` are the columns' names as messages show them, where these are not the names themselves.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = path
        self.headings: Mapping[str, str] = {}
        self._found: list[tuple[int, Fault]] = []
        self._more = 0

    def __bool__(self) -> bool:
        return bool(self._found)

    def of_file(self, place: str, got: str, allowed: str, near: str | None = None) -> None:
        """A fault of the file or its heading; these come first."""
        self._add(0, Fault(at(self.path, place), got, allowed, near))

    def _add(self, row: int, fault: Fault) -> None:
        self._found.append((row, fault))
        if len(self._found) >= MOST:
            self.raise_any()

    def heading(self, column: str) -> str:
        """A column's name as messages show it."""
        return self.headings.get(column, column)

    def of_row(self, row: int, column: str, wrong: Wrong) -> None:
        """A fault of one row, of its ``column`` if there is one."""
        heading = self.heading(column)
        place = phrase("row_column", row=row, column=heading) if column else phrase("row", row=row)
        self._add(row, Fault(at(self.path, place), *wrong))

    def of_rows(self, rows: np.ndarray, column: str, describe: Callable[[int], Wrong], at: np.ndarray) -> None:
        """A fault of ``column`` at positions ``at``, in rising order, which stand in ``rows`` of the file.

        ``describe`` is asked of few.
        """
        for position in at[:PRINTED].tolist():
            self.of_row(int(rows[position]), column, describe(position))
        self._more += max(0, len(at) - PRINTED)

    def take(self, told: Iterable[tuple[int, str, Wrong]]) -> None:
        """Faults of rows, columns and what is wrong there, in the order of rows; few are written out."""
        for nth, (row, column, wrong) in enumerate(told):
            if nth < PRINTED:
                self.of_row(row, column, wrong)
            else:
                self._more += 1

    def raise_any(self) -> None:
        """Raise all that was gathered, if anything was."""
        if self._found:
            raise InputFault([fault for _, fault in sorted(self._found, key=lambda item: item[0])], self._more)
