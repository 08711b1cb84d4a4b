"""Founding: what a founder expects, which form it chooses, who is asked in what order, and when it gives up."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import faults_of
from scipy import stats
from small_worlds import P, ally, bare, knowing, p_with, some_parameters, when

from sim.chance import ACCEPT, FORM, FOUND, draw
from sim.kinds import ACADEMIC, AREA, BUSINESS
from sim.records import MAX_CIRCLE
from sim.rules.fitting import appeal, chance_of, coordination, fit, inclination, max_appeal, willingness
from sim.rules.founding import (
    choose_form,
    found,
    founder_will,
    founding,
    invite,
    look_around,
    next_to_invite,
    prospects,
    sketch,
    tempted,
    trust_towards,
)
from sim.rules.hours import busyness
from sim.rules.trust import introduce

SEEDS = st.integers(0, 2**32 - 1)
SURE = 60.0  # a push (logit) that nobody resists
EAGER = p_with(reluctance=-SURE)  # organisations that need no push


# What a founder expects, and of which form


def scattered(seed, count=12, friends=8):
    """A world of unlike organisations, the first of which knows some, each trusted differently."""
    lots = np.random.default_rng(seed)
    state, plan = bare(count)
    o = state.organisations
    for name in ("leadership", "spirit", "understanding", "strategy", "openness", "management"):
        o[name] = lots.random(count)
    o["x"], o["y"] = lots.normal(0, 20, (2, count))
    o["needs"], o["offers"] = lots.integers(0, 128, (2, count))
    o["kind"], o["capital"] = lots.integers(0, 9, count), lots.lognormal(14, 2, count)
    for j in range(1, friends + 1):
        introduce(state, P, 0, j, float(lots.uniform(0.1, 1.0)))
    return state, plan, some_parameters(lots)


def sketched(state, form, i=0):
    a = state.alliances[0]
    sketch(state, i, a, form)
    return a


@given(SEEDS, st.integers(1, 8))
def test_prospects_are_means_over_those_it_would_invite_first(seed, refusals):
    state, _, p = scattered(seed)
    p["refusals"] = refusals
    circle = np.arange(1, 9)
    for form in (AREA, BUSINESS, ACADEMIC):
        a = sketched(state, form)
        fits = np.array([fit(state.organisations[j], a, p) for j in circle])
        trusts = np.array([trust_towards(state, p, 0, int(j)) for j in circle])
        first = np.argsort(-(p["weight_fit"] * fits + p["weight_trust"] * trusts))[:refusals]
        assert prospects(state, p, 0, a, circle, 8) == pytest.approx((fits[first].mean(), trusts[first].mean()))


@given(SEEDS)
def test_prospects_do_not_depend_on_strangers_who_would_be_invited_last(seed):
    """A team that brings ten unlikely partners more makes nobody hope less."""
    state, _, p = scattered(seed, count=20)
    p["refusals"], p["first_trust"] = 4.0, 0.0
    state.organisations["x"][9:], state.organisations["openness"][9:] = 1e4, 0.0
    state.organisations["needs"][9:], state.organisations["offers"][9:] = 0, 0
    state.ties["trust"][0, :8] = np.maximum(0.3, state.ties["trust"][0, :8])
    circle = np.arange(1, 20)
    for form in (AREA, BUSINESS, ACADEMIC):
        a = sketched(state, form)
        assert prospects(state, p, 0, a, circle, 19) == prospects(state, p, 0, a, circle, 8)


@given(SEEDS)
def test_a_founders_will_as_written(seed):
    state, _, p = scattered(seed)
    o = state.organisations[0]
    state.provinces["climate"][o["province"]] = climate = float(np.random.default_rng(seed).random())
    o["belongs_to"], o["hours"], o["busy"] = seed % 3, 20.0, 5.0 * (seed % 3)
    hurdle = max(0.0, p["founding_cost"] - p["climate_pull"] * climate)
    own = inclination(o, 0.3, 0.6, 0.4, p) - coordination(o, 1, p) - busyness(o, p)
    expected = own + p["weight_leadership"] * (o["leadership"] - 0.5) - hurdle
    assert founder_will(o, state.provinces[o["province"]], p, 0.3, 0.6, 0.4) == pytest.approx(expected)


@given(SEEDS, st.floats(0, 1), st.floats(0, 1))
def test_nobody_is_sent_home_who_might_have_founded(seed, fitting, trust):
    """The early look at perfect partners never turns away a founder whom its real ones would have satisfied."""
    state, _, p = scattered(seed)
    o, home = state.organisations[0], state.provinces[0]
    best = founder_will(o, home, p, max_appeal(p), 1.0, 1.0)
    assert all(founder_will(o, home, p, appeal(form, p), fitting, trust) <= best + 1e-12 for form in range(3))
    if draw(when(), FOUND, o["id"]) < chance_of(founder_will(o, home, p, appeal(0, p), fitting, trust) + 1.0):
        assert tempted(o, home, p, when(), 1, 1.0)


def test_a_friendly_environment_takes_founding_cost_away_but_never_pays_for_it():
    state, _ = bare(3)
    home = state.provinces[state.organisations["province"][0]]
    p = p_with(founding_cost=1.0, climate_pull=2.0)
    wills = []
    for climate in (0.0, 0.25, 0.5, 1.0):
        home["climate"] = climate
        wills.append(founder_will(state.organisations[0], home, p, 0.0, 0.5, 0.5))
    assert wills[1] - wills[0] == pytest.approx(0.5)
    assert wills[2] - wills[0] == pytest.approx(1.0) == pytest.approx(wills[3] - wills[0])


def test_the_form_is_a_logit_choice_among_what_each_promises():
    state, _, p = scattered(3)
    circle = np.arange(1, 9)
    values = []
    for form in (AREA, BUSINESS, ACADEMIC):
        fitting, _ = prospects(state, p, 0, sketched(state, form), circle, 8)
        values.append(appeal(form, p) + p["weight_fit"] * fitting)
    expected = np.exp(values) / np.exp(values).sum()
    a = state.alliances[0]
    counts = Counter(int(choose_form(state, p, when(1, m), 0, a, circle, 8)) for m in range(4000))
    assert expected.min() > 0.02
    assert stats.chisquare([counts[form] for form in range(3)], 4000 * expected).pvalue > 0.001


def test_what_each_form_promises_counts_with_a_chance_of_its_own():
    """The noise of a logit choice: -log(-log(u)), for the form with the greatest sum."""
    state, _, p = scattered(3)
    circle, a, o = np.arange(1, 9), state.alliances[0], state.organisations[0]
    promised = [appeal(form, p) + p["weight_fit"] * prospects(state, p, 0, sketched(state, form), circle, 8)[0]
                for form in range(3)]  # fmt: skip
    for month in range(60):
        lots = np.array([draw(when(1, month), FORM, o["id"], np.uint64(form)) for form in range(3)])
        best = np.argmax(promised - np.log(-np.log(lots)))
        assert choose_form(state, p, when(1, month), 0, a, circle, 8) == best


# Whom it asks


@given(SEEDS)
def test_the_best_fitting_and_most_trusted_is_asked_next(seed):
    state, _, p = scattered(seed)
    circle, asked = np.arange(1, 9), np.zeros(MAX_CIRCLE, np.int8)
    a = sketched(state, seed % 3)

    def score(place):
        j = int(circle[place])
        return p["weight_fit"] * fit(state.organisations[j], a, p) + p["weight_trust"] * trust_towards(state, p, 0, j)

    for _ in range(8):
        place = int(next_to_invite(state, p, 0, a, circle, asked, 8))
        assert asked[place] == 0
        assert score(place) == pytest.approx(max(score(k) for k in range(8) if not asked[k]))
        asked[place] = 1
    assert next_to_invite(state, p, 0, a, circle, asked, 8) == -1


def stubborn(count):
    """Ten friends of 0, the ``count`` most trusted of them unable to join anything more, the others in nothing."""
    state, _ = bare(11)
    for j in range(1, 11):
        introduce(state, P, 0, j, 1.0 - 0.05 * j)
    state.organisations["belongs_to"][1 : 1 + count] = 3
    return state


@pytest.mark.parametrize("refusals", [1, 2, 4, 8])
@pytest.mark.parametrize("stubborn_ones", [0, 1, 3, 4, 7, 8])
def test_a_founder_stops_after_so_many_refusals(refusals, stubborn_ones):
    state = stubborn(stubborn_ones)
    a = sketched(state, AREA)
    state.members[0, 0] = 0
    invite(state, p_with(refusals=refusals), when(), 0, a, 0, np.arange(1, 11), 10, SURE)
    assert a["size"] == (11 - stubborn_ones if refusals > stubborn_ones else 1)
    assert state.members[0, 1 : a["size"]].tolist() == list(range(1 + stubborn_ones, 11))[: a["size"] - 1]


@given(SEEDS, st.floats(0.0, 6.0))
def test_each_invitee_decides_by_its_own_will_towards_the_alliance_as_it_then_is(seed, push):
    state, _, p = scattered(seed)
    p["refusals"] = 3.0
    now, circle = when(seed % 1000), np.arange(1, 9)
    a = sketched(state, seed % 3)
    a["key"] = 77
    state.members[0, 0] = 0
    mirror, own, refused, joined, asked = a.copy(), 0.0, 0, [0], np.zeros(MAX_CIRCLE, np.int8)
    while refused < 3 and (place := int(next_to_invite(state, p, 0, mirror, circle, asked, 8))) >= 0:
        asked[place] = 1
        o = state.organisations[circle[place]]
        will = willingness(o, mirror, fit(o, mirror, p), trust_towards(state, p, int(circle[place]), 0), p)
        if draw(now, ACCEPT, o["id"], np.uint64(77)) < chance_of(will + push):
            joined.append(int(circle[place]))
            own += chance_of(will) / chance_of(will + push)
            mirror["size"] += 1
            mirror["needs"] |= o["needs"]
            mirror["offers"] |= o["offers"]
            mirror["leadership"] = max(mirror["leadership"], o["leadership"])
        else:
            refused += 1
    assert invite(state, p, now, 0, a, 0, circle, 8, push) == pytest.approx(own)
    assert state.members[0, : a["size"]].tolist() == joined


# The whole of it


def test_a_founding_makes_an_alliance_of_founder_and_friends():
    state, _ = knowing(6, 3)
    number = found(state, EAGER, when(), 5, 0, 0.0)
    assert number == 0
    assert state.members[0, :4].tolist() == [0, 1, 2, 3]
    a = state.alliances[0]
    assert (a["founder"], a["founded"], a["size"], a["facilitated"]) == (0, 5, 4, 0)
    assert (state.counts["founded"][0], state.counts["facilitated"][0]) == (1, 0)
    assert faults_of(state) == []


def test_whoever_founds_is_its_first_member_and_its_key_says_who_and_when():
    keys = set()
    for founder, month in ((2, 5), (4, 5), (2, 9)):
        state, _ = bare(6)
        introduce(state, P, founder, 1, 0.5)
        number = found(state, EAGER, when(1, month), month, founder, 0.0)
        assert state.members[number, :2].tolist() == [founder, 1]
        keys.add(int(state.alliances["key"][number]))
    assert len(keys) == 3 and 0 not in keys


def test_no_two_months_and_forms_of_one_founder_have_the_same_key():
    keys = set()
    for month in range(1, 13):
        for form in ("business_appeal", "academic_appeal"):
            state, _ = knowing(3, 2)
            look_around(state, p_with(**{form: 100.0}), when(1, month), month, 0, 0.0)
            keys.add(int(state.alliances["key"][0]))
    assert len(keys) == 24


def test_alliances_from_before_the_start_are_not_counted_as_founded():
    state, _ = bare(6)
    for month in (-3, 0, 1):
        ally(state, [0, 1], month=month)
    assert state.counts["founded"][0] == 1


def test_one_founded_at_a_teams_visit_is_called_facilitated():
    state, _ = knowing(20, 3)
    found(state, P, when(), 5, 0, SURE)
    assert (state.alliances["facilitated"][0], state.counts["facilitated"][0]) == (1, 1)
    assert state.alliances["size"][0] > 4  # the team brought others


@pytest.mark.parametrize("push", [0.0, 1.0, 3.0, SURE])
def test_who_was_pushed_into_it_starts_with_less_cohesion(push):
    state, _ = knowing(6, 3)
    p = p_with(reluctance=-20.0 if push == 0.0 else 4.0, founding_cost=0.0)
    for month in range(1, 500):
        if found(state, p, when(1, month), month, 0, push) >= 0:
            break
        state.organisations["rest_until"] = 0
    else:
        pytest.fail("nothing was ever founded")
    voluntary = 2.0 * state.alliances["cohesion"][0] / P["starting_cohesion"] - 1.0
    assert 0.0 <= voluntary <= 1.0
    assert voluntary == pytest.approx(1.0) if push == 0.0 else voluntary < 0.999


def test_voluntariness_is_the_mean_of_each_ones_own_share():
    state, _ = knowing(3, 1)
    o, push = state.organisations, SURE
    a = sketched(state, AREA)
    p = p_with(business_appeal=-50.0, academic_appeal=-50.0, brokered=0)
    fitting, trust = prospects(state, p, 0, a, np.array([1]), 1)
    founders = chance_of(founder_will(state.organisations[0], state.provinces[0], p, 0.0, fitting, trust))
    friends = chance_of(willingness(o[1], a, fit(o[1], a, p), 0.5, p))
    found(state, p, when(), 1, 0, push)
    voluntary = (founders + friends) / 2.0
    assert state.alliances["cohesion"][0] == pytest.approx(P["starting_cohesion"] * (0.5 + 0.5 * voluntary))


def test_a_founder_rests_before_it_tries_again():
    state, _ = knowing(6, 3)
    found(state, P, when(), 5, 0, SURE)
    assert state.organisations["rest_until"][0] == 5 + P["weariness"]
    for month in (6, 5 + int(P["weariness"]) - 1):
        assert found(state, P, when(), month, 0, SURE) == -1
    assert found(state, P, when(), 5 + int(P["weariness"]), 0, SURE) == 1


def test_a_founder_whom_all_refuse_rests_too_and_leaves_no_trace():
    state = stubborn(10)
    assert found(state, EAGER, when(), 5, 0, 0.0) == -1
    assert state.organisations["rest_until"][0] == 5 + P["weariness"]
    assert state.counts["alliances"][0] == state.counts["ledger"][0] == state.counts["founded"][0] == 0
    assert state.organisations["belongs_to"][0] == 0


def test_who_knows_nobody_founds_nothing():
    state, _ = bare(6)
    assert found(state, EAGER, when(), 5, 0, 0.0) == -1
    assert state.organisations["rest_until"][0] == 0


@pytest.mark.parametrize(("field", "value"), [("asleep_until", 9), ("busy", 15.0)], ids=["dormant", "busy"])
def test_who_is_dormant_or_has_no_time_founds_nothing_and_joins_nothing(field, value):
    for who, expected in ((0, []), (2, [0, 1, 3])):
        state, _ = knowing(6, 3, hours=16.0)
        state.organisations[field][who] = value
        number = found(state, EAGER, when(), 5, 0, SURE)
        assert (number >= 0) == bool(expected)
        assert state.members[0, : len(expected)].tolist() == expected


def test_founding_takes_the_time_of_a_first_meeting():
    state, _ = knowing(4, 2)
    found(state, EAGER, when(), 5, 0, 0.0)
    assert state.organisations["busy"].tolist() == [P["meeting_hours"]] * 3 + [0.0]


def test_who_belongs_to_as_many_as_it_can_founds_nothing():
    state, _ = knowing(8, 3)
    for j in (5, 6, 7):
        ally(state, [0, j])
    assert found(state, P, when(), 5, 0, SURE) == -1


def test_the_unwilling_found_nothing():
    state, _ = knowing(6, 3)
    assert all(found(state, P, when(1, month), month, 0, -SURE) == -1 for month in range(200))


def test_boards_found_as_often_as_their_will_says():
    state, _ = knowing(6, 3)
    p = p_with(business_appeal=-50.0, academic_appeal=-50.0, reluctance=1.0, weariness=0.0)
    fitting, trust = prospects(state, p, 0, sketched(state, AREA), np.array([1, 2, 3]), 3)
    expected = chance_of(founder_will(state.organisations[0], state.provinces[0], p, 0.0, fitting, trust))
    assert 0.1 < expected < 0.9
    tries = [draw(when(1, m), FOUND, state.organisations["id"][0]) < expected for m in range(1000)]
    for month, willing in enumerate(tries):
        state.organisations["rest_until"] = 0
        before = state.organisations["rest_until"].copy()
        state.organisations["belongs_to"][1:4] = 3  # nobody accepts, so that every month begins alike
        assert found(state, p, when(1, month), month + 1, 0, 0.0) == -1
        assert (state.organisations["rest_until"][0] != before[0]) == willing


def test_a_world_without_room_says_so():
    state, _ = knowing(6, 3)
    state.counts["alliances"] = len(state.alliances)
    assert found(state, P, when(), 5, 0, SURE) == -1
    assert state.counts["full"][0] == 1


# Terms, and the look around before


@given(SEEDS)
def test_terms_of_founding_add_up_to_the_founders_will(seed):
    state, _, p = scattered(seed)
    o, home = state.organisations[0], state.provinces[0]
    terms = founding(o, home, p, 0.3, 0.6, 0.4)
    will = founder_will(o, home, p, 0.3, 0.6, 0.4)
    assert sum((*terms.inclined, *terms[1:])) == pytest.approx(will, abs=1e-12)
    assert sum(terms.inclined) == pytest.approx(inclination(o, 0.3, 0.6, 0.4, p))
    assert terms.coordination == -coordination(o, 1, p)
    assert terms.busyness == -busyness(o, p)
    assert terms.hurdle <= 0.0


@given(SEEDS)
def test_looking_around_changes_nothing_that_counts_and_says_the_same_again(seed):
    state, _, p = scattered(seed)
    before = state.counts.copy(), state.organisations.copy(), state.ties.copy(), state.ledger.copy()
    looks = [look_around(state, p, when(seed % 99), 3, 0, 0.0) for _ in range(2)]
    assert looks[0] == looks[1]
    assert looks[0][0] == 8
    assert all(map(np.array_equal, before, (state.counts, state.organisations, state.ties, state.ledger)))


def test_one_who_knows_nobody_looks_around_in_vain():
    state, _ = bare(4)
    assert look_around(state, P, when(), 1, 0, 0.0) == (0, 0.0, 0.0)
