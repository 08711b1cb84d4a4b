"""New leaders: how often, what goes with the old ones, what stays, and what that does to alliances they founded."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_worlds import P, alliance, ally, bare, organisation, p_with, when

from sim.chance import SUCCESSOR, TURNOVER, bell, draw
from sim.rules.membership import strike_off
from sim.rules.succession import leaders_change, succeed, unsettle

LEVELS = st.floats(0, 1)
ALIKE = {"spread": 0.0}  # new leaders no abler and no weaker than the first ones were


def succeeded(p=P, now=None, **fields):
    """Organisation 1 of four after its leaders have changed; ``fields`` are those of its record before."""
    state, _ = bare(4)
    for name, value in fields.items():
        state.organisations[name][1] = value
    succeed(state, p, when() if now is None else now, 1)
    return state.organisations[1]


def test_leaders_last_as_long_as_declared():
    changes = np.mean([leaders_change(organisation(id=k), P, when()) for k in range(20_000)])
    assert changes == pytest.approx(P["turnover"], abs=4 * np.sqrt(P["turnover"] / 20_000))
    assert not any(leaders_change(organisation(id=k), p_with(turnover=0.0), when()) for k in range(1000))
    assert all(leaders_change(organisation(id=k), p_with(turnover=1.0), when()) for k in range(1000))


def test_a_shorter_term_only_adds_changes():
    """The question asked is whose leaders, not how often leaders change: rates share their chance."""
    low, high = (p_with(turnover=rate) for rate in (0.1, 0.4))
    changed = [{k for k in range(500) if leaders_change(organisation(id=k), p, when())} for p in (low, high)]
    assert changed[0] < changed[1]
    assert changed[0] == {k for k in range(500) if draw(when(), TURNOVER, np.uint64(k)) < 0.1}


def test_a_share_of_what_was_learnt_is_handed_over():
    p = p_with(**ALIKE, handed_over=0.25)
    o = succeeded(
        p,
        understanding=0.9,
        first_understanding=0.1,
        leadership=0.8,
        first_leadership=0.4,
        management=0.6,
        first_management=0.2,
        openness=0.3,
        first_openness=0.7,
        strategy=0.7,
    )
    assert o["understanding"] == pytest.approx(0.1 + 0.25 * 0.8)
    assert o["leadership"] == pytest.approx(0.4 + 0.25 * 0.4)
    assert o["management"] == pytest.approx(0.2 + 0.25 * 0.4)
    assert o["openness"] == pytest.approx(0.7 - 0.25 * 0.4)  # culture returns from both sides
    assert o["strategy"] == 0.7  # it is written down


def test_leaders_who_had_become_worse_hand_nothing_over():
    assert succeeded(p_with(**ALIKE), leadership=0.2, first_leadership=0.4)["leadership"] == pytest.approx(0.4)


@pytest.mark.parametrize("month", range(1, 6))
def test_the_better_draw_makes_the_better_leader(month):
    now = when(1, month)
    state, _ = bare(4)
    drawn = bell(now, SUCCESSOR, state.organisations["id"][1])
    o = succeeded(P, now, leadership=0.4, first_leadership=0.4)
    assert o["leadership"] == pytest.approx(0.4 + 0.5 * P["spread"] * drawn)


def test_new_leaders_are_drawn_around_the_first_ones():
    drawn = [succeeded(P, when(1, month), leadership=0.9, first_leadership=0.4)["leadership"] for month in range(2000)]
    assert np.mean(drawn) == pytest.approx(0.4 + P["handed_over"] * 0.5, abs=4 * 0.5 * P["spread"] / np.sqrt(2000))
    assert np.std(drawn) == pytest.approx(0.5 * P["spread"], rel=0.1)


@given(LEVELS, LEVELS, st.integers(0, 500))
def test_leadership_stays_inside_its_bounds(first, now, month):
    o = succeeded(p_with(spread=2.0), when(1, month), leadership=now, first_leadership=first)
    assert 0.02 <= o["leadership"] <= 0.98


@given(LEVELS, LEVELS, LEVELS)
def test_a_joint_plan_carries_an_alliance_over(cohesion, plan, severity):
    a = alliance(cohesion=cohesion, plan=plan)
    unsettle(a, P, severity)
    assert 0.0 <= a["cohesion"] <= cohesion
    carried = alliance(cohesion=cohesion, plan=1.0)
    unsettle(carried, P, severity)
    assert carried["cohesion"] == cohesion


def test_the_loss_is_the_damage_times_how_hard_it_struck_where_there_is_no_plan():
    for plan, severity, kept in ((0.0, 1.0, 0.4), (0.0, 0.5, 0.7), (0.5, 1.0, 0.7), (1.0, 1.0, 1.0)):
        a = alliance(cohesion=0.8, plan=plan)
        unsettle(a, p_with(succession_damage=0.6), severity)
        assert a["cohesion"] == pytest.approx(0.8 * kept)


def test_only_the_founders_new_leaders_unsettle_an_alliance():
    state, _ = bare(4)
    number = ally(state, [1, 2, 3], cohesion=0.8)
    succeed(state, P, when(), 2)
    assert state.alliances["cohesion"][number] == 0.8
    succeed(state, P, when(), 1)
    assert state.alliances["cohesion"][number] < 0.8


def test_how_hard_it_strikes_is_drawn_for_each_alliance_it_founded():
    state, _ = bare(8)
    first, second = ally(state, [1, 2], cohesion=0.8), ally(state, [1, 3], cohesion=0.8)
    succeed(state, p_with(succession_damage=1.0), when(), 1)
    for number in (first, second):
        struck = draw(when(), SUCCESSOR, state.organisations["id"][1], state.alliances["key"][number])
        assert state.alliances["cohesion"][number] == pytest.approx(0.8 * (1.0 - struck))
    assert state.alliances["cohesion"][first] != state.alliances["cohesion"][second]


def test_a_founder_that_has_left_unsettles_nothing():
    state, _ = bare(4)
    number = ally(state, [1, 2, 3], cohesion=0.8)
    strike_off(state, 1, number, 3)
    succeed(state, P, when(), 1)
    assert state.alliances["cohesion"][number] == 0.8
