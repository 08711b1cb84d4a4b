"""What the data dictionary leaves open of the tables in a folder: held wherever a test has real tables at hand."""

from __future__ import annotations

import pandas as pd

from analysis.exporting.dictionary import TABLES, meaning
from analysis.exporting.tables import tables
from sim.language.texts import texts

SOMETIMES = {"runs"}  # has columns that depend on the command


def holes(folder):
    """Of every table: columns without an entry, entries without a column, words with a unit and figures without."""
    files = [path.name for path in folder.iterdir()]
    unknown = [name for name in files if name.endswith((".csv", ".parquet")) and name.split(".")[0] not in TABLES]
    return unknown + [hole for one in tables(folder, files) for hole in of_table(one)]


def of_table(one):
    found = {column: meaning(one.name, column) for column in one.columns}
    yield from (f"{one.name}.{column}: no entry" for column, told in found.items() if told is None)
    if one.name not in SOMETIMES:
        yield from (f"{one.name}.{column}: no column" for column in own_entries(one.name) - found.keys())
    for column, cells in next(one.parts()).items():
        kind = pd.api.types.infer_dtype(cells.dropna())
        if found[column] and kind != "empty" and bool(found[column].unit_en) == (kind == "string"):
            yield f"{one.name}.{column}: {kind} with the unit {found[column].unit_en!r}"


def own_entries(table):
    """Columns that the dictionary tells of one table alone; families of columns are told once for all."""
    keys = (key.split(".") for key in texts() if key.startswith(f"dictionary.{table}."))
    return {column for _, _, column, what in keys if what == "meaning" and column not in FAMILIES}


FAMILIES = {"rank", "facilitated_programme_part"}
