"""A board's meeting: leave what is not worth it, else join, else found; and alliances that ask others to join."""

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

from sim.chance import JOIN, LEAVE, RECRUIT, draw, pick
from sim.records import MAX_BELONGS, MAX_MEMBERS
from sim.rules.deciding import (
    considers,
    decide,
    doubt,
    heard_of,
    inclination_to_stay,
    join,
    leave,
    recruit,
    staying,
    whom_to_ask,
)
from sim.rules.fitting import chance_of, coordination, fit, willingness
from sim.rules.membership import enrol, seat_of
from sim.rules.trust import introduce
from sim.structure import BY_COHESION, BY_HABIT, BY_TRUST

SEEDS = st.integers(0, 2**32 - 1)
SURE = 60.0
MONTHS = 600


@pytest.mark.parametrize("attention", [0.0, 0.1, 1.0])
def test_boards_consider_alliances_as_often_as_declared(attention):
    share = np.mean([considers(organisation(id=k), p_with(attention=attention), when()) for k in range(10_000)])
    assert share == pytest.approx(attention, abs=4 * np.sqrt(attention * (1 - attention) / 10_000))


def considering(p=P, **fields):
    """Which of many like boards have alliances on their agenda."""
    return {k for k in range(10_000) if considers(organisation(id=k, **fields), p, when())}


def test_debts_crowd_alliances_out_and_those_who_still_consider_them_are_among_those_who_would():
    plain, behind = considering(), considering(arrears=0.5)
    assert behind < plain
    share = P["attention"] * (1 - 0.5 * P["distraction"])
    assert len(behind) / 10_000 == pytest.approx(share, abs=4 * np.sqrt(share / 10_000))


def test_without_distraction_debts_crowd_nothing_out():
    undistracted = p_with(distraction=0.0)
    assert considering(undistracted, arrears=1.0) == considering()


def test_who_is_dormant_considers_nothing():
    assert considering(p_with(attention=1.0), asleep_until=9) == set()


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
    assert stay(plan=0.5, understanding=1.0) == pytest.approx(0.25 * P["weight_plan"])
    assert stay(plan=0.5, understanding=0.0) == pytest.approx(-0.25 * P["weight_plan"])


@pytest.mark.parametrize(
    ("form", "cohesion", "trust", "plan"),
    [(BY_COHESION, 1.0, 0.0, 1.0), (BY_TRUST, 0.0, 1.0, 0.0), (BY_HABIT, 0.0, 0.0, 0.0)],
)
def test_each_form_of_staying_rests_on_what_it_names(form, cohesion, trust, plan):
    """By cohesion and a plan that is understood, by trust, or by habit; benefit keeps in all of them."""
    p = p_with(staying_form=form)
    start = stay(p, 1.0, trust=0.5)
    assert start == pytest.approx(0.0)
    assert stay(p, 1.0, cohesion=0.9, trust=0.5) == pytest.approx(cohesion * 0.4 * P["weight_cohesion"])
    assert stay(p, 1.0, trust=0.9) == pytest.approx(trust * 0.4 * P["weight_cohesion"])
    assert stay(p, 1.0, trust=0.5, plan=0.8) == pytest.approx(plan * 0.4 * P["weight_plan"])
    assert stay(p, 1.0, trust=0.5, benefit=0.3) == pytest.approx(0.3 * P["weight_benefit"])


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
    p["staying_form"] = BY_COHESION
    plain = inclination_to_stay(o, a, p)
    for name, sign in (("cohesion", 1), ("benefit", 1), ("size", -1)):
        other = a.copy()
        other[name] += 1
        assert sign * (inclination_to_stay(o, other, p) - plain) > 0


@given(SEEDS)
def test_terms_of_staying_add_up_to_it(seed):
    lots = np.random.default_rng(seed)
    o, a, p = some_organisation(lots), some_alliance(lots), some_parameters(lots)
    terms = staying(o, a, p)
    assert sum(terms) == pytest.approx(inclination_to_stay(o, a, p), abs=1e-12)
    assert terms.habit == p["staying"]
    assert terms.coordination == -coordination(o, a["size"], p)
    if p["staying_form"] != BY_COHESION:
        assert terms.plan == 0.0


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
    state, _ = bare(8, id=np.arange(1, 9))
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
        will = inclination_to_stay(o, a, p) - doubt(month - 1, p)
        stays = draw(when(1, month), LEAVE, o["id"], a["key"]) <= chance_of(will)
        leave(state, p, when(1, month), month, 1)
        assert (seat_of(state.seats, 1, number) >= 0) == stays


def test_who_is_new_to_an_alliance_doubts_it_and_after_a_year_no_more():
    p = p_with(newness=1.2)
    assert [float(doubt(tenure, p)) for tenure in (0, 3, 6, 12, 13, 300)] == pytest.approx(
        [1.2, 0.9, 0.6, 0.0, 0.0, 0.0]
    )
    assert not any(doubt(tenure, p_with(newness=0.0)) for tenure in range(20))


def test_it_is_the_newcomer_who_doubts_however_old_the_alliance_is():
    """And without newness nobody leaves sooner for being new."""
    for newness in (3.0, 0.0):
        p = p_with(newness=newness, staying=3.0, weight_cohesion=0.0, coordination_cost=0.0)
        left = np.zeros(2)
        for month in range(MONTHS):
            state, _ = bare(4)
            number = ally(state, [0, 1], month=100)
            enrol(state, P, 2, number, 200)
            for place, i in enumerate((2, 1)):
                leave(state, p, when(1, month), 200, i)
                left[place] += seat_of(state.seats, i, number) < 0
        shares = [1 - chance_of(3.0 - doubt(tenure, p)) for tenure in (0, 100)]
        assert left / MONTHS == pytest.approx(shares, abs=0.07)
        assert (shares[0] > 2 * shares[1]) == (newness > 0.0)


# Joining


def test_one_hears_of_the_alliances_of_acquaintances():
    state, _ = bare(8)
    first, second, _other = ally(state, [1, 4]), ally(state, [1, 5]), ally(state, [6, 7])
    introduce(state, P, 0, 1, 0.6)
    heard = [heard_of(state, when(1, month), 0) for month in range(400)]
    assert {(int(number), trust) for number, trust in heard} == {(first, 0.6), (second, 0.6)}
    assert abs(sum(number == first for number, _ in heard) - 200) < 4 * 10


def test_who_knows_nobody_or_only_outsiders_hears_of_nothing():
    state, _ = bare(8)
    ally(state, [6, 7])
    assert heard_of(state, when(), 0) == (-1, 0.0)
    introduce(state, P, 0, 1, 0.6)
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
    introduce(state, P, 0, 1, 1.0)
    eager = p_with(reluctance=-SURE, founding_cost=0.0)
    decide(state, eager, when(), 4, 0)
    assert seat_of(state.seats, 0, number) >= 0
    assert (state.counts["founded"][0], state.organisations["rest_until"][0]) == (1, 0)
    decide(state, eager, when(), 4, 0)  # now that it is in, it founds
    assert state.counts["founded"][0] == 2


def test_who_hears_of_nothing_founds():
    state, _ = bare(8)
    introduce(state, P, 0, 1, 1.0)
    decide(state, p_with(reluctance=-SURE, founding_cost=0.0), when(), 4, 0)
    assert state.counts["founded"][0] == 1
    assert state.alliances["facilitated"][0] == 0


def test_a_board_that_leaves_does_nothing_else_that_month():
    state, _ = bare(8)
    bad, good = ally(state, [0, 4, 5], cohesion=0.0), ally(state, [1, 2, 3], cohesion=1.0)
    introduce(state, P, 0, 1, 1.0)
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


# Alliances that ask


def asked(p, month=1):
    """What becomes of an alliance whose founder knows its members and two outsiders, after it has asked or not."""
    state, _ = bare(6)
    number = ally(state, [0, 1, 2])
    for j in range(1, 5):
        introduce(state, P, 0, j, 0.6)
    joined = recruit(state, p, when(1, month), month, number)
    return state, number, bool(joined)


def test_an_alliance_asks_as_often_as_declared_one_of_those_who_speak_for_it_know():
    p = p_with(recruiting=0.4, reluctance=-SURE)
    asking = joining = 0
    who = set()
    for month in range(MONTHS):
        state, number, joined = asked(p, month)
        asks = draw(when(1, month), RECRUIT, state.alliances["key"][number]) < 0.4
        known = state.ties["other"][0, :4].tolist()
        j = known[pick(draw(when(1, month), RECRUIT, state.alliances["key"][number], np.uint64(1)), 4)]
        assert joined == (asks and j in (3, 4))  # whoever is a member already does not join again
        asking, joining = asking + asks, joining + joined
        who |= set(state.members[number, 3 : state.alliances["size"][number]].tolist())
    assert asking / MONTHS == pytest.approx(0.4, abs=4 * np.sqrt(0.24 / MONTHS))
    assert joining == pytest.approx(0.5 * asking, rel=0.25)
    assert who == {3, 4}


def test_without_recruiting_nobody_is_asked():
    assert not any(asked(p_with(recruiting=0.0, reluctance=-SURE), month)[2] for month in range(300))


def test_whoever_is_asked_weighs_it_by_its_own_trust():
    p = p_with(recruiting=1.0)
    for month in range(300):
        state, _ = bare(4)
        number = ally(state, [1, 2])
        introduce(state, P, 0, 1, 0.2)
        state.ties["trust"][0, 0] = 0.9  # it trusts the founder more than that one trusts it
        o, a = state.organisations[0], state.alliances[number]
        will = willingness(o, a, fit(o, a, p), 0.9, p)
        expected = draw(when(1, month), JOIN, o["id"], a["key"]) < chance_of(will)
        assert bool(recruit(state, p, when(1, month), month, number)) == expected


def test_one_who_knows_nobody_asks_nobody():
    state, _ = bare(4)
    number = ally(state, [0, 1])
    assert not recruit(state, p_with(recruiting=1.0, reluctance=-SURE), when(), 1, number)
    assert whom_to_ask(state, p_with(recruiting=1.0), when(), number) == -1


def test_who_is_dormant_or_has_no_time_is_asked_in_vain():
    for field, value in (("asleep_until", 9), ("hours", P["meeting_hours"] - 0.1)):
        state, _ = bare(4)
        number = ally(state, [1, 2])
        introduce(state, P, 1, 0, 0.9)
        state.organisations[field][0] = value
        assert not recruit(state, p_with(recruiting=1.0, reluctance=-SURE), when(), 1, number)
