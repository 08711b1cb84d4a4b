"""The small pieces of sentences: ranges, names of recommendations, sums that are known to a few figures."""

from __future__ import annotations

import numpy as np
import pytest
from small_worlds import applied

from sim.inputs.phrases import Phrase
from sim.recommendation import Range, Recommendation, recommendations
from sim.telling.phrasing import about, between, range_words, rests_on, shorts, strength_words


def a_range(default: float, low: float, high: float, source: str = "") -> Range:
    return Range(default=default, low=low, high=high, unit="", source=source, confidence="assumed")


def test_a_number_is_told_with_its_range_where_it_has_one() -> None:
    assert range_words(a_range(6, 3, 12), "en") == "6 (3 to 12)"
    assert range_words(a_range(6, 3, 12), "th") == "6 (3 ถึง 12)"
    assert range_words(a_range(0.35, 0.07, 0.7), "en", 100.0) == "35 (7 to 70)"
    assert range_words(a_range(2, 2, 2), "en") == "2"


def test_what_a_number_rests_on_may_be_untold() -> None:
    assert rests_on(a_range(1, 0, 2, Phrase("a guess", "การเดา")), "en") == "a guess [assumed]"
    assert rests_on(a_range(1, 0, 2, Phrase("a guess", "การเดา")), "th") == "การเดา [เป็นข้อสมมติ]"
    assert rests_on(a_range(1, 0, 2), "en") == "[assumed]"


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([5], "recommendation 5"),
        ([2, 1], "recommendations 1, 2"),
        ([1, 2, 3, 7, 9, 13], "recommendations 1 to 3, 7, 9, 13"),
        ([8, 10, 11, 13], "recommendations 8, 10, 11, 13"),
        (range(1, 15), "recommendations 1 to 14"),
        ([], ""),
    ],
)
def test_recommendations_are_told_by_their_numbers(numbers: list[int], said: str) -> None:
    assert shorts([recommendations()[number] for number in numbers], "en") == said


def test_policies_are_told_by_name(radio: Recommendation) -> None:
    assert shorts([radio, recommendations()[5]], "en") == "recommendation 5, Village radio"
    assert shorts([radio], "th") == "วิทยุชุมชน"


def test_sums_are_told_to_the_figures_that_are_known() -> None:
    assert about(1_234_567.0) == "1,230,000"
    assert about(0.07345, 2) == "0.073"
    assert between(np.array([1.0, 123_456.0, 987_654.0]), "en") == "120,000 to 990,000"
    assert between(np.array([1.0, 5.0, 5.0]), "en") == "5"


def test_a_strength_is_as_declared_or_as_a_scenario_sets_it() -> None:
    one = applied(13).recommendation
    assert strength_words(one, "en") == (
        "0.4 (0.15 to 0.7) support at hand after a case, 0 to 1 [only its direction is known]"
    )
    assert strength_words(one, "en", 0.5) == "0.5 support at hand after a case, 0 to 1, as this scenario sets it"
    assert strength_words(one, "th", 0.5) == "0.5 ระดับการหนุนเสริมหลังให้ความช่วยเหลือ 0 ถึง 1 ตามที่ฉากทัศน์นี้กำหนด"
    assert strength_words(one, "en", 0.0) == "0, as this scenario sets it: it does nothing"
