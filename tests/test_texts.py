"""Words and numbers in both languages: nothing missing, nothing unused, and every place filled."""

from __future__ import annotations

import math
import re
import string
import unicodedata
from pathlib import Path

import pytest

from analysis.numerals import between, decimals, number
from analysis.texts import TEXTS, name, outcome, term, text, unit
from sim.kinds import FORMS
from sim.measures import MEASURES
from sim.provinces import PROVINCE_TERMS

ANALYSIS = Path(__file__).parent.parent / "analysis"
SOURCE = "\n".join(file.read_text("utf-8") for file in sorted(ANALYSIS.rglob("*.py")) if file.name != "texts.py")
THAI = re.compile("[\u0e00-\u0e7f]")


def places(words: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(words) if field}


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_have_the_same_places(key):
    en, th = TEXTS[key]
    assert places(en) == places(th)
    assert en.count("|") == th.count("|") or key.startswith("table_")


@pytest.mark.parametrize("key", [key for key in TEXTS if key not in ("table_rank",)])
def test_thai_is_thai_and_english_is_not(key):
    en, th = TEXTS[key]
    assert not THAI.search(en)
    assert THAI.search(th)


@pytest.mark.parametrize("key", TEXTS)
def test_no_mark_stands_without_its_letter(key):
    """A tone mark at the start or after a space would be drawn on a dotted circle."""
    for before, letter in zip(" " + TEXTS[key][1], TEXTS[key][1]):
        assert not (unicodedata.category(letter) == "Mn" and not THAI.match(before)), TEXTS[key][1]


@pytest.mark.parametrize("key", TEXTS)
def test_texts_have_no_stray_spaces(key):
    for words in TEXTS[key]:
        assert words == words.strip()
        assert "  " not in words


def test_every_text_is_used():
    made = ("table_", "observed_", "network_", "run_", "pattern_", "joint_", "quantity_", "progress_",
        "calibrate_", "prior_", "learnt_", "counted_", "reading_")  # fmt: skip
    source = SOURCE + (ANALYSIS.parent / "run.py").read_text(encoding="utf-8")
    unused = [key for key in TEXTS if f'"{key}"' not in source and not key.startswith(made) and key != "lasting"]
    assert unused == []


def test_every_key_asked_for_is_there():
    asked = set(re.findall(r"\btext\(\s*\"(\w+)\"", SOURCE))
    assert len(asked) > 20
    assert asked <= set(TEXTS)


def test_no_word_of_thai_outside_the_table():
    found = [word for word in re.findall(r"\"[^\"\n]*\"", SOURCE) if THAI.search(word) and "(?=" not in word]
    assert found == []


def test_an_unknown_key_or_an_empty_place_is_refused():
    with pytest.raises(KeyError):
        text("no_such_text", "en")
    with pytest.raises(KeyError):
        text("to", "en", low="1")


def test_a_scenario_without_label_is_called_by_its_key():
    assert name({"a": ("One", "หนึ่ง")}, "a", "th") == "หนึ่ง"
    assert name({"a": ("One", "หนึ่ง")}, "b", "th") == "b"


@pytest.mark.parametrize("lang", ["en", "th"])
def test_every_measure_form_and_province_has_words(lang):
    for measure in MEASURES:
        assert outcome(measure.key, lang)
        assert unit(measure.key, lang)
    for one in (*FORMS, *PROVINCE_TERMS):
        assert term(one.key, lang) == (one.en if lang == "en" else one.th)


def test_at_the_end_of_a_run_operating_is_lasting():
    assert outcome("lasting", "en") == "lasting alliances"
    assert outcome("lasting", "th") == "เครือข่ายที่ยั่งยืน"


# numbers


@pytest.mark.parametrize(
    ("value", "digits", "sign", "written"),
    [
        (3.14159, 1, True, "+3.1"),
        (-3.14159, 1, True, "−3.1"),
        (-0.04, 1, True, "0.0"),
        (0.04, 1, True, "0.0"),
        (-0.0, 0, False, "0"),
        (1234567.8, 0, False, "1,234,568"),
        (math.nan, 1, True, "–"),
        (math.inf, 1, False, "–"),
    ],
)
def test_numbers_as_written(value, digits, sign, written):
    assert number(value, digits, sign) == written


@pytest.mark.parametrize(
    ("values", "digits"),
    [([250.0, 1], 0), ([99.0], 1), ([1.0, math.nan], 1), ([-0.5, 0.2], 2), ([0.01], 3), ([], 1), ([0.0], 3)],
)
def test_decimals_follow_the_largest(values, digits):
    assert decimals(values) == digits


def test_intervals_in_words():
    assert between(-1.25, 2.0, "en", 1) == "−1.2 to 2.0"
    assert between(-1.25, 2.0, "th", 1) == "−1.2 ถึง 2.0"
    assert between(math.nan, 2.0, "en") == "–"
