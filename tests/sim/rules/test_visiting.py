"""Province teams: their rounds, their stages, and what one visit does."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import faults_of
from small_worlds import P, ally, bare, copied, differing, p_with, when

from sim.draws import DEFAULTS
from sim.kinds import BUSINESS, EXPLAIN, LINK
from sim.kinds import PLAN as PLANNING
from sim.plan import make_plan
from sim.rules.fitting import fit
from sim.rules.membership import seat_of
from sim.rules.trust import introduce
from sim.rules.visiting import (
    follow_up,
    link,
    nearest_fit,
    next_on_round,
    set_out,
    stage_of,
    team_works,
    teams_meet,
    visit,
    whole_cases,
)
from sim.scenario import load_scenario

SURE = 60.0
BEST = np.array([EXPLAIN, PLANNING, LINK])


def worked(state, p, months, stage=EXPLAIN):
    for month in months:
        team_works(state, p, stage, when(1, month), month, 0)
    return state


def visits_had(state):
    """How many explaining visits each organisation has had, by what it has grasped since nought."""
    share = P["explain_effect"] * state.provinces["understanding"][0]
    return np.rint(np.log1p(-state.organisations["understanding"]) / np.log1p(-share)).astype(int).tolist()


def ignorant():
    """Ten organisations that understand nothing, and a team that understands half."""
    state, _ = bare(10, understanding=0.0)
    state.provinces["understanding"][0] = 0.5
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
    assert {int(whole_cases(3.0, float(lot))) for lot in (*lots[:100], 0.0)} == {3}


def test_a_team_makes_its_visits_in_the_order_of_its_round():
    state = ignorant()
    state.circle[:] = [3, 1, 4, 0, 5, 9, 2, 6, 8, 7]
    worked(state, p_with(team_visits=4, team_circle=6), [1])
    assert visits_had(state) == [1, 1, 0, 1, 1, 0, 0, 0, 0, 0]
    worked(state, p_with(team_visits=4, team_circle=6), [1])
    assert visits_had(state) == [1, 2, 0, 2, 1, 1, 0, 0, 0, 1]
    assert state.provinces["next_visit"][0] == 8


@pytest.mark.parametrize(("circle", "among"), [(5, 5), (150, 10)])
def test_a_team_works_with_its_circle_and_nobody_else(circle, among):
    state = ignorant()
    worked(state, p_with(team_visits=20, team_circle=circle), [1])
    assert visits_had(state) == [20 // among] * among + [0] * (10 - among)


def test_a_team_costs_what_is_declared_each_month():
    state, _ = bare(10)
    worked(state, P, [1, 2, 3])
    assert state.counts["cost"][0] == 3 * P["team_cost"]


def test_a_round_goes_on_where_it_stood():
    state = ignorant()
    state.circle[:] = [3, 1, 4, 0, 5, 9, 2, 6, 8, 7]
    p = p_with(team_visits=4, team_circle=3)
    assert set_out(state, p, when(), 0) == 4
    assert [next_on_round(state, p, 0) for _ in range(5)] == [3, 1, 4, 3, 1]
    assert state.provinces["next_visit"][0] == 5


def test_a_province_without_organisations_has_no_team():
    assert set_out(bare(10)[0], P, when(), 1) == 0
    state, _ = bare(10)
    team_works(state, P, EXPLAIN, when(), 1, 1)
    assert state.counts["cost"][0] == 0.0


def teams_at_work(first, last, stages=BEST):
    return make_plan(load_scenario("programme"), DEFAULTS)._replace(stages=stages, teams=np.array([first, last, 0]))


def test_each_stage_takes_a_third_of_the_programme_whatever_the_number_of_visits():
    plan = teams_at_work(1, 24)
    assert [stage_of(plan, month) for month in range(1, 25)] == [EXPLAIN] * 8 + [PLANNING] * 8 + [LINK] * 8


@given(st.integers(1, 600), st.integers(3, 600), st.permutations(BEST.tolist()))
def test_stages_come_once_each_in_the_order_of_the_scenario_and_as_even_as_months_allow(first, months, order):
    plan = teams_at_work(first, first + months - 1, np.array(order))
    stages = [int(stage_of(plan, month)) for month in range(first, first + months)]
    assert [stage for stage, _ in groupby(stages)] == order
    lengths = [stages.count(stage) for stage in order]
    assert max(lengths) - min(lengths) <= 1


def test_a_month_of_visits_is_of_the_stage_it_falls_in():
    """Read off what the visits changed: understanding, then strategy, then neither."""
    plan = teams_at_work(1, 6)
    state, _ = bare(2, understanding=0.1, strategy=0.1)
    state.provinces["understanding"][0] = 0.5
    p = p_with(team_visits=1, team_circle=1, brokered=0)
    did = []
    for month in range(1, 7):
        before = state.organisations[0].copy()
        after = worked(state, p, [month], stage_of(plan, month)).organisations[0]
        changed = (after["understanding"] > before["understanding"], after["strategy"] > before["strategy"])
        did.append({(True, False): "explain", (False, True): "plan", (False, False): "link"}[changed])
    assert did == ["explain"] * 2 + ["plan"] * 2 + ["link"] * 2


# One visit


@pytest.mark.parametrize("stage", [EXPLAIN, PLANNING, LINK])
def test_a_visit_takes_the_time_of_a_lesson(stage):
    state, _ = bare(4, hours=30.0, busy=5.0, lent=1.0)
    visit(state, p_with(link_push=-SURE), when(), 1, 0, stage, 0.6)
    assert state.organisations["lent"].tolist() == [1.0 + P["lesson_hours"], 1.0, 1.0, 1.0]
    assert (state.organisations["busy"] == 5.0).all()  # what alliances take is something else


@pytest.mark.parametrize(("field", "value"), [("asleep_until", 9), ("busy", 13.0)], ids=["dormant", "busy"])
def test_who_is_dormant_or_has_no_time_is_visited_in_vain(field, value):
    for stage in (EXPLAIN, PLANNING, LINK):
        state, _ = bare(4, hours=16.0)
        assisted(state, [0, 1])
        state.organisations[field][0] = value
        before = copied(state)
        visit(state, p_with(link_push=SURE), when(), 1, 0, stage, 0.9)
        assert differing(before, state) == (["counts.turned_away"] if field == "busy" else [])


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
    follow_up(state, 9, 0, 0.7)
    assert state.alliances["support"][[own, other, plain]].tolist() == [0.7, 0.2, 0.2]
    assert state.alliances["helped"][[own, other, plain]].tolist() == [9, -1, -1]
    follow_up(state, 11, 0, 0.5)
    assert state.alliances["support"][own] == 0.7  # less understanding takes nothing away
    assert state.alliances["helped"][own] == 11


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


def test_what_does_not_fit_at_all_is_no_fit_and_of_two_that_fit_alike_the_older_is_nearest():
    state, _ = bare(12, needs=0, offers=0)
    assisted(state, [6, 7], form=BUSINESS)
    assert fit(state.organisations[0], state.alliances[0], P) == 0.0
    assert nearest_fit(state, P, 0) == -1
    older, younger = assisted(state, [1, 2]), assisted(state, [3, 4])
    assert fit(state.organisations[0], state.alliances[older], P) == fit(
        state.organisations[0], state.alliances[younger], P
    )
    assert nearest_fit(state, P, 0) == older


def test_every_visit_is_also_support_to_what_the_team_helped_found():
    for stage in (EXPLAIN, PLANNING, LINK):
        state, _ = bare(4)
        number = assisted(state, [0, 1])
        visit(state, P, when(), 1, 0, stage, 0.6)
        assert state.alliances["support"][number] == 0.6


def test_linking_helps_the_joint_plan_of_an_alliance_already_linked():
    state, _ = bare(8)
    number = assisted(state, [0, 1, 2], plan=0.2, strategy=0.5)
    link(state, P, when(), 5, 0, 0.8)
    assert state.alliances["plan"][number] == pytest.approx(0.2 + P["plan_effect"] * 0.8 * 0.5 * 0.8)
    assert state.counts["alliances"][0] == 1
    assert state.organisations["rest_until"][0] == 0


def test_a_team_plans_for_no_alliance_but_those_it_helped_found():
    state, _ = bare(8)
    number = ally(state, [0, 1, 2], plan=0.2, strategy=0.5)
    link(state, p_with(link_push=-SURE), when(), 5, 0, 0.8)
    assert state.alliances["plan"][number] == 0.2


def test_linking_brings_one_into_the_alliance_that_suits_it():
    state, _ = bare(8)
    number = assisted(state, [1, 2, 3])
    link(state, p_with(link_push=SURE), when(), 5, 0, 1.0)
    assert seat_of(state.seats, 0, number) >= 0
    assert state.counts["alliances"][0] == 1
    assert faults_of(state) == []


def test_linking_founds_where_there_is_nothing_to_join():
    state, _ = bare(8)
    introduce(state, P, 0, 1, 0.5)
    link(state, p_with(link_push=SURE), when(), 5, 0, 1.0)
    a = state.alliances[0]
    assert (a["founder"], a["facilitated"], a["founded"]) == (0, 1, 5)
    assert faults_of(state) == []


def test_a_team_that_understands_nothing_pushes_nobody():
    """Its push is nought: what is founded then is founded by the board alone, and is not called facilitated."""
    for month in range(300):
        state, _ = bare(8)
        introduce(state, P, 0, 1, 1.0)
        link(state, p_with(reluctance=1.0), when(1, month), month, 0, 0.0)
        assert state.counts["facilitated"][0] == 0


def test_the_more_a_team_understands_the_more_it_links():
    linked = {}
    for grasp in (0.2, 0.9):
        linked[grasp] = 0
        for month in range(300):
            state, _ = bare(8)
            introduce(state, P, 0, 1, 0.3)
            link(state, P, when(1, month), 1, 0, grasp)
            linked[grasp] += state.counts["facilitated"][0]
    assert linked[0.9] > 1.5 * linked[0.2] > 0


def test_teams_learn_from_each_other_wherever_they_are():
    state, _ = bare(4)
    state.provinces["understanding"] = np.linspace(0.1, 0.9, len(state.provinces))
    before = state.provinces["understanding"].copy()
    teams_meet(state, P)
    assert state.provinces["understanding"] == pytest.approx(before + P["forum_gain"] * (1 - before))
