"""An alliance at work: who works with whom, what that gives, what holds it together, and when it ends."""

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
    goes_on,
    holding,
    load,
    look_after,
    look_back,
    partner,
    realised_benefit,
    strike_ended,
    suits,
    survey,
    take_stock,
    what_holds,
    work,
    work_together,
)
from sim.structure import STEADILY

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
    assert suits(organisation(needs=0b0001), alliance(form=BUSINESS, offers=0b0011)) == 1.0
    assert suits(organisation(), alliance(form=BUSINESS, offers=0b0011)) == 0.0


def test_a_month_of_joint_work_draws_members_closer_the_more_they_hold_together():
    for cohesion in (0.0, 0.5, 1.0):
        state, _ = bare(4)
        number = ally(state, [0, 1], cohesion=cohesion)
        introduce(state, P, 0, 1, 0.4)
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


def test_what_members_can_give_depends_on_the_time_they_have_left():
    """Of three like members the first has time for all, the second for half of it, the third for nothing."""
    state, _ = bare(6, spirit=0.6, leadership=0.5)
    state.organisations["leadership"][2] = 0.9  # an able leader who has no time leads nobody
    number = ally(state, [0, 1, 2], form=AREA)
    wanted = P["meeting_hours"]
    state.organisations["busy"], state.organisations["hours"][:3] = 0.0, [9.0, 0.5 * wanted, 1e-9]
    take_stock(state, P, number)
    a, o = state.alliances[number], state.organisations
    assert a["match"] == pytest.approx(0.6 * (1.0 + 0.5 + 0.0) / 3)
    assert a["leadership"] == pytest.approx(0.5)
    assert o["busy"][:3] == pytest.approx([2 * wanted, 0.5 * wanted, 0.0], abs=1e-6)  # who speaks for it gives twice
    assert (o["forms"][:3] == 1 << AREA).all() and (o["forms"][3:] == 0).all()


# What it loses and gives


@given(SEEDS)
def test_load_and_benefit_are_shares(seed):
    a, p = drawn(seed)
    assert 0.0 < load(a, p) < 1.0
    assert 0.0 <= realised_benefit(a, p) <= 1.0
    assert 0.0 <= what_holds(a, p) <= 1.0


@pytest.mark.parametrize(
    ("leadership", "management", "rooms"), [(0.5, 0.0, 1.0), (0.0, 0.0, 0.5), (1.0, 0.0, 1.5), (0.5, 1.0, 2.0)]
)
def test_half_is_lost_to_coordination_at_the_size_there_is_room_for(leadership, management, rooms):
    p = p_with(room=10.0)
    of_that_size = alliance(size=int(10 * rooms), leadership=leadership, management=management)
    assert load(of_that_size, p) == pytest.approx(0.5)
    assert load(alliance(size=0, leadership=leadership, management=management), p) == 0.0


def test_load_grows_with_size_and_falls_with_leaders_and_managers():
    plain = alliance(size=10, leadership=0.5)
    assert load(alliance(size=int(P["room"]), leadership=0.5), P) == pytest.approx(0.5)
    assert load(alliance(size=11, leadership=0.5), P) > load(plain, P)
    assert load(alliance(size=10, leadership=0.6), P) < load(plain, P)
    assert load(alliance(size=10, leadership=0.5, management=0.2), P) < load(plain, P)


FREE = {"free_riding": 0.0, "control_burden": 0.0}


def test_benefit_is_what_matches_less_what_coordination_takes():
    full = alliance(size=8, match=0.6, leadership=0.5, operating=1, plan=1.0)
    assert realised_benefit(full, p_with(**FREE)) == pytest.approx(0.6 * (1 - load(full, P)))
    meets = alliance(size=8, match=0.6, leadership=0.5, plan=1.0)
    share = realised_benefit(meets, p_with(**FREE)) / realised_benefit(full, p_with(**FREE))
    assert share == pytest.approx(P["elementary_benefit"])


@pytest.mark.parametrize(
    ("indicators", "control", "unwatched"), [(0.0, 0.0, 1.0), (0.5, 0.5, 0.25), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)]
)
def test_free_riders_take_their_share_where_nobody_watches(indicators, control, unwatched):
    p = p_with(free_riding=0.4, control_burden=0.0, room=10.0)
    a = alliance(size=10, match=1.0, leadership=0.5, operating=1, plan=1.0, indicators=indicators, control=control)
    assert realised_benefit(a, p) == pytest.approx(0.5 * (1 - 0.4 * 0.5 * unwatched))


def test_control_is_a_burden_of_its_own():
    p = p_with(free_riding=0.0, control_burden=0.2)
    plain, half = (alliance(size=4, match=1.0, operating=1, control=level) for level in (0.0, 0.5))
    assert realised_benefit(half, p) == pytest.approx(0.9 * realised_benefit(plain, p))


def test_a_federation_takes_its_fee_of_its_members_alone():
    for fee in (0.0, 0.15):
        p = p_with(federation_fee=fee, control_burden=0.1)
        alone, member = (
            realised_benefit(alliance(size=4, match=1.0, operating=1, control=0.5, federated=flag), p)
            for flag in (0, 1)
        )
        assert member == pytest.approx(alone * (0.95 - fee) / 0.95)


def test_benefit_is_greater_when_operating_planned_and_watched():
    def worth(p=P, **fields):
        return realised_benefit(alliance(size=12, match=0.8, leadership=0.5, **fields), p)

    operating = worth(operating=1)
    assert operating > worth()
    assert worth(operating=1, plan=1.0) == pytest.approx(2 * operating)
    assert worth(operating=1, indicators=1.0) > operating
    assert worth(p_with(control_burden=0.0), operating=1, control=1.0) > operating


LOOSE = {"ground_cohesion": 0.1, "cohesion_benefit": 0.2, "cohesion_trust": 0.3, "cohesion_plan": 0.4,
         "cohesion_support": 0.15, "cohesion_load": 0.5, "room": 10.0}  # fmt: skip


@pytest.mark.parametrize(
    ("has", "held"),
    [
        ({}, 0.1),
        ({"benefit": 0.5}, 0.2),
        ({"trust": 0.5}, 0.25),
        ({"plan": 0.5, "understanding": 0.5}, 0.2),
        ({"support": 0.4}, 0.16),
        ({"trust": 1.0, "size": 10, "leadership": 0.5}, 0.4 - 0.25),
        ({"size": 48}, 0.0),
        ({"benefit": 1.0, "trust": 1.0, "plan": 1.0, "understanding": 1.0, "support": 1.0}, 1.0),
    ],
)
def test_each_thing_holds_an_alliance_by_its_weight(has, held):
    assert what_holds(alliance(**has), p_with(**LOOSE)) == pytest.approx(held)


@pytest.mark.parametrize("name", ["benefit", "trust", "support"])
def test_each_support_holds_it_up(name):
    assert what_holds(alliance(size=4, **{name: 0.5}), P) > what_holds(alliance(size=4), P)


def test_a_plan_holds_only_those_who_understand_it():
    assert what_holds(alliance(size=4, plan=1.0), P) == what_holds(alliance(size=4), P)
    assert what_holds(alliance(size=4, plan=1.0, understanding=0.5), P) > what_holds(alliance(size=4), P)


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


def worked(p=P, **fields):
    """An alliance of three after a month of work."""
    state, _ = bare(4)
    number = ally(state, [0, 1, 2], **fields)
    work(state, p, when(), 5, number)
    return state, state.alliances[number]


def test_a_months_work_renews_what_the_alliance_has():
    a = worked(p_with(plan_growth=0.0, practice_wear=0.1), cohesion=0.9, support=0.8, plan=0.5, control=0.5)[1]
    assert a["support"] == pytest.approx(0.8 * (1 - P["support_fading"]))
    stale = 0.1 * (1 - P["first_readiness"] * P["first_skill"])
    assert [a["plan"], a["control"]] == pytest.approx([0.5 * (1 - stale)] * 2)


def test_a_months_work_corrects_what_was_seen():
    still = {"cohesion_speed": 0.0, "misuse_rate": 0.0, "breaking": 0.0}
    able = {"cohesion": 0.2, "readiness": 1.0, "skill": 1.0, "indicators": 1.0}
    a = worked(p_with(**still), **able)[1]
    assert a["cohesion"] == pytest.approx(0.2 + P["feedback_power"] * (P["comfort"] - 0.2))


def test_a_month_takes_benefit_misuse_maturing_and_giving():
    p = p_with(misuse_rate=1.0, elementary_exposure=1.0, maturing_rate=10.0, unplanned=1.0, slipping=0.0)
    state, a = worked(p, cohesion=0.9, match=0.0)
    assert a["benefit"] > 0.0  # survey found what matches
    assert a["cohesion"] < worked(p_with(misuse_rate=0.0), cohesion=0.9)[1]["cohesion"]  # something was misused
    assert (a["operating"], a["operating_since"]) == (1, 5)
    assert (state.organisations["management"][:3] > 0.5).all()


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


# Terms, and the parts of a month


@given(SEEDS)
def test_terms_of_what_holds_add_up_to_it_between_nought_and_one(seed):
    a, p = drawn(seed)
    terms = holding(a, p)
    assert what_holds(a, p) == pytest.approx(min(1.0, max(0.0, sum(terms))), abs=1e-12)
    assert terms.ground == p["ground_cohesion"]
    assert terms.load == pytest.approx(-p["cohesion_load"] * load(a, p))
    assert min(terms.benefit, terms.trust, terms.plan, terms.support) >= 0.0 >= terms.load


def test_working_together_is_what_moves_cohesion_and_brings_benefit():
    p = p_with(misuse_rate=0.0)
    state, _ = bare(6)
    number = ally(state, [0, 1, 2], cohesion=0.9)
    work_together(state, p, when(), number)
    a = state.alliances[number]
    assert a["cohesion"] == pytest.approx(0.9 + p["cohesion_speed"] * (what_holds(a, p) - 0.9))
    assert a["benefit"] == realised_benefit(a, p)


def test_looking_after_an_alliance_renews_what_it_has():
    state, _ = bare(6)
    number = ally(state, [0, 1, 2], cohesion=0.9, strategy=0.5, understanding=0.5, support=0.8)
    look_after(state, P, number)
    a = state.alliances[number]
    assert a["plan"] > 0.0
    assert a["support"] == pytest.approx(0.8 * (1.0 - P["support_fading"]))


@pytest.mark.parametrize(("members", "cohesion", "lives"), [(2, 0.9, True), (1, 0.9, False), (3, 0.01, False)])
def test_an_alliance_takes_two_members_and_some_cohesion(members, cohesion, lives):
    state, _ = bare(6)
    number = ally(state, list(range(members)), cohesion=cohesion)
    assert goes_on(state, P, 7, number) == lives
    assert state.alliances["ended"][number] == (-1 if lives else 7)


@pytest.mark.parametrize(("cohesion", "left"), [(0.0, 0.3), (0.3, 0.3), (0.7, 0.7)])
def test_a_month_of_the_past_ends_nothing_and_is_otherwise_one_of_work(cohesion, left):
    state, _ = bare(4, management=0.5, strategy=0.0)
    number = ally(state, [0, 1], cohesion=cohesion, readiness=0.9, skill=0.0, control=0.5)
    p = p_with(slipping=0.3, cohesion_speed=0.0, misuse_rate=0.0, work_learning=0.2, elementary_lesson=0.5,
               readiness_decay=0.1, first_readiness=0.4, practice_wear=0.2, maturing_rate=0.0)  # fmt: skip
    look_back(state, p, when(), -3, number)
    a = state.alliances[number]
    assert (a["cohesion"], a["before"], a["ended"]) == (left, left, -1)
    assert state.organisations["management"] == pytest.approx([0.55, 0.55, 0.5, 0.5])  # a tenth of what is missing
    assert (a["readiness"], a["control"]) == pytest.approx((0.9 - 0.1 * 0.5, 0.5 * 0.8))
    look_back(state, p_with(maturing_rate=1e9, maturing_form=STEADILY, slipping=0.3), when(), -2, number)
    assert (a["operating"], a["operating_since"]) == (1, -2)
