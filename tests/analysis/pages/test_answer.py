"""An answer is left in a folder and read again as it was; tables keep every cell."""

from __future__ import annotations

import pytest

from analysis.pages.answer import FILE, Answer, Table, leave, left, ruled, table
from sim.inputs.faults import InputFault
from sim.language.layout import width

CELLS = [["", "added", "cost,"], ["policy", "alliances", "million baht"], ["สื่อ", "+0.4", "7.7"]]


def an_answer():
    return Answer(
        question="Which?",
        said=("Media add most.", "สื่อ"),
        sure=("So sure.",),
        tables=(table("Effects", CELLS, "effects.csv", heads=2),),
        made=(Table("Made", ("what", "value"), (("seed", "1"),)),),
        called=(("media", "Media"),),
        typed=("compare", "media", "--seed", "1"),
    )


def test_it_is_read_as_it_was_left(tmp_path):
    leave(an_answer(), tmp_path)
    assert left(tmp_path) == an_answer()
    assert "สื่อ" in (tmp_path / FILE).read_text(encoding="utf-8")  # readable as it is


NO_TEXT = '{"question": "?", "said": [], "tables": [{"title": "t", "heads": [], "rows": [[null]], "source": ""}]}'


@pytest.mark.parametrize(
    "content",
    [None, "", "[]", '{"question": "?"}', '{"nothing": 1}', '{"said": 3}', '{"question": "?", "said": [[1]]}', NO_TEXT,
     "[" * 10**5],
    ids=range(9),
)  # fmt: skip
def test_what_is_no_answer_is_refused(tmp_path, content):
    if content is not None:
        (tmp_path / FILE).write_text(content)
    with pytest.raises(InputFault) as refused:
        left(tmp_path)
    assert "no answer of a study" in refused.value.said("en") and FILE in refused.value.said("en")


def test_two_lines_of_headings_are_one():
    made = table("Effects", CELLS, heads=2)
    assert made.heads == ("policy", "added alliances", "cost, million baht")
    assert made.rows == (("สื่อ", "+0.4", "7.7"),)


def test_every_row_has_a_cell_for_each_heading():
    for one in an_answer().tables:
        assert {len(row) for row in one.rows} == {len(one.heads)}


def test_lines_have_a_rule_as_wide_as_the_widest():
    lines = ruled(CELLS, heads=2)
    assert len(lines) == 4 and set(lines[2]) == {"─"}
    assert width(lines[2]) == max(map(width, lines))


def test_another_rule_after_some_rows():
    lines = ruled([["", "a"], ["", "1"], ["", "2"], ["", "3"]], after=2)
    assert [set(line) == {"─"} for line in lines] == [False, True, False, False, True, False]


def test_a_heading_of_two_lines_is_one_without_a_space_within_a_thai_phrase():
    found = table("t", [["เพิ่มเครือข่าย", "million"], ["ที่ยั่งยืน (95 %)", "baht"], ["1", "2"]], heads=2)
    assert found.heads == ("เพิ่มเครือข่ายที่ยั่งยืน (95 %)", "million baht")
