"""From files to changes: what a plan holds of the recommendations that a scenario applies."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_worlds import ALL, BASELINE, PROGRAMME, P, agency, applied, exactly, plus

from sim.acts import ACTS, DOSES, SETTINGS
from sim.dose import yardsticks
from sim.draws import DEFAULTS, Draw
from sim.kinds import KINDS
from sim.language.terms import keys
from sim.plan import course, drawn_settings, make_plan
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import recommendations
from sim.records import CHANGE, FORUM

MEASURED = yardsticks(P)


# From files to changes


@pytest.mark.parametrize("number", recommendations())
def test_every_recommendation_says_what_the_plan_then_holds(number):
    one = recommendations()[number]
    plan = make_plan(plus(BASELINE, applied(one, start=4, end=9, intensity=0.5)), DEFAULTS)
    assert len(plan.changes) == len(one.changes)
    for record, said in zip(plan.changes, one.changes):
        assert tuple(ACTS)[record["act"]] == said.act
        assert (record["start"], record["end"], record["intensity"]) == (4, 9, 0.5)
        assert record["strength"] == one.strength.default
        for name in {*SETTINGS} & {*CHANGE.names}:
            assert record[name] == said.setting(name), name
        assert record["case_cost"] == one.case_cost.default
        assert {dose for dose in DOSES if record[dose] > 0} == set(said.doses)
    assert plan.changes["month_cost"].sum() == one.month_cost.default


@pytest.mark.parametrize("number", recommendations())
def test_all_lessons_of_a_campaign_add_the_whole_of_its_effect(number):
    """So many standard deviations, whatever the number of lessons; of what has no yardstick, a share or a level."""
    one = recommendations()[number]
    plan = make_plan(plus(BASELINE, applied(one)), DEFAULTS)
    for record, said in zip(plan.changes, one.changes):
        lessons = course(one, said, drawn_settings(one, 0, said, DEFAULTS), P["repetition_wear"])
        for dose, multiple in said.doses.items():
            effect = one.strength.default * multiple.default
            if dose not in MEASURED:
                assert record[dose] == min(1.0, effect)
                continue
            mean, spread = MEASURED[dose]
            level = 1 - (1 - mean) * (1 - record[dose]) ** lessons
            assert (level - mean) / spread == pytest.approx(min(effect, 0.98 * (1 - mean) / spread)), dose


def test_the_course_is_what_each_kind_of_change_says():
    def lessons_of(number, **settings):
        one = recommendations()[number]
        own = {name: float(setting.rest) for name, setting in SETTINGS.items()} | settings
        return course(one, one.changes[0], own, 0.1)

    assert lessons_of(1) == lessons_of(13) == lessons_of(7) == 1.0  # a visit, a case, an entry: all of one
    assert lessons_of(2, course=7.0) == 7.0
    assert lessons_of(14, every=2.0, sessions=3.0) == 12 * 3.0  # months 1, 3, ... 23
    assert lessons_of(14, every=23.0) == 2.0
    assert lessons_of(5, every=6.0) == 4.0
    assert lessons_of(5, every=12.0, tires=1.0) == pytest.approx(1.0 + 0.9)


def test_what_a_scenario_sets_changes_how_often_and_not_how_much_one_lesson_adds():
    """Twice as many forums teach more: a lesson is measured by the campaign of its own file."""
    plain, often = (make_plan(plus(BASELINE, applied(14, **said)), DEFAULTS).changes[0]
                    for said in ({}, {"every": 1, "end": 60, "sessions": 4, "intensity": 0.3}))  # fmt: skip
    assert (often["every"], often["sessions"], often["end"]) == (1, 4, 60)
    assert all(often[dose] == plain[dose] for dose in DOSES)


@pytest.mark.parametrize("number", recommendations())
def test_no_strength_that_a_file_may_say_makes_a_dose_of_more_than_all(number):
    one = recommendations()[number]
    huge = replace(one, strength=exactly(3.0), changes=tuple(
        replace(change, doses={dose: exactly(10.0) for dose in change.doses}) for change in one.changes))  # fmt: skip
    for record in make_plan(plus(BASELINE, applied(huge)), DEFAULTS).changes:
        assert all(0.0 <= record[dose] <= 1.0 for dose in DOSES)


def test_what_a_scenario_sets_takes_the_place_of_the_files():
    set_ = applied(14, strength=0.11, every=5, sessions=3, provinces=("loei", "trang"), kinds=("savings",))
    plan = make_plan(plus(BASELINE, set_), DEFAULTS)
    assert plan.changes[["strength", "every", "sessions"]][0].tolist() == (0.11, 5, 3)
    assert [keys(PROVINCE_TERMS)[k] for k in np.flatnonzero(plan.where[0])] == ["loei", "trang"]
    assert [keys(KINDS)[k] for k in np.flatnonzero(plan.whom[0])] == ["savings"]


@pytest.mark.parametrize("nothing", [{"intensity": 0.0}, {"strength": 0.0}], ids=str)
def test_what_has_no_intensity_or_no_strength_is_not_in_the_plan(nothing):
    both = plus(BASELINE, applied(1, **nothing), applied(14))
    assert make_plan(both, DEFAULTS).changes["act"].tolist() == [FORUM]
    none = make_plan(replace(both, applied=both.applied[:1]), DEFAULTS)
    assert none.changes.shape == (0,)
    assert (none.where.shape, none.whom.shape) == ((0, len(PROVINCE_TERMS)), (0, len(KINDS)))
    assert none.delivers.shape == (len(BASELINE.agencies), 0)


def test_a_change_is_known_by_its_recommendation_wherever_it_stands():
    """The chance of a change is keyed by what it is, not by its place in a scenario."""
    alone_ = make_plan(plus(BASELINE, applied(14)), DEFAULTS).changes["key"][0]
    beside = make_plan(plus(BASELINE, applied(1), applied(14, start=7)), DEFAULTS).changes["key"]
    assert beside[1] == alone_ != beside[0]


def test_no_programme_means_no_months_of_work():
    plan = make_plan(BASELINE, DEFAULTS)
    assert plan.teams.tolist() == [0, -1, -1]
    assert plan.numbers[0] == P


# Agencies


def test_who_delivers_what_and_where_is_as_their_files_say():
    own = agency("own", [1, "radio"], 4.0, stance=0.5, follow_up=0.2, case_cost=7.0, provinces=("loei", "trang"))
    scenario = replace(plus(BASELINE, *(applied(number) for number in ALL)), agencies=(*BASELINE.agencies, own))
    plan = make_plan(scenario, DEFAULTS)
    for k, one in enumerate(scenario.agencies):
        delivered = {number for number, does in zip(ALL, plan.delivers[k]) if does}
        assert delivered == {int(label) for label in one.delivers if label.isdecimal()}
        assert [keys(PROVINCE_TERMS)[place] for place in np.flatnonzero(plan.present[k])] == list(one.provinces)
        for name in plan.agencies.dtype.names:
            assert plan.agencies[name][k] == getattr(one, name).default
    assert plan.agencies[["capacity", "stance", "follow_up", "case_cost"]][-1].tolist() == (4.0, 0.5, 0.2, 7.0)


def test_a_policy_of_ones_own_is_delivered_by_whoever_names_its_file():
    policy = replace(recommendations()[1], key="radio", number=None)
    own, other = agency("own", ["radio"]), agency("other", [1])
    plan = make_plan(replace(plus(BASELINE, applied(policy)), agencies=(own, other)), DEFAULTS)
    assert plan.delivers.tolist() == [[True], [False]]


def test_what_agencies_are_like_is_drawn():
    draws = [make_plan(BASELINE, Draw(number, 5)).agencies for number in range(20)]
    for k, one in enumerate(BASELINE.agencies):
        for name in ("capacity", "stance"):
            drawn = [float(agencies[name][k]) for agencies in draws]
            said = getattr(one, name)
            assert said.low <= min(drawn) < max(drawn) <= said.high
            assert len(set(drawn)) == 20


def test_a_programme_that_is_handed_over_says_until_when():
    assert PROGRAMME.programme.handover == 0
    handed = replace(PROGRAMME, programme=replace(PROGRAMME.programme, handover=36))
    assert make_plan(PROGRAMME, DEFAULTS).teams.tolist() == [1, 24, 0]
    assert make_plan(handed, DEFAULTS).teams.tolist() == [1, 24, 36]
