"""The small tables that come with the project, provinces and kinds: read strictly, cell by cell, all faults at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from sim.inputs.cell_rules import NumberRule, TermRule
from sim.inputs.faults import nearest, shown
from sim.inputs.phrases import phrase
from sim.inputs.row_faults import RowFaults, Wrong
from sim.language.terms import Term


class NumberTable:
    """Rows of a CSV file by column name; what is wrong is gathered and raised by ``raise_faults``."""

    def __init__(self, path: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> None:
        from sim.inputs.csv_text import plain_headings, read_columns  # heavy, and not needed to list what there is

        self.path = path
        self.faults = RowFaults(path)
        found = read_columns(path, plain_headings((*columns, *optional)), self.faults, columns)
        self.places: list[int] = found.rows.tolist()
        texts = {name: column.to_pylist() for name, column in found.columns.items()}
        self.rows = [{name: texts[name][row] for name in texts} for row in range(len(self.places))]

    def _wrong(self, row: int, column: str, wrong: Wrong) -> None:
        """Put a fault on the list; ``row`` counts from 0 below the heading."""
        self.faults.of_row(self.places[row], column, wrong)

    def text(self, row: int, column: str) -> str:
        """What a cell says, which may not be blank; a column that is missing was complained of once."""
        told = self.rows[row].get(column)
        if told == "":
            self._wrong(row, column, (phrase("nothing"), phrase("a_value"), None))
        return told or ""

    def choice(self, row: int, column: str, terms: tuple[Term, ...]) -> str:
        """The key of one of a few words."""
        told, rule = self.text(row, column), TermRule(terms)
        if told and rule.read(told) < 0:
            self._wrong(row, column, rule.wrong(told, rule.allowed()))
        return terms[max(0, rule.read(told))].key

    def number(self, row: int, column: str, low: float, high: float, whole: bool = False) -> float:
        """A finite number from ``low`` to ``high``; on a fault, ``low``."""
        told, rule = self.text(row, column), NumberRule(low, high, whole=whole)
        value = rule.read(told)
        if told and math.isnan(value):
            self._wrong(row, column, rule.wrong(told, rule.allowed()))
        return low if math.isnan(value) else value

    def rows_by_key(self, columns: Sequence[str], wanted: Sequence[str]) -> dict[str, int]:
        """The row of each key ``wanted``, each of which must be there once, and no other.

        A key is what stands in ``columns``, parted by a space.
        """
        found: dict[str, int] = {}
        name = " ".join(columns)
        for row in range(len(self.rows)):
            key = " ".join(self.text(row, column) for column in columns).strip()
            if key in found:
                again = phrase("again_in_row", what=key, row=self.places[found[key]])
                self._wrong(row, name, (again, phrase("each_once"), None))
            elif key in wanted:
                found[key] = row
            elif key:
                self._wrong(row, name, (shown(key), ", ".join(wanted), nearest(key, wanted)))
        for key in wanted:
            if key not in found:
                self.wrong(name, phrase("no_row", key=key), phrase("a_row_each"))
        return found

    def wrong(self, place: str, got: str, allowed: str) -> None:
        """A fault of the table as a whole."""
        self.faults.of_file(place, got, allowed)

    def raise_faults(self) -> None:
        """Raise all faults gathered, if any."""
        self.faults.raise_any()
