"""What organisations learn and forget: values at points, limits and signs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_worlds import P, organisation, p_with, some_organisation, some_parameters

from sim.rules.learning import forget, gain, learn_strategy

SEEDS = st.integers(0, 2**32 - 1)
LEVELS = st.floats(0, 1)


@pytest.mark.parametrize(
    ("level", "share", "then"), [(0.2, 0.5, 0.6), (0.6, 0.25, 0.7), (0.3, 0.0, 0.3), (0.3, 1.0, 1.0), (1.0, 0.5, 1.0)]
)
def test_a_lesson_adds_a_share_of_what_is_missing(level, share, then):
    assert gain(level, share) == pytest.approx(then)


@given(LEVELS, LEVELS, LEVELS)
def test_two_lessons_leave_missing_what_each_leaves_of_the_rest(level, first, second):
    left = (1.0 - level) * (1.0 - first) * (1.0 - second)
    assert 1.0 - gain(gain(level, first), second) == pytest.approx(left, abs=1e-12)


@given(LEVELS, st.floats(0, 10))
def test_no_lesson_teaches_more_than_there_is_to_know(level, share):
    """A policy of one's own may multiply a strength by a dose; more than all that is missing is all that is missing."""
    assert 0.0 <= gain(level, share) <= 1.0


def test_a_lesson_teaches_less_to_those_who_know_more():
    assert gain(0.2, 0.5) - 0.2 > gain(0.6, 0.5) - 0.6 > gain(1.0, 0.5) - 1.0 == 0.0


@given(SEEDS)
def test_planning_never_harms_and_helps_those_who_understand_more(seed):
    lots = np.random.default_rng(seed)
    o, p, share = some_organisation(lots), some_parameters(lots), lots.random()
    wiser = o.copy()
    wiser["understanding"] = gain(o["understanding"], 0.5)
    before = float(o["strategy"])
    for one in (o, wiser):
        learn_strategy(one, share, p)
    assert before <= o["strategy"] <= wiser["strategy"] <= 1.0


def test_who_understands_learns_a_plan_like_any_lesson_and_who_half_does_between():
    plans = []
    for grasp in (0.0, 0.5, 1.0):
        o = organisation(understanding=grasp, strategy=0.2)
        learn_strategy(o, 0.4, p_with(blind_planning=0.3))
        plans.append(float(o["strategy"]))
    assert plans == pytest.approx([0.2 + 0.12 * 0.8, 0.2 + 0.26 * 0.8, gain(0.2, 0.4)])


def test_planning_without_understanding_keeps_the_declared_share():
    blind, seeing = organisation(understanding=0.0), organisation(understanding=1.0)
    for o in (blind, seeing):
        learn_strategy(o, 0.4, P)
    assert blind["strategy"] / seeing["strategy"] == pytest.approx(P["blind_planning"])


@given(SEEDS)
def test_forgetting_adds_nothing_and_leaves_levels_in_bounds(seed):
    lots = np.random.default_rng(seed)
    o, p = some_organisation(lots), some_parameters(lots)
    before = o.copy()
    forget(o, p)
    forgotten = {"understanding", "strategy", "management", "listed"}
    for name in forgotten:
        assert 0.0 <= o[name] <= before[name]
    untouched = set(o.dtype.names) - forgotten
    assert all(o[name] == before[name] for name in untouched)


@pytest.mark.parametrize("months", [1, 12, 600])
def test_forgetting_returns_to_where_one_started_and_no_further(months):
    o = organisation(understanding=0.9, first_understanding=0.2, management=0.7, first_management=0.1, listed=1.0,
                     strategy=0.8, first_strategy=0.3)  # fmt: skip
    for _ in range(months):
        forget(o, P)
    assert o["understanding"] == pytest.approx(0.2 + 0.7 * (1 - P["forgetting"]) ** months)
    assert o["management"] == pytest.approx(0.1 + 0.6 * (1 - P["forgetting"]) ** months)
    assert o["strategy"] == pytest.approx(0.3 + 0.5 * (1 - P["strategy_wear"]) ** months)
    assert o["listed"] == pytest.approx((1 - P["directory_staleness"]) ** months)
    assert o["understanding"] >= 0.2 and o["management"] >= 0.1 and o["strategy"] >= 0.3


@pytest.mark.parametrize("name", ["understanding", "management", "strategy"])
def test_those_who_never_learnt_forget_nothing(name):
    for level in (0.2, 0.1):  # as at the start, and below it
        o = organisation(**{name: level, f"first_{name}": 0.2})
        forget(o, P)
        assert o[name] == level


def test_a_plan_that_meets_a_need_does_not_go_stale_and_one_in_a_club_does():
    used, unused, club = (
        organisation(strategy=0.5, met=0b1),
        organisation(strategy=0.5),
        organisation(strategy=0.5, belongs_to=1),
    )
    for o in (used, unused, club):
        forget(o, P)
    assert used["strategy"] == 0.5 > unused["strategy"] == club["strategy"]
