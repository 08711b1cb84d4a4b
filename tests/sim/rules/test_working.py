"""An alliance at work, against a plain reading of each formula."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import faults_of, living
from small_worlds import P, alliance, ally, bare, organisation, p_with, some_alliance, some_parameters, when

from sim.kinds import ACADEMIC, AREA, BUSINESS
from sim.rules.membership import strike_off
from sim.rules.trust import introduce, trust_in
from sim.rules.working import (
    correct,
    give,
    load,
    mature,
    monitored,
    partner,
    realised_benefit,
    renew,
    strike_ended,
    suffer_misuse,
    suits,
    survey,
    what_holds,
    work,
)

SEEDS = st.integers(0, 2**32 - 1)
MONTHS = 2000


def drawn(seed):
    lots = np.random.default_rng(seed)
    return some_alliance(lots), some_parameters(lots)


# Who works with whom, and what that shows


@pytest.mark.parametrize("size", [2, 3, 6])
def test_everyone_works_with_a_fellow_and_with_each_alike(size):
    state, _ = bare(8)
    number = ally(state, list(range(size)))
    fellows = Counter(int(partner(state, when(1, month), number, 1)) for month in range(MONTHS))
    assert set(fellows) == set(range(size)) - {1}
    assert max(fellows.values()) - min(fellows.values()) < 6 * np.sqrt(MONTHS / (size - 1))


def test_what_suits_depends_on_what_an_alliance_is_for():
    o = organisation(needs=0b0111, spirit=0.3, openness=0.8)
    assert suits(o, alliance(form=AREA)) == 0.3
    assert suits(o, alliance(form=ACADEMIC)) == 0.8
    assert suits(o, alliance(form=BUSINESS, offers=0b0011)) == pytest.approx(2 / 3)
    assert suits(organisation(), alliance(form=BUSINESS, offers=0b0011)) == 0.0


def test_a_month_of_joint_work_draws_members_closer_the_more_they_hold_together():
    for cohesion in (0.0, 0.5, 1.0):
        state, _ = bare(4)
        number = ally(state, [0, 1], cohesion=cohesion)
        introduce(state.ties, 0, 1, 0.4)
        survey(state, P, when(), number)
        share = P["joint_work_trust"] * cohesion
        assert trust_in(state.ties, 0, 1) == pytest.approx(1 - 0.6 * (1 - share) ** 2)  # each worked with the other


def test_an_alliance_sees_who_its_members_are():
    state, _ = bare(6)
    lots = np.random.default_rng(5)
    for name in ("understanding", "strategy", "management", "leadership", "spirit"):
        state.organisations[name] = lots.random(6)
    number = ally(state, [4, 1, 3], form=AREA)
    survey(state, P, when(), number)
    own, a = state.organisations[[4, 1, 3]], state.alliances[number]
    for name in ("understanding", "strategy", "management"):
        assert a[name] == pytest.approx(own[name].mean())
    assert a["leadership"] == own["leadership"].max()
    assert a["match"] == pytest.approx(own["spirit"].mean())
    met = [trust_in(state.ties, i, int(partner(state, when(), number, k))) for k, i in enumerate([4, 1, 3])]
    assert a["trust"] == pytest.approx(np.mean(met), abs=P["joint_work_trust"])
    assert a["trust"] >= P["first_trust"]


def test_an_alliance_is_what_its_members_of_today_are():
    state, _ = bare(6)
    for name, value in (("leadership", 0.95), ("needs", 0b1000000), ("offers", 0b0100000)):
        state.organisations[name][2] = value
    number = ally(state, [0, 1, 2])
    before = state.alliances[["leadership", "needs", "offers"]][number].tolist()
    assert before == (0.95, 0b1000011, 0b0101100)
    strike_off(state, 2, number, 3)
    survey(state, P, when(), number)
    assert state.alliances[["leadership", "needs", "offers"]][number].tolist() == (0.5, 0b0000011, 0b0001100)


# What it loses and gives


@given(SEEDS)
def test_load_as_written(seed):
    a, p = drawn(seed)
    assert load(a, p) == pytest.approx(
        a["size"] / (a["size"] + p["room"] * (0.5 + a["leadership"]) * (1 + a["management"]))
    )
    assert 0.0 < load(a, p) < 1.0


def test_load_grows_with_size_and_falls_with_leaders_and_managers():
    plain = alliance(size=10, leadership=0.5)
    assert load(alliance(size=int(P["room"]), leadership=0.5), P) == pytest.approx(0.5)
    assert load(alliance(size=11, leadership=0.5), P) > load(plain, P)
    assert load(alliance(size=10, leadership=0.6), P) < load(plain, P)
    assert load(alliance(size=10, leadership=0.5, management=0.2), P) < load(plain, P)


@given(SEEDS)
def test_benefit_as_written(seed):
    a, p = drawn(seed)
    watched = 1 - (1 - a["indicators"]) * (1 - a["control"])
    ridden = p["free_riding"] * a["size"] / (a["size"] + p["room"]) * (1 - watched)
    worth = a["match"] * (1 - load(a, p)) * (1 - ridden) * (1 - p["control_burden"] * a["control"])
    joint = 0.5 + 0.5 * a["plan"] if a["operating"] else p["elementary_benefit"]
    assert realised_benefit(a, p) == pytest.approx(worth * joint)
    assert 0.0 <= realised_benefit(a, p) <= 1.0


def test_benefit_is_greater_when_operating_planned_and_watched():
    def worth(p=P, **fields):
        return realised_benefit(alliance(size=12, match=0.8, leadership=0.5, **fields), p)

    operating = worth(operating=1)
    assert operating > worth()
    assert worth(operating=1, plan=1.0) == pytest.approx(2 * operating)
    assert worth(operating=1, indicators=1.0) > operating
    assert worth(p_with(control_burden=0.0), operating=1, control=1.0) > operating


@given(SEEDS)
def test_what_holds_an_alliance_as_written(seed):
    a, p = drawn(seed)
    held = p["ground_cohesion"] + p["cohesion_benefit"] * a["benefit"] + p["cohesion_trust"] * a["trust"]
    held += p["cohesion_plan"] * a["plan"] * a["understanding"] + p["cohesion_support"] * a["support"]
    assert what_holds(a, p) == pytest.approx(min(1.0, max(0.0, held - p["cohesion_load"] * load(a, p))))


@pytest.mark.parametrize("name", ["benefit", "trust", "support"])
def test_each_support_holds_it_up(name):
    assert what_holds(alliance(size=4, **{name: 0.5}), P) > what_holds(alliance(size=4), P)


def test_a_plan_holds_only_those_who_understand_it():
    assert what_holds(alliance(size=4, plan=1.0), P) == what_holds(alliance(size=4), P)
    assert what_holds(alliance(size=4, plan=1.0, understanding=0.5), P) > what_holds(alliance(size=4), P)


# Feedback


@given(SEEDS)
def test_trouble_is_seen_as_far_as_indicators_are_used(seed):
    a, p = drawn(seed)
    used = a["indicators"] * max(a["readiness"], a["skill"])
    assert monitored(a, p) == pytest.approx(p["seen_unaided"] + (1 - p["seen_unaided"]) * used)
    assert p["seen_unaided"] <= monitored(a, p) <= 1.0


def test_indicators_that_nobody_uses_show_nothing():
    assert monitored(alliance(indicators=1.0), P) == P["seen_unaided"] == monitored(alliance(readiness=1.0), P)
    assert (
        monitored(alliance(indicators=1.0, skill=1.0), P)
        == monitored(alliance(indicators=1.0, readiness=1.0), P)
        == 1.0
    )


@given(SEEDS)
def test_feedback_corrects_a_seen_shortfall(seed):
    a, p = drawn(seed)
    before = float(a["cohesion"])
    shortfall = max(0.0, p["comfort"] - before)
    power = p["feedback_power"] * a["readiness"] * a["skill"] * monitored(a, p)
    correct(a, p)
    assert a["cohesion"] == pytest.approx(before + power * shortfall)
    assert before <= a["cohesion"] <= max(before, p["comfort"])


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
    introduce(state.ties, 0, 1, 0.9)
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
def test_renewal_as_written(seed):
    a, p = drawn(seed)
    before = a.copy()
    renew(a, p)
    stale = p["practice_wear"] * (1 - before["readiness"] * before["skill"])
    grown = before["plan"] + p["plan_growth"] * before["strategy"] * before["understanding"] * (1 - before["plan"])
    assert a["plan"] == pytest.approx(grown * (1 - stale))
    assert a["indicators"] == pytest.approx(before["indicators"] * (1 - stale))
    assert a["control"] == pytest.approx(before["control"] * (1 - stale))
    assert a["support"] == pytest.approx(before["support"] * (1 - p["support_fading"]))
    over = max(0.0, before["readiness"] - p["first_readiness"])
    assert a["readiness"] == pytest.approx(before["readiness"] - p["readiness_decay"] * (1 - before["skill"]) * over)
    assert all(0.0 <= a[name] <= 1.0 for name in ("plan", "indicators", "control", "support", "readiness"))


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


# Giving


@pytest.mark.parametrize(
    ("form", "share"), [(BUSINESS, 1.0), (AREA, P["other_benefit"]), (ACADEMIC, P["other_benefit"])]
)
def test_members_gain_by_their_capital(form, share):
    state, _ = bare(4)
    state.organisations["capital"] = [1e6, 2e6, 4e6, 8e6]
    number = ally(state, [0, 2], form=form, operating=1, benefit=0.6)
    give(state, P, number)
    monthly = P["benefit_rate"] / 12 * 0.6 * share
    assert state.organisations["benefit"] == pytest.approx([monthly * 1e6, 0, monthly * 4e6, 0])


def test_meeting_alone_gives_no_money_but_teaches_a_little():
    taught = {}
    for operating in (0, 1):
        state, _ = bare(4, understanding=0.2, management=0.2)
        number = ally(state, [0, 2], operating=operating, benefit=0.6)
        give(state, P, number)
        taught[operating] = state.organisations[["understanding", "management"]][:2].tolist()
        assert (state.organisations["benefit"] > 0).sum() == 2 * operating
    for operating, share in ((0, P["elementary_benefit"]), (1, 1.0)):
        learnt = 0.2 + P["work_learning"] * share * 0.8
        assert taught[operating] == [pytest.approx((learnt, learnt)), (0.2, 0.2)]


def test_benefits_of_several_alliances_add_up():
    state, _ = bare(4)
    for other in (1, 2):
        give(state, P, ally(state, [0, other], form=BUSINESS, operating=1, benefit=0.5))
    assert state.organisations["benefit"][0] == pytest.approx(2 * state.organisations["benefit"][1])


# A month, and the end


def test_a_months_work_moves_cohesion_towards_what_holds():
    quiet = p_with(misuse_rate=0.0, feedback_power=0.0)
    for cohesion in (0.3, 0.9):
        state, _ = bare(4)
        number = ally(state, [0, 1, 2], cohesion=cohesion)
        assert work(state, quiet, when(), 1, number)
        a = state.alliances[number].copy()
        renewed = a.copy()
        # What holds was taken before renewal, when the alliance had no plan and no support.
        renewed["plan"] = 0.0
        held = what_holds(renewed, quiet)
        assert a["cohesion"] == pytest.approx(cohesion + quiet["cohesion_speed"] * (held - cohesion))


@pytest.mark.parametrize(("cohesion", "lives"), [(P["breaking"] - 0.05, False), (P["breaking"] + 0.05, True)])
def test_an_alliance_ends_below_breaking(cohesion, lives):
    quiet = p_with(misuse_rate=0.0, feedback_power=0.0, cohesion_speed=0.0)
    state, _ = bare(4)
    number = ally(state, [0, 1, 2], cohesion=cohesion)
    assert work(state, quiet, when(), 8, number) == lives
    strike_ended(state)
    assert state.alliances["ended"][number] == (-1 if lives else 8)
    assert len(living(state)) == lives
    assert (state.organisations["belongs_to"][:3] == lives).all()
    assert faults_of(state) == []


def test_one_member_is_no_alliance():
    state, _ = bare(4)
    number = ally(state, [0, 1], cohesion=0.9)
    strike_off(state, 0, number, 7)
    before = state.alliances[number].copy()
    assert not work(state, P, when(), 8, number)
    strike_ended(state)
    assert (state.alliances["ended"][number], state.alliances["size"][number]) == (8, 1)
    assert state.alliances["benefit"][number] == before["benefit"]  # it did not work any more
    assert faults_of(state) == []


@given(SEEDS)
def test_whatever_it_is_like_a_months_work_keeps_every_level_in_bounds(seed):
    lots = np.random.default_rng(seed)
    state, _ = bare(8)
    p = some_parameters(lots)
    for name in ("leadership", "spirit", "understanding", "strategy", "openness", "management"):
        state.organisations[name] = lots.random(8)
    state.organisations["first_understanding"] = state.organisations["understanding"] * lots.random(8)
    had = ("cohesion", "plan", "indicators", "control", "readiness", "skill", "support")
    members = lots.permutation(8)[: lots.integers(2, 9)].tolist()
    number = ally(state, members, int(lots.integers(0, 3)), 1, p, **{name: float(lots.random()) for name in had})
    for month in range(2, 8):
        if not work(state, p, when(seed % 999, month), month, number):
            break
    strike_ended(state)
    assert faults_of(state) == []
