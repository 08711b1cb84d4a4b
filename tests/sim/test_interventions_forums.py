"""Forums, the directory and the advisory unit: who comes, who is named, who is helped, and what that does."""

from __future__ import annotations

import math

import numpy as np
import pytest
from invariants import faults_of
from small_plans import months, under
from small_worlds import BASELINE, P, alliance, ally, applied, bare, federation, p_with, plus, when, with_parameters

from sim.chance import CONTACT, PAIR, draw, mix, pick
from sim.interventions import fall
from sim.measures import MEASURES
from sim.month import live_month
from sim.records import FORUM, LIST, RESCUE
from sim.rules.trust import introduce, tie_to, trust_in
from sim.rules.working import monitored

# Forums


def test_at_a_forum_organisations_meet_learn_and_come_closer():
    state, plan = under(20, FORUM, trust=0.3, understanding=0.2, contact=1.0, sessions=2, case_cost=1.0)
    plan.where[0, 1:] = False
    months(state, plan, 1)
    assert (state.organisations["understanding"] >= 1 - 0.5 * 0.8**2 - 1e-12).all()  # two lessons, and talk
    assert (state.ties["other"] >= 0).any()
    assert state.counts["cost"][0] == 40.0
    introduce(state, P, 0, 1, 0.3)
    assert faults_of(state) == []


def contacts(contact, months_=60):
    """How often, month by month, two who know each other and come to a forum of one session get talking."""
    state, plan = under(2, FORUM, trust=0.3, contact=contact)
    introduce(state, P, 0, 1, 0.5)
    met = []
    for month in range(1, months_ + 1):
        state.ties["trust"][:2, 0] = 0.5
        months(state, plan, month)
        met.append(round(math.log((1 - trust_in(state.ties, 0, 1)) / 0.5, 0.7)))
    return met


def test_each_session_is_a_contact_between_two_who_came():
    assert set(contacts(1.0)) == {0, 1, 2}  # each of the two may draw the other or itself


@pytest.mark.parametrize("contact", [0.0, 0.3, 1.0])
def test_of_the_pairs_at_a_session_the_declared_share_get_talking(contact):
    met = contacts(contact, 600)
    # Each draws the other in half of the months, so that one contact is offered on average.
    assert np.mean(met) == pytest.approx(contact, abs=4 * np.sqrt(0.5 / 600))
    assert all(few <= many for few, many in zip(met, contacts(1.0, 600)))


def test_where_nobody_gets_talking_nobody_comes_closer_or_becomes_acquainted():
    state, plan = under(10, FORUM, trust=0.9, contact=0.0, sessions=3)
    introduce(state, P, 0, 1, 0.5)
    months(state, plan, 1, 2, 3)
    assert trust_in(state.ties, 0, 1) == 0.5
    assert (state.ties["other"] >= 0).sum() == 2


def test_whether_two_get_talking_is_asked_of_one_of_them_and_of_the_session():
    for month in range(1, 101):
        state, plan = under(2, FORUM, trust=0.3, contact=0.4, sessions=3)
        months(state, plan, month)
        talk = False
        for session in range(3):
            asked = np.uint64(mix(np.uint64(5 + session)))  # 5 is the key of the change
            for place, i in enumerate(state.organisations["id"]):
                meets = pick(draw(when(1, month), PAIR, i, asked), 2) != place
                talk |= meets and draw(when(1, month), CONTACT, i, asked) < 0.4
        assert (tie_to(state.ties, 0, 1) >= 0) == talk


def test_more_sessions_make_more_contacts():
    degrees = []
    for sessions in (1, 4):
        state, plan = under(40, FORUM, trust=0.3, contact=0.7, sessions=sessions)
        months(state, plan, 1)
        degrees.append((state.ties["other"] >= 0).sum())
    assert degrees[1] > 2 * degrees[0] > 0


def test_alliances_practise_feedback_when_their_founder_comes():
    state, plan = under(40, FORUM, skill=0.5, coverage=0.5, sessions=2)
    for k in range(0, 40, 2):
        ally(state, [k, k + 1])
    months(state, plan, 1)
    first, dose = P["first_skill"], 1 - (1 - P["first_skill"]) * 0.25
    assert set(state.alliances["skill"][:20]) == {first, dose}
    assert (state.ties["other"] < 0).all()  # a forum on feedback alone is none on trust
    assert set(state.alliances["helped"][:20]) == {-1, 1}


def test_who_comes_for_its_alliance_too_is_one_participant():
    costs = []
    for doses in ({"trust": 0.5}, {"trust": 0.5, "skill": 0.5}, {"skill": 0.5}):
        state, plan = under(10, FORUM, case_cost=1.0, sessions=3, **doses)
        for k in (0, 2):
            ally(state, [k, k + 1])
        plan.where[0, 1:] = False
        costs.append(float(months(state, plan, 1).counts["cost"][0]))
    assert costs == [30.0, 30.0, 6.0]


def test_feedback_skill_spreads_from_the_best_of_those_who_come():
    state, plan = under(6, FORUM, skill=0.2)
    for k, skill in ((0, 0.1), (2, 0.6), (4, 0.3)):
        ally(state, [k, k + 1], skill=skill)
    state.alliances["province"][2] = 1
    plan.where[0, 1:] = False
    months(state, plan, 1)
    shared = 0.1 + 0.2 * (0.6 - 0.1)
    assert state.alliances["skill"][:3] == pytest.approx([shared + 0.2 * (1 - shared), 0.6 + 0.2 * 0.4, 0.3])


@pytest.mark.parametrize("intensity", [0.5, 1.0])
def test_the_team_learns_at_forums_too(intensity):
    state, plan = under(4, FORUM, team=0.3, intensity=intensity)
    state.delivered[:] = 0.8
    state.provinces["understanding"] = 0.4
    months(state, plan, 1)
    assert state.provinces["understanding"] == pytest.approx(0.4 + 0.3 * intensity * 0.8 * 0.6)


# The directory, and the advisory unit


def test_a_directory_makes_entries_as_fresh_as_it_is_good():
    state, plan = under(8, LIST, coverage=1.0, strength=0.7)
    state.organisations["listed"][:4] = 0.9
    months(state, plan, 1)
    assert state.organisations["listed"].tolist() == [0.9] * 4 + [0.7] * 4


SEEN = {"indicators": 1.0, "readiness": 1.0, "skill": 1.0}


def fallen(falls, cohesion=0.4, **fields):
    """Alliances whose cohesion fell by so much last month, and a unit that can help two of them a month."""
    state, plan = under(20, RESCUE, capacity=2.0, support=0.4, plan=0.25, case_cost=1.0)
    plan.where[0, 1:] = False
    for k, drop in enumerate(falls):
        ally(state, [2 * k, 2 * k + 1], cohesion=cohesion, before=cohesion + drop, strategy=1.0, **fields)
    return state, plan


def test_those_who_have_fallen_most_are_helped_first_as_many_as_can_be():
    state, plan = fallen([0.05, 0.30, 0.0, 0.20, 0.10], **SEEN)
    months(state, plan, 9)
    assert state.alliances["rescued"][:5].tolist() == [0, 1, 0, 1, 0]
    assert state.alliances["support"][:5].tolist() == [0, 0.4, 0, 0.4, 0]
    assert state.alliances["plan"][:5].tolist() == [0, 0.25, 0, 0.25, 0]
    assert state.alliances["helped"][:5].tolist() == [-1, 9, -1, 9, -1]
    assert (state.counts["rescues"][0], state.counts["cost"][0]) == (2, 2.0)


@pytest.mark.parametrize(("intensity", "delivered", "helped"), [(1.0, 1.0, 2), (0.5, 1.0, 1), (1.0, 0.5, 1)])
def test_a_unit_at_half_its_strength_helps_half_as_many(intensity, delivered, helped):
    state, plan = fallen([0.05, 0.30, 0.20], **SEEN)
    plan.changes["intensity"], state.delivered[:] = intensity, delivered
    months(state, plan, 1)
    assert state.alliances["rescued"][:3].tolist() == [0, 1, helped - 1]


def test_it_is_the_fall_that_counts_and_not_how_low_one_is():
    state, plan = fallen([0.10, 0.0, -0.2], cohesion=0.9, **SEEN)
    state.alliances["cohesion"][1] = state.alliances["before"][1] = 0.19  # low, and no lower than before
    months(state, plan, 1)
    assert state.alliances["rescued"][:3].tolist() == [1, 0, 0]


def test_two_that_have_fallen_alike_are_both_helped():
    state, plan = fallen([0.25, 0.25, 0.25], cohesion=0.5, **SEEN)
    months(state, plan, 1)
    assert state.alliances["rescued"][:3].sum() == 2


def test_help_comes_as_often_as_a_fall_is_seen():
    rescued = []
    for month in range(600):
        state, plan = fallen([0.1], indicators=0.5, readiness=0.6, skill=0.1)
        expected = monitored(state.alliances[0], federation(), P)
        rescued.append(int(months(state, plan, month + 1).alliances["rescued"][0]))
    assert np.mean(rescued) == pytest.approx(expected, abs=4 * np.sqrt(0.25 / 600))


def test_a_fall_that_nobody_sees_is_helped_by_accident_only():
    p = p_with(seen_unaided=0.0)
    state, plan = fallen([0.3, 0.2])
    plan.numbers[0] = p
    for month in range(1, 100):
        months(state, plan, month)
    assert state.counts["rescues"][0] == 0


def test_what_a_federation_sees_is_seen():
    p = p_with(seen_unaided=0.0, federation_monitoring=0.8)
    state, plan = fallen([0.3, 0.2])
    state.alliances["federated"][0], state.federations["service"][0] = 1, 1.0
    plan.numbers[0] = p
    for month in range(1, 100):
        months(state, plan, month)
    assert state.alliances["rescued"][1] == 0
    assert state.alliances["rescued"][0] == pytest.approx(0.8 * 99, abs=16)


@pytest.mark.parametrize(("drop", "seen"), [(0.2, 0.2), (0.0, 0.0), (-0.2, 0.0)])
def test_a_fall_is_no_rise_and_nothing_where_it_is_not_seen(drop, seen):
    a = alliance(cohesion=0.4, before=0.4 + drop, **SEEN)
    assert fall(a, federation(), P, 0.5) == pytest.approx(seen)
    blind = alliance(cohesion=0.4, before=0.4 + drop)
    assert fall(blind, federation(), P, P["seen_unaided"] + 1e-9) == 0.0


def test_who_has_no_time_for_help_is_turned_away_and_the_next_one_helped():
    state, plan = fallen([0.30, 0.20, 0.10], **SEEN)
    state.organisations["hours"][0] = P["lesson_hours"] - 0.1
    months(state, plan, 1)
    assert state.alliances["rescued"][:3].tolist() == [0, 1, 1]
    assert state.counts["turned_away"][0] == 1


def test_help_never_takes_support_away():
    state, plan = fallen([0.2], support=0.9, **SEEN)
    months(state, plan, 1)
    assert state.alliances["support"][0] == 0.9


def test_what_new_leaders_did_to_an_alliance_is_seen_too():
    """Leaders change between one occasion of help and the next; the fall is all there was in between."""
    scenario = with_parameters(plus(BASELINE, applied(13)), turnover=1.0, misuse_rate=0.0, cohesion_speed=0.0)
    state, plan = bare(4, scenario)
    number = ally(state, [0, 1, 2], cohesion=0.9, **SEEN)
    row = np.zeros(len(MEASURES))
    live_month(state, plan, 1, 1, row)
    a = state.alliances[number]
    fell = 0.9 - a["cohesion"]
    assert fell > 0.01
    assert fall(a, federation(), P, 0.0) == pytest.approx(fell)
    assert a["rescued"] == 0
    live_month(state, plan, 1, 2, row)
    assert a["rescued"] == 1
