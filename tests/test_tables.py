"""Columns that stay straight in Thai, and the terminal table of effects."""

from __future__ import annotations

import unicodedata

import pytest
from synthetic_results import NAMES, POLICIES, REFERENCES, make_runs

from analysis.comparison import effects
from analysis.lettering import cut, pad, width, wrap
from analysis.tables import WIDTH, effects_table


@pytest.fixture(scope="module")
def table():
    return effects(make_runs(draws=60), REFERENCES, list(REFERENCES), seed=1)


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


def test_wrap_breaks_a_long_thai_phrase_before_a_leading_vowel():
    assert wrap("5 เผยแพร่ผ่านสื่อและเวทีวิชาการ", 22) == "5 เผยแพร่ผ่านสื่อและ\nเวทีวิชาการ"


def test_wrap_loses_nothing():
    words = "14 เวทีแลกเปลี่ยนเรียนรู้อย่างสม่ำเสมอ และต่อเนื่อง"
    for columns in range(3, 50):
        assert wrap(words, columns).replace("\n", "").replace(" ", "") == words.replace(" ", "")


# the table


@pytest.mark.parametrize("lang", ["en", "th"])
def test_no_line_is_wider_than_a_terminal(table, lang):
    assert max(map(width, effects_table(table, NAMES, lang).splitlines())) <= WIDTH == 110


@pytest.mark.parametrize("lang", ["en", "th"])
def test_columns_end_at_the_same_place(table, lang):
    lines = effects_table(table, NAMES, lang).splitlines()
    ruled = width(lines[2])
    assert set(lines[2]) == {"─"}
    for line in lines[3:17]:
        assert width(line) == ruled
    ends = {width(line[: line.index(")") + 1]) for line in lines[3:17]}
    assert len(ends) == 1


def test_policies_are_ranked_by_effect_and_the_programme_stands_apart(table):
    lines = effects_table(table, NAMES, "en").splitlines()
    rows = table[(table["outcome"] == "lasting") & (table["reference"] == "programme")]
    best = rows.sort_values("difference", ascending=False)["policy"]
    for rank, (policy, line) in enumerate(zip(best, lines[3:]), 1):
        assert line.split()[:2] == [str(rank), NAMES[policy][0].split()[0]]
    assert lines[17] == "compared with “No programme”:"
    assert "The programme as it was" in lines[18]
    assert len(lines) == 3 + len(POLICIES) + 2


def test_numbers_are_those_of_the_effects(table):
    row = table[(table["policy"] == "rec_13") & (table["outcome"] == "lasting")].iloc[0]
    (line,) = (line for line in effects_table(table, NAMES, "en").splitlines() if "13 Advisory unit" in line)
    assert f"+{row['difference']:.1f} ({row['simultaneous_low']:.1f} to {row['simultaneous_high']:.1f})" in line
    assert f"{row['range_low']:.1f} to {row['range_high']:.1f}" in line
    assert f"{row['cost'] / 1e6:.1f}" in line.split()
    assert f"{float(format(row['cost_per_lasting'], '.3g')):,.0f}" in line.split()
    assert line.endswith(f"{100 * row['probability_best']:.0f}")


def test_an_unclear_effect_has_no_price_an_alliance(table):
    (line,) = (line for line in effects_table(table, NAMES, "en").splitlines() if "8 Clear success" in line)
    assert line.split()[-2] == "–"


def test_one_reference_makes_one_part(table):
    alone = table[table["reference"] == "programme"]
    assert "compared with" not in effects_table(alone, NAMES, "en")


def test_a_single_draw_shows_dashes():
    table = effects(make_runs(draws=1), "programme", list(POLICIES), ["lasting"])
    assert all("(–)" in line for line in effects_table(table, NAMES, "en").splitlines()[3:])
