"""Numbers and intervals as people write them."""

from __future__ import annotations

import math

import pytest

from sim.language.numerals import amount, between, deciding, decimals, difference, estimated, number


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


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [(0.04, 1, 2), (-0.04, 1, 2), (0.05, 1, 1), (0.0004, 1, 4), (0.3, 0, 1), (0.6, 0, 0), (0.0, 1, 1), (1e-12, 1, 1)],
)
def test_as_many_digits_as_tell_the_side_of_nought(value, digits, shown):
    assert deciding(value, digits) == shown
    assert deciding(math.nan, digits) == digits


def test_an_end_beside_nought_shows_its_side_and_nought_itself_stays():
    assert between(0.02, 0.6, "en", 1) == "0.02 to 0.6"
    assert between(-0.6, -0.02, "th", 1) == "−0.6 ถึง −0.02"
    assert between(0.0, 0.6, "en", 1) == "0.0 to 0.6"
    assert difference(-0.04, 1) == "−0.04"
    assert estimated(0.04, 0.003, 3.0, "en", 1) == "+0.04 (0.003 to 3.0)"
    assert estimated(math.nan, math.nan, math.nan, "en", 1) == "– (–)"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.12, "0.12"), (5, "5"), (5.0, "5"), (2500, "2,500"), (1e13, "10,000,000,000,000"), (1234.5, "1,234")],
)
def test_amounts_are_written_as_people_do(value: float, text: str) -> None:
    assert amount(value) == text
