"""What experts are asked: in words, in both languages, without what is declared; and in a form that is read again."""

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest
from filled_answers import read

from analysis.judgement.layout import BINS, COLUMNS, EDGES
from analysis.judgement.questionnaire import (
    EXPERTS,
    OF_OTHERS,
    as_book,
    as_csv,
    asked,
    place_of,
    taught,
    title,
    write_questionnaire,
)
from analysis.judgement.questions import Question, of_numbers, strengths
from sim.inputs.faults import InputFault
from sim.inputs.phrases import Phrase
from sim.language.texts import text
from sim.recommendation import recommendations

SEED = Question("clubs", None, None, Phrase("How many clubs?", "มีกี่ชมรม"), 120.0)


def test_every_recommendation_has_a_question_and_a_page():
    book = openpyxl.load_workbook(io.BytesIO(as_book([SEED, *strengths()])))
    pages = ["clubs", *(f"{number:02d}.strength" for number in recommendations())]
    assert book.sheetnames[1:] == pages
    for name in pages:
        rows = [[cell for cell in row if cell is not None] for row in book[name].iter_rows(values_only=True)]
        assert [row[0] for row in rows].count(name) == EXPERTS
    first = "\n".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)
    assert text("ask_who", "th") in first and text("ask_who", "en") in first


def test_seed_questions_have_no_chips():
    book = openpyxl.load_workbook(io.BytesIO(as_book([SEED, *strengths()[:1]])))
    chips = [len([cell for row in sheet.iter_rows(values_only=True) for cell in row if "chips " in str(cell)])
             for sheet in book.worksheets[1:]]  # fmt: skip
    assert chips == [0, len(BINS)]


@pytest.mark.parametrize("question", strengths(), ids=lambda one: one.name)
@pytest.mark.parametrize("lang", ["en", "th"])
def test_a_strength_is_asked_for_in_words(question, lang):
    said = " ".join(asked(question, lang))
    one = question.strength_of
    assert title(question, lang) in said and "{" not in said
    if question.number.most == 3.0:
        assert text(f"dose.{taught(one)}", lang) in said and "100" in said
        assert {"54", "58", "69", "79", "86", "98"} <= set(re.findall(r"\d+", said))
    for value in (one.strength.low, one.strength.high):  # whoever sees a range answers inside it
        assert f"{value:g} to" not in said and f"– {value:g}" not in said


def test_what_is_taught_is_had_by_those_who_are_reached():
    found = {number: taught(one) for number, one in recommendations().items()}
    assert found[1] == "understanding" and found[4] == "leadership" and found[5] == "understanding"
    assert not set(found.values()) & OF_OTHERS and found[7] == ""


@pytest.mark.parametrize(("strength", "place"), [(0.0, 50), (0.2, 58), (0.5, 69), (0.8, 79), (2.0, 98), (3.0, 99)])
def test_places_are_those_of_a_normal_spread(strength, place):
    """Cohen's U3."""
    assert place_of(strength) == place


def test_a_csv_has_a_row_a_question_with_room_to_answer():
    told = as_csv([SEED, *strengths()])
    assert told.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(told.decode("utf-8-sig"))))
    assert [row["question"] for row in rows][:2] == ["clubs", "01.strength"] and len(rows) == 15
    assert rows[0]["asked_th"] == "มีกี่ชมรม" and rows[1]["asked_en"].startswith("Alliance vision")
    assert all(row[term.key] == "" for row in rows for term in COLUMNS if not term.key.startswith(("ask", "que")))


def test_a_csv_that_is_filled_is_read_again(tmp_path):
    path = tmp_path / "asked.csv"
    assert write_questionnaire(path, strengths())
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    for row in rows[1:]:
        row[3:7] = ["A", "0.1", "0.2", "0.3"]
    sink = io.StringIO()
    csv.writer(sink).writerows(rows)
    path.write_text(sink.getvalue(), encoding="utf-8")
    assert len(read(path).given) == len(recommendations())


def test_other_numbers_are_asked_for_by_name():
    found = of_numbers(["5.month_cost", "CAI.capacity", "05.month cost"])
    assert [one.name for one in found] == ["05.month_cost", "cai.capacity"]
    assert "baht a month in a province" in asked(found[0], "en")[0]
    with pytest.raises(InputFault) as caught:
        of_numbers(["5.month_coast", "media_form"])
    assert "did you mean 05.month_cost?" in str(caught.value) and "form of a rule" in str(caught.value)


def test_bins_part_the_whole_scale():
    assert EDGES[0] == 0.0 and EDGES[-1] == 3.0 and len(BINS) == len(EDGES) - 1
