"""A CSV file of up to a million rows as columns of text, with the row of the spreadsheet that each came from.

Everything about the file's shape is settled here: delimiter, heading, quotation marks, rows that are too long or too
short. What the cells mean is settled in ``organisations``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from sim.inputs.faults import Fault, InputFault, nearest, shown
from sim.inputs.names import fold
from sim.inputs.reading import ORGANISATIONS_BYTES, decode, read_bytes, refuse
from sim.inputs.row_faults import RowFaults

_LONGEST_LINE = 100_000  # bytes
_BLOCK = 1 << 26  # bytes read at a time; a row must fit in
_COMMA = "columns parted by commas; in Excel: File > Save As > CSV UTF-8 (Comma delimited), not the semicolon form"


class TextColumns(NamedTuple):
    """Columns of trimmed text by name, the row (heading = 1) of each entry, and how many rows were too odd to read."""

    columns: dict[str, pa.Array]
    rows: np.ndarray
    unread: int


def read_columns(path: Path, known: Sequence[str], faults: RowFaults) -> TextColumns:
    """The columns of ``path`` that are ``known``; raises at once what makes the rest unreadable."""
    data = read_bytes(path, ORGANISATIONS_BYTES)
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")  # line ends of the old Macintosh
    _demand_short_lines(path, data)
    decode(path, data)
    _demand_closed_quotes(path, data)
    heading = _heading(path, data)
    positions = _positions(heading, known, faults)
    table, rows, unread = _parse(path, data, len(heading), faults)
    trimmed = {name: pc.utf8_trim_whitespace(table.column(at)).combine_chunks() for name, at in positions.items()}
    trimmed, rows = _without_blank_rows(trimmed, rows)
    return TextColumns(trimmed, rows, unread)


def _demand_short_lines(path: Path, data: bytes) -> None:
    ends = np.flatnonzero(np.frombuffer(data, np.uint8) == ord("\n"))
    lengths = np.diff(ends, prepend=-1, append=len(data)) - 1
    longest = int(lengths.argmax())
    if lengths[longest] > _LONGEST_LINE:
        got = f"{lengths[longest]:,} bytes on one line"
        raise refuse(f"{path}: line {longest + 1}", got, f"at most {_LONGEST_LINE:,}, a line to an organisation")


def _demand_closed_quotes(path: Path, data: bytes) -> None:
    if data.count(b'"') % 2 == 0:
        return
    line = next(n for n, text in enumerate(data.split(b"\n"), 1) if text.count(b'"') % 2)
    raise refuse(f"{path}: line {line}", 'a quotation mark " that is never closed', "quotation marks in pairs")


def _heading(path: Path, data: bytes) -> list[str]:
    """The names in the first row, which must be parted by commas."""
    first = data.split(b"\n", 1)[0].decode("utf-8").strip("\r")
    heading = next(csv.reader([first]), [])
    if len(heading) < 2 or first.lower().startswith("sep="):
        for mark, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
            if mark in first:
                raise refuse(f"{path}: row 1", f"columns parted by {name}", _COMMA)
    return heading


def _positions(heading: Sequence[str], known: Sequence[str], faults: RowFaults) -> dict[str, int]:
    """Where each known column stands; faults for those that are unknown or repeated."""
    by_folded = {fold(name): name for name in known}
    positions: dict[str, int] = {}
    for at, written in enumerate(heading):
        name = by_folded.get(fold(written))
        place = f"row 1, column {at + 1}"
        if name is None:
            got = f"an unknown column {shown(written)}" if written.strip() else "a column without a name"
            faults.of_file(place, got, ", ".join(known), nearest(written, known))
        elif name in positions:
            faults.of_file(place, f"{name} again, as in column {positions[name] + 1}", "each column once")
        else:
            positions[name] = at
    return positions


def _parse(path: Path, data: bytes, width: int, faults: RowFaults) -> tuple[pa.Table, np.ndarray, int]:
    """All cells below the heading as text, the rows they stand in, and how many rows were too long or too short."""
    names = [str(at) for at in range(width)]
    ragged: list[tuple[int, int]] = []

    def skip(row: arrow_csv.InvalidRow) -> str:
        if row.text.strip():
            ragged.append((row.number, row.actual_columns))
        else:
            blank.append(row.number)
        return "skip"

    blank: list[int] = []
    try:
        table = arrow_csv.read_csv(
            io.BytesIO(data),
            # Only a single thread knows the number of a row that it skips.
            arrow_csv.ReadOptions(use_threads=False, column_names=names, skip_rows=1, block_size=_BLOCK),
            arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=skip),
            arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error):
            table = pa.table({name: pa.array([], pa.string()) for name in names})
        else:
            got = f"rows that cannot be told apart ({str(error).splitlines()[0][:100]})"
            raise InputFault([Fault(str(path), got, "quotation marks in pairs, a line to an organisation")]) from None
    numbers, counts = (np.array(part, np.int64) for part in (zip(*ragged) if ragged else ((), ())))
    everyone = np.arange(len(ragged))
    faults.of_rows(numbers, "", lambda at: (f"{counts[at]} cells", f"{width}, as in row 1", None), everyone)
    missing = np.concatenate([numbers, np.array(blank, np.int64)])
    rows = np.setdiff1d(np.arange(2, 2 + table.num_rows + len(missing)), missing)
    return table, rows, len(ragged)


def _without_blank_rows(columns: dict[str, pa.Array], rows: np.ndarray) -> tuple[dict[str, pa.Array], np.ndarray]:
    """Spreadsheets leave rows of empty cells behind; those are nobody."""
    filled = np.zeros(len(rows), bool)
    for column in columns.values():
        filled |= pc.not_equal(column, "").to_numpy(zero_copy_only=False)
    if not columns or filled.all():
        return columns, rows
    keep = pa.array(filled)
    return {name: column.filter(keep) for name, column in columns.items()}, rows[filled]
