"""What an alliance gives: needs met, households better off where there is a joint activity, and learning by doing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_worlds import P, ally, bare, organisation, p_with, some_alliance, some_organisation, some_parameters

from sim.kinds import ACADEMIC, AREA, BUSINESS
from sim.rules.fitting import BITS
from sim.rules.hours import clear_desk
from sim.rules.working import give, meet_needs

SHARES = [(BUSINESS, 1.0), (AREA, P["other_benefit"]), (ACADEMIC, P["other_benefit"])]


@pytest.mark.parametrize(("form", "share"), SHARES)
def test_members_gain_by_the_needs_that_are_met_and_the_people_who_use_them(form, share):
    state, _ = bare(4, needs=0b0011, offers=0b1100)
    state.organisations["members"] = [100.0, 200.0, 400.0, 800.0]
    state.organisations["needs"][2] = 0b0001
    state.organisations["offers"][0] = 0b0001  # all that anybody in it offers of what any of it needs
    number = ally(state, [0, 2], form=form, operating=1, benefit=0.6)
    give(state, P, number)
    o = state.organisations
    each = P["need_worth"] * 0.6 * share  # baht a year for a household, of one need
    assert o["household"] == pytest.approx([each * P["passed_on"], 0, each * P["passed_on"], 0])
    kept = (1 - P["passed_on"]) * each * P["member_use"] / 12
    assert o["benefit"] == pytest.approx([kept * 100, 0, kept * 400, 0])
    assert o["met"].tolist() == [0b0001, 0, 0b0001, 0]


def test_what_is_passed_on_and_what_is_kept_is_all_there_is():
    for passed_on in (0.0, 0.3, 1.0):
        p = p_with(passed_on=passed_on, member_use=0.5)
        state, _ = bare(4, needs=0b0001, offers=0b0001, members=240.0)
        give(state, p, ally(state, [0, 2], form=BUSINESS, operating=1, benefit=0.5))
        o = state.organisations[0]
        whole = p["need_worth"] * 0.5
        assert o["household"] == pytest.approx(passed_on * whole)
        assert o["benefit"] * 12 / (0.5 * 240.0) == pytest.approx((1 - passed_on) * whole)


def test_meeting_alone_gives_no_money_but_teaches_a_little():
    taught = {}
    for operating in (0, 1):
        state, _ = bare(4, understanding=0.2, management=0.2, offers=0b0011)
        number = ally(state, [0, 2], operating=operating, benefit=0.6)
        give(state, P, number)
        taught[operating] = state.organisations[["understanding", "management"]][:2].tolist()
        assert (state.organisations["benefit"] > 0).sum() == (state.organisations["met"] > 0).sum() == 2 * operating
    for operating, share in ((0, P["elementary_lesson"]), (1, 1.0)):
        learnt = 0.2 + P["work_learning"] * share * 0.8
        assert taught[operating] == [pytest.approx((learnt, learnt)), (0.2, 0.2)]


def test_a_need_that_is_met_already_is_not_met_again():
    """Of two alliances the older meets what both could, and the younger what is left."""
    state, _ = bare(4, needs=0b0011, offers=0)
    first, second = (ally(state, [0, other], form=BUSINESS, operating=1, benefit=0.5) for other in (1, 2))
    state.alliances["offers"][[first, second]] = [0b0001, 0b0111]
    give(state, P, first)
    once = float(state.organisations["benefit"][0])
    give(state, P, second)
    assert state.organisations["benefit"][0] == pytest.approx(2 * once)
    assert state.organisations["benefit"][2] == pytest.approx(2 * once)  # nobody has met the needs of that one before
    give(state, P, second)
    assert state.organisations["benefit"][0] == pytest.approx(2 * once)
    clear_desk(state)  # the next month they are there to be met anew
    give(state, P, first)
    assert state.organisations["benefit"][0] == pytest.approx(3 * once)


@given(st.integers(0, 2**32 - 1))
def test_nobody_loses_and_what_is_met_are_needs_that_the_alliance_offers(seed):
    lots = np.random.default_rng(seed)
    o, a, p = some_organisation(lots), some_alliance(lots), some_parameters(lots)
    o["met"] = o["needs"] & int(lots.integers(0, 128))
    before = o.copy()
    meet_needs(o, a, p)
    assert o["household"] >= before["household"] and o["benefit"] >= before["benefit"]
    assert o["met"] & ~before["met"] == o["needs"] & a["offers"] & ~before["met"]
    assert (o["household"] > before["household"]) <= (BITS[o["met"]] > BITS[before["met"]])


def test_an_organisation_without_needs_gains_nothing():
    o = organisation(members=100.0)
    meet_needs(o, some_alliance(np.random.default_rng(1)), P)
    assert o["household"] == o["benefit"] == 0.0
