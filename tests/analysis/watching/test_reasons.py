"""Reasons asked of the rules: by hand, one choice at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_worlds import P, ally, bare, copied, differing, knowing, p_with, when

from analysis.watching.reasons import (
    of_federating,
    of_founding,
    of_holding,
    of_joining,
    of_lapsing,
    of_maturing,
    of_staying,
)
from sim.kinds import AREA, BUSINESS
from sim.rules.deciding import inclination_to_stay
from sim.rules.fitting import appeal, chance_of, coordination, fit, willingness
from sim.rules.founding import found
from sim.rules.working import lapsing, readiness_to_operate, what_holds

SEEDS = st.integers(0, 2**32 - 1)
SURE = 60.0
EAGER = p_with(reluctance=-3.0, founding_cost=0.0)


def total(why):
    return sum(why.terms.values())


# Joining and staying


def test_joining_is_weighed_as_the_rule_weighs_it():
    state, _ = bare(6)
    number = ally(state, [0, 1, 2], BUSINESS, cohesion=0.8, operating=1)
    o, a = state.organisations[4], state.alliances[number]
    why = of_joining(state, P, 4, number, 0.3)
    assert total(why) == pytest.approx(willingness(o, a, fit(o, a, P), 0.3, P), abs=1e-12)
    assert why.terms["trust"] == pytest.approx(0.3 * P["weight_trust"])
    assert why.terms["appeal"] == appeal(BUSINESS, P)
    assert why.terms["repute"] == pytest.approx(0.8 * P["weight_repute"])
    assert "push" not in why.terms


def test_a_push_is_a_reason_of_its_own():
    state, _ = bare(6)
    number = ally(state, [0, 1, 2])
    plain, pushed = (of_joining(state, P, 4, number, 0.3, push=push) for push in (0.0, 1.5))
    assert pushed.terms == {**plain.terms, "push": 1.5}
    assert pushed.chance == pytest.approx(chance_of(total(plain) + 1.5))
    assert pushed.chance > plain.chance


@pytest.mark.parametrize(("month", "left"), [(1, 1.0), (7, 0.5), (13, 0.0), (40, 0.0)])
def test_newness_speaks_against_staying_for_a_year(month, left):
    state, _ = bare(6)
    number = ally(state, [0, 1, 2], cohesion=0.7, benefit=0.4)
    why = of_staying(state, P, month, 1, 0)
    assert why.terms["newness"] == pytest.approx(-left * P["newness"])
    will = inclination_to_stay(state.organisations[1], state.alliances[number], P)
    assert why.chance == pytest.approx(chance_of(will - left * P["newness"]))
    assert total(why) == pytest.approx(will - left * P["newness"], abs=1e-12)


def test_each_seat_has_reasons_of_its_own():
    state, _ = bare(6)
    ally(state, [0, 1], cohesion=0.9)
    ally(state, [0, 2, 3, 4], cohesion=0.2)
    near, far = (of_staying(state, P, 20, 0, place) for place in (0, 1))
    assert near.terms["cohesion"] > 0 > far.terms["cohesion"]
    assert near.terms["coordination"] > far.terms["coordination"]


# Founding


@given(SEEDS)
def test_whoever_would_accept_is_who_accepts(seed):
    """What is foreseen of founding is what founding comes to, and foreseeing it changes nothing."""
    lots = np.random.default_rng(seed)
    state, _ = knowing(9, 6, capital=1e9)
    for name in ("leadership", "spirit", "understanding", "strategy", "openness"):
        state.organisations[name] = lots.random(9)
    state.organisations["needs"], state.organisations["offers"] = lots.integers(0, 128, (2, 9))
    now, other = when(seed % 9999, 4), copied(state)
    hope = of_founding(state, EAGER, now, 4, 0)
    made = [found(one, EAGER, now, 4, 0, 0.0) for one in (state, other)]
    assert made[0] == made[1]
    if made[0] >= 0:
        members = state.members[0, : state.alliances["size"][0]].tolist()
        assert members == [0, *hope.invited]
        assert [name for name in differing(state, other) if not name.startswith(("alliances", "members"))] == []
        assert state.alliances["cohesion"][0] == other.alliances["cohesion"][0]


def test_terms_of_the_founder_and_the_invited_add_up():
    state, _ = knowing(9, 6, capital=1e9)
    hopes = [of_founding(state, EAGER, when(1, month), month, 0) for month in range(40)]
    found_ = [hope for hope in hopes if hope and hope.invited]
    assert found_
    for hope in found_:
        for why in (hope.founder, *hope.invited.values()):
            assert why.chance == pytest.approx(chance_of(total(why)))
        assert hope.founder.terms["hurdle"] == 0.0


def test_each_of_the_invited_weighs_the_alliance_as_it_is_by_then():
    state, _ = knowing(9, 6, capital=1e9)
    hope = of_founding(state, p_with(reluctance=-SURE), when(), 1, 0)
    efforts = [why.terms["coordination"] for why in hope.invited.values()]
    size_of_one = -coordination(state.organisations[1], 1, P)
    assert efforts == pytest.approx([size_of_one * size for size in range(1, len(efforts) + 1)])
    assert len(efforts) == 6


def test_a_thought_that_goes_no_further_has_no_reasons():
    state, _ = knowing(9, 6)
    assert of_founding(state, p_with(reluctance=SURE), when(), 1, 0) is None
    state.organisations["rest_until"][0] = 5
    assert of_founding(state, p_with(reluctance=-SURE), when(), 1, 0) is None
    assert of_founding(state, p_with(reluctance=-SURE), when(), 5, 0) is not None
    assert of_founding(state, p_with(reluctance=-SURE), when(), 5, 8) is None  # it knows nobody


def test_a_world_without_room_has_no_hope():
    state, _ = knowing(9, 6)
    state.counts["alliances"] = len(state.alliances)
    assert of_founding(state, p_with(reluctance=-SURE), when(), 1, 0) is None


# Alliances


def test_the_federation_is_weighed_before_it_is_joined_and_while_one_is_in_it():
    state, _ = bare(6)
    outside, inside = ally(state, [0, 1]), ally(state, [2, 3], federated=1)
    state.federations["service"][0] = 0.6
    joining, staying = (of_federating(state, P, number) for number in (outside, inside))
    assert joining.terms["repute"] == pytest.approx(0.6 * P["weight_repute"])
    assert staying.terms == pytest.approx({"habit": P["staying"], "benefit": 0.6 * P["weight_benefit"]})
    assert all(why.chance == pytest.approx(chance_of(total(why))) for why in (joining, staying))


def test_a_beginning_takes_levels_that_are_multiplied():
    state, _ = bare(6)
    a = state.alliances[ally(state, [0, 1], cohesion=0.6, plan=0.5, leadership=0.7)]
    why = of_maturing(a, P)
    assert why.terms == pytest.approx({"cohesion": 0.6, "readiness": readiness_to_operate(a, P), "leadership": 0.7})
    assert why.chance == pytest.approx(P["maturing_rate"] * np.prod(list(why.terms.values())))


def test_lapsing_is_certain_once_cohesion_is_lost_else_as_the_rule_has_it():
    state, _ = bare(6)
    a = state.alliances[ally(state, [0, 1], AREA, operating=1, cohesion=0.9, plan=0.5, benefit=0.2, support=0.1)]
    why = of_lapsing(a, P)
    assert why.chance == lapsing(a, P) < 1.0
    assert why.terms == pytest.approx({"cohesion": 0.9, "plan": 0.5, "benefit": 0.2, "support": 0.1})
    a["cohesion"] = P["slipping"] - 0.01
    assert of_lapsing(a, P).chance == 1.0


def test_what_holds_an_alliance_adds_up_to_what_holds_it():
    state, _ = bare(6)
    a = state.alliances[ally(state, [0, 1, 2], benefit=0.3, trust=0.5, plan=0.4, understanding=0.5, support=0.2)]
    assert sum(of_holding(a, P).values()) == pytest.approx(what_holds(a, P), abs=1e-12)
