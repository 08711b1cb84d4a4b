"""A board's meeting: leave what is not worth it, else join, else found."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import faults_of
from small_worlds import (
    P,
    alliance,
    ally,
    bare,
    organisation,
    p_with,
    some_alliance,
    some_organisation,
    some_parameters,
    when,
)

from sim.chance import JOIN, LEAVE, draw
from sim.records import MAX_BELONGS, MAX_MEMBERS
from sim.rules.deciding import considers, decide, heard_of, inclination_to_stay, join, leave
from sim.rules.fitting import chance_of, coordination, fit, willingness
from sim.rules.membership import seat_of
from sim.rules.trust import introduce

SEEDS = st.integers(0, 2**32 - 1)
SURE = 60.0
MONTHS = 600


@pytest.mark.parametrize("attention", [0.0, 0.1, 1.0])
def test_boards_consider_alliances_as_often_as_declared(attention):
    share = np.mean([considers(organisation(id=k), p_with(attention=attention), when()) for k in range(10_000)])
    assert share == pytest.approx(attention, abs=4 * np.sqrt(attention * (1 - attention) / 10_000))


# Leaving


def stay(p=P, understanding=0.5, **fields):
    """What keeps a middling leader in an alliance of ``fields``, beyond ``staying`` and what coordination costs it."""
    o, a = organisation(leadership=0.5, understanding=understanding), alliance(**{"cohesion": 0.5, **fields})
    return inclination_to_stay(o, a, p) - p["staying"] + coordination(o, a["size"], p)


def test_each_thing_that_keeps_one_in_an_alliance_has_its_weight():
    assert stay() == pytest.approx(0.0) == pytest.approx(stay(size=9))
    for cohesion in (0.0, 1.0):
        assert stay(cohesion=cohesion) == pytest.approx(P["weight_cohesion"] * (cohesion - 0.5))
    assert stay(benefit=0.4) == pytest.approx(0.4 * P["weight_benefit"])
    assert stay(plan=0.5, understanding=1.0) == pytest.approx(0.25 * P["weight_understanding"])
    assert stay(plan=0.5, understanding=0.0) == pytest.approx(-0.25 * P["weight_understanding"])


@given(SEEDS)
def test_what_brought_one_in_does_not_keep_it(seed):
    """Formation and persistence have different causes: neither place nor needs nor kind counts for staying."""
    lots = np.random.default_rng(seed)
    o, a, p = some_organisation(lots), some_alliance(lots), some_parameters(lots)
    moved = o.copy()
    moved["x"], moved["needs"], moved["offers"], moved["kind"] = o["x"] + 100.0, 0, 0, (o["kind"] + 1) % 9
    assert inclination_to_stay(moved, a, p) == inclination_to_stay(o, a, p)


@given(SEEDS)
def test_cohesion_and_benefit_keep_and_size_drives_away(seed):
    lots = np.random.default_rng(seed)
    o, a, p = some_organisation(lots), some_alliance(lots), some_parameters(lots)
    plain = inclination_to_stay(o, a, p)
    for name, sign in (("cohesion", 1), ("benefit", 1), ("size", -1)):
        other = a.copy()
        other[name] += 1
        assert sign * (inclination_to_stay(o, other, p) - plain) > 0


def test_a_plan_keeps_those_who_understand_it():
    knows, does_not = organisation(understanding=0.9), organisation(understanding=0.1)
    planned, unplanned = alliance(size=5, plan=1.0), alliance(size=5)
    assert inclination_to_stay(knows, planned, P) > inclination_to_stay(knows, unplanned, P)
    assert inclination_to_stay(does_not, planned, P) < inclination_to_stay(does_not, unplanned, P)


def months_until_leaving(cohesion, p):
    """Whether organisation 1 leaves, month by month, each time anew."""
    left = []
    for month in range(MONTHS):
        state, _ = bare(4)
        number = ally(state, [0, 1, 2, 3], cohesion=cohesion)
        leave(state, p, when(1, month), month, 1)
        left.append(seat_of(state.seats, 1, number) < 0)
    return np.mean(left)


def test_leaving_is_likelier_where_cohesion_is_low():
    p = p_with(staying=1.5)
    low, high = months_until_leaving(0.1, p), months_until_leaving(0.9, p)
    o = bare(4)[0].organisations[1]
    for share, cohesion in ((low, 0.1), (high, 0.9)):
        stays = chance_of(inclination_to_stay(o, alliance(size=4, cohesion=cohesion), p))
        assert share == pytest.approx(1.0 - stays, abs=4 * np.sqrt(0.25 / MONTHS))
    assert low > high + 0.1


def test_each_alliance_is_considered_by_itself():
    state, _ = bare(8, id=1)
    state.organisations["id"] = np.arange(1, 9)
    good, bad = ally(state, [0, 1, 2], cohesion=1.0), ally(state, [0, 3, 4], cohesion=0.0)
    p = p_with(staying=0.0, weight_cohesion=2 * SURE)
    leave(state, p, when(), 9, 0)
    assert seat_of(state.seats, 0, good) >= 0 > seat_of(state.seats, 0, bad)
    assert state.ledger["left"][:6].tolist() == [-1, -1, -1, 9, -1, -1]


def test_leaving_asks_the_question_of_the_organisation_and_the_alliance():
    p = p_with(staying=1.0)
    for month in range(300):
        state, _ = bare(4)
        number = ally(state, [0, 1, 2, 3], cohesion=0.3)
        o, a = state.organisations[1], state.alliances[number]
        stays = draw(when(1, month), LEAVE, o["id"], a["key"]) <= chance_of(inclination_to_stay(o, a, p))
        leave(state, p, when(1, month), month, 1)
        assert (seat_of(state.seats, 1, number) >= 0) == stays


# Joining


def test_one_hears_of_the_alliances_of_acquaintances():
    state, _ = bare(8)
    first, second, _other = ally(state, [1, 4]), ally(state, [1, 5]), ally(state, [6, 7])
    introduce(state.ties, 0, 1, 0.6)
    heard = [heard_of(state, when(1, month), 0) for month in range(400)]
    assert {(int(number), trust) for number, trust in heard} == {(first, 0.6), (second, 0.6)}
    assert abs(sum(number == first for number, _ in heard) - 200) < 4 * 10


def test_who_knows_nobody_or_only_outsiders_hears_of_nothing():
    state, _ = bare(8)
    ally(state, [6, 7])
    assert heard_of(state, when(), 0) == (-1, 0.0)
    introduce(state.ties, 0, 1, 0.6)
    assert heard_of(state, when(), 0) == (-1, 0.0)


@pytest.mark.parametrize("push", [0.0, 2.0])
def test_one_joins_as_its_will_and_the_push_say(push):
    joined, expected = [], []
    for month in range(MONTHS):
        state, _ = bare(4)
        number = ally(state, [1, 2, 3])
        o, a = state.organisations[0], state.alliances[number]
        will = willingness(o, a, fit(o, a, P), 0.5, P)
        expected.append(draw(when(1, month), JOIN, o["id"], a["key"]) < chance_of(will + push))
        joined.append(bool(join(state, P, when(1, month), month, 0, number, 0.5, push)))
        assert (seat_of(state.seats, 0, number) >= 0) == joined[-1]
    assert joined == expected
    assert 0 < sum(joined) < MONTHS


def test_a_push_makes_joining_likelier():
    shares = []
    for push in (0.0, 1.0, 3.0):
        state, _ = bare(4)
        number = ally(state, [1, 2, 3])
        o, a = state.organisations[0], state.alliances[number]
        shares.append(chance_of(willingness(o, a, fit(o, a, P), 0.5, P) + push))
    assert shares[0] < shares[1] < shares[2]


def test_nobody_joins_what_it_is_in():
    state, _ = bare(4)
    number = ally(state, [0, 1, 2])
    assert not join(state, P, when(), 1, 0, number, 0.5, SURE)
    assert faults_of(state) == []


def test_nobody_joins_one_too_many_or_one_that_is_full():
    state, _ = bare(8)
    for j in range(1, 1 + MAX_BELONGS):
        ally(state, [0, j])
    number = ally(state, [5, 6])
    assert not join(state, P, when(), 1, 0, number, 0.5, SURE)
    full, _ = bare(MAX_MEMBERS + 1)
    number = ally(full, list(range(MAX_MEMBERS)))
    assert not join(full, P, when(), 1, MAX_MEMBERS, number, 0.5, SURE)
    assert faults_of(state) == faults_of(full) == []


# The meeting as a whole


def test_who_joins_does_not_also_found():
    state, _ = bare(8)
    number = ally(state, [1, 2, 3])
    introduce(state.ties, 0, 1, 1.0)
    eager = p_with(reluctance=-SURE, founding_cost=0.0)
    decide(state, eager, when(), 4, 0)
    assert seat_of(state.seats, 0, number) >= 0
    assert (state.counts["founded"][0], state.organisations["rest_until"][0]) == (1, 0)
    decide(state, eager, when(), 4, 0)  # now that it is in, it founds
    assert state.counts["founded"][0] == 2


def test_who_hears_of_nothing_founds():
    state, _ = bare(8)
    introduce(state.ties, 0, 1, 1.0)
    decide(state, p_with(reluctance=-SURE, founding_cost=0.0), when(), 4, 0)
    assert state.counts["founded"][0] == 1
    assert state.alliances["facilitated"][0] == 0


def test_a_board_that_leaves_does_nothing_else_that_month():
    state, _ = bare(8)
    bad, good = ally(state, [0, 4, 5], cohesion=0.0), ally(state, [1, 2, 3], cohesion=1.0)
    introduce(state.ties, 0, 1, 1.0)
    p = p_with(staying=0.0, weight_cohesion=120.0, reluctance=-SURE, founding_cost=0.0)
    decide(state, p, when(), 4, 0)
    assert state.organisations["belongs_to"][0] == 0
    assert state.counts["founded"][0] == 2  # the two there were
    decide(state, p, when(1, 2), 5, 0)
    assert seat_of(state.seats, 0, bad) < 0 <= seat_of(state.seats, 0, good)
    assert faults_of(state) == []


def test_leaving_says_whether_any_was_left():
    state, _ = bare(8)
    ally(state, [0, 1, 2], cohesion=1.0)
    p = p_with(staying=0.0, weight_cohesion=120.0)
    assert not leave(state, p, when(), 4, 0)
    ally(state, [0, 3, 4], cohesion=0.0)
    assert leave(state, p, when(), 4, 0)
