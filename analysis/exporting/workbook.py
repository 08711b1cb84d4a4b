"""One workbook of a study: the data dictionary first, then a sheet a table, written row by row.

A table that is too large for a sheet has none and is told by name, never cut. No cell is calculated.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis.answers.spreadsheet import as_text
from analysis.judgement.sheets import undated
from sim.language.harmless import harmless

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 1_048_576, 16_384, 2_000_000
"""Of a sheet: rows, its heading among them, and columns are Excel's bounds; so many cells are a minute's writing, and
open at once."""
BOUNDS = {"rows": f"{MOST_ROWS:,}", "columns": f"{MOST_COLUMNS:,}", "cells": f"{MOST_CELLS:,}"}
"""The same in words."""
MOST_LETTERS = 32_767
"""Of a cell."""
EXACT = 10**15
"""From here on a spreadsheet rounds whole numbers, since it keeps 15 figures."""
_WIDTH, _WIDEST = 14, 60


class Sheet(NamedTuple):
    """A sheet of a workbook.

    Attributes
    ----------
    title : its name, at most 31 letters, as Excel has it
    heads : the headings of its columns
    parts : its rows in their order, (rows, ``len(heads)``) each; a blank cell is one without a value
    """

    title: str
    heads: Sequence[str]
    parts: Iterable[pd.DataFrame]


def fits(rows: int, columns: int) -> bool:
    """Whether a table of so many rows and columns has room on a sheet, below its heading."""
    return rows < MOST_ROWS and columns <= MOST_COLUMNS and rows * columns <= MOST_CELLS


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The bytes of a workbook: the same whenever it is written. ``ValueError`` of a title that Excel does not take."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for one in sheets:
        _fill(book.create_sheet(one.title), one)
    sink = io.BytesIO()
    book.save(sink)
    return undated(sink.getvalue())


def _fill(sheet: Any, one: Sheet) -> None:
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for nth, head in enumerate(one.heads, 1):
        sheet.column_dimensions[get_column_letter(nth)].width = min(_WIDEST, max(_WIDTH, len(head) + 2))
    sheet.append([_heading(sheet, head) for head in one.heads])
    for part in one.parts:
        for row in zip(*(list(_cells(sheet, part.iloc[:, nth])) for nth in range(part.shape[1]))):
            sheet.append(row)


def _heading(sheet: Any, words: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, _words(words))
    cell.font = Font(bold=True)
    return cell


def _cells(sheet: Any, column: pd.Series) -> Iterator[Any]:
    """The cells of a column as the workbook takes them; what is not there stays blank."""
    return (_cell(sheet, value) for value in column.astype(object).where(column.notna(), None).tolist())


def _cell(sheet: Any, value: object) -> Any:
    """A cell: a figure as words where a spreadsheet would round it, or has none such."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float) and math.isfinite(value) and (isinstance(value, float) or abs(value) < EXACT):
        return value
    words = _words(str(value))
    return _as_words(sheet, words) if words.startswith("#") else words


def _words(said: str) -> str:
    """Text that is taken for no formula and can be written, with a sign where it is longer than a cell."""
    shown = str(as_text(harmless(said, keep="\n")))
    return shown if len(shown) <= MOST_LETTERS else f"{shown[: MOST_LETTERS - 1]}…"


def _as_words(sheet: Any, words: str) -> Any:
    """A cell of words, though some of them (#N/A) stand for an error of a calculation."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, words)
    cell.data_type = "s"
    return cell
