"""One recommendation as it is applied: its settings and doses with their ranges, and what one occasion adds."""

from __future__ import annotations

import re
from functools import cache

import pytest
from small_worlds import BASELINE, applied, plus

from sim.draws import DEFAULTS
from sim.language.texts import Lang
from sim.plan import make_plan
from sim.recommendation import Recommendation
from sim.scenario import Applied
from sim.telling.applying import applied_words, change_words
from sim.telling.costs import Bill


@cache
def bill(one: Applied) -> Bill:
    return Bill(plus(BASELINE, one))


def words(one: Applied, lang: Lang = "en") -> str:
    return re.sub(r"\s+", " ", applied_words(bill(one).scenario.applied[0], bill(one), lang))


def test_settings_stand_with_their_ranges_and_those_at_rest_are_left_out() -> None:
    one = applied(4)
    (change,) = one.recommendation.changes
    assert change_words(change, one, "en") == (
        "visits to organisations in turn: every month; at most 4 (2 to 8) cases a month in a province; only where "
        "leadership is 0.5 (0.35 to 0.65) or more; adds to leadership (1 x strength), openness (1 x strength, range "
        "0.5 to 1.5)"
    )


def test_who_takes_part_stays_the_same_but_in_a_directory() -> None:
    said = {
        number: change_words(applied(number).recommendation.changes[0], applied(number), "en") for number in (7, 12)
    }
    assert "reaches 60 (30 to 90) % of those it is for; chosen anew each time" in said[7]
    assert "reaches 50 (25 to 80) % of those it is for; the same ones each time" in said[12]
    assert "takes as much staff each time as 6 (3 to 12) cases in a province" in said[7]
    thai = change_words(applied(7).recommendation.changes[0], applied(7), "th")
    assert "เข้าถึงร้อยละ 60 (30 ถึง 90) ของกลุ่มเป้าหมาย; เลือกใหม่ทุกครั้ง" in thai
    assert "ใช้กำลังคนครั้งละเท่ากับงาน 6 (3 ถึง 12) รายในแต่ละจังหวัด" in thai


def test_a_course_has_so_many_sittings() -> None:
    assert "a course of 24 (12 to 24) sittings" in words(applied(2))
    assert "หลักสูตรละ 24 (12 ถึง 24) ครั้ง" in words(applied(2), "th")
    assert "where the strength is the effect" not in words(applied(2))
    assert "here 48 times, where the strength is the effect of 24" in words(applied(2, end=48))


def test_a_scenario_that_holds_more_occasions_than_the_file_says_so() -> None:
    text = words(applied(14, every=1, sessions=2))
    assert "here 48 times, where the strength is the effect of 12" in text
    assert "ที่นี่ 48 ครั้ง ส่วนความแรงเป็นผลของ 12 ครั้ง" in words(applied(14, every=1, sessions=2), "th")
    assert "here 30 times, where the strength is the effect of 12" in words(applied(14, end=100))  # of 60 months
    assert "times" not in words(applied(3))


def test_a_dose_without_a_range_is_told_without_one(radio: Recommendation) -> None:
    text = words(applied(radio))
    assert "reaches 50 % of those it is for" in text
    assert "understanding of alliances (1 x strength) Each time" in text  # and no source of ranges between


@pytest.mark.parametrize("number", [1, 6])
def test_what_one_occasion_adds_is_what_the_plan_has(number: int) -> None:
    (record,) = make_plan(plus(BASELINE, applied(number)), DEFAULTS).changes
    text = words(applied(number))
    assert (
        f"Each time adds, of what is still missing: understanding of alliances {100 * record['understanding']:.2g} %"
        in text
    )


def test_what_leans_on_something_else_is_at_most() -> None:
    assert "of what is still missing: joint plan up to " in words(applied(2))
    assert "of what is still missing: internal control 0.53" in words(applied(9))
    assert "แผนความร่วมมือไม่เกินร้อยละ" in words(applied(2), "th")


def test_media_add_less_each_time_and_a_campaign_has_so_many() -> None:
    text = words(applied(5))
    assert "this is the first time, later ones add less; 24 times in a whole campaign" in text
    assert "นี่คือผลของครั้งแรก ครั้งต่อไปเพิ่มได้น้อยลง; รวม 24 ครั้งในการดำเนินงานทั้งหมด" in words(applied(5), "th")
    assert "later ones add less" not in words(applied(14))
    assert "12 times in a whole campaign" in words(applied(14))


def test_who_meets_may_get_talking_and_who_is_helped_has_support() -> None:
    assert "40 % of those who meet get talking" in words(applied(14))
    assert "ผู้ที่มาพบกันได้พูดคุยกันร้อยละ 40" in words(applied(14), "th")
    assert "outside support at hand afterwards: 0.4 of 1 at most" in words(applied(13))
    assert "หลังจากนั้นมีการหนุนเสริมจากภายนอกระดับ 0.4 จากเต็ม 1" in words(applied(13), "th")


def test_a_strength_that_is_set_changes_what_one_occasion_adds() -> None:
    assert "leadership 22 %" in words(applied(4))
    assert "leadership 15 %" in words(applied(4, strength=0.5))


def test_a_recommendation_of_no_intensity_is_left_out_of_all_sums() -> None:
    text = words(applied(6, intensity=0.0))
    assert "at zero intensity: it changes nothing" in text
    assert "In all nothing, as it does nothing" in text
    assert "Each time" not in text


def test_a_directory_has_no_doses_and_tells_no_shares() -> None:
    assert "Each time" not in words(applied(7))
    assert "adds to" not in change_words(applied(7).recommendation.changes[0], applied(7), "en")


def test_a_number_of_alliances_is_told_as_at_the_start() -> None:
    assert "if there are as many alliances as at the start (47); more alliances cost more" in words(applied(2))
    assert "at most" in words(applied(13)) and "as at the start" not in words(applied(13))
