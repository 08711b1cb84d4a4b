"""What an alliance at work does about trouble, what misuse costs it, and what goes stale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_worlds import P, alliance, ally, bare, federation, p_with, some_alliance, some_parameters, when

from sim.rules.trust import introduce, trust_in
from sim.rules.working import (
    correct,
    is_misused,
    monitored,
    renew,
    suffer_misuse,
)

SEEDS = st.integers(0, 2**32 - 1)
MONTHS = 2000
ALONE = federation()


def drawn(seed):
    lots = np.random.default_rng(seed)
    return some_alliance(lots), some_parameters(lots)


# Feedback


@given(SEEDS)
def test_some_trouble_shows_by_itself_and_never_more_than_all(seed):
    a, p = drawn(seed)
    assert p["seen_unaided"] <= monitored(a, ALONE, p) <= 1.0


def test_indicators_show_what_the_better_of_readiness_and_skill_makes_of_them():
    p = p_with(seen_unaided=0.2)
    for readiness, skill in ((0.4, 0.2), (0.2, 0.4)):
        a = alliance(indicators=0.5, readiness=readiness, skill=skill)
        assert monitored(a, ALONE, p) == pytest.approx(0.2 + 0.8 * 0.5 * 0.4)


def test_indicators_that_nobody_uses_show_nothing():
    assert (
        monitored(alliance(indicators=1.0), ALONE, P)
        == P["seen_unaided"]
        == monitored(alliance(readiness=1.0), ALONE, P)
    )
    assert (
        monitored(alliance(indicators=1.0, skill=1.0), ALONE, P)
        == monitored(alliance(indicators=1.0, readiness=1.0), ALONE, P)
        == 1.0
    )


@given(SEEDS, st.floats(0, 1))
def test_a_federation_sees_some_of_what_its_members_miss(seed, service):
    a, p = drawn(seed)
    over = federation(service=service)
    for federated, more in ((0, 0.0), (1, p["federation_monitoring"] * service)):
        a["federated"] = federated
        own = monitored(a, ALONE, p)
        assert monitored(a, over, p) == pytest.approx(own + more * (1 - own))


@given(SEEDS)
def test_feedback_never_overshoots_comfort(seed):
    a, p = drawn(seed)
    before = float(a["cohesion"])
    correct(a, ALONE, p)
    assert before <= a["cohesion"] <= max(before, p["comfort"])


@pytest.mark.parametrize(
    ("readiness", "skill", "indicators", "corrected"),
    [(1.0, 1.0, 1.0, 0.4 * 0.3), (0.5, 1.0, 1.0, 0.2 * 0.3), (1.0, 0.5, 1.0, 0.2 * 0.3), (1.0, 1.0, 0.0, 0.08 * 0.3)],
)
def test_feedback_corrects_its_power_of_the_shortfall_seen(readiness, skill, indicators, corrected):
    a = alliance(cohesion=0.2, readiness=readiness, skill=skill, indicators=indicators)
    correct(a, ALONE, p_with(feedback_power=0.4, comfort=0.5, seen_unaided=0.2))
    assert a["cohesion"] == pytest.approx(0.2 + corrected)


@pytest.mark.parametrize("lacking", ["readiness", "skill"])
def test_feedback_needs_both_readiness_and_skill(lacking):
    able = {"cohesion": 0.2, "readiness": 1.0, "skill": 1.0, "indicators": 1.0}
    whole, half = alliance(**able), alliance(**{**able, lacking: 0.0})
    for a in (whole, half):
        correct(a, ALONE, P)
    assert whole["cohesion"] > 0.2 == half["cohesion"]


def test_nothing_is_corrected_where_all_is_well():
    a = alliance(cohesion=P["comfort"], readiness=1.0, skill=1.0, indicators=1.0)
    correct(a, ALONE, P)
    assert a["cohesion"] == P["comfort"]


# Misuse


def misused(now, p, **fields):
    """What is left of the cohesion of a like alliance, 0.5 before, after a month in which there may be misuse."""
    state, _ = bare(4)
    number = ally(state, [0, 1, 2], **{"cohesion": 0.5, "operating": 1, **fields})
    state.federations["service"][0] = 0.5
    suffer_misuse(state, p, now, number)
    return float(state.alliances["cohesion"][number])


@pytest.mark.parametrize("control", [0.0, 1.0])
@pytest.mark.parametrize("operating", [0, 1])
def test_misuse_is_as_frequent_as_declared_and_rarer_where_little_is_shared(control, operating):
    """Under control it is no rarer, but costs less: what registers of fraud show."""
    p = p_with(misuse_rate=0.1)
    hit = [misused(when(1, month), p, operating=operating, control=control) < 0.5 for month in range(MONTHS)]
    expected = 0.1 * (1.0 if operating else P["elementary_exposure"])
    assert np.mean(hit) == pytest.approx(expected, abs=4 * np.sqrt(expected / MONTHS))


def test_control_lessens_each_loss_by_the_declared_share():
    p = p_with(misuse_rate=1.0)
    for month in range(100):
        without, half, whole = (0.5 - misused(when(1, month), p, control=control) for control in (0.0, 0.5, 1.0))
        assert whole == pytest.approx((1 - P["control_effect"]) * without)
        assert half == pytest.approx((1 - 0.5 * P["control_effect"]) * without)
        assert without > 0.0


def test_a_federation_buffers_the_losses_of_its_members_and_of_nobody_else():
    for buffer in (0.0, 0.4, 0.8):
        p = p_with(misuse_rate=1.0, federation_buffer=buffer)
        alone, member = (0.5 - misused(when(), p, federated=federated) for federated in (0, 1))
        assert member == pytest.approx((1 - buffer * 0.5) * alone)
        assert alone == 0.5 - misused(when(), p_with(misuse_rate=1.0))


def test_misuse_costs_cohesion_trust_and_capital():
    p = p_with(misuse_rate=1.0, misuse_damage=0.7, misuse_distrust=0.4)
    state, _ = bare(4, capital=1e6)
    number = ally(state, [0, 1], operating=1, cohesion=0.8)
    introduce(state, P, 0, 1, 0.9)
    suffer_misuse(state, p, when(), number)
    severity = (1 - state.alliances["cohesion"][number] / 0.8) / 0.7
    assert 0.0 < severity <= 1.0
    assert trust_in(state.ties, 0, 1) == pytest.approx(0.9 * (1 - 0.4 * severity) ** 2)
    lost = P["misuse_loss"] * severity * 1e6
    assert state.organisations["capital"][:3] == pytest.approx([1e6 - lost, 1e6 - lost, 1e6])
    assert state.counts["misuse_loss"][0] == pytest.approx(2 * lost)


def test_an_alliance_that_only_meets_has_no_money_to_misuse():
    state, _ = bare(4, capital=1e6)
    number = ally(state, [0, 1], operating=0, cohesion=0.8)
    suffer_misuse(state, p_with(misuse_rate=1.0, elementary_exposure=1.0), when(), number)
    assert state.alliances["cohesion"][number] < 0.8
    assert (state.organisations["capital"] == 1e6).all()


# Renewal and wear


@given(SEEDS)
def test_renewal_keeps_levels_in_bounds_and_adds_to_nothing_but_the_plan(seed):
    a, p = drawn(seed)
    before = a.copy()
    renew(a, p)
    assert 0.0 <= a["plan"] <= 1.0
    for name in ("indicators", "control", "support", "readiness"):
        assert 0.0 <= a[name] <= before[name]


def test_what_nobody_practises_goes_stale():
    a = alliance(plan=0.5, indicators=0.6, control=0.7)
    renew(a, p_with(practice_wear=0.1))
    assert [a[name] for name in ("plan", "indicators", "control")] == pytest.approx([0.45, 0.54, 0.63])
    half = alliance(plan=0.5, readiness=0.5, skill=0.5)
    renew(half, p_with(practice_wear=0.1, first_readiness=0.5))
    assert half["plan"] == pytest.approx(0.5 * (1 - 0.1 * 0.75))


def test_members_with_strategies_who_understand_add_to_the_joint_plan():
    plans = []
    for strategy, understanding in ((1.0, 1.0), (0.5, 0.5), (1.0, 0.0), (0.0, 1.0)):
        a = alliance(plan=0.5, strategy=strategy, understanding=understanding)
        renew(a, p_with(practice_wear=0.0, plan_growth=0.2))
        plans.append(float(a["plan"]))
    assert plans == pytest.approx([0.6, 0.525, 0.5, 0.5])


def test_readiness_is_lost_in_so_far_as_the_skill_is_lacking():
    for skill, kept in ((0.0, 0.9 - 0.1 * 0.6), (0.5, 0.9 - 0.05 * 0.6), (1.0, 0.9)):
        a = alliance(readiness=0.9, skill=skill)
        renew(a, p_with(readiness_decay=0.1, first_readiness=0.3))
        assert a["readiness"] == pytest.approx(kept)
    below = alliance(readiness=0.1)
    renew(below, p_with(readiness_decay=0.1, first_readiness=0.3))
    assert below["readiness"] == 0.1


def test_practised_feedback_keeps_what_an_alliance_has_fresh():
    a = alliance(indicators=0.5, control=0.5, readiness=1.0, skill=1.0)
    renew(a, P)
    assert (a["indicators"], a["control"], a["readiness"]) == (0.5, 0.5, 1.0)


def test_readiness_without_skill_decays_to_what_it_was():
    a = alliance(readiness=1.0)
    for _ in range(600):
        renew(a, P)
    assert a["readiness"] == pytest.approx(P["first_readiness"], abs=1e-6)


def test_support_fades_exponentially():
    a = alliance(support=0.8)
    for _ in range(10):
        renew(a, P)
    assert a["support"] == pytest.approx(0.8 * (1 - P["support_fading"]) ** 10)


def test_misuse_is_known_before_it_is_suffered():
    p = p_with(misuse_rate=0.3)
    for month in range(200):
        state, _ = bare(4)
        number = ally(state, [0, 1], cohesion=0.5, operating=1)
        known = is_misused(state.alliances[number], p, when(1, month))
        suffer_misuse(state, p, when(1, month), number)
        assert known == (state.alliances["cohesion"][number] < 0.5)
