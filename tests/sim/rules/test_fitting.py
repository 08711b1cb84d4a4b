"""How well organisation and alliance fit and what that makes of its will: values at points, limits and signs."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_worlds import P, alliance, organisation, p_with, some_alliance, some_organisation, some_parameters

from sim.kinds import ACADEMIC, AREA, BUSINESS
from sim.rules.fitting import (
    BITS,
    appeal,
    chance_of,
    coordination,
    fit,
    inclination,
    inclined,
    max_appeal,
    risk,
    weighed,
    willing,
    willingness,
)
from sim.rules.hours import busyness
from sim.structure import BY_THE_HOUR

SEEDS = st.integers(0, 2**32 - 1)
FORMS = {"area": AREA, "business": BUSINESS, "academic": ACADEMIC}


def drawn(seed):
    lots = np.random.default_rng(seed)
    return some_organisation(lots), some_alliance(lots), some_parameters(lots), float(lots.random())


def test_bits_are_counted():
    assert [int(BITS[code]) for code in (0, 1, 2, 3, 0b1010101, 127)] == [0, 1, 1, 2, 4, 7]
    assert len(BITS) == 128


@given(st.floats(-30, 30))
def test_a_logit_stands_for_a_probability(logit):
    assert math.log(chance_of(logit) / chance_of(-logit)) == pytest.approx(logit, abs=1e-9)
    assert chance_of(logit) + chance_of(-logit) == pytest.approx(1.0)


# Fit


@given(SEEDS)
def test_fit_is_between_nought_and_one(seed):
    o, a, p, _ = drawn(seed)
    assert 0.0 <= fit(o, a, p) <= 1.0


def test_an_area_alliance_suits_neighbours_with_spirit():
    a = alliance(form=AREA)
    at = [fit(organisation(x=km, spirit=0.5), a, P) for km in (0, 10, 50)]
    assert at[0] == 0.75 > at[1] > at[2]
    assert at[1] / at[0] == pytest.approx(math.exp(-10 / P["near"]))
    assert fit(organisation(spirit=1.0), a, P) == 1.0 > fit(organisation(spirit=0.0), a, P) == 0.5


def test_it_is_the_distance_that_counts_not_the_place():
    here = fit(organisation(x=3.0, y=4.0, spirit=0.5), alliance(form=AREA), P)
    assert here == pytest.approx(0.75 * math.exp(-5 / P["near"]))
    there = fit(organisation(x=-97.0, y=54.0, spirit=0.5), alliance(form=AREA, x=-100.0, y=50.0), P)
    assert there == pytest.approx(here)


def test_a_business_alliance_suits_those_whose_needs_it_meets():
    a = alliance(form=BUSINESS, needs=0b0001, offers=0b0110)
    assert fit(organisation(needs=0b0110), a, P) == 2 / P["full_match"]
    assert fit(organisation(needs=0b0110, offers=0b0001), a, P) == 3 / P["full_match"]
    assert fit(organisation(needs=0b1000, offers=0b1000), a, P) == 0.0
    assert fit(organisation(needs=0b0001, offers=0b0110), a, P) == 0.0  # it is alike, and neither has what both need
    assert fit(organisation(needs=127, offers=127), alliance(form=BUSINESS, needs=127, offers=127), P) == 1.0


def test_an_academic_alliance_suits_the_open_who_have_something_to_learn():
    a = alliance(form=ACADEMIC, leadership=0.8, kind=3)
    assert fit(organisation(openness=1.0, kind=3, leadership=0.2), a, P) == 1.0
    assert fit(organisation(openness=1.0, kind=3, leadership=0.9), a, P) == 0.5
    assert fit(organisation(openness=1.0, kind=4, leadership=0.9), a, P) == 0.0
    assert fit(organisation(openness=0.0, kind=3, leadership=0.2), a, P) == 0.0
    assert fit(organisation(openness=0.5, kind=4, leadership=0.6), a, P) == pytest.approx(0.5 * 0.5 * 0.4)


def test_needs_that_are_met_are_not_sought_again():
    a = alliance(form=BUSINESS, offers=0b0110)
    assert fit(organisation(needs=0b0110, met=0b0010), a, P) == 1 / P["full_match"]
    assert fit(organisation(needs=0b0110, met=0b0110), a, P) == 0.0
    assert fit(organisation(needs=0b0110, met=0b1001), a, P) == 2 / P["full_match"]  # others that are met


@pytest.mark.parametrize("form", [AREA, ACADEMIC])
def test_what_one_of_a_form_gives_another_of_it_gives_less(form):
    """Of a second alliance among neighbours, or of its kind, an organisation expects a share."""
    a = alliance(form=form, kind=3, leadership=0.9)
    first = {"kind": 3, "openness": 0.8, "spirit": 0.6, "leadership": 0.4}
    plain = fit(organisation(**first), a, P)
    assert plain > 0.0
    assert fit(organisation(**first, forms=1 << form), a, P) == pytest.approx(P["repeat_worth"] * plain)
    assert fit(organisation(**first, forms=0b111 & ~(1 << form)), a, P) == plain
    assert fit(organisation(**first, forms=0b111), a, p_with(repeat_worth=1.0)) == plain


def test_a_second_business_alliance_is_worth_what_it_still_meets():
    a = alliance(form=BUSINESS, offers=0b0110)
    assert fit(organisation(needs=0b0110, forms=1 << BUSINESS), a, P) == 2 / P["full_match"]


# Costs


@given(SEEDS, st.integers(1, 48))
def test_costs_are_no_gain(seed, size):
    o, a, p, trust = drawn(seed)
    assert coordination(o, size, p) > 0.0
    assert risk(o, a["form"], trust, p) >= 0.0


def test_coordination_costs_more_in_larger_alliances_and_less_for_able_leaders_and_managers():
    o = organisation(leadership=0.5)
    assert coordination(o, 10, P) == pytest.approx(10 * P["coordination_cost"])
    assert coordination(o, 20, P) == pytest.approx(2 * coordination(o, 10, P))
    assert coordination(organisation(leadership=1.0), 10, P) == pytest.approx(0.5 * coordination(o, 10, P))
    assert coordination(organisation(leadership=0.0), 10, P) == pytest.approx(1.5 * coordination(o, 10, P))
    practised = coordination(organisation(leadership=0.5, management=1.0), 10, P)
    assert practised == pytest.approx((1 - P["management_relief"]) * coordination(o, 10, P))


def test_risk_is_least_for_the_rich_the_trusting_and_outside_business():
    poor, ample = organisation(capital=0.0), organisation(capital=1e6 * P["ample_capital"])
    assert risk(poor, BUSINESS, 0.0, P) == P["risk_cost"]
    assert risk(poor, BUSINESS, 0.25, P) == pytest.approx(0.75 * P["risk_cost"])
    assert risk(ample, BUSINESS, 0.0, P) == pytest.approx(0.5 * P["risk_cost"])
    assert risk(poor, BUSINESS, 1.0, P) == 0.0
    assert risk(poor, AREA, 0.0, P) == risk(poor, ACADEMIC, 0.0, P) == P["small_risk"] * P["risk_cost"]


def test_who_is_behind_with_debts_shies_from_risk_in_proportion():
    plain, half, deep = (risk(organisation(arrears=debt), BUSINESS, 0.2, P) for debt in (0.0, 0.5, 1.0))
    assert half == pytest.approx((1 + 0.5 * P["shyness"]) * plain)
    assert deep == pytest.approx((1 + P["shyness"]) * plain)
    assert risk(organisation(arrears=1.0), BUSINESS, 0.2, p_with(shyness=0.0)) == plain


# Will


def test_appeal_is_beside_an_area_alliance():
    p = p_with(business_appeal=1.25, academic_appeal=-0.75)
    assert [appeal(form, p) for form in (AREA, BUSINESS, ACADEMIC)] == [0.0, 1.25, -0.75]


@pytest.mark.parametrize(("business", "academic", "most"), [(1.0, 2.0, 2.0), (2.0, 1.0, 2.0), (-1.0, -2.0, 0.0)])
def test_no_form_appeals_more_than_the_most_appealing(business, academic, most):
    p = p_with(business_appeal=business, academic_appeal=academic)
    assert max_appeal(p) == most == max(appeal(form, p) for form in FORMS.values())


def test_who_has_nothing_that_speaks_for_it_is_reluctant():
    assert inclination(organisation(), 0.0, 0.0, 0.0, P) == -P["reluctance"]


@pytest.mark.parametrize(
    ("of_one", "judged", "weight", "times"),
    [
        ({}, (0.7, 0.0, 0.0), None, 0.7),
        ({}, (0.0, 0.3, 0.0), "weight_fit", 0.3),
        ({}, (0.0, 0.0, 0.4), "weight_trust", 0.4),
        ({"leadership": 1.0}, (0.0, 0.0, 0.0), None, 0.0),
    ],
    ids=["appeal", "fit", "trust", "leadership alone"],
)
def test_each_thing_that_speaks_for_an_alliance_adds_its_weight(of_one, judged, weight, times):
    more = inclination(organisation(**of_one), *judged, P) - inclination(organisation(), 0.0, 0.0, 0.0, P)
    assert more == pytest.approx(times * (P[weight] if weight else 1.0))


@pytest.mark.parametrize(
    ("of_one", "weight", "times"),
    [
        ({"understanding": 0.6}, "weight_understanding", 0.6),
        ({"strategy": 0.6}, "weight_strategy", 0.6 * 0.5),
        ({"strategy": 0.6, "leadership": 1.0}, "weight_strategy", 0.6 * 1.5),
    ],
    ids=["understanding", "strategy", "strategy ably led"],
)
def test_understanding_and_strategy_see_what_there_is_to_gain(of_one, weight, times):
    """From half a fit on they see all of it; below, the less the less there is; where nothing fits, nothing."""
    for fitting, seen in ((0.0, 0.0), (0.1, 0.2), (0.25, 0.5), (0.5, 1.0), (1.0, 1.0)):
        more = inclination(organisation(**of_one), 0.0, fitting, 0.0, P)
        more -= inclination(organisation(), 0.0, fitting, 0.0, P)
        assert more == pytest.approx(seen * times * P[weight])


def test_who_understands_is_not_drawn_into_one_alliance_after_another_that_gives_it_nothing_new():
    knows, knows_not = (organisation(understanding=level, hours=1e6) for level in (1.0, 0.0))
    second = {"form": BUSINESS, "size": 5}
    assert willingness(knows, alliance(**second), 0.0, 0.5, P) == willingness(
        knows_not, alliance(**second), 0.0, 0.5, P
    )


@given(SEEDS)
def test_where_nothing_is_to_be_coordinated_risked_or_known_will_is_inclination(seed):
    o, a, p, _ = drawn(seed)
    o["belongs_to"], o["busy"], a["size"], a["operating"] = 0, 0.0, 0, 0
    assert willingness(o, a, 0.4, 1.0, p) == pytest.approx(inclination(o, appeal(a["form"], p), 0.4, 1.0, p))


@given(SEEDS)
def test_coordination_risk_and_the_time_of_others_are_taken_off(seed):
    o, a, p, trust = drawn(seed)
    alone, idle = a.copy(), o.copy()
    alone["size"], idle["belongs_to"], idle["busy"] = 0, 0, 0.0
    will = willingness(o, a, 0.4, trust, p)
    assert willingness(o, alone, 0.4, trust, p) - will == pytest.approx(coordination(o, a["size"], p))
    assert willingness(idle, a, 0.4, trust, p) - will == pytest.approx(busyness(o, p))
    trusting = willingness(o, a, 0.4, 1.0, p) - p["weight_trust"] * (1.0 - trust)
    assert trusting - will == pytest.approx(risk(o, a["form"], trust, p))


@given(SEEDS, st.floats(0.01, 0.5))
def test_will_rises_with_trust_understanding_strategy_and_fit(seed, more):
    o, a, p, trust = drawn(seed)
    plain = willingness(o, a, 0.4, 0.5 * trust, p)
    assert willingness(o, a, 0.4, 0.5 * trust + more, p) > plain
    assert willingness(o, a, 0.4 + more, 0.5 * trust, p) > plain
    for name in ("understanding", "strategy", "leadership"):
        better = o.copy()
        better[name] = o[name] + more
        assert willingness(better, a, 0.4, 0.5 * trust, p) > plain


@given(SEEDS)
def test_will_falls_with_size_and_with_the_time_that_is_taken(seed):
    o, a, p, trust = drawn(seed)
    larger, busier = a.copy(), o.copy()
    larger["size"] += 1
    busier["busy"] = o["busy"] = 0.25 * o["hours"]
    busier["busy"] *= 2.0
    busier["belongs_to"] += 1
    plain = willingness(o, a, 0.4, trust, p)
    assert willingness(o, larger, 0.4, trust, p) < plain
    taken = 0.25 if p["time_form"] == BY_THE_HOUR else 1.0 / 3.0
    assert willingness(busier, a, 0.4, trust, p) == pytest.approx(plain - taken * p["busy_cost"])


def test_repute_counts_only_where_an_alliance_is_seen_to_work():
    o = organisation(leadership=0.5, hours=16.0)
    works, meets = (alliance(form=AREA, cohesion=0.8, size=5, operating=flag) for flag in (1, 0))
    gap = willingness(o, works, 0.5, 0.5, P) - willingness(o, meets, 0.5, 0.5, P)
    assert gap == pytest.approx(0.8 * P["weight_repute"])


# Terms


@given(SEEDS)
def test_each_term_of_the_will_is_there_by_itself_with_the_sign_it_counts_with(seed):
    o, a, p, trust = drawn(seed)
    terms = willing(o, a, 0.4, trust, p)
    assert terms.inclined.appeal == appeal(a["form"], p)
    assert terms.inclined.fit == pytest.approx(0.4 * p["weight_fit"])
    assert terms.inclined.trust == pytest.approx(trust * p["weight_trust"])
    assert terms.inclined.reluctance == -p["reluctance"]
    assert terms.coordination == -coordination(o, a["size"], p)
    assert terms.risk == -risk(o, a["form"], trust, p)
    assert terms.busyness == -busyness(o, p)
    assert terms.repute == pytest.approx(p["weight_repute"] * a["cohesion"] * a["operating"])


@given(SEEDS)
def test_terms_of_the_will_add_up_to_it(seed):
    o, a, p, trust = drawn(seed)
    terms = willing(o, a, 0.4, trust, p)
    assert weighed(terms.inclined) == inclination(o, appeal(a["form"], p), 0.4, trust, p)
    assert sum((*terms.inclined, *terms[1:])) == pytest.approx(willingness(o, a, 0.4, trust, p), abs=1e-12)


def test_who_has_no_fit_has_no_use_for_insight():
    knows = organisation(understanding=1.0, strategy=1.0, leadership=1.0)
    assert inclined(knows, 0.0, 0.0, 0.5, P).insight == 0.0 < inclined(knows, 0.0, 0.25, 0.5, P).insight
    assert inclined(knows, 0.0, 0.5, 0.5, P).insight == inclined(knows, 0.0, 1.0, 0.5, P).insight
