"""Tables that are opened in a spreadsheet."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.answers.spreadsheet import LABELS, as_text, labelled, write_spreadsheet


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "－1", "＋1", "＠x"])
def test_no_text_is_a_formula(cell):
    assert as_text(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["programme+05", "ไทย", "a=b", "", "'=1", -1.5, None])
def test_all_else_stays_as_it_is(cell):
    assert as_text(cell) == cell


def test_numbers_stay_numbers_and_thai_stays_thai(tmp_path):
    table = pd.DataFrame({"policy": ["=1+1", "ไทย, สอง"], "difference": [-1.5, np.nan], "runs": [-2, 3]})
    write_spreadsheet(table, tmp_path / "effects.csv")
    written = (tmp_path / "effects.csv").read_bytes()
    assert written.decode("utf-8") == '\ufeffpolicy,difference,runs\n\'=1+1,-1.5,-2\n"ไทย, สอง",,3\n'
    read = pd.read_csv(tmp_path / "effects.csv")
    assert list(read.columns) == list(table.columns)
    assert read["policy"].tolist() == ["'=1+1", "ไทย, สอง"]
    assert table["policy"].tolist() == ["=1+1", "ไทย, สอง"]


def test_keys_are_told_in_both_languages_after_all_else():
    table = pd.DataFrame({"policy": ["media", "mine"], "outcome": ["lasting", "cost"], "unit": ["alliances", "baht"]})
    told = labelled(table, {"media": ("Media", "สื่อ")})
    assert list(told.columns) == [*table.columns, *LABELS]
    assert told.loc[0, LABELS].tolist() == ["Media", "สื่อ", "lasting alliances", "เครือข่ายที่ยั่งยืน", "เครือข่าย"]
    assert told.loc[1, ["policy_en", "policy_th", "outcome_th", "unit_th"]].tolist() == [
        "mine",
        "mine",
        "ค่าใช้จ่ายสะสม",
        "บาท",
    ]
