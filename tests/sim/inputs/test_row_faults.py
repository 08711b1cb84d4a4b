"""Faults of a table: reading stops where there are more than anybody will mend."""

from __future__ import annotations

import pytest

from sim.beliefs import load_beliefs
from sim.inputs.faults import PRINTED, InputFault
from sim.inputs.row_faults import MOST, RowFaults
from sim.organisations import load_organisations


def test_faults_are_raised_in_the_order_of_rows_when_there_are_as_many_as_can_be():
    faults = RowFaults("a.csv")
    for row in range(MOST, 1, -1):
        faults.of_row(row, "kind", ("x", "y", None))
    with pytest.raises(InputFault) as caught:
        faults.of_file("row 1", "x", "y")
    assert len(caught.value.faults) == MOST
    assert [fault.where for fault in caught.value.faults[:2]] == ["a.csv: row 1", "a.csv: row 2, kind"]


def test_a_file_of_nothing_but_faults_is_not_read_to_its_end(tmp_path, monkeypatch):
    """Of a hundred thousand names that nobody knows a thousand are held against those there are."""
    asked = []
    monkeypatch.setattr("sim.beliefs.nearest", lambda name, _: asked.append(name))
    path = tmp_path / "beliefs.csv"
    path.write_text("number,distribution,low,high\n" + "x,even,0,1\n" * 10 * MOST)
    with pytest.raises(InputFault) as caught:
        load_beliefs(path)
    assert len(asked) == MOST and len(str(caught.value).splitlines()) == PRINTED + 1


def test_a_heading_of_nothing_but_faults_is_not_read_to_its_end(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr("sim.inputs.csv_text.nearest", lambda name, _: asked.append(name))
    path = tmp_path / "organisations.csv"
    path.write_text("id,kind,province" + ",x" * 10 * MOST + "\n")
    with pytest.raises(InputFault):
        load_organisations(path)
    assert len(asked) == MOST
