"""What an alliance at work does about trouble, what goes stale, and when a joint activity begins and stops."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_worlds import P, alliance, ally, bare, p_with, some_alliance, some_parameters, when

from sim.rules.trust import introduce, trust_in
from sim.rules.working import (
    correct,
    mature,
    monitored,
    renew,
    suffer_misuse,
)

SEEDS = st.integers(0, 2**32 - 1)
MONTHS = 2000


def drawn(seed):
    lots = np.random.default_rng(seed)
    return some_alliance(lots), some_parameters(lots)


# Feedback


@given(SEEDS)
def test_some_trouble_shows_by_itself_and_never_more_than_all(seed):
    a, p = drawn(seed)
    assert p["seen_unaided"] <= monitored(a, p) <= 1.0


def test_indicators_show_what_the_better_of_readiness_and_skill_makes_of_them():
    p = p_with(seen_unaided=0.2)
    for readiness, skill in ((0.4, 0.2), (0.2, 0.4)):
        a = alliance(indicators=0.5, readiness=readiness, skill=skill)
        assert monitored(a, p) == pytest.approx(0.2 + 0.8 * 0.5 * 0.4)


def test_indicators_that_nobody_uses_show_nothing():
    assert monitored(alliance(indicators=1.0), P) == P["seen_unaided"] == monitored(alliance(readiness=1.0), P)
    assert (
        monitored(alliance(indicators=1.0, skill=1.0), P)
        == monitored(alliance(indicators=1.0, readiness=1.0), P)
        == 1.0
    )


@given(SEEDS)
def test_feedback_never_overshoots_comfort(seed):
    a, p = drawn(seed)
    before = float(a["cohesion"])
    correct(a, p)
    assert before <= a["cohesion"] <= max(before, p["comfort"])


@pytest.mark.parametrize(
    ("readiness", "skill", "indicators", "corrected"),
    [(1.0, 1.0, 1.0, 0.4 * 0.3), (0.5, 1.0, 1.0, 0.2 * 0.3), (1.0, 0.5, 1.0, 0.2 * 0.3), (1.0, 1.0, 0.0, 0.08 * 0.3)],
)
def test_feedback_corrects_its_power_of_the_shortfall_seen(readiness, skill, indicators, corrected):
    a = alliance(cohesion=0.2, readiness=readiness, skill=skill, indicators=indicators)
    correct(a, p_with(feedback_power=0.4, comfort=0.5, seen_unaided=0.2))
    assert a["cohesion"] == pytest.approx(0.2 + corrected)


@pytest.mark.parametrize("lacking", ["readiness", "skill"])
def test_feedback_needs_both_readiness_and_skill(lacking):
    able = {"cohesion": 0.2, "readiness": 1.0, "skill": 1.0, "indicators": 1.0}
    whole, half = alliance(**able), alliance(**{**able, lacking: 0.0})
    for a in (whole, half):
        correct(a, P)
    assert whole["cohesion"] > 0.2 == half["cohesion"]


def test_nothing_is_corrected_where_all_is_well():
    a = alliance(cohesion=P["comfort"], readiness=1.0, skill=1.0, indicators=1.0)
    correct(a, P)
    assert a["cohesion"] == P["comfort"]


# Misuse


def misused(control, operating=1, p=P, months=MONTHS):
    """In what share of months something was misused."""
    state, _ = bare(4)
    number = ally(state, [0, 1, 2], operating=operating, control=control)
    times = 0
    for month in range(months):
        state.alliances["cohesion"][number] = 0.5
        suffer_misuse(state, p, when(1, month), number)
        times += state.alliances["cohesion"][number] < 0.5
    return times / months


@pytest.mark.parametrize("control", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("operating", [0, 1])
def test_misuse_is_rarer_under_control_and_where_little_is_shared(control, operating):
    p = p_with(misuse_rate=0.1)
    exposure = 1.0 if operating else P["elementary_benefit"]
    expected = 0.1 * exposure * (1 - P["control_effect"] * control)
    assert misused(control, operating, p) == pytest.approx(expected, abs=4 * np.sqrt(expected / MONTHS))


def test_control_only_takes_cases_away():
    """The same question is asked with and without control: whatever happens under it would have happened without."""
    p = p_with(misuse_rate=0.1)
    for month in range(400):
        hit = []
        for control in (0.0, 1.0):
            state, _ = bare(4)
            number = ally(state, [0, 1, 2], control=control, cohesion=0.5)
            suffer_misuse(state, p, when(1, month), number)
            hit.append(state.alliances["cohesion"][number] < 0.5)
        assert hit[0] or not hit[1]


def test_misuse_costs_cohesion_trust_and_capital():
    p = p_with(misuse_rate=1.0)
    state, _ = bare(4, capital=1e6)
    number = ally(state, [0, 1], operating=1, cohesion=0.8)
    introduce(state, P, 0, 1, 0.9)
    suffer_misuse(state, p, when(), number)
    severity = (1 - state.alliances["cohesion"][number] / 0.8) / P["misuse_damage"]
    assert 0.0 < severity <= 1.0
    assert trust_in(state.ties, 0, 1) == pytest.approx(0.9 * (1 - P["misuse_damage"] * severity) ** 2)
    lost = P["misuse_loss"] * severity * 1e6
    assert state.organisations["capital"][:3] == pytest.approx([1e6 - lost, 1e6 - lost, 1e6])
    assert state.counts["misuse_loss"][0] == pytest.approx(2 * lost)


def test_an_alliance_that_only_meets_has_no_money_to_misuse():
    state, _ = bare(4, capital=1e6)
    number = ally(state, [0, 1], operating=0, cohesion=0.8)
    suffer_misuse(state, p_with(misuse_rate=1.0, elementary_benefit=1.0), when(), number)
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


# Maturing


def matured(p=P, months=MONTHS, **fields):
    """The share of months in which a like alliance starts a joint activity."""
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
    mature(a, P, when(), 18)
    assert (a["operating"], a["operating_since"]) == (1, 17)
    a["cohesion"] = P["slipping"] - 1e-9
    mature(a, P, when(), 19)
    assert (a["operating"], a["operating_since"]) == (0, -1)
