"""A researcher's own organisations from a CSV file, checked cell by cell; ``COLUMNS`` is the list of what may be there.

What is left blank is drawn by the model as it draws synthetic organisations.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from sim.inputs.cell_rules import FlagRule, NumberRule, SetRule, TermRule, TextRule
from sim.inputs.cells import Cells
from sim.inputs.csv_text import read_columns
from sim.inputs.phrases import phrase
from sim.inputs.row_faults import RowFaults, Wrong
from sim.kinds import KINDS, REGISTERED
from sim.language.terms import code
from sim.organisation_columns import COLUMNS, HEADINGS, REQUIRED, Column

__all__ = ["COLUMNS", "FEWEST", "MOST", "Column", "load_organisations"]

FEWEST, MOST = 5, 1_000_000
_BY_KIND = ("registered", "active")  # read last: what blank means there depends on the rest


def load_organisations(path: str | Path) -> pd.DataFrame:
    """The organisations of a CSV file, a row each; raises ``InputFault`` with all its faults.

    Returns
    -------
    pandas.DataFrame
        ``id``, ``name``, ``district`` (text), ``kind``, ``province`` (codes), ``registered``, ``active`` (bool),
        ``needs``, ``offers`` (sets of activities as bits, -1 where blank), and the numbers (NaN where blank).
    """
    path = Path(path)
    faults = RowFaults(path)
    found = read_columns(path, HEADINGS, faults, REQUIRED)
    _demand_count(len(found.rows) + found.unread, faults)
    blank = pa.array(np.full(len(found.rows), ""), pa.string())
    cells = {
        column.name: Cells(column.name, found.columns.get(column.name, blank), found.rows, faults) for column in COLUMNS
    }
    frame = _frame(cells, frozenset(found.columns))
    faults.raise_any()
    return frame


def _demand_count(count: int, faults: RowFaults) -> None:
    if not FEWEST <= count <= MOST:
        allowed = phrase("from_to", low=FEWEST, high=f"{MOST:,}")
        faults.of_file(phrase("rows"), phrase("organisations", count=f"{count:,}"), allowed)


def _frame(cells: dict[str, Cells], present: frozenset[str]) -> pd.DataFrame:
    """Every column as the model wants it; columns that the file lacks are blank throughout."""
    # A required column that is missing has been complained of once; do not complain of each of its cells.
    readers = [one for one in COLUMNS if one.name not in _BY_KIND and (one.name in present or not one.required)]
    read = {column.name: _read(cells[column.name], column) for column in readers}
    if "id" in present:
        cells["id"].demand_unique()
    _demand_together(cells["x_km"], cells["y_km"])
    kind = read.get("kind", np.zeros(len(cells["id"]), np.int32))
    of_kind = np.isin(kind, [code(KINDS, key) for key in REGISTERED])
    read["registered"] = cells["registered"].flags(FlagRule(), of_kind)
    read["active"] = cells["active"].flags(FlagRule(), True)
    return pd.DataFrame({column.name: read.get(column.name) for column in COLUMNS})


def _read(cells: Cells, column: Column) -> np.ndarray | pd.Series:
    """The values of one column; yes and no, whose blanks mean different things, are read by the caller."""
    if isinstance(column.rule, NumberRule):
        return cells.numbers(column.rule)
    if isinstance(column.rule, TextRule):
        return pd.Series(cells.texts(column.rule), dtype=str)
    if isinstance(column.rule, SetRule):
        return cells.sets(column.rule)
    assert isinstance(column.rule, TermRule)
    return cells.codes(column.rule, column.required)


def _demand_together(x: Cells, y: Cells) -> None:
    """A place has two numbers or none."""
    for missing, other in ((x, y), (y, x)):
        heading = other.faults.heading(other.name)
        answer = phrase("nothing"), phrase("number_as_other", other=heading), None
        missing.wrong(missing.blank & ~other.blank, partial(_say, answer))


def _say(answer: Wrong, _position: int) -> Wrong:
    return answer
