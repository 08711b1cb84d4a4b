"""What organisations learn and forget, against a plain reading of each rule."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_worlds import P, ally, bare, organisation, p_with, some_organisation, some_parameters, when

from sim.rules.learning import forget, gain, learn_strategy
from sim.rules.succession import leaders_change, succeed, unsettle
from sim.rules.trading import trade

SEEDS = st.integers(0, 2**32 - 1)
LEVELS = st.floats(0, 1)


@given(LEVELS, LEVELS)
def test_a_lesson_adds_a_share_of_what_is_missing(level, share):
    assert gain(level, share) == pytest.approx(level + share * (1 - level))
    assert level - 1e-12 <= gain(level, share) <= 1.0


@given(LEVELS, st.floats(0, 10))
def test_no_lesson_teaches_more_than_there_is_to_know(level, share):
    """A policy of one's own may multiply a strength by a dose; more than all that is missing is all that is missing."""
    assert 0.0 <= gain(level, share) <= 1.0


def test_a_lesson_teaches_less_to_those_who_know_more():
    assert gain(0.2, 0.5) - 0.2 > gain(0.6, 0.5) - 0.6 > gain(1.0, 0.5) - 1.0 == 0.0


@given(SEEDS)
def test_planning_helps_those_who_understand(seed):
    lots = np.random.default_rng(seed)
    o, p, share = some_organisation(lots), some_parameters(lots), lots.random()
    strategy, grasp = float(o["strategy"]), p["blind_planning"] + (1 - p["blind_planning"]) * o["understanding"]
    learn_strategy(o, share, p)
    assert o["strategy"] == pytest.approx(strategy + share * grasp * (1 - strategy))
    assert strategy <= o["strategy"] <= 1.0


def test_planning_without_understanding_keeps_the_declared_share():
    blind, seeing = organisation(understanding=0.0), organisation(understanding=1.0)
    for o in (blind, seeing):
        learn_strategy(o, 0.4, P)
    assert blind["strategy"] / seeing["strategy"] == pytest.approx(P["blind_planning"])


@given(SEEDS)
def test_forgetting_as_written(seed):
    lots = np.random.default_rng(seed)
    o, p = some_organisation(lots), some_parameters(lots)
    before = o.copy()
    forget(o, p)
    learnt = max(0.0, before["understanding"] - before["first_understanding"])
    assert o["understanding"] == pytest.approx(before["understanding"] - p["forgetting"] * learnt)
    wear = p["strategy_wear"] if before["belongs_to"] == 0 else 0.0
    assert o["strategy"] == pytest.approx(before["strategy"] * (1 - wear))
    assert o["listed"] == pytest.approx(before["listed"] * (1 - p["directory_staleness"]))
    assert all(0.0 <= o[name] <= 1.0 for name in ("understanding", "strategy", "listed"))


@pytest.mark.parametrize("months", [1, 12, 600])
def test_forgetting_returns_to_where_one_started_and_no_further(months):
    o = organisation(understanding=0.9, first_understanding=0.2, strategy=0.8, listed=1.0)
    for _ in range(months):
        forget(o, P)
    assert o["understanding"] == pytest.approx(0.2 + 0.7 * (1 - P["forgetting"]) ** months)
    assert o["strategy"] == pytest.approx(0.8 * (1 - P["strategy_wear"]) ** months)
    assert o["understanding"] >= 0.2


def test_those_who_never_learnt_forget_nothing():
    o = organisation(understanding=0.2, first_understanding=0.2)
    forget(o, P)
    assert o["understanding"] == 0.2
    below = organisation(understanding=0.1, first_understanding=0.2)
    forget(below, P)
    assert below["understanding"] == 0.1


def test_a_plan_in_use_does_not_go_stale():
    used, unused = organisation(strategy=0.5, belongs_to=1), organisation(strategy=0.5)
    for o in (used, unused):
        forget(o, P)
    assert used["strategy"] == 0.5 > unused["strategy"]


# Trading


@given(SEEDS)
def test_trading_as_written(seed):
    lots = np.random.default_rng(seed)
    o, p, now = some_organisation(lots), some_parameters(lots), when(int(lots.integers(0, 1000)))
    o["benefit"] = float(lots.random() * 1e5)
    before = o.copy()
    trade(o, p, now)
    expected = before["margin"] + p["margin_leadership"] * (before["leadership"] - 0.5)
    luck = (o["surplus"] - before["benefit"]) / before["capital"] - expected / 12
    assert abs(luck) <= 0.5 * p["margin_noise"] + 1e-9
    kept = before["capital"] + p["retained_share"] * o["surplus"]
    assert o["capital"] == pytest.approx(max(1.0, kept))
    assert o["benefit"] == 0.0
    assert o["capital"] >= 1.0


def test_without_luck_a_year_of_trading_is_the_yearly_surplus():
    p = p_with(margin_noise=0.0, retained_share=0.0)
    o = organisation(capital=1e6, margin=0.03, leadership=0.75)
    year = 0.0
    for month in range(12):
        trade(o, p, when(1, month))
        year += o["surplus"]
    assert year == pytest.approx(1e6 * (0.03 + P["margin_leadership"] * 0.25))
    assert o["capital"] == 1e6


def test_luck_is_fair_and_as_wide_as_declared():
    p = p_with(retained_share=0.0)
    luck = []
    for k in range(4000):
        o = organisation(id=k, capital=1.0, leadership=0.5)
        trade(o, p, when())
        luck.append(float(o["surplus"]))
    luck = np.array(luck)
    assert abs(luck.mean()) < 4 * luck.std() / np.sqrt(len(luck))
    assert luck.std() * np.sqrt(12) == pytest.approx(P["margin_noise"], rel=0.05)


# New leaders


def test_leaders_last_as_long_as_declared():
    changes = np.mean([leaders_change(organisation(id=k), P, when()) for k in range(20_000)])
    assert changes == pytest.approx(P["turnover"], abs=4 * np.sqrt(P["turnover"] / 20_000))
    assert not any(leaders_change(organisation(id=k), p_with(turnover=0.0), when()) for k in range(1000))


@given(SEEDS)
def test_what_was_learnt_goes_with_the_old_leaders_and_what_was_written_stays(seed):
    lots = np.random.default_rng(seed)
    state, _ = bare(4)
    o, p = state.organisations[1], some_parameters(lots)
    for name in ("understanding", "first_understanding", "leadership", "first_leadership", "management", "strategy"):
        o[name] = lots.random()
    before = o.copy()
    succeed(state, p, when(int(lots.integers(0, 1000))), 1)
    learnt = before["understanding"] - before["first_understanding"]
    assert o["understanding"] == pytest.approx(before["first_understanding"] + p["handed_over"] * learnt)
    assert o["management"] == pytest.approx(before["management"] * p["handed_over"])
    assert o["strategy"] == before["strategy"]
    assert 0.02 <= o["leadership"] <= 0.98


def test_new_leaders_are_drawn_around_the_first_ones():
    state, _ = bare(4, first_leadership=0.4, leadership=0.9)
    state.organisations["first_leadership"] = 0.4
    drawn = []
    for month in range(2000):
        state.organisations["leadership"] = 0.9
        succeed(state, P, when(1, month), 1)
        drawn.append(float(state.organisations["leadership"][1]))
    expected = 0.4 + P["handed_over"] * 0.5
    assert np.mean(drawn) == pytest.approx(expected, abs=4 * 0.5 * P["spread"] / np.sqrt(2000))
    assert np.std(drawn) == pytest.approx(0.5 * P["spread"], rel=0.1)


@given(LEVELS, LEVELS, LEVELS)
def test_a_joint_plan_carries_an_alliance_over(cohesion, plan, severity):
    state, _ = bare(4)
    a = state.alliances[0]
    a["cohesion"], a["plan"] = cohesion, plan
    unsettle(a, P, severity)
    assert a["cohesion"] == pytest.approx(cohesion * (1 - P["succession_damage"] * severity * (1 - plan)))
    assert 0.0 <= a["cohesion"] <= cohesion


def test_only_the_founders_new_leaders_unsettle_an_alliance():
    state, _ = bare(4)
    number = ally(state, [1, 2, 3], cohesion=0.8)
    succeed(state, P, when(), 2)
    assert state.alliances["cohesion"][number] == 0.8
    succeed(state, P, when(), 1)
    assert state.alliances["cohesion"][number] < 0.8
