"""Workbooks of Excel: questionnaires that are written, and the rows of those that come back.

Written in the same bytes whenever it is done, so without a date of its own; read without calculating anything.
"""

from __future__ import annotations

import io
import re
import shutil
import warnings
import zipfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from sim.inputs.csv_text import shown_heading
from sim.inputs.faults import InputFault, nearest, shown
from sim.inputs.names import find, known
from sim.inputs.phrases import at, phrase
from sim.inputs.reading import read_bytes, refuse
from sim.inputs.row_faults import RowFaults
from sim.language.harmless import harmless
from sim.language.terms import Term, keys

ENDING = ".xlsx"
MOST_BYTES, MOST_UNPACKED = 10_000_000, 5_000_000  # unpacked, a cell of four bytes takes a hundred times as many
MOST_ROWS, MOST_COLUMNS = 10_000, 100
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_TITLE = 31  # letters of a sheet's name
_WIDTH = 14
BETWEEN = " / "
"""Between the Thai and the English name of a column, which is read by the latter."""


class SheetRow(NamedTuple):
    """A row of a sheet: where its faults go, its place, and its cells as text by column."""

    faults: RowFaults
    place: int
    cells: dict[str, str]


class Page(NamedTuple):
    """A sheet to be written: its name, lines of words above the table, and the rows of the table, heading first."""

    title: str
    words: Sequence[str]
    rows: Sequence[Sequence[str]]


def write_book(pages: Sequence[Page]) -> bytes:
    """The bytes of a workbook of ``pages``."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill

    book = Workbook()
    book.remove(book.active)
    for page in pages:
        sheet = book.create_sheet(page.title[:_TITLE])
        for line in page.words:
            sheet.append([line])
            cell = sheet.cell(sheet.max_row, 1)
            sheet.merge_cells(start_row=cell.row, end_row=cell.row, start_column=1, end_column=len(_heading(page)) or 8)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            sheet.row_dimensions[cell.row].height = 16 * (1 + len(line) // 110)
        sheet["A1"].font = Font(bold=True, size=14)
        for nth, row in enumerate(page.rows):
            sheet.append(list(row))
            for cell in sheet[sheet.max_row] if nth == 0 else ():
                cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
                cell.fill = PatternFill("solid", fgColor="DDEBF7")
                sheet.column_dimensions[cell.column_letter].width = _WIDTH
    sink = io.BytesIO()
    book.save(sink)
    return undated(sink.getvalue())


def _heading(page: Page) -> Sequence[str]:
    return page.rows[0] if page.rows else ()


def undated(book: bytes) -> bytes:
    """A workbook without the time at which it was written."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            told = zipfile.ZipInfo(part.filename, _LONG_AGO)
            told.compress_type = zipfile.ZIP_DEFLATED
            with before.open(part) as dated, after.open(told, "w") as undated_part:
                if part.filename == "docProps/core.xml":
                    undated_part.write(_DATES.sub(rb"\g<1>1980-01-01T00:00:00Z", dated.read()))
                else:  # piece by piece, since a sheet may be long
                    shutil.copyfileobj(dated, undated_part)
    return sink.getvalue()


def read_book(path: Path, headings: Sequence[Term], required: Sequence[str]) -> tuple[list[SheetRow], list[RowFaults]]:
    """The rows below the heading of every sheet that has one, and the faults of each sheet; raises what stops reading.

    A sheet whose rows name none of the required columns together holds words only, and is left out.
    """
    rows: list[SheetRow] = []
    every: list[RowFaults] = []
    for title, lines in _sheets(path):
        faults = RowFaults(at(path, phrase("sheet", name=shown(title))))
        faults.headings = {term.key: shown_heading(term) for term in headings}
        positions: dict[str, int] | None = None
        for place, written in enumerate(lines, 1):
            if positions is None:
                positions = _positions(written, headings, required, place, faults)
                continue
            cells = {name: written[nth] if nth < len(written) else "" for name, nth in positions.items()}
            if any(cells.values()):
                rows.append(SheetRow(faults, place, cells))
        every += [faults] if positions is not None else []
    if not every:
        names = ", ".join(required)
        raise refuse(path, phrase("no_table"), phrase("sheet_with", columns=names))
    return rows, every


def _sheets(path: Path) -> list[tuple[str, list[list[str]]]]:
    """The title and the cells of every sheet; ``InputFault`` if that is no workbook, or more than anybody's answers.

    What comes from outside is unpacked, parsed and understood by libraries that raise what they like at what they did
    not expect: whatever it is, the file is at fault.
    """
    read_bytes(path, MOST_BYTES)  # all that can be wrong with a file of any sort
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size > MOST_UNPACKED:
            raise refuse(path, phrase("bytes", size=f"{size:,}"), phrase("at_most_bytes", most=f"{MOST_UNPACKED:,}"))
        return _read(path)
    except InputFault:
        raise
    except Exception as error:
        why = harmless(str(error).splitlines()[0][:80]) if str(error) else type(error).__name__
        raise refuse(path, phrase("no_workbook", why=why), phrase("workbook")) from None


def _read(path: Path) -> list[tuple[str, list[list[str]]]]:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what a spreadsheet keeps beside its cells
        with closing(openpyxl.load_workbook(path, read_only=True, data_only=True)) as book:
            return [(sheet.title, _lines(path, sheet)) for sheet in book.worksheets]


def _lines(path: Path, sheet: Any) -> list[list[str]]:
    """The cells of a sheet as text; a file may say that there is one in the last corner of a million rows."""
    rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
    lines = [[_text(value) for value in values] for values in rows]
    if len(lines) > MOST_ROWS:
        raise refuse(at(path, phrase("sheet", name=shown(sheet.title))), phrase("more_rows"),
                     phrase("at_most_rows", most=f"{MOST_ROWS:,}"))  # fmt: skip
    return lines


def _text(value: object) -> str:
    """A cell as it would stand in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value).strip()


def _positions(
    written: Sequence[str], headings: Sequence[Term], required: Sequence[str], place: int, faults: RowFaults
) -> dict[str, int] | None:
    """Where each column stands, if this row is the heading; faults for columns that are unknown or repeated."""
    found: dict[str, int] = {}
    places = [find(name.rpartition(BETWEEN)[2], headings) if name else None for name in written]
    named = [headings[one].key if one is not None else None for one in places]
    if not set(required) <= set(named):
        return None
    for nth, (name, key) in enumerate(zip(written, named)):
        if key is None and name:
            got = phrase("unknown_column", column=shown(name))
            allowed = phrase("columns", names=", ".join(keys(tuple(headings))))
            faults.of_row(place, "", (got, allowed, nearest(name, known(headings))))
        elif key in found:
            got = phrase("column_again", column=shown(name), nth=found[key] + 1)
            faults.of_row(place, "", (got, phrase("each_column_once"), None))
        elif key is not None:
            found[key] = nth
    return found
