"""How well organisation and alliance fit and what that makes of its will, against a plain reading of each formula."""

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
    max_appeal,
    risk,
    willingness,
)

SEEDS = st.integers(0, 2**32 - 1)
FORMS = {"area": AREA, "business": BUSINESS, "academic": ACADEMIC}


def drawn(seed):
    lots = np.random.default_rng(seed)
    return some_organisation(lots), some_alliance(lots), some_parameters(lots), float(lots.random())


def plain_fit(o, a, p):
    if a["form"] == AREA:
        return math.exp(-math.hypot(o["x"] - a["x"], o["y"] - a["y"]) / p["near"]) * (0.5 + 0.5 * o["spirit"])
    if a["form"] == BUSINESS:
        met = bin(int(o["needs"] & a["offers"])).count("1") + bin(int(o["offers"] & a["needs"])).count("1")
        return min(1.0, met / p["full_match"])
    ahead = min(1.0, 2 * max(0.0, a["leadership"] - o["leadership"]))
    return o["openness"] * (0.5 * (o["kind"] == a["kind"]) + 0.5 * ahead)


def plain_coordination(o, size, p):
    relief = 1 - p["management_relief"] * o["management"]
    return p["coordination_cost"] * size * (1.5 - o["leadership"]) * relief


def plain_risk(o, form, trust, p):
    share = 1.0 if form == BUSINESS else p["small_risk"]
    return share * p["risk_cost"] * (1 - trust) / (1 + o["capital"] / (1e6 * p["ample_capital"]))


def plain_appeal(form, p):
    return {AREA: 0.0, BUSINESS: p["business_appeal"], ACADEMIC: p["academic_appeal"]}[int(form)]


def plain_inclination(o, attraction, fitting, trust, p):
    gains = p["weight_fit"] * fitting + p["weight_trust"] * trust + p["weight_understanding"] * o["understanding"]
    return attraction + gains + p["weight_strategy"] * o["strategy"] * (0.5 + o["leadership"]) - p["reluctance"]


def test_bits_are_counted():
    assert [int(BITS[code]) for code in (0, 1, 2, 3, 0b1010101, 127)] == [0, 1, 1, 2, 4, 7]
    assert len(BITS) == 128


@given(st.floats(-30, 30))
def test_a_logit_stands_for_a_probability(logit):
    assert chance_of(logit) == pytest.approx(1 / (1 + math.exp(-logit)))
    assert chance_of(logit) + chance_of(-logit) == pytest.approx(1.0)


@given(SEEDS)
def test_fit_as_written_and_between_nought_and_one(seed):
    o, a, p, _ = drawn(seed)
    assert fit(o, a, p) == pytest.approx(plain_fit(o, a, p))
    assert 0.0 <= fit(o, a, p) <= 1.0


def test_an_area_alliance_suits_neighbours_with_spirit():
    a = alliance(form=AREA)
    at = [fit(organisation(x=km, spirit=0.5), a, P) for km in (0, 10, 50)]
    assert at[0] == 0.75 > at[1] > at[2]
    assert at[1] / at[0] == pytest.approx(math.exp(-10 / P["near"]))
    assert fit(organisation(spirit=1.0), a, P) == 1.0 > fit(organisation(spirit=0.0), a, P) == 0.5


def test_a_business_alliance_suits_those_whose_needs_it_meets():
    a = alliance(form=BUSINESS, needs=0b0001, offers=0b0110)
    assert fit(organisation(needs=0b0110), a, P) == 2 / P["full_match"]
    assert fit(organisation(needs=0b0110, offers=0b0001), a, P) == 3 / P["full_match"]
    assert fit(organisation(needs=0b1000, offers=0b1000), a, P) == 0.0
    assert fit(organisation(needs=127, offers=127), alliance(form=BUSINESS, needs=127, offers=127), P) == 1.0


def test_an_academic_alliance_suits_the_open_who_have_something_to_learn():
    a = alliance(form=ACADEMIC, leadership=0.8, kind=3)
    assert fit(organisation(openness=1.0, kind=3, leadership=0.2), a, P) == 1.0
    assert fit(organisation(openness=1.0, kind=3, leadership=0.9), a, P) == 0.5
    assert fit(organisation(openness=1.0, kind=4, leadership=0.9), a, P) == 0.0
    assert fit(organisation(openness=0.0, kind=3, leadership=0.2), a, P) == 0.0


@given(SEEDS, st.integers(1, 48))
def test_costs_as_written(seed, size):
    o, a, p, trust = drawn(seed)
    assert coordination(o, size, p) == pytest.approx(plain_coordination(o, size, p))
    assert risk(o, a["form"], trust, p) == pytest.approx(plain_risk(o, a["form"], trust, p))
    assert coordination(o, size, p) > 0.0
    assert risk(o, a["form"], trust, p) >= 0.0


def test_coordination_costs_more_in_larger_alliances_and_less_for_able_leaders_and_managers():
    o = organisation(leadership=0.5)
    assert coordination(o, 10, P) == pytest.approx(10 * P["coordination_cost"])
    assert coordination(o, 11, P) > coordination(o, 10, P)
    assert coordination(organisation(leadership=0.9), 10, P) < coordination(o, 10, P)
    practised = coordination(organisation(leadership=0.5, management=1.0), 10, P)
    assert practised == pytest.approx((1 - P["management_relief"]) * coordination(o, 10, P))


def test_risk_is_least_for_the_rich_the_trusting_and_outside_business():
    poor, ample = organisation(capital=0.0), organisation(capital=1e6 * P["ample_capital"])
    assert risk(poor, BUSINESS, 0.0, P) == P["risk_cost"]
    assert risk(ample, BUSINESS, 0.0, P) == pytest.approx(0.5 * P["risk_cost"])
    assert risk(poor, BUSINESS, 1.0, P) == 0.0
    assert risk(poor, AREA, 0.0, P) == risk(poor, ACADEMIC, 0.0, P) == P["small_risk"] * P["risk_cost"]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_appeal_is_beside_an_area_alliance(form):
    p = p_with(business_appeal=1.25, academic_appeal=-0.75)
    assert appeal(form, p) == plain_appeal(form, p)


@given(SEEDS)
def test_no_form_appeals_more_than_the_most_appealing(seed):
    p = drawn(seed)[2]
    assert max_appeal(p) == max(plain_appeal(form, p) for form in FORMS.values())


@given(SEEDS)
def test_will_as_written(seed):
    o, a, p, trust = drawn(seed)
    fitting = plain_fit(o, a, p)
    attraction = plain_appeal(a["form"], p)
    assert inclination(o, attraction, fitting, trust, p) == pytest.approx(
        plain_inclination(o, attraction, fitting, trust, p)
    )
    cost = plain_coordination(o, a["size"], p) + plain_risk(o, a["form"], trust, p) + p["busy_cost"] * o["belongs_to"]
    gains = plain_inclination(o, attraction, fitting, trust, p) + p["weight_repute"] * a["cohesion"] * a["operating"]
    assert willingness(o, a, fitting, trust, p) == pytest.approx(gains - cost)


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
def test_will_falls_with_size_and_with_every_alliance_one_is_in(seed):
    o, a, p, trust = drawn(seed)
    larger, busier = a.copy(), o.copy()
    larger["size"] += 1
    busier["belongs_to"] += 1
    plain = willingness(o, a, 0.4, trust, p)
    assert willingness(o, larger, 0.4, trust, p) < plain
    assert willingness(busier, a, 0.4, trust, p) == pytest.approx(plain - p["busy_cost"])


def test_repute_counts_only_where_an_alliance_is_seen_to_work():
    o = organisation(leadership=0.5)
    works, meets = (alliance(form=AREA, cohesion=0.8, size=5, operating=flag) for flag in (1, 0))
    gap = willingness(o, works, 0.5, 0.5, P) - willingness(o, meets, 0.5, 0.5, P)
    assert gap == pytest.approx(0.8 * P["weight_repute"])
