"""The small tables that come with the project, provinces and kinds: read strictly, cell by cell, all faults at once."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from pathlib import Path

from sim.inputs.faults import Fault, InputFault, nearest, shown
from sim.inputs.reading import SCENARIO_BYTES, read_text


class NumberTable:
    """Rows of a CSV file by column name; what is wrong is gathered and raised by ``raise_faults``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[Fault] = []
        reader = csv.DictReader(read_text(path, SCENARIO_BYTES).splitlines())
        self.rows = list(reader)
        self.columns = tuple(reader.fieldnames or ())

    def wrong(self, row: int, column: str, got: str, allowed: str, near: str | None = None) -> None:
        """Put a fault on the list; ``row`` counts from 0 below the heading, people from 1 with it."""
        self.faults.append(Fault(f"{self.path}: row {row + 2}, {column}", got, allowed, near))

    def text(self, row: int, column: str) -> str:
        """What a cell says, which may not be blank."""
        text = (self.rows[row].get(column) or "").strip()
        if not text:
            near = None if column in self.columns else nearest(column, self.columns)
            self.wrong(row, column, "nothing", "a value", near)
        return text

    def choice(self, row: int, column: str, allowed: Sequence[str]) -> str:
        """One of a few words."""
        text = self.text(row, column)
        if text and text not in allowed:
            self.wrong(row, column, shown(text), ", ".join(allowed), nearest(text, allowed))
        return text

    def number(self, row: int, column: str, low: float, high: float) -> float:
        """A finite number from ``low`` to ``high``; on a fault, ``low``."""
        text = self.text(row, column)
        try:
            value = float(text) if text else low
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            self.wrong(row, column, shown(text), f"a number from {low:g} to {high:g}")
            return low
        return value

    def rows_by_key(self, column: str, keys: Sequence[str]) -> dict[str, int]:
        """The row of each of ``keys``, each of which must be there once, and no other."""
        found: dict[str, int] = {}
        for row in range(len(self.rows)):
            key = self.text(row, column)
            if key in found:
                self.wrong(row, column, f"{key} again, as in row {found[key] + 2}", "each once")
            elif key in keys:
                found[key] = row
            elif key:
                self.wrong(row, column, shown(key), ", ".join(keys), nearest(key, keys))
        for key in keys:
            if key not in found:
                self.faults.append(Fault(f"{self.path}: {column}", f"no row for {key}", "a row for each"))
        return found

    def raise_faults(self) -> None:
        """Raise all faults gathered, if any."""
        if self.faults:
            raise InputFault(self.faults)
