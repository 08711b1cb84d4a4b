"""The six kinds of change: whom each reaches, what it does to them, when, where, and at what cost."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import faults_of
from small_worlds import BASELINE, P, alliance, ally, applied, bare, organisation, p_with, plus, when

from sim.acts import DOSES
from sim.interventions import act, concerned, due, furnish, reached, teach
from sim.kinds import KINDS
from sim.provinces import PROVINCE_TERMS
from sim.records import BROADCAST, CHANGE, EQUIP, FORUM, LIST, RESCUE, VISIT
from sim.rules.trust import introduce, trust_in
from sim.rules.working import monitored

TAUGHT = ("understanding", "strategy", "leadership", "openness", "management")
FURNISHED = ("plan", "indicators", "control", "readiness", "skill")


def change(**fields):
    """One change with no dose, at work always and in everybody, but for ``fields``."""
    record = np.zeros(1, CHANGE)[0]
    plain = {"key": 5, "start": 1, "end": 600, "every": 1, "sessions": 1, "intensity": 1.0, "coverage": 1.0}
    for name, value in {**plain, "strength": 0.5, "until": 1.01, **fields}.items():
        record[name] = value
    return record


def under(count=8, act=VISIT, **fields):
    """A world by hand and a plan with one change in all provinces."""
    state, plan = bare(count, plus(BASELINE, applied(1)))
    plan.changes[0] = change(act=act, **fields)
    return state, plan


def months(state, plan, *which):
    for month in which:
        act(state, plan, when(1, month), month, 0)
    return state


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


def test_a_province_where_nobody_is_costs_nothing():
    state, plan = under(8, VISIT, capacity=2.0, month_cost=10.0, case_cost=1.0)
    assert (state.provinces["active"] > 0).sum() == 1
    assert plan.where.all()
    assert months(state, plan, 1, 2).counts["cost"][0] == 2 * (10.0 + 2.0)


def test_a_change_stays_in_its_provinces():
    state, plan = under(8, BROADCAST, understanding=1.0)
    state.organisations["province"][4:] = 1
    state.provinces["first"][1], state.provinces["active"][:2] = 4, 4
    plan.where[0] = False
    plan.where[0, 1] = True
    months(state, plan, 1)
    assert state.organisations["understanding"].tolist() == [0.5] * 4 + [0.75] * 4


@pytest.mark.parametrize("kind", [VISIT, BROADCAST, FORUM, LIST])
def test_a_change_keeps_to_its_kinds(kind):
    state, plan = under(8, kind, understanding=1.0, capacity=20.0)
    state.organisations["kind"][::2] = 3
    plan.whom[0] = np.arange(len(KINDS)) == 3
    months(state, plan, 1)
    changed = (state.organisations["understanding"] > 0.5) | (state.organisations["listed"] > 0)
    assert changed.tolist() == [True, False] * 4


@pytest.mark.parametrize("kind", [EQUIP, RESCUE])
def test_so_does_one_for_alliances(kind):
    state, plan = under(8, kind, control=1.0, capacity=20.0)
    own, other_kind, elsewhere = (ally(state, [k, k + 1], cohesion=0.3, indicators=1.0, skill=1.0) for k in (0, 2, 4))
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
    teach(o, change(**{name: 0.8}), share, P)
    sense = P["blind_planning"] + (1 - P["blind_planning"]) * level if name == "strategy" else 1.0
    for other in TAUGHT:
        dose = 0.8 * share * sense if other == name else 0.0
        assert o[other] == pytest.approx(level + dose * (1 - level))


@given(st.floats(0, 1), st.floats(0, 10), st.sampled_from(TAUGHT))
def test_no_dose_lifts_anybody_above_full(level, dose, name):
    """Files of one's own may say doses up to ten: whatever they say, levels end at 1."""
    o = organisation(**dict.fromkeys(TAUGHT, level))
    teach(o, change(strength=1.0, **{name: dose}), 1.0, P)
    assert 0.0 <= o[name] <= 1.0


@given(st.floats(0, 1), st.sampled_from(("control", "readiness", "skill")))
def test_what_an_alliance_is_given(level, name):
    a = alliance(**dict.fromkeys(FURNISHED, level))
    furnish(a, change(**{name: 0.8}))
    for other in FURNISHED:
        assert a[other] == pytest.approx(level + (0.5 * 0.8 if other == name else 0.0) * (1 - level))


def test_a_joint_plan_rests_on_members_strategies_and_indicators_on_a_plan():
    for strategy in (0.0, 0.4, 1.0):
        a = alliance(strategy=strategy)
        furnish(a, change(plan=1.0))
        assert a["plan"] == pytest.approx(0.5 * strategy)
    for plan in (0.0, 0.4, 1.0):
        a = alliance(plan=plan)
        furnish(a, change(indicators=1.0))
        assert a["indicators"] == pytest.approx(0.5 * plan)


@pytest.mark.parametrize("kind", range(6))
def test_even_the_largest_doses_keep_a_world_in_bounds(kind):
    state, plan = under(12, kind, strength=1.0, sessions=3, capacity=20.0, **dict.fromkeys(DOSES, 10.0))
    for members in ([0, 1, 2], [3, 4]):
        ally(state, members, cohesion=0.3, indicators=1.0, skill=1.0, strategy=0.5)
    for month in range(1, 25):
        act(state, plan, when(1, month), month, 0)
    assert faults_of(state) == []


# Whom it reaches


def test_reach_is_a_share_and_shrinks_with_distance_where_distance_matters():
    home = bare(2)[0].provinces[0]
    near, far = organisation(), organisation(x=40.0)
    for o, distance, expected in (
        (near, 0, 0.3),
        (far, 0, 0.3),
        (near, 1, 0.3),
        (far, 1, 0.3 * math.exp(-40 / P["travel"])),
    ):
        one = change(coverage=0.6, intensity=0.5, distance=distance)
        assert reached(o, one, home, P, expected - 1e-9)
        assert not reached(o, one, home, P, expected + 1e-9)


def test_visits_go_round_passing_over_the_convinced_and_the_unready():
    state, plan = under(8, VISIT, capacity=3.0, until=0.6, ready=0.4, understanding=1.0)
    state.organisations["understanding"] = [0.5, 0.7, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]
    state.organisations["leadership"] = [0.5, 0.5, 0.3, 0.5, 0.5, 0.5, 0.5, 0.5]
    before = state.organisations["understanding"].copy()
    months(state, plan, 1)
    assert np.flatnonzero(state.organisations["understanding"] > before).tolist() == [0, 3, 4]
    months(state, plan, 2)
    assert np.flatnonzero(state.organisations["understanding"] > before).tolist() == [0, 3, 4, 5, 6, 7]
    months(state, plan, 3)  # all are convinced now, or not ready
    assert state.rounds[0, 0] == 16


def test_a_round_ends_when_nobody_is_left_to_visit():
    state, plan = under(8, VISIT, capacity=50.0, understanding=1.0)
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
        state, plan = under(8, BROADCAST, strength=0.1, tires=tires, understanding=1.0, climate=2.0, start=3)
        levels = [0.5, *(float(months(state, plan, month).organisations["understanding"][0]) for month in (3, 4, 5))]
        gained.append([(new - old) / (1 - old) for old, new in pairwise(levels)])
        climates.append(float(state.provinces["climate"][0]))
    assert gained[0] == pytest.approx([0.1] * 3)
    assert gained[1] == pytest.approx([0.1 * (1 - P["repetition_wear"]) ** k for k in range(3)])
    assert climates[0] == pytest.approx(1 - 0.8**3)
    assert climates[0] > climates[1] > 0


def test_it_is_occasions_that_tire_not_months():
    state, plan = under(8, BROADCAST, strength=0.1, tires=1.0, understanding=1.0, start=3, every=4)
    months(state, plan, *range(3, 12))
    left = 0.5
    for occasion in range(3):
        left *= 1 - 0.1 * (1 - P["repetition_wear"]) ** occasion
    assert state.organisations["understanding"] == pytest.approx(1 - left)


@pytest.mark.parametrize(("kind", "field"), [(BROADCAST, "understanding"), (LIST, "listed")])
def test_coverage_is_the_share_reached(kind, field):
    state, plan = under(200, kind, coverage=0.5, intensity=0.6, understanding=1.0)
    before = state.organisations[field].copy()
    months(state, plan, 1)
    assert (state.organisations[field] > before).mean() == pytest.approx(0.3, abs=0.12)


def test_a_stronger_change_reaches_those_a_weaker_one_reaches_and_more():
    """The question asked is who it is, not how much is done: intensities share their chance."""
    reached_by = []
    for intensity in (0.3, 0.6, 1.0):
        state, plan = under(100, LIST, coverage=0.7, intensity=intensity)
        months(state, plan, 1)
        reached_by.append(set(np.flatnonzero(state.organisations["listed"] > 0)))
    assert reached_by[0] < reached_by[1] < reached_by[2]


def test_equipment_reaches_a_share_of_the_living_alliances():
    state, plan = under(100, EQUIP, coverage=0.5, control=1.0)
    for k in range(0, 100, 2):
        ally(state, [k, k + 1])
    months(state, plan, 1)
    assert (state.alliances["control"][:50] > 0).mean() == pytest.approx(0.5, abs=0.25)
    assert set(state.alliances["control"][:50]) == {0.0, 0.5}


# Forums


def test_at_a_forum_organisations_meet_learn_and_come_closer():
    state, plan = under(20, FORUM, trust=0.6, understanding=0.4, strength=0.5, sessions=2, case_cost=1.0)
    plan.where[0, 1:] = False
    months(state, plan, 1)
    assert (state.organisations["understanding"] >= 1 - 0.5 * 0.8**2 - 1e-12).all()  # two lessons, and talk
    assert (state.ties["other"] >= 0).any()
    assert state.counts["cost"][0] == 40.0
    introduce(state.ties, 0, 1, 0.3)
    assert faults_of(state) == []


def test_each_session_is_a_contact_between_two_who_came():
    state, plan = under(2, FORUM, trust=0.6, strength=0.5, sessions=1)
    introduce(state.ties, 0, 1, 0.5)
    met = set()
    for month in range(60):
        state.ties["trust"][:2, 0] = 0.5
        months(state, plan, month + 1)
        contacts = round(math.log((1 - trust_in(state.ties, 0, 1)) / 0.5, 0.7))
        met.add(contacts)
    assert met == {0, 1, 2}  # each of the two may draw the other or itself


def test_more_sessions_make_more_contacts():
    degrees = []
    for sessions in (1, 4):
        state, plan = under(40, FORUM, trust=0.6, sessions=sessions)
        months(state, plan, 1)
        degrees.append((state.ties["other"] >= 0).sum())
    assert degrees[1] > 2 * degrees[0] > 0


def test_alliances_practise_feedback_when_their_founder_comes():
    state, plan = under(40, FORUM, skill=1.0, coverage=0.5, sessions=2)
    for k in range(0, 40, 2):
        ally(state, [k, k + 1])
    months(state, plan, 1)
    first, dose = P["first_skill"], 1 - (1 - P["first_skill"]) * 0.25
    assert set(state.alliances["skill"][:20]) == {first, dose}
    assert (state.ties["other"] < 0).all()  # a forum on feedback alone is none on trust


def test_who_comes_for_its_alliance_too_is_one_participant():
    costs = []
    for doses in ({"trust": 1.0}, {"trust": 1.0, "skill": 1.0}, {"skill": 1.0}):
        state, plan = under(10, FORUM, case_cost=1.0, sessions=3, **doses)
        for k in (0, 2):
            ally(state, [k, k + 1])
        plan.where[0, 1:] = False
        costs.append(float(months(state, plan, 1).counts["cost"][0]))
    assert costs == [30.0, 30.0, 6.0]


def test_feedback_skill_spreads_from_the_best_of_those_who_come():
    state, plan = under(6, FORUM, skill=0.4, strength=0.5)
    for k, skill in ((0, 0.1), (2, 0.6), (4, 0.3)):
        ally(state, [k, k + 1], skill=skill)
    state.alliances["province"][2] = 1
    plan.where[0, 1:] = False
    months(state, plan, 1)
    shared = 0.1 + 0.2 * (0.6 - 0.1)
    assert state.alliances["skill"][:3] == pytest.approx([shared + 0.2 * (1 - shared), 0.6 + 0.2 * 0.4, 0.3])


@pytest.mark.parametrize("intensity", [0.5, 1.0])
def test_the_team_learns_at_forums_too(intensity):
    state, plan = under(4, FORUM, team=0.6, strength=0.5, intensity=intensity)
    state.provinces["understanding"] = 0.4
    months(state, plan, 1)
    assert state.provinces["understanding"] == pytest.approx(0.4 + 0.3 * intensity * 0.6)


# The directory, and the advisory unit


def test_a_directory_makes_entries_as_fresh_as_it_is_good():
    state, plan = under(8, LIST, coverage=1.0, strength=0.7)
    state.organisations["listed"][:4] = 0.9
    months(state, plan, 1)
    assert state.organisations["listed"].tolist() == [0.9] * 4 + [0.7] * 4


def troubled(cohesions, **seen):
    state, plan = under(20, RESCUE, capacity=2.0, support=0.8, plan=0.5, case_cost=1.0)
    plan.where[0, 1:] = False
    for k, cohesion in enumerate(cohesions):
        ally(state, [2 * k, 2 * k + 1], cohesion=cohesion, strategy=1.0, **seen)
    return state, plan


SEEN = {"indicators": 1.0, "readiness": 1.0, "skill": 1.0}


def test_the_weakest_are_helped_first_as_many_as_can_be():
    state, plan = troubled([0.45, 0.2, 0.9, 0.3, 0.4], **SEEN)
    months(state, plan, 1)
    assert state.alliances["rescued"][:5].tolist() == [0, 1, 0, 1, 0]
    assert state.alliances["support"][:5].tolist() == [0, 0.4, 0, 0.4, 0]
    assert state.alliances["plan"][:5].tolist() == [0, 0.25, 0, 0.25, 0]
    assert (state.counts["rescues"][0], state.counts["cost"][0]) == (2, 2.0)


def test_who_is_not_in_trouble_is_left_alone():
    state, plan = troubled([P["comfort"], 0.9, 0.7], **SEEN)
    months(state, plan, 1)
    assert state.counts["rescues"][0] == 0


def test_help_comes_as_often_as_trouble_is_seen():
    rescued = []
    for month in range(600):
        state, plan = troubled([0.3], indicators=0.5, readiness=0.6, skill=0.1)
        expected = monitored(state.alliances[0], P)
        rescued.append(int(months(state, plan, month + 1).alliances["rescued"][0]))
    assert np.mean(rescued) == pytest.approx(expected, abs=4 * np.sqrt(0.25 / 600))


def test_unmonitored_trouble_is_seen_by_accident_only():
    p = p_with(seen_unaided=0.0)
    state, plan = troubled([0.3, 0.2])
    plan.numbers[0] = p
    for month in range(1, 100):
        months(state, plan, month)
    assert state.counts["rescues"][0] == 0


def test_help_never_takes_support_away():
    state, plan = troubled([0.2], support=0.9, **SEEN)
    months(state, plan, 1)
    assert state.alliances["support"][0] == 0.9
