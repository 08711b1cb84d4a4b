"""The workbook, read back: what was written, nothing that is calculated, nothing cut without a sign, the same bytes."""

from __future__ import annotations

import io

import openpyxl
import pandas as pd
import pytest

from analysis.exporting.workbook import MOST_CELLS, MOST_COLUMNS, MOST_LETTERS, MOST_ROWS, Sheet, fits, workbook

ODD = ["=1+1", "＝1+1", "-1", "@x", "\t=1", "#N/A", "#DIV/0!", "ไทย & <b>", "a\x00b", "\ud800", "x" * 40_000]


def back(*sheets):
    return openpyxl.load_workbook(io.BytesIO(workbook(sheets)))


def column(values, dtype=None):
    sheet = back(Sheet("one", ("x",), [pd.DataFrame({"x": pd.Series(values, dtype=dtype)})]))["one"]
    return [row[0] for row in sheet.iter_rows(min_row=2)]


def test_words_are_words():
    cells = column([*ODD, "", None, "end"], object)
    assert {cell.data_type for cell in cells[: len(ODD)]} == {"s"}
    shown = [cell.value for cell in cells]
    assert shown[:5] == ["'=1+1", "'＝1+1", "'-1", "'@x", "\\t=1"]
    assert shown[5:10] == ["#N/A", "#DIV/0!", "ไทย & <b>", r"a\u0000b", r"\ud800"]
    assert len(shown[10]) == MOST_LETTERS and shown[10].endswith("…")
    assert shown[11:] == [None, None, "end"]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([1, -2, 10**15 - 1, 10**15, 2**53], [1, -2, 10**15 - 1, "1000000000000000", "9007199254740992"]),
        ([0.1, -1e300, float("nan"), float("inf")], [0.1, -1e300, None, "inf"]),
        ([True, False], [True, False]),
        ([True, None, 0.5, "x"], [True, None, 0.5, "x"]),
    ],
)
def test_figures_are_figures_as_far_as_a_spreadsheet_keeps_them(values, shown):
    assert [cell.value for cell in column(values)] == shown


def test_what_may_be_blank_stays_a_figure_or_a_sign():
    table = pd.DataFrame({"a": [1, None], "b": [True, None], "c": ["x", "y"]}).convert_dtypes()
    sheet = back(Sheet("one", ("a", "b", "c"), [table]))["one"]
    assert list(sheet.values)[1:] == [(1, True, "x"), (None, None, "y")]


def test_sheets_stand_in_their_order_under_headings_of_words():
    part = pd.DataFrame({"=a": [1], "b": ["x"]})
    book = back(Sheet("first", ("=a", "b"), [part, part]), Sheet("second", ("c",), []))
    assert book.sheetnames == ["first", "second"]
    assert list(book["first"].values) == [("'=a", "b"), (1, "x"), (1, "x")]
    assert book["first"]["A1"].font.bold and book["first"].freeze_panes == "A2"
    assert list(book["second"].values) == [("c",)]


def test_the_same_tables_are_the_same_bytes():
    one = Sheet("one", ("x",), [pd.DataFrame({"x": ["ไทย", "b"]})])
    assert workbook([one]) == workbook([one])


@pytest.mark.parametrize(
    ("rows", "columns", "room"),
    [
        (MOST_ROWS - 1, 1, True),
        (MOST_ROWS, 1, False),
        (1, MOST_COLUMNS, True),
        (1, MOST_COLUMNS + 1, False),
        (MOST_CELLS // 97, 97, True),
        (MOST_CELLS // 97 + 1, 97, False),
    ],
)
def test_what_is_too_large_is_known_before(rows, columns, room):
    assert fits(rows, columns) == room
