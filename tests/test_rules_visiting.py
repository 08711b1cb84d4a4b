"""Province teams: their rounds, their stages, and what one visit does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import faults_of
from small_worlds import P, ally, bare, p_with, when

from sim.kinds import EXPLAIN, LINK
from sim.kinds import PLAN as PLANNING
from sim.rules.fitting import fit
from sim.rules.membership import seat_of
from sim.rules.trust import introduce
from sim.rules.visiting import follow_up, link, nearest_fit, team_works, teams_meet, visit, whole_cases

SURE = 60.0
BEST = np.array([EXPLAIN, PLANNING, LINK])


def worked(state, p, months, stages=BEST):
    for month in months:
        team_works(state, p, stages, when(1, month), month, 0)
    return state


def assisted(state, members, **fields):
    """A facilitated alliance of ``members``."""
    number = ally(state, members, facilitated=1, **fields)
    state.counts["facilitated"] += 1
    return number


@given(st.floats(0, 50), st.floats(0, 1))
def test_whole_cases_are_one_of_the_two_nearest(amount, chance):
    assert whole_cases(amount, chance) in (int(amount), int(amount) + 1)


def test_whole_cases_are_as_many_on_average():
    lots = np.random.default_rng(1).random(20_000)
    assert np.mean([whole_cases(2.3, float(lot)) for lot in lots]) == pytest.approx(2.3, abs=0.02)
    assert {int(whole_cases(3.0, float(lot))) for lot in lots[:100]} == {3}


def test_a_team_makes_its_visits_in_the_order_of_its_round():
    state, _ = bare(10)
    state.circle[:] = [3, 1, 4, 0, 5, 9, 2, 6, 8, 7]
    worked(state, p_with(team_visits=4, team_circle=6), [1])
    assert state.organisations["visits"].tolist() == [1, 1, 0, 1, 1, 0, 0, 0, 0, 0]
    worked(state, p_with(team_visits=4, team_circle=6), [1])
    assert state.organisations["visits"].tolist() == [1, 2, 0, 2, 1, 1, 0, 0, 0, 1]
    assert state.provinces["next_visit"][0] == 8


@pytest.mark.parametrize(("circle", "among"), [(5, 5), (150, 10)])
def test_a_team_works_with_its_circle_and_nobody_else(circle, among):
    state, _ = bare(10)
    worked(state, p_with(team_visits=20, team_circle=circle, brokered=0), [1])
    assert state.organisations["visits"].tolist() == [20 // among] * among + [0] * (10 - among)


def test_a_team_costs_what_is_declared_each_month():
    state, _ = bare(10)
    worked(state, P, [1, 2, 3])
    assert state.counts["cost"][0] == 3 * P["team_cost"]


def test_a_province_without_organisations_has_no_team():
    state, _ = bare(10)
    team_works(state, P, BEST, when(), 1, 1)
    assert state.counts["cost"][0] == 0.0


def test_each_stage_takes_its_visits_and_then_the_next_begins():
    """Read off what each visit changed: understanding, then strategy, then neither."""
    state, _ = bare(2, understanding=0.1, strategy=0.1)
    p = p_with(team_visits=1, team_circle=1, stage_visits=2, brokered=0)
    state.provinces["understanding"][0] = 0.5
    did = []
    for month in range(1, 13):
        before = state.organisations[0].copy()
        after = worked(state, p, [month]).organisations[0]
        changed = (after["understanding"] > before["understanding"], after["strategy"] > before["strategy"])
        did.append({(True, False): "explain", (False, True): "plan", (False, False): "link"}[changed])
    assert did == ["explain"] * 2 + ["plan"] * 2 + ["link"] * 2 + ["explain"] * 2 + ["plan"] * 2 + ["link"] * 2


def test_stages_come_in_the_order_of_the_scenario():
    state, _ = bare(2, understanding=0.1, strategy=0.1)
    p = p_with(team_visits=1, team_circle=1, stage_visits=1, brokered=0)
    state.provinces["understanding"][0] = 0.5
    worked(state, p, [1], np.array([PLANNING, LINK, EXPLAIN]))
    assert state.organisations["strategy"][0] > 0.1
    assert state.organisations["understanding"][0] == 0.1


# One visit


@pytest.mark.parametrize("grasp", [0.0, 0.4, 1.0])
def test_explaining_and_planning_work_as_far_as_the_team_understands(grasp):
    state, _ = bare(4, understanding=0.3, strategy=0.2)
    visit(state, P, when(), 1, 0, EXPLAIN, grasp)
    assert state.organisations["understanding"][0] == pytest.approx(0.3 + P["explain_effect"] * grasp * 0.7)
    visit(state, P, when(), 1, 1, PLANNING, grasp)
    sense = P["blind_planning"] + (1 - P["blind_planning"]) * 0.3
    assert state.organisations["strategy"][1] == pytest.approx(0.2 + P["plan_effect"] * grasp * sense * 0.8)


def test_a_visit_is_support_to_the_facilitated_alliances_one_is_in():
    state, _ = bare(8)
    own, other = assisted(state, [0, 1], support=0.2), assisted(state, [2, 3], support=0.2)
    plain = ally(state, [0, 4], support=0.2)
    follow_up(state, 0, 0.7)
    assert state.alliances["support"][[own, other, plain]].tolist() == [0.7, 0.2, 0.2]
    follow_up(state, 0, 0.5)
    assert state.alliances["support"][own] == 0.7  # less understanding takes nothing away


def test_the_nearest_fit_is_the_best_of_the_facilitated_that_live_in_the_province():
    state, _ = bare(12)
    state.organisations["x"] = np.arange(12) * 10.0
    far, near = assisted(state, [8, 9]), assisted(state, [3, 4])
    ally(state, [1, 2])  # nearer, and nobody's business
    assert nearest_fit(state, P, 0) == near
    state.alliances["province"][near] = 5
    assert nearest_fit(state, P, 0) == far
    state.alliances["facilitated"][far] = 0
    assert nearest_fit(state, P, 0) == -1
    assert fit(state.organisations[0], state.alliances[far], P) > 0


def test_linking_helps_the_joint_plan_of_an_alliance_already_linked():
    state, _ = bare(8)
    number = assisted(state, [0, 1, 2], plan=0.2, strategy=0.5)
    link(state, P, when(), 5, 0, 0.8)
    assert state.alliances["plan"][number] == pytest.approx(0.2 + P["plan_effect"] * 0.8 * 0.5 * 0.8)
    assert state.counts["alliances"][0] == 1
    assert state.organisations["rest_until"][0] == 0


def test_linking_brings_one_into_the_alliance_that_suits_it():
    state, _ = bare(8)
    number = assisted(state, [1, 2, 3])
    link(state, p_with(link_push=SURE), when(), 5, 0, 1.0)
    assert seat_of(state.seats, 0, number) >= 0
    assert state.counts["alliances"][0] == 1
    assert faults_of(state) == []


def test_linking_founds_where_there_is_nothing_to_join():
    state, _ = bare(8)
    introduce(state.ties, 0, 1, 0.5)
    link(state, p_with(link_push=SURE), when(), 5, 0, 1.0)
    a = state.alliances[0]
    assert (a["founder"], a["facilitated"], a["founded"]) == (0, 1, 5)
    assert faults_of(state) == []


def test_a_team_that_understands_nothing_pushes_nobody():
    """Its push is nought: what is founded then is founded by the board alone, and is not called facilitated."""
    for month in range(300):
        state, _ = bare(8)
        introduce(state.ties, 0, 1, 1.0)
        link(state, p_with(reluctance=1.0), when(1, month), month, 0, 0.0)
        assert state.counts["facilitated"][0] == 0


def test_the_more_a_team_understands_the_more_it_links():
    linked = {}
    for grasp in (0.2, 0.9):
        linked[grasp] = 0
        for month in range(300):
            state, _ = bare(8)
            introduce(state.ties, 0, 1, 0.3)
            link(state, P, when(1, month), 1, 0, grasp)
            linked[grasp] += state.counts["facilitated"][0]
    assert linked[0.9] > 1.5 * linked[0.2] > 0


def test_teams_learn_from_each_other_wherever_they_are():
    state, _ = bare(4)
    state.provinces["understanding"] = np.linspace(0.1, 0.9, len(state.provinces))
    before = state.provinces["understanding"].copy()
    teams_meet(state, P)
    assert state.provinces["understanding"] == pytest.approx(before + P["forum_gain"] * (1 - before))
