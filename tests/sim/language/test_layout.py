"""The type-setter: widths, line ends and columns, in Thai and English alike."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.language.layout import WIDTH, cut, pad, paragraph, width, wrap

# how wide a text is


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("ที่", 1), ("เครือข่าย", 7), ("กลุ่ม", 3), ("น้ำ", 2), ("日本", 4), ("−–“", 3)]
)
def test_width_counts_what_stands_beside_each_other(text, columns):
    assert width(text) == columns


def test_pad_fills_to_the_width_on_either_side():
    assert pad("ที่", 4) == "ที่   "
    assert pad("ที่", 4, right=True) == "   ที่"
    assert pad("too long", 3) == "too long"


def test_cut_keeps_marks_with_their_letters():
    assert cut("เครือข่าย", 7) == "เครือข่าย"
    assert cut("เครือข่าย", 5) == "เครือ…"
    assert cut("ที่ที่ที่", 2) == "ที่…"
    assert cut("a bcd", 3) == "a…"


@pytest.mark.parametrize("columns", range(2, 12))
def test_cut_text_fits_and_never_loses_a_mark(columns):
    text = "ผู้นำกลุ่มที่มีศักยภาพ"
    found = cut(text, columns)
    assert width(found) <= columns
    following = text[len(found) - 1 : len(found)]
    assert following == "" or unicodedata.category(following) != "Mn"


def test_wrap_breaks_at_spaces_and_keeps_paragraphs():
    assert wrap("aa bb cc\ndd", 5) == "aa bb\ncc\ndd"
    assert wrap("a toolongword b", 4) == "a\ntoolongword\nb"


def test_wrap_breaks_a_long_thai_phrase_between_words():
    assert wrap("5 เผยแพร่ผ่านสื่อและเวทีวิชาการ", 22) == "5 เผยแพร่ผ่านสื่อและเวที\nวิชาการ"
    assert wrap("5 เผยแพร่ผ่านสื่อและเวทีวิชาการ", 18) == "5 เผยแพร่ผ่านสื่อ\nและเวทีวิชาการ"


def test_a_phrase_goes_to_the_next_line_whole_where_the_line_is_full_enough():
    words = "ตัวเลขเหล่านี้ทั้งหมดยังเป็น ข้อสมมติของโครงการ"
    assert wrap(words, 26) == "ตัวเลขเหล่านี้ทั้งหมดยังเป็น\nข้อสมมติของโครงการ"
    assert wrap(words, 27) == "ตัวเลขเหล่านี้ทั้งหมดยังเป็น ข้อสมมติ\nของโครงการ"


def test_a_number_stays_with_the_thai_name_after_it():
    assert wrap("คือ 13. หน่วยที่ปรึกษา และ 4. สื่อ", 10) == "คือ\n13. หน่วย\nที่ปรึกษา และ\n4. สื่อ"
    assert wrap("in month 4. Then", 11) == "in month 4.\nThen"


def test_wrap_loses_nothing():
    words = "14 เวทีแลกเปลี่ยนเรียนรู้อย่างสม่ำเสมอ และต่อเนื่อง"
    for columns in range(3, 50):
        assert wrap(words, columns).replace("\n", "").replace(" ", "") == words.replace(" ", "")


def test_a_word_that_is_not_thai_is_never_broken():
    path = "results/" + "compare-" * 20
    assert path in wrap("ตารางและรายละเอียด: " + path, 40).split("\n")


# paragraphs


def test_marks_above_and_below_take_no_column() -> None:
    assert width("เชียงใหม่") == 7
    assert width("ที่") == 1


@given(st.text(alphabet="กขคงเแไาำิีึืุู่้๊์ abc", max_size=600))
def test_wrapping_loses_nothing_and_keeps_marks_with_their_letters(text: str) -> None:
    lines = paragraph(text, "  first  ", "    ").splitlines()
    assert "".join("".join(lines).split()) == "first" + "".join(text.split())
    assert all(width(line) <= WIDTH for line in lines)


def test_no_line_begins_with_a_mark_or_ends_with_a_leading_vowel() -> None:
    for syllable in ("กี่", "เก", "ที่นี่", "โน้ต"):
        lines = paragraph(syllable * 300).splitlines()
        assert len(lines) > 1
        assert all(line[0] in "กเทนโต" and line[-1] not in "เโ" for line in lines)
    assert cut("การแจก", 4) == "การ…"


@pytest.mark.parametrize("columns", range(12, 40))
def test_lines_end_between_words(columns) -> None:
    words = ["การติดตาม", "ประเมินผล", "และข้อมูล", "ย้อนกลับ", "เพื่อพัฒนา", "เครือข่าย", "พันธมิตร"]
    starts = {sum(map(len, words[:place])) for place in range(len(words))}
    begun = 0
    for line in wrap("".join(words), columns).splitlines():
        assert begun in starts and width(line) <= columns
        begun += len(line)


def test_only_a_word_wider_than_its_line_is_broken() -> None:
    assert wrap("พันธมิตร", 3) == "พันธ\nมิตร"
    assert wrap("a พันธมิตร", 6) == "a\nพันธมิตร"
