"""Questionnaires that come back: what is read of them, and every fault at its place, all at once, in CSV and Excel."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import openpyxl
import pytest
from filled_answers import HEADING, WHOLE, chips, filled, read

from analysis.judgement.answers import MOST_EXPERTS
from analysis.judgement.questionnaire import write_questionnaire
from analysis.judgement.questions import askable, load_seeds, strengths
from sim.distribution import EVEN, POINTS, Distribution
from sim.inputs.faults import InputFault


def said(*paths: Path, **more: object) -> list[str]:
    with pytest.raises(InputFault) as caught:
        read(*paths, **more)
    assert all(fault.said("th") for fault in caught.value.faults)
    told = [fault.said("en") for fault in caught.value.faults]
    for path in paths:
        told = [fault.removeprefix(f"{path}: ") for fault in told]
    return told


def seeds(folder: Path, *rows: str, heading: str = "seed,truth") -> Path:
    return filled(folder, *rows, name="seeds.csv", heading=heading)


# What is read


def test_three_values_of_an_even_spread_are_that_spread(tmp_path):
    (one,) = read(filled(tmp_path, "5.strength,A,0.077,0.23,0.383")).given
    assert one.distribution == Distribution(EVEN, (0.06, 0.4))
    assert (one.question.name, one.expert, one.values) == ("05.strength", "A", (0.077, 0.23, 0.383))


def test_a_blank_expert_is_the_one_above_and_unanswered_rows_are_passed_over(tmp_path):
    rows = ["1.strength,Somchai,0.1,0.2,0.3", "2.strength,,0.1,0.2,0.3", "3.strength,B,,,", "4.strength,,0.1,0.2,0.3"]
    found = read(filled(tmp_path, *rows))
    assert [(one.question.name, one.expert) for one in found.given] == [
        ("01.strength", "Somchai"),
        ("02.strength", "Somchai"),
        ("04.strength", "B"),
    ]


def test_one_expert_is_the_same_however_the_name_is_typed(tmp_path):
    one = filled(tmp_path, "1.strength,Somchai,0.1,0.2,0.3", name="one.csv")
    two = filled(tmp_path, "2.strength,somchai,0.1,0.2,0.3", name="two.csv")
    assert read(one, two).experts == ("Somchai",)


def test_a_heading_in_thai_is_read(tmp_path):
    path = filled(tmp_path, "5.strength,ก,0.1,0.2,0.3", heading="ข้อคำถาม,ผู้เชี่ยวชาญ,ต่ำ,น่าจะเป็น,สูง")
    assert read(path).experts == ("ก",)


def test_chips_are_shares_of_the_steps_they_lie_on(tmp_path):
    (one,) = read(filled(tmp_path, chips("5.strength", "A", "", 5, 10, 5), heading=WHOLE)).given
    assert one.distribution == Distribution(POINTS, (0.0, 0.05, 0.25, 0.1, 0.75, 0.2, 1.0, 0.3))
    assert one.values[1] == pytest.approx(0.15)


def test_chips_on_one_step_are_even_over_it(tmp_path):
    (one,) = read(filled(tmp_path, chips("5.strength", "A", "", "", 20), heading=WHOLE)).given
    assert one.distribution == Distribution(EVEN, (0.1, 0.2))


def test_doses_and_costs_may_be_asked_as_well(tmp_path):
    found = read(filled(tmp_path, "05.coverage,A,0.1,0.2,0.3", "team_cost,A,40000,50000,70000")).given
    assert [one.question.name for one in found] == ["05.coverage", "team_cost"]


# What is refused


@pytest.mark.parametrize(
    ("row", "place", "says"),
    [
        ("5.strength,A,0.4,0.3,0.5", "likely", "got 0.3; allowed: at least low, 0.4"),
        ("5.strength,A,0.1,0.6,0.5", "high", "got 0.5; allowed: at least likely, 0.6"),
        ("5.strength,A,0.1,,0.5", "likely", "got nothing"),
        ("5.strength,A,0.1,0.2,3.5", "high", "a number from 0 to 3"),
        ("7.strength,A,0.1,0.2,1.5", "high", "a number from 0 to 1"),
        ("5.strength,A,a little,0.2,0.5", "low", "got 'a little'"),
        ("5.strenght,A,0.1,0.2,0.5", "question", "did you mean 05.strength?"),
        ("media_form,A,0,1,1", "question", "unknown question"),
        (",A,0.1,0.2,0.5", "question", "got nothing"),
        ("5.strength,,0.1,0.2,0.5", "expert", "got nothing"),
        (f"5.strength,{'x' * 61},0.1,0.2,0.5", "expert", "61 characters"),
    ],
)
def test_one_fault_at_its_place(tmp_path, row, place, says):
    (fault,) = said(filled(tmp_path, row))
    assert fault.startswith(f"row 2, {place}: ") and says in fault


@pytest.mark.parametrize(
    ("row", "place", "says"),
    [
        (chips("5.strength", "A", 5, 10), "row 2", "got 15 chips; allowed: 20 chips in all"),
        (chips("5.strength", "A", 5, 16), "row 2", "got 21 chips"),
        (chips("5.strength", "A", 5, 14.5), "row 2, chips 0.05 to 0.1", "a whole number from 0 to 20"),
        (chips("7.strength", "A", *[""] * 8, 20), "row 2, chips 1 to 1.5", "blank: it is at most 1"),
        (chips("team_cost", "A", 20), "row 2, question", "strengths of recommendations"),
        (chips("5.strength", "A", 20).replace("A,,,", "A,0.1,0.2,0.3"), "row 2, chips 0 to 0.05", "not both"),
    ],
)
def test_chips_that_do_not_say_anything(tmp_path, row, place, says):
    (fault,) = said(filled(tmp_path, row, heading=WHOLE))
    assert fault.startswith(f"{place}: ") and says in fault


def test_an_expert_who_answers_twice_is_refused_wherever_it_is(tmp_path):
    one = filled(tmp_path, "5.strength,A,0.1,0.2,0.3", "05.Strength,a,0.1,0.2,0.3", name="one.csv")
    two = filled(tmp_path, "5.strength,A,0.1,0.2,0.3", name="two.csv")
    first, second = said(one, two)
    assert first.startswith("row 3, expert: got 'A' on 05.strength again, as in") and second.startswith("row 2, expert")
    assert "one.csv: row 2" in second


def test_places_and_columns_are_named_in_thai(tmp_path):
    one = filled(tmp_path, "5.strength,A,0.1,0.2,0.3", "5.strength,A,0.1,0.2,0.3", "4.strength,A,0.4,0.3,0.5")
    with pytest.raises(InputFault) as caught:
        read(one)
    twice, falling = (fault.said("th") for fault in caught.value.faults)
    assert f"ซ้ำกับ {one}: แถวที่ 2;" in twice and "row 2" not in twice
    assert "ไม่น้อยกว่าค่าในช่อง ต่ำ (low) คือ 0.4" in falling


def test_faults_of_all_files_come_at_once(tmp_path):
    one = filled(tmp_path, "5.strength,A,0.9,0.2,0.3", name="one.csv")
    two = filled(tmp_path, "5.strength,B,0.1,0.2,9", "4.strength,B,0.1,0.2,0.1", name="two.csv")
    assert len(said(one, two, tmp_path / "three.csv", tmp_path / "four.txt")) == 5


@pytest.mark.parametrize("rows", [(), ("5.strength,A,,,",), (",,,,",)])
def test_a_questionnaire_without_an_answer(tmp_path, rows):
    assert "not one answer" in said(filled(tmp_path, *rows))[0]


def test_a_questionnaire_without_its_columns(tmp_path):
    told = said(filled(tmp_path, "5.strength,0.1", heading="question,low"))
    assert len(told) == 1 and "no column expert" in told[0]


# Excel


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "asked.xlsx"
    assert write_questionnaire(path, strengths())
    return path


def test_a_filled_workbook_is_read_as_a_csv_would_be(book):
    made = openpyxl.load_workbook(book)
    sheet = made["05.strength"]
    heading = next(row for row in sheet.iter_rows() if "question" in str(row[0].value))
    for nth, (expert, *values) in enumerate([("ก", 0.077, 0.23, 0.383), ("B", 0, 1, 2)], 1):
        for column, value in enumerate((expert, *values), 2):
            sheet.cell(heading[0].row + nth, column, value)
    made.save(book)
    found = read(book)
    assert [(one.question.name, one.expert) for one in found.given] == [("05.strength", "ก"), ("05.strength", "B")]
    assert found.given[0].distribution == Distribution(EVEN, (0.06, 0.4))


def test_faults_in_a_workbook_name_sheet_and_row(book):
    made = openpyxl.load_workbook(book)
    sheet = made["04.strength"]
    row = next(row[0].row for row in sheet.iter_rows() if "question" in str(row[0].value)) + 1
    for column, value in enumerate(("A", 0.5, 0.4, "lots"), 2):
        sheet.cell(row, column, value)
    sheet.cell(row - 1, 30, "remark")
    made.save(book)
    told = said(book)
    places = {fault.partition(": got")[0].removeprefix("sheet '04.strength': ") for fault in told}
    assert places == {f"row {row - 1}", f"row {row}, likely", f"row {row}, high"} and len(told) == 3
    with pytest.raises(InputFault) as caught:
        read(book)
    assert any(f"แถวที่ {row} คอลัมน์น่าจะเป็น (likely)" in fault.said("th") for fault in caught.value.faults)


def test_the_same_questionnaire_is_the_same_bytes(book, tmp_path):
    again = tmp_path / "again.xlsx"
    write_questionnaire(again, strengths())
    assert again.read_bytes() == book.read_bytes()
    assert not write_questionnaire(again, strengths())


def test_somebodys_answers_are_not_written_over(book, tmp_path):
    book.write_bytes(b"answers")
    with pytest.raises(InputFault, match="somebody's answers"):
        write_questionnaire(book, strengths())
    assert book.read_bytes() == b"answers"
    with pytest.raises(InputFault, match=r"\.csv or \.xlsx"):
        write_questionnaire(tmp_path / "asked.docx", strengths())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name on this system")
def test_a_pipe_is_not_read_to_see_whose_it_is(tmp_path):
    os.mkfifo(tmp_path / "asked.csv")
    with pytest.raises(InputFault, match="already"):
        write_questionnaire(tmp_path / "asked.csv", strengths())


def test_a_questionnaire_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(InputFault, match="No space left"):
        write_questionnaire(tmp_path / "asked.csv", strengths())
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "answers.xlsx"
    for content in (b"question,expert\n", b"PK\x03\x04 not a zip"):
        path.write_bytes(content)
        assert "no workbook of Excel" in said(path)[0]
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.txt", "nothing")
    assert "no workbook of Excel" in said(path)[0]
    openpyxl.Workbook().save(path)
    assert "no sheet with a table of answers" in said(path)[0]
    path.write_bytes(b"")
    assert "empty" in said(path)[0]


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def repacked(book, part, change):
    """A workbook with one of its parts changed."""
    with zipfile.ZipFile(book) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, change(content) if name == part else content)


@pytest.mark.parametrize(
    ("part", "change", "why"),
    [
        ("xl/workbook.xml", lambda _: b"0" * 201_000_000, "at most 5,000,000 bytes"),
        ("xl/worksheets/sheet1.xml", lambda _: SHEET % b'<row r="1048576"><c r="XFD1048576"/></row>',
         "at most 10,000 rows"),
        ("xl/worksheets/sheet1.xml", lambda _: SHEET % b'<row r="99999999"/>', "at most 10,000 rows"),
        ("xl/worksheets/sheet1.xml", lambda told: told[: len(told) // 2], "no workbook of Excel"),
    ],
    ids=["bomb", "last corner", "beyond the last row", "cut short"],
)  # fmt: skip
def test_a_workbook_that_would_take_all_time_or_memory_or_is_damaged_is_refused(tmp_path, part, change, why):
    path = tmp_path / "answers.xlsx"
    openpyxl.Workbook().save(path)
    repacked(path, part, change)
    assert why in said(path)[0]


def test_a_workbook_with_a_damaged_part_is_refused(tmp_path):
    """What the library that unpacks it raises is no fault of ours."""
    path = tmp_path / "answers.xlsx"
    openpyxl.Workbook().save(path)
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        part = packed.getinfo("xl/worksheets/sheet1.xml")
    start = part.header_offset + 30 + len(part.filename)
    path.write_bytes(whole[:start] + b"\xff" * 60 + whole[start + 60 :])
    assert "no workbook of Excel" in said(path)[0]


def test_more_experts_than_can_be_pooled_are_refused(tmp_path):
    rows = (f"05.strength,e{nth},0.1,0.2,0.3" for nth in range(MOST_EXPERTS + 1))
    assert "more experts than that; allowed: at most 500 experts" in said(filled(tmp_path, *rows))[-1]


# Seed questions


def test_seed_questions_are_read_and_answered(tmp_path):
    known = load_seeds(seeds(tmp_path, "members 2563,11.4", "clubs,120"))
    assert [(one.name, one.truth) for one in known] == [("members 2563", 11.4), ("clubs", 120.0)]
    (one,) = read(filled(tmp_path, "Members 2563,A,-5,10,2000"), seeds=known).given
    assert one.question.name == "members 2563" and one.values == (-5.0, 10.0, 2000.0)


def test_answers_to_seeds_need_a_width(tmp_path):
    known = load_seeds(seeds(tmp_path, "clubs,120"))
    (fault,) = said(filled(tmp_path, "clubs,A,100,100,200"), seeds=known)
    assert "likely: got 100; allowed: more than low, 100" in fault


@pytest.mark.parametrize(
    ("rows", "heading", "says"),
    [
        (("clubs,",), "seed,truth", "row 2, truth: got nothing; allowed: the true answer"),
        (("clubs,many",), "seed,truth", "row 2, truth: got 'many'"),
        (("clubs",), "seed", "column"),
        ((",5",), "seed,truth", "row 2, seed: got nothing"),
        (("clubs,5", "Clubs,6"), "seed,truth", "row 3, seed: got 'Clubs' again, as in row 2"),
        (("5.strength,5",), "seed,truth", "a number of the model"),
        ((), "seed,truth", "no seed question"),
    ],
)
def test_seed_questions_without_truth_or_name_are_refused(tmp_path, rows, heading, says):
    with pytest.raises(InputFault) as caught:
        load_seeds(seeds(tmp_path, *rows, heading=heading))
    assert says in str(caught.value) and caught.value.said("th")


def test_everything_but_forms_and_flags_may_be_asked():
    names = {one.name for one in askable([]).values()}
    assert {"05.strength", "cai.capacity", "turnover", "team_cost"} <= names
    assert "media_form" not in names and HEADING
