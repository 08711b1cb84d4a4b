"""A researcher's own organisations from a CSV file, checked cell by cell; ``COLUMNS`` is the list of what may be there.

What is left blank is drawn by the model as it draws synthetic organisations.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from sim.inputs.cells import Cells
from sim.inputs.csv_text import read_columns
from sim.inputs.row_faults import RowFaults
from sim.kinds import ACTIVITIES, KINDS, REGISTERED
from sim.language.terms import code
from sim.organisation_columns import COLUMNS, Column
from sim.provinces import PROVINCE_TERMS

__all__ = ["COLUMNS", "FEWEST", "MOST", "Column", "load_organisations"]

FEWEST, MOST = 5, 1_000_000


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
    columns, rows, unread = read_columns(path, [column.name for column in COLUMNS], faults)
    _demand_required(columns, faults)
    _demand_count(len(rows) + unread, faults)
    blank = pa.array(np.full(len(rows), ""), pa.string())
    cells = {one.name: Cells(one, columns.get(one.name, blank), rows, faults) for one in COLUMNS}
    frame = _frame(cells, frozenset(columns))
    faults.raise_any()
    return frame


def _demand_required(columns: dict[str, pa.Array], faults: RowFaults) -> None:
    for column in COLUMNS:
        if column.required and column.name not in columns:
            faults.of_file("row 1", f"no column {column.name}", f"a column {column.name}: {column.en}")


def _demand_count(count: int, faults: RowFaults) -> None:
    if not FEWEST <= count <= MOST:
        faults.of_file("rows", f"{count:,} organisations", f"{FEWEST} to {MOST:,}")


def _frame(cells: dict[str, Cells], present: frozenset[str]) -> pd.DataFrame:
    """Every column as the model wants it; columns that the file lacks are blank throughout."""
    # A required column that is missing has been complained of once; do not complain of each of its cells.
    readers = [one for one in COLUMNS if one.sort != "flag" and (one.name in present or not one.required)]
    read = {column.name: _read(cells[column.name], column) for column in readers}
    if "id" in present:
        cells["id"].demand_unique()
    _demand_together(cells["x_km"], cells["y_km"])
    kind = read.get("kind", np.zeros(len(cells["id"]), np.int32))
    of_kind = np.isin(kind, [code(KINDS, key) for key in REGISTERED])
    read["registered"] = cells["registered"].flags(of_kind)
    read["active"] = cells["active"].flags(np.ones(len(kind), bool))
    return pd.DataFrame({column.name: read.get(column.name) for column in COLUMNS})


def _read(cells: Cells, column: Column) -> np.ndarray | pd.Series:
    """The values of one column; yes and no, whose blanks mean different things, are read by the caller."""
    if column.sort == "number":
        return cells.numbers()
    if column.sort == "text":
        return cells.text()
    if column.sort == "activities":
        return cells.sets(ACTIVITIES)
    return cells.codes({"kind": KINDS, "province": PROVINCE_TERMS}[column.name])


def _demand_together(x: Cells, y: Cells) -> None:
    """A place has two numbers or none."""
    for missing, other in ((x, y), (y, x)):
        answer = ("nothing", f"a number, as {other.column.name} has one", None)
        missing.wrong(missing.blank & ~other.blank, partial(_say, answer))


def _say(answer: tuple[str, str, None], _position: int) -> tuple[str, str, None]:
    return answer
