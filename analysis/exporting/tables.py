"""The tables of a finished study as they are read, part by part: figures as figures, words as words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.answers.spreadsheet import as_text
from analysis.exporting.dictionary import TABLES, meaning
from analysis.exporting.workbook import fits
from sim.ensembles.chunk import opened
from sim.inputs.phrases import phrase
from sim.inputs.reading import refuse

ROWS = 65_536
"""Rows that are read at once."""
MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 1_000_000_000, 2_000, 10_000
"""More than any table of a study has, or any word in it (in bytes)."""
_SIGNS = {"True": True, "False": False}


class Table(NamedTuple):
    """A table: what it is called, where it is kept, its columns in their order, and how many rows it has.

    ``parts`` raises ``InputFault`` for a file that cannot be read, or has more rows, columns or letters in a cell than
    any that a study leaves.
    """

    name: str
    file: Path
    columns: tuple[str, ...]
    rows: int

    @property
    def fits(self) -> bool:
        """Whether a sheet of a workbook takes it."""
        return fits(self.rows, len(self.columns))

    def parts(self) -> Iterator[pd.DataFrame]:
        """Its rows in their order, so many at once; one part without rows where there are none."""
        read = _of_parquet if self.file.suffix == ".parquet" else _of_csv
        for part in read(self.file, self.name):
            part.columns = pd.Index(map(as_text, part.columns))  # a stranger's heading may be a formula too
            yield part


def tables(folder: Path, files: Iterable[str]) -> list[Table]:
    """Those of the tables we know that are among the ``files`` of a study: from Parquet where there is both."""
    there = set(files)
    names = ((name, [f"{name}.{end}" for end in ("parquet", "csv") if f"{name}.{end}" in there]) for name in TABLES)
    return [_table(name, folder / kept[0]) for name, kept in names if kept]


def _table(name: str, file: Path) -> Table:
    if file.suffix == ".parquet":
        with _told(file), opened(file) as source, pq.ParquetFile(source) as found:
            return Table(name, file, tuple(found.schema_arrow.names), found.metadata.num_rows)
    cells = _cells(file)
    return Table(name, file, tuple(cells.columns), len(cells))


def _of_parquet(file: Path, _name: str) -> Iterator[pd.DataFrame]:
    """Parts of a table; words are taken each once, as they are kept, so that few bytes cannot fill memory or disk."""
    with _told(file), opened(file) as source, pq.ParquetFile(source) as found:
        schema = found.schema_arrow
        if found.metadata.num_rows > MOST_ROWS or len(schema) > MOST_COLUMNS:
            raise ValueError(f"{found.metadata.num_rows:,} × {len(schema):,}")
        if not found.metadata.num_rows:
            yield schema.empty_table().to_pandas()
    words = [one.name for one in schema if pa.types.is_string(one.type) or pa.types.is_large_string(one.type)]
    with _told(file), opened(file) as source, pq.ParquetFile(source, read_dictionary=words) as found:
        for batch in found.iter_batches(ROWS):
            yield pa.table([_bounded(one) for one in batch.columns], names=schema.names).to_pandas()


def _bounded(column: pa.Array) -> pa.Array:
    """A column of a part as it is read on; ``ValueError`` for a word longer than any of ours."""
    if not pa.types.is_dictionary(column.type):
        return column
    longest = pc.max(pc.binary_length(column.dictionary)).as_py() or 0
    if longest > MOST_LETTERS:
        raise ValueError(f"{longest:,} bytes")
    return column.dictionary_decode()


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """What cannot be read, or is larger than what a study leaves, told as damage to the file."""
    try:
        yield
    except (OSError, ValueError) as error:
        said = str(error).splitlines()[0][:80]
        raise refuse(file, phrase("unreadable", why=said), phrase("table_as_written")) from error


def _of_csv(file: Path, name: str) -> Iterator[pd.DataFrame]:
    """A file of cells: those of a column with a unit are figures, wherever they can be read as such."""
    cells = _cells(file)
    figures = (one for one in map(str, cells) if (told := meaning(name, one)) and told.unit_en)
    yield cells.assign(**{one: _figures(cells[one]) for one in figures})


def _cells(file: Path) -> pd.DataFrame:
    with _told(file):
        return pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def _figures(cells: pd.Series) -> pd.Series:
    """Cells as numbers, or as true and false; blank ones as nothing; as they are where one of them is neither."""
    written = cells[cells != ""]
    if len(written) and written.isin(_SIGNS.keys()).all():
        return cells.map(_SIGNS).astype(object)
    numbers = pd.to_numeric(cells.where(cells != ""), errors="coerce")
    return numbers if numbers.notna().sum() == len(written) else cells
