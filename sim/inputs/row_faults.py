"""Faults of a table with up to a million rows: the first of each sort are written out, the rest are counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from sim.inputs.faults import PRINTED, Fault, InputFault


class RowFaults:
    """Faults of a CSV file, gathered in any order and raised in the order of its rows."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._found: list[tuple[int, Fault]] = []
        self._more = 0

    def of_file(self, place: str, got: str, allowed: str, near: str | None = None) -> None:
        """A fault of the file or its heading; these come first."""
        self._found.append((0, Fault(f"{self.path}: {place}", got, allowed, near)))

    def of_rows(
        self, rows: np.ndarray, column: str, describe: Callable[[int], tuple[str, str, str | None]], at: np.ndarray
    ) -> None:
        """A fault of ``column`` at positions ``at``, which stand in ``rows`` of the file.

        ``describe`` says of a position what was got, what is allowed and the nearest name; it is asked of few.
        """
        for position in at[:PRINTED].tolist():
            row = int(rows[position])
            place = f"{self.path}: row {row}, {column}" if column else f"{self.path}: row {row}"
            self._found.append((row, Fault(place, *describe(position))))
        self._more += max(0, len(at) - PRINTED)

    def raise_any(self) -> None:
        """Raise all that was gathered, if anything was."""
        if self._found:
            raise InputFault([fault for _, fault in sorted(self._found, key=lambda item: item[0])], self._more)
