"""When a joint activity begins, when it lapses, and what carries it: each form of the rule."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_worlds import P, alliance, p_with, some_alliance, some_parameters, when

from sim.rules.working import lapsing, mature, maturing, readiness_to_operate
from sim.structure import BY_BENEFIT, BY_PLAN, STEADILY

SEEDS = st.integers(0, 2**32 - 1)
MONTHS = 2000


def matured(p=P, months=MONTHS, **fields):
    """The share of months in which a like alliance is at a joint activity after deciding on it."""
    times = 0
    for month in range(months):
        a = alliance(key=9, **fields)
        mature(a, p, when(1, month), month)
        times += int(a["operating"])
    return times / months


@pytest.mark.parametrize("plan", [0.0, 0.5, 1.0])
def test_maturing_takes_cohesion_leadership_and_above_all_a_plan(plan):
    planned = P["unplanned"] + (1 - P["unplanned"]) * plan
    expected = P["maturing_rate"] * 0.6 * planned * 0.7
    share = matured(cohesion=0.6, leadership=0.7, plan=plan)
    assert share == pytest.approx(expected, abs=4 * np.sqrt(max(expected, 1e-3) / MONTHS))


@given(SEEDS)
def test_the_chance_of_a_beginning_is_a_product_of_what_it_takes(seed):
    lots = np.random.default_rng(seed)
    a, p = some_alliance(lots), some_parameters(lots)
    levels = a["cohesion"] * readiness_to_operate(a, p) * a["leadership"]
    assert maturing(a, p) == pytest.approx(p["maturing_rate"] * levels)


def test_nothing_matures_without_what_it_takes():
    whole = {"cohesion": 0.9, "leadership": 0.9, "plan": 1.0}
    assert matured(**whole) > 0.3
    assert matured(**{**whole, "cohesion": P["slipping"] - 0.01}) == 0.0
    assert matured(**{**whole, "leadership": 0.0}) == 0.0
    assert matured(p=p_with(unplanned=0.0), **{**whole, "plan": 0.0}) == 0.0


def test_a_joint_activity_stops_below_slipping_and_the_month_it_began_is_noted():
    a = alliance(key=9, cohesion=0.9, leadership=1.0, plan=1.0)
    mature(a, p_with(maturing_rate=2.0), when(), 17)
    assert (a["operating"], a["operating_since"]) == (1, 17)
    a["cohesion"] = P["slipping"] + 1e-9
    mature(a, P, when(), 18)  # with a whole plan nothing lapses
    assert (a["operating"], a["operating_since"]) == (1, 17)
    a["cohesion"] = P["slipping"] - 1e-9
    mature(a, P, when(), 19)
    assert (a["operating"], a["operating_since"]) == (0, -1)


@pytest.mark.parametrize(
    ("form", "plan", "benefit", "built_on"),
    [
        (BY_PLAN, 0.0, 0.7, 0.2),
        (BY_PLAN, 0.5, 0.7, 0.2 + 0.8 * 0.5),
        (STEADILY, 0.0, 0.0, 0.15),
        (STEADILY, 1.0, 1.0, 0.15),
        (BY_BENEFIT, 0.5, 0.0, 0.2),
        (BY_BENEFIT, 0.5, 0.7, 0.2 + 0.8 * 0.7),
    ],
)
def test_each_form_of_maturing_builds_on_what_it_names(form, plan, benefit, built_on):
    p = p_with(maturing_form=form, unplanned=0.2, steady_maturing=0.15)
    assert readiness_to_operate(alliance(plan=plan, benefit=benefit), p) == pytest.approx(built_on)


@given(SEEDS, st.floats(0, 1), st.floats(0, 1))
def test_outside_support_carries_some_of_what_is_missing_while_at_hand(seed, support, carries):
    lots = np.random.default_rng(seed)
    a, p = some_alliance(lots), some_parameters(lots)
    p["support_carries"] = carries
    bare_, held = a.copy(), a.copy()
    bare_["support"], held["support"] = 0.0, support
    alone = readiness_to_operate(bare_, p)
    assert readiness_to_operate(held, p) == pytest.approx(alone + carries * support * (1 - alone))
    assert lapsing(held, p) == pytest.approx((1 - carries * support) * lapsing(bare_, p))


def test_support_that_carries_nothing_changes_nothing():
    p = p_with(support_carries=0.0)
    with_, without = alliance(plan=0.3, support=0.9), alliance(plan=0.3)
    assert readiness_to_operate(with_, p) == readiness_to_operate(without, p)
    assert lapsing(with_, p) == lapsing(without, p)


# Lapsing


@pytest.mark.parametrize(
    ("plan", "benefit", "support", "share"),
    [(0.0, 0.0, 0.0, 1.0), (0.5, 0.0, 0.0, 0.5), (0.0, 0.5, 0.0, 0.5), (0.5, 0.5, 0.0, 0.25), (0.0, 0.0, 1.0, 0.5),
     (1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0)],
)  # fmt: skip
def test_an_activity_lapses_sooner_the_staler_its_plan_and_the_less_comes_of_it(plan, benefit, support, share):
    p = p_with(lapse_rate=0.2, support_carries=0.5)
    fields = {"cohesion": 0.9, "operating": 1, "plan": plan, "benefit": benefit, "support": support}
    assert lapsing(alliance(**fields), p) == pytest.approx(0.2 * share)
    lapsed = 1 - matured(p, **fields)
    assert lapsed == pytest.approx(0.2 * share, abs=4 * np.sqrt(0.2 * share / MONTHS))


def test_where_nothing_lapses_only_lost_cohesion_stops_an_activity():
    p = p_with(lapse_rate=0.0)
    assert matured(p, cohesion=P["slipping"], operating=1) == 1.0
    assert matured(p, cohesion=P["slipping"] - 1e-9, operating=1) == 0.0


def test_what_has_lapsed_may_begin_again_and_the_month_is_the_new_one():
    a = alliance(key=9, cohesion=0.9, operating=1, operating_since=3, leadership=1.0)
    mature(a, p_with(lapse_rate=1.0), when(), 20)
    assert (a["operating"], a["operating_since"]) == (0, -1)
    mature(a, p_with(unplanned=1.0, maturing_rate=2.0), when(), 21)
    assert (a["operating"], a["operating_since"]) == (1, 21)
