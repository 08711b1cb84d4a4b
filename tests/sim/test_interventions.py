"""The six kinds of change: whom each reaches, what it does to them, when, where, and at what cost."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import faults_of
from small_plans import change, months, under
from small_worlds import P, alliance, ally, bare, organisation, p_with

from sim.acts import DOSES
from sim.chance import REACH, draw
from sim.interventions import furnish, how_far, open_to_media, takes_part, teach
from sim.kinds import KINDS
from sim.provinces import PROVINCE_TERMS
from sim.records import BROADCAST, EQUIP, FORUM, LIST, RESCUE, VISIT
from sim.rules.delivering import concerned, due
from sim.structure import EVERYBODY, THE_IGNORANT, THE_OPEN

TAUGHT = ("understanding", "strategy", "leadership", "openness", "management")
FURNISHED = ("plan", "indicators", "control", "readiness", "skill")


# When, where, at what cost


@pytest.mark.parametrize(
    ("start", "end", "every", "expected"),
    [(3, 9, 1, [3, 4, 5, 6, 7, 8, 9]), (3, 9, 3, [3, 6, 9]), (3, 8, 3, [3, 6]), (5, 5, 12, [5])],
)
def test_occasions(start, end, every, expected):
    one = change(start=start, end=end, every=every)
    assert [month for month in range(1, 13) if due(one, month)] == expected


def test_running_costs_fall_due_monthly_and_case_costs_with_the_cases():
    state, plan = under(8, VISIT, start=2, end=5, every=3, capacity=4.0, month_cost=10.0, case_cost=1.0, intensity=0.5)
    plan.where[0] = False
    plan.where[0, 0] = True
    costs = [float(months(state, plan, month).counts["cost"][0]) for month in range(1, 8)]
    # Half intensity: half the running cost, two visits in months 2 and 5, nothing before or after.
    assert costs == [0.0, 5.0 + 2.0, 12.0, 17.0, 22.0 + 2.0, 24.0, 24.0]


@pytest.mark.parametrize(("there", "visits"), [(8, 2), (1, 1)])
def test_a_province_where_nobody_is_costs_nothing_and_one_where_one_is_its_month(there, visits):
    state, plan = under(there, VISIT, capacity=2.0, month_cost=10.0, case_cost=1.0)
    assert (state.provinces["active"] > 0).sum() == 1
    assert plan.where.all()
    assert months(state, plan, 1, 2).counts["cost"][0] == 2 * (10.0 + visits)


def test_a_change_stays_in_its_provinces():
    state, plan = under(8, BROADCAST, understanding=0.5)
    state.organisations["province"][4:] = 1
    state.provinces["first"][1], state.provinces["active"][:2] = 4, 4
    plan.where[0] = False
    plan.where[0, 1] = True
    months(state, plan, 1)
    assert state.organisations["understanding"].tolist() == [0.5] * 4 + [0.75] * 4


@pytest.mark.parametrize("kind", [VISIT, BROADCAST, FORUM, LIST])
def test_a_change_keeps_to_its_kinds(kind):
    state, plan = under(8, kind, understanding=0.5, capacity=20.0)
    state.organisations["kind"][::2] = 3
    plan.whom[0] = np.arange(len(KINDS)) == 3
    months(state, plan, 1)
    changed = (state.organisations["understanding"] > 0.5) | (state.organisations["listed"] > 0)
    assert changed.tolist() == [True, False] * 4


@pytest.mark.parametrize("kind", [EQUIP, RESCUE])
def test_so_does_one_for_alliances(kind):
    state, plan = under(8, kind, control=0.5, capacity=20.0)
    falling = {"before": 0.5, "cohesion": 0.3, "indicators": 1.0, "skill": 1.0}
    own, other_kind, elsewhere = (ally(state, [k, k + 1], **falling) for k in (0, 2, 4))
    state.alliances["kind"][other_kind], state.alliances["province"][elsewhere] = 3, 2
    plan.whom[0] = np.arange(len(KINDS)) == 0
    plan.where[0] = np.arange(len(PROVINCE_TERMS)) == 0
    months(state, plan, 1)
    assert state.alliances["control"][[own, other_kind, elsewhere]].tolist() == [0.5, 0.0, 0.0]
    assert not concerned(state.alliances[other_kind], plan, 0, 0)


# What a dose does


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(TAUGHT))
def test_a_lesson_doses_what_it_names_and_nothing_else(level, share, name):
    o = organisation(**dict.fromkeys(TAUGHT, level))
    teach(o, change(**{name: 0.4}), share, P)
    sense = P["blind_planning"] + (1 - P["blind_planning"]) * level if name == "strategy" else 1.0
    for other in TAUGHT:
        dose = 0.4 * share * sense if other == name else 0.0
        assert o[other] == pytest.approx(level + dose * (1 - level))
    assert o["lessons"] == 1


@given(st.floats(0, 1), st.floats(0, 10), st.sampled_from(TAUGHT))
def test_no_dose_lifts_anybody_above_full(level, dose, name):
    """Whatever a plan holds, levels end at 1."""
    o = organisation(**dict.fromkeys(TAUGHT, level))
    teach(o, change(**{name: dose}), 1.0, P)
    assert 0.0 <= o[name] <= 1.0


@given(st.floats(0, 1), st.sampled_from(("control", "readiness", "skill")))
def test_what_an_alliance_is_given(level, name):
    a = alliance(**dict.fromkeys(FURNISHED, level))
    furnish(a, change(**{name: 0.4}), 7)
    for other in FURNISHED:
        assert a[other] == pytest.approx(level + (0.4 if other == name else 0.0) * (1 - level))
    assert a["helped"] == 7


def test_a_joint_plan_rests_on_members_strategies_and_indicators_on_a_plan():
    for strategy in (0.0, 0.4, 1.0):
        a = alliance(strategy=strategy)
        furnish(a, change(plan=0.5), 7)
        assert a["plan"] == pytest.approx(0.5 * strategy)
    for plan in (0.0, 0.4, 1.0):
        a = alliance(plan=plan)
        furnish(a, change(indicators=0.5), 7)
        assert a["indicators"] == pytest.approx(0.5 * plan)


@pytest.mark.parametrize("kind", range(6))
def test_even_the_largest_doses_keep_a_world_in_bounds(kind):
    doses = {**dict.fromkeys(DOSES, 10.0), "support": 1.0}  # that one is no share of what is missing
    state, plan = under(12, kind, strength=1.0, sessions=3, capacity=20.0, **doses)
    for members in ([0, 1, 2], [3, 4]):
        ally(state, members, before=0.5, cohesion=0.3, indicators=1.0, skill=1.0, strategy=0.5)
    for month in range(1, 25):
        state.alliances["before"] = 0.9  # so that there is something to rescue
        months(state, plan, month)
    assert state.counts["cases"][0] > 0
    assert faults_of(state) == []


# Whom it reaches


@pytest.mark.parametrize(("far", "distance"), [(0.0, 1), (40.0, 0), (40.0, 1)])
def test_who_ever_takes_part_is_a_share_that_shrinks_with_distance_where_distance_matters(far, distance):
    state, one = bare(2)[0], change(coverage=0.6, distance=distance)
    share = 0.6 * (math.exp(-far / P["travel"]) if distance else 1.0)
    reached = [bool(takes_part(state, one, P, np.uint64(who), far, 1.0, 0.5)) for who in range(4000)]
    assert np.mean(reached) == pytest.approx(share, abs=4 * np.sqrt(0.25 / 4000))
    assert reached == [draw(state.counts[0]["world"], REACH, np.uint64(who), one["key"]) < share for who in range(4000)]
    state.provinces["x"], state.provinces["y"] = 10.0, -5.0
    assert how_far(organisation(x=40.0, y=35.0), state.provinces[0]) == 50.0


def test_the_same_ones_take_part_all_through_and_effort_says_how_often():
    """Half the effort reaches the same ones half as often; no effort reaches nobody."""
    state, one = bare(2)[0], change(coverage=0.5)
    lots = np.random.default_rng(1).random(1000)
    for who in range(20):
        often = [np.mean([takes_part(state, one, P, np.uint64(who), 0.0, effort, float(lot)) for lot in lots])
                 for effort in (0.0, 0.5, 1.0)]  # fmt: skip
        assert often[0] == 0.0 and often[2] in (0.0, 1.0)
        assert often[1] == pytest.approx(0.5 * often[2], abs=0.06)


def test_other_worlds_and_other_changes_have_other_ones_who_take_part():
    def reached(world=0, key=5):
        state = bare(2)[0]
        state.counts["world"] = world
        return [bool(takes_part(state, change(key=key, coverage=0.5), P, np.uint64(who), 0.0, 1.0, 0.5))
                for who in range(400)]  # fmt: skip

    assert reached() == reached()
    for other in (reached(world=1), reached(key=6)):
        assert np.mean(np.equal(reached(), other)) == pytest.approx(0.5, abs=0.1)


def test_visits_go_round_passing_over_the_convinced_and_the_unready():
    """Who understands as much as is wanted is convinced, and who leads as well as is wanted is ready."""
    state, plan = under(8, VISIT, capacity=3.0, until=0.6, ready=0.4, understanding=0.5)
    state.organisations["understanding"] = [0.5, 0.6, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]
    state.organisations["leadership"] = [0.5, 0.5, 0.3, 0.4, 0.5, 0.5, 0.5, 0.5]
    before = state.organisations["understanding"].copy()
    months(state, plan, 1)
    assert np.flatnonzero(state.organisations["understanding"] > before).tolist() == [0, 3, 4]
    months(state, plan, 2)
    assert np.flatnonzero(state.organisations["understanding"] > before).tolist() == [0, 3, 4, 5, 6, 7]
    months(state, plan, 3)  # all are convinced now, or not ready
    assert state.rounds[0, 0] == 16


def test_a_round_ends_when_nobody_is_left_to_visit():
    state, plan = under(8, VISIT, capacity=50.0, understanding=0.5)
    months(state, plan, 1)
    assert (state.organisations["understanding"] == 0.75).all()  # once each, not fifty times


def test_intensity_scales_the_visits():
    served = []
    for month in range(400):
        state, plan = under(20, VISIT, capacity=5.0, intensity=0.5, case_cost=1.0)
        plan.where[0, 1:] = False
        served.append(float(months(state, plan, month + 1).counts["cost"][0]))
    assert set(served) == {2.0, 3.0}
    assert np.mean(served) == pytest.approx(2.5, abs=0.1)


def test_media_tire_and_make_the_environment_friendlier():
    gained, climates = [], []
    for tires in (0.0, 1.0):
        state, plan = under(8, BROADCAST, tires=tires, understanding=0.1, climate=0.2, start=3)
        levels = [0.5, *(float(months(state, plan, month).organisations["understanding"][0]) for month in (3, 4, 5))]
        gained.append([(new - old) / (1 - old) for old, new in pairwise(levels)])
        climates.append(float(state.provinces["climate"][0]))
    assert gained[0] == pytest.approx([0.1] * 3)
    assert gained[1] == pytest.approx([0.1 * (1 - P["repetition_wear"]) ** k for k in range(3)])
    assert climates[0] == pytest.approx(1 - 0.8**3)
    assert climates[0] > climates[1] > 0


def test_it_is_occasions_that_tire_not_months():
    state, plan = under(8, BROADCAST, tires=1.0, understanding=0.1, start=3, every=4)
    months(state, plan, *range(3, 12))
    left = 0.5
    for occasion in range(3):
        left *= 1 - 0.1 * (1 - P["repetition_wear"]) ** occasion
    assert state.organisations["understanding"] == pytest.approx(1 - left)


@pytest.mark.parametrize("intensity", [0.0, 0.5, 1.0])
def test_the_environment_gets_friendlier_as_far_as_there_is_effort(intensity):
    state, plan = under(8, BROADCAST, climate=0.2, intensity=intensity)
    state.delivered[:] = 0.5
    state.provinces["climate"] = 0.3
    months(state, plan, 1)
    assert state.provinces["climate"] == pytest.approx(0.3 + 0.2 * intensity * 0.5 * 0.7)


@pytest.mark.parametrize(
    ("form", "taught"), [(EVERYBODY, [1, 1, 1]), (THE_IGNORANT, [1, 0, 0]), (THE_OPEN, [1, 0.5, 0])]
)
def test_each_form_of_media_teaches_whom_it_names(form, taught):
    """Everybody; those who understand little; or the open, and the half open half."""
    p = p_with(media_form=form, media_ceiling=0.4)
    heard = [organisation(understanding=u, openness=o) for u, o in ((0.3, 0.5), (0.5, 0.25), (0.4, 0.0))]
    assert [open_to_media(o, p) for o in heard] == pytest.approx(taught)
    assert open_to_media(organisation(understanding=0.3, openness=0.9), p) == 1.0  # nobody hears more than all
    state, plan = under(3, BROADCAST, understanding=0.2)
    plan.numbers["media_form"], plan.numbers["media_ceiling"] = form, 0.4
    state.organisations["understanding"], state.organisations["openness"] = [0.3, 0.5, 0.4], [0.5, 0.25, 0.0]
    months(state, plan, 1)
    before = np.array([0.3, 0.5, 0.4])
    assert state.organisations["understanding"] == pytest.approx(before + 0.2 * np.array(taught) * (1 - before))


@pytest.mark.parametrize("effort", [{"intensity": 0.6}, {"intensity": 1.0}], ids=str)
def test_media_reach_their_share_as_often_as_there_is_effort(effort):
    state, plan = under(200, BROADCAST, coverage=0.5, understanding=0.1, **effort)
    state.delivered[:] = 0.9
    heard = np.zeros(200)
    for month in range(1, 41):
        before = state.organisations["lessons"].copy()
        months(state, plan, month)
        heard += state.organisations["lessons"] > before
    assert (heard > 0).mean() == pytest.approx(0.5, abs=0.15)  # the others never hear anything
    often = heard[heard > 0].mean() / 40
    assert often == pytest.approx(0.9 * effort["intensity"], abs=0.05)
    assert state.counts["cases"][0] == heard.sum()


def test_a_directory_lists_its_share_anew_in_each_edition():
    state, plan = under(200, LIST, coverage=0.5, intensity=0.6)
    months(state, plan, 1)
    assert (state.organisations["listed"] > 0).mean() == pytest.approx(0.3, abs=0.12)
    months(state, plan, *range(2, 30))
    assert (state.organisations["listed"] > 0).all()


def test_a_stronger_change_reaches_those_a_weaker_one_reaches_and_more():
    """The question asked is who it is, not how much is done: intensities share their chance."""
    for kind in (LIST, BROADCAST):
        reached_by = []
        for intensity in (0.3, 0.6, 1.0):
            state, plan = under(100, kind, coverage=0.7, intensity=intensity, understanding=0.1)
            months(state, plan, 1)
            reached = (state.organisations["listed"] > 0) | (state.organisations["lessons"] > 0)
            reached_by.append(set(np.flatnonzero(reached)))
        assert reached_by[0] < reached_by[1] < reached_by[2]


def test_equipment_reaches_the_same_share_of_the_living_alliances_each_time():
    state, plan = under(200, EQUIP, coverage=0.5, control=0.5)
    for k in range(0, 200, 2):
        ally(state, [k, k + 1])
    for _ in range(2):
        months(state, plan, 1)
    assert (state.alliances["control"][:100] > 0).mean() == pytest.approx(0.5, abs=0.2)
    assert set(state.alliances["control"][:100]) == {0.0, 0.75}
    assert state.counts["cases"][0] == 2 * (state.alliances["control"] > 0).sum()
