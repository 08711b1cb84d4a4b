"""A CSV file of up to a million rows as columns of text, with the row of the spreadsheet that each came from.

Everything about the file's shape is settled here: delimiter, heading, quotation marks, rows that are too long or too
short. What the cells mean is settled by whoever knows the columns.
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

from sim.inputs.faults import nearest, shown
from sim.inputs.names import find, known
from sim.inputs.phrases import Phrase, at, phrase
from sim.inputs.reading import ORGANISATIONS_BYTES, decode, read_bytes, refuse
from sim.inputs.row_faults import RowFaults, Wrong
from sim.language.terms import Term, keys

_LONGEST_LINE = 100_000  # bytes
_BLOCK = 1 << 26  # bytes read at a time; a row must fit in


class TextColumns(NamedTuple):
    """What a file holds.

    Attributes
    ----------
    columns : trimmed text by name of column
    rows : the row of the file (heading = 1) that each entry stands in
    unread : how many rows were too long or too short
    empty : how many rows had nothing but commas, which are left out
    """

    columns: dict[str, pa.Array]
    rows: np.ndarray
    unread: int
    empty: int


def read_columns(path: Path, headings: Sequence[Term], faults: RowFaults, required: Sequence[str] = ()) -> TextColumns:
    """The columns of ``path`` that ``headings`` name; raises at once what makes the rest unreadable."""
    data = read_bytes(path, ORGANISATIONS_BYTES)
    _demand_short_lines(path, data)
    decode(path, data)
    _demand_closed_quotes(path, data)
    written = _heading(path, data)
    faults.headings = {term.key: shown_heading(term) for term in headings}
    positions = _positions(written, headings, faults)
    for name in required:
        if name not in positions:
            heading = faults.headings[name]
            faults.of_file(
                phrase("row", row=1), phrase("no_column", column=heading), phrase("a_column", column=heading)
            )
    table, rows, unread = _parse(path, data, len(written), faults)
    trimmed = {name: pc.utf8_trim_whitespace(table.column(at)).combine_chunks() for name, at in positions.items()}
    trimmed, kept = _without_blank_rows(trimmed, rows)
    empty = len(rows) - len(kept) if len(written) > 1 else 0
    return TextColumns(trimmed, kept, unread, empty)


def shown_heading(term: Term) -> str:
    """A column's name as messages show it: in Thai with the name beside it."""
    return Phrase(term.key, term.key if term.th == term.key else f"{term.th} ({term.key})")


def plain_headings(names: Sequence[str]) -> tuple[Term, ...]:
    """Columns that go by one name only."""
    return tuple(Term(name, name, name) for name in names)


def _line(path: Path, line: int) -> Phrase:
    return at(path, phrase("line", line=line))


def _demand_short_lines(path: Path, data: bytes) -> None:
    ends = np.flatnonzero(np.frombuffer(data, np.uint8) == ord("\n"))
    lengths = np.diff(ends, prepend=-1, append=len(data)) - 1
    longest = int(lengths.argmax())
    if lengths[longest] > _LONGEST_LINE:
        got = phrase("bytes_on_a_line", count=f"{lengths[longest]:,}")
        raise refuse(_line(path, longest + 1), got, phrase("at_most_on_a_row", most=f"{_LONGEST_LINE:,}"))


def _demand_closed_quotes(path: Path, data: bytes) -> None:
    if data.count(b'"') % 2 == 0:
        return
    line = next(n for n, text in enumerate(data.split(b"\n"), 1) if text.count(b'"') % 2)
    raise refuse(_line(path, line), phrase("open_quote"), phrase("quotes_in_pairs"))


def _heading(path: Path, data: bytes) -> list[str]:
    """The names in the first row, which must be parted by commas and stand on one line."""
    first = data.split(b"\n", 1)[0].decode("utf-8")
    place = at(path, phrase("row", row=1))
    if not first.strip():
        raise refuse(place, phrase("empty_row"), phrase("names_of_columns"))
    if first.count('"') % 2:
        raise refuse(place, phrase("heading_of_two_lines"), phrase("heading_of_one_line"))
    heading = next(csv.reader([first]), [])
    if len(heading) < 2 or first.lower().startswith("sep="):
        for mark, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
            if mark in first:
                raise refuse(place, phrase(f"parted_by_{name}"), phrase("parted_by_commas"))
    return heading


def _positions(written: Sequence[str], headings: Sequence[Term], faults: RowFaults) -> dict[str, int]:
    """Where each known column stands; faults for those that are unknown or repeated."""
    positions: dict[str, int] = {}
    allowed = phrase("columns", names=", ".join(keys(tuple(headings))))
    for nth, name in enumerate(written):
        position = find(name, headings)
        place = phrase("row_nth_column", column=nth + 1)
        if position is None:
            got = phrase("unknown_column", column=shown(name)) if name.strip() else phrase("nameless_column")
            faults.of_file(place, got, allowed, nearest(name, known(headings)))
        elif (key := headings[position].key) in positions:
            got = phrase("column_again", column=faults.headings[key], nth=positions[key] + 1)
            faults.of_file(place, got, phrase("each_column_once"))
        else:
            positions[key] = nth
    return positions


def _parse(path: Path, data: bytes, width: int, faults: RowFaults) -> tuple[pa.Table, np.ndarray, int]:
    """All cells below the heading as text, the rows they stand in, and how many rows were too long or too short."""
    names = [str(nth) for nth in range(width)]
    ragged: list[tuple[int, int]] = []
    blank: list[int] = []

    def skip(row: arrow_csv.InvalidRow) -> str:
        if row.text.strip():
            ragged.append((row.number, row.actual_columns))
        else:
            blank.append(row.number)
        return "skip"

    try:
        table = arrow_csv.read_csv(
            io.BytesIO(data),
            # Only a single thread knows the number of a row that it skips.
            arrow_csv.ReadOptions(use_threads=False, column_names=names, skip_rows=1, block_size=_BLOCK),
            arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=skip),
            arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
        )
    except pa.ArrowException as error:
        if "Empty CSV" not in str(error):
            got = phrase("rows_run_together", why=str(error).splitlines()[0][:100])
            raise refuse(_line(path, _odd_quote(data)), got, phrase("quotes_in_pairs")) from None
        table = pa.table({name: pa.array([], pa.string()) for name in names})
    numbers, counts = (np.array(part, np.int64) for part in (zip(*ragged) if ragged else ((), ())))
    allowed = phrase("cells_as_in_heading", count=width)

    def describe(nth: int) -> Wrong:
        return phrase("cells", count=counts[nth]), allowed, None

    faults.of_rows(numbers, "", describe, np.arange(len(ragged)))
    missing = np.concatenate([numbers, np.array(blank, np.int64)])
    rows = np.setdiff1d(np.arange(2, 2 + table.num_rows + len(missing)), missing)
    return table, rows, len(ragged)


def _odd_quote(data: bytes) -> int:
    """The first line with a number of quotation marks that is not even: where rows begin to run together."""
    lines = data.split(b"\n")
    return next((n for n, text in enumerate(lines, 1) if text.count(b'"') % 2), len(lines))


def _without_blank_rows(columns: dict[str, pa.Array], rows: np.ndarray) -> tuple[dict[str, pa.Array], np.ndarray]:
    """Spreadsheets leave rows of empty cells behind; those are nobody."""
    filled = np.zeros(len(rows), bool)
    for column in columns.values():
        filled |= pc.not_equal(column, "").to_numpy(zero_copy_only=False)
    if not columns or filled.all():
        return columns, rows
    keep = pa.array(filled)
    return {name: column.filter(keep) for name, column in columns.items()}, rows[filled]
