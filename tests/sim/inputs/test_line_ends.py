"""Files put together from several: line ends of every sort, marks and blanks that nobody sees."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.answers.file_faults import check_file
from analysis.calibration.observed_file import load_report
from analysis.calibration.posterior import read, shipped_posterior
from sim.inputs.faults import InputFault
from sim.inputs.number_table import NumberTable
from sim.organisations import load_organisations
from sim.scenario import load_scenario

ENDS = ("\n", "\r\n", "\r")
ROWS = ["id,kind,province,name", *(f"c{n},store,Trang,a{n}" for n in range(6))]


def save(folder: Path, text: str, name: str = "made.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("first", ENDS, ids=repr)
@pytest.mark.parametrize("rest", ENDS, ids=repr)
@pytest.mark.parametrize("last", ["", "\n", "\r"], ids=repr)
def test_a_heading_and_rows_of_different_line_ends(first: str, rest: str, last: str, tmp_path: Path) -> None:
    frame = load_organisations(save(tmp_path, ROWS[0] + first + rest.join(ROWS[1:]) + last))
    pd.testing.assert_frame_equal(frame, load_organisations(save(tmp_path, "\n".join(ROWS))))


def test_every_line_may_end_otherwise(tmp_path: Path) -> None:
    text = "".join(row + ENDS[n % 3] for n, row in enumerate(ROWS))
    assert list(load_organisations(save(tmp_path, text))["id"]) == [f"c{n}" for n in range(6)]
    with pytest.raises(InputFault, match="row 5, kind"):
        load_organisations(save(tmp_path, text.replace("c3,store", "c3,stor")))


@pytest.mark.parametrize("odd", ["\r", "\r\n", "\u2028", "\x0b", "\x0c", "\x85", "\x1c"], ids=repr)
def test_a_line_end_inside_a_quoted_cell_is_part_of_it(odd: str, tmp_path: Path) -> None:
    frame = load_organisations(save(tmp_path, "\r".join(ROWS) + f'\rx,store,Trang,"a{odd}b"\r'))
    assert frame["name"].iloc[-1] == f"a{odd}b".replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("odd", ["\u2028", "\x0b", "\x0c", "\x85"], ids=repr)
def test_what_only_looks_like_a_line_end_is_none(odd: str, tmp_path: Path) -> None:
    text = "\n".join(ROWS).replace("a2", f"a{odd}2")
    assert list(load_organisations(save(tmp_path, text))["id"]) == [f"c{n}" for n in range(6)]


@pytest.mark.parametrize(
    "heading", ['"id","kind","province","name"', "\ufeffid,kind,province,name", "\ufeff\ufeffID , Kind,province,name"]
)
def test_headings_as_programs_write_them(heading: str, tmp_path: Path) -> None:
    frame = load_organisations(save(tmp_path, "\n".join([heading, *ROWS[1:]])))
    assert list(frame["name"]) == [f"a{n}" for n in range(6)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("\n" + "\n".join(ROWS), "row 1"),
        ("\r\r" + "\r".join(ROWS), "row 1"),
        ('"id\n",kind,province,name\n' + "\n".join(ROWS[1:]), "row 1"),
        (",".join([ROWS[0], ""]) + "\n" + "\n".join(f"{row}," for row in ROWS[1:]), "row 1, column 5"),
        (",,,\n" + "\n".join(ROWS[1:]), "row 1, column 1"),
        ("\n".join(ROWS) + '\rx,store,Trang,a"b', "line 8"),
    ],
)
def test_a_heading_or_mark_that_cannot_be_read_is_named_by_its_line(text: str, place: str, tmp_path: Path) -> None:
    path = save(tmp_path, text)
    found = check_file(path)
    assert found is not None and any(fault.where.startswith(f"{path}: {place}") for fault in found.faults), found


CSV = st.text(alphabet='",\r\n \t;|\x0c\u2028\ufeffก1id', max_size=40)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(heading=st.sampled_from(["", "id,kind,province", "number,form", '"id"', "weight,a", "รหัส,ประเภท"]), rest=CSV)
def test_no_text_makes_a_reader_fail(heading: str, rest: str, tmp_path: Path) -> None:
    path = save(tmp_path, heading + rest)
    check_file(path)
    for load in (load_organisations, load_report, lambda one: NumberTable(one, ("key", "number")).raise_faults()):
        try:
            load(path)
        except InputFault as fault:
            assert fault.said("th") and str(fault)


@pytest.mark.parametrize("ends", ENDS, ids=repr)
@pytest.mark.parametrize("rest", ENDS, ids=repr)
def test_reports_and_tables_and_scenarios_too(ends: str, rest: str, tmp_path: Path) -> None:
    assert load_report(save(tmp_path, f"form,number{ends}area,3{rest}business,4{ends}academic,5")).total == 12
    table = NumberTable(save(tmp_path, f'key,source{ends}a,"x{rest}y"{ends}b,z{rest}'), ("key", "source"))
    assert [row["key"] for row in table.rows] == ["a", "b"]
    scenario = f'extends = "programme"{ends}# a word{rest}months = 36{ends}'
    assert load_scenario(str(save(tmp_path, scenario, "mine.toml"))).months == 36


@pytest.mark.parametrize("ends", ENDS, ids=repr)
def test_a_fit_too(ends: str, tmp_path: Path) -> None:
    told = shipped_posterior().with_suffix(".json").read_text(encoding="utf-8")
    rows = shipped_posterior().read_text(encoding="utf-8").replace("\n", ends)
    save(tmp_path, told.replace("\n", ends), "fit.json")
    assert (read(save(tmp_path, rows, "fit.csv")).table == read(shipped_posterior()).table).all()
    assert hashlib.sha256(shipped_posterior().read_bytes()).hexdigest() == json.loads(told)["sha256"]
