"""Entering and leaving: members, seats, ledger and sizes always tell the same story."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from invariants import faults_of, living
from small_worlds import P, ally, bare, organisation, p_with

from sim.records import MAX_BELONGS, MAX_MEMBERS
from sim.rules.membership import count_in, dissolve, enrol, has_room, is_free, seat_of, strike_off
from sim.rules.working import strike_ended
from sim.structure import BY_THE_ALLIANCE


def members(state, number):
    return state.members[number, : state.alliances["size"][number]].tolist()


def test_an_alliance_begins_with_its_members_seated_and_noted():
    state, _ = bare(6)
    number = ally(state, [2, 0, 5], month=7)
    assert members(state, number) == [2, 0, 5]
    assert state.organisations["belongs_to"].tolist() == [1, 0, 1, 0, 0, 1]
    assert [int(seat_of(state.seats, i, number)) for i in range(6)] == [0, -1, 0, -1, -1, 0]
    assert state.ledger[["organisation", "alliance", "joined", "left"]][:3].tolist() == [
        (2, 0, 7, -1),
        (0, 0, 7, -1),
        (5, 0, 7, -1),
    ]
    assert faults_of(state) == []


def test_whoever_joins_brings_what_it_needs_offers_and_can():
    state, _ = bare(6, needs=0b001, offers=0b010)
    for name, value in (("needs", 0b100), ("offers", 0b1000), ("leadership", 0.9)):
        state.organisations[name][3] = value
    number = ally(state, [0, 1])
    enrol(state, P, 3, number, 9)
    a = state.alliances[number]
    assert (a["needs"], a["offers"], a["leadership"], a["size"], a["peak"]) == (0b101, 0b1010, 0.9, 3, 3)
    assert members(state, number) == [0, 1, 3]
    assert faults_of(state) == []


def test_whoever_leaves_is_gone_from_everywhere_and_remembered_in_the_ledger():
    state, _ = bare(6)
    number = ally(state, [0, 1, 2, 3])
    strike_off(state, 1, number, 12)
    assert sorted(members(state, number)) == [0, 2, 3]
    assert seat_of(state.seats, 1, number) == -1
    assert state.organisations["belongs_to"][1] == 0
    assert state.ledger["left"][:4].tolist() == [-1, 12, -1, -1]
    assert (state.alliances["size"][number], state.alliances["peak"][number]) == (3, 4)
    assert faults_of(state) == []


def test_when_the_founder_leaves_another_member_speaks_for_it():
    state, _ = bare(6)
    number = ally(state, [0, 1, 2, 3])
    strike_off(state, 2, number, 5)
    assert state.alliances["founder"][number] == 0
    strike_off(state, 0, number, 6)
    assert state.alliances["founder"][number] in members(state, number)


def test_one_may_come_back():
    state, _ = bare(6)
    number = ally(state, [0, 1, 2])
    strike_off(state, 1, number, 5)
    enrol(state, P, 1, number, 9)
    own = state.ledger[: state.counts["ledger"][0]]
    own = own[own["organisation"] == 1]
    assert own[["joined", "left"]].tolist() == [(1, 5), (9, -1)]
    assert faults_of(state) == []


def test_an_alliance_that_ends_frees_its_members_and_keeps_its_record():
    state, _ = bare(6)
    first, second = ally(state, [0, 1, 2]), ally(state, [1, 2, 3], cohesion=0.77)
    dissolve(state, second, 20)
    strike_ended(state)
    assert (state.alliances["ended"][second], state.alliances["size"][second]) == (20, 3)
    assert state.alliances["cohesion"][second] == 0.77
    assert state.organisations["belongs_to"].tolist() == [1, 1, 1, 0, 0, 0]
    assert (living(state).tolist(), state.counts["ended"][0]) == ([first], 1)
    assert set(state.ledger["left"][:6].tolist()) == {-1, 20}
    assert faults_of(state) == []


def test_nobody_belongs_to_more_than_it_can():
    state, _ = bare(8)
    for other in range(1, 1 + MAX_BELONGS):
        ally(state, [0, other])
    last = ally(state, [5, 6])
    assert state.organisations["belongs_to"][0] == MAX_BELONGS
    assert not has_room(state, P, 0, last)
    assert has_room(state, P, 7, last)
    assert seat_of(state.seats, 0, -1) == -1  # no free seat


def test_no_alliance_takes_more_than_it_can():
    state, _ = bare(MAX_MEMBERS + 1)
    number = ally(state, [0, 1])
    for i in range(2, MAX_MEMBERS):
        assert has_room(state, P, i, number)
        enrol(state, P, i, number, 1)
    assert not has_room(state, P, MAX_MEMBERS, number)
    assert faults_of(state) == []


def test_who_is_free_is_at_work_and_has_a_seat_and_the_time():
    fields = {"hours": 10.0, "busy": 10.0 - P["meeting_hours"]}
    assert is_free(organisation(**fields), P)
    assert not is_free(organisation(**fields, asleep_until=7), P)
    assert not is_free(organisation(**fields, belongs_to=MAX_BELONGS), P)
    busier = organisation(hours=10.0, busy=10.1 - P["meeting_hours"])
    assert not is_free(busier, P)
    assert is_free(busier, p_with(time_form=BY_THE_ALLIANCE))


def test_whoever_joins_gives_the_time_of_a_meeting_and_is_in_one_more_of_its_form():
    state, _ = bare(6)
    number = ally(state, [0, 1], form=2)
    enrol(state, P, 3, number, 9)
    o = state.organisations
    assert o["busy"].tolist() == [P["meeting_hours"]] * 2 + [0.0, P["meeting_hours"], 0.0, 0.0]
    assert o["forms"].tolist() == [0b100, 0b100, 0, 0b100, 0, 0]


def test_an_alliance_that_ends_leaves_the_federation():
    state, _ = bare(6)
    first, second = ally(state, [0, 1], federated=1), ally(state, [2, 3], federated=1)
    for number, left in ((second, 1), (first, 0)):
        dissolve(state, number, 20)
        strike_ended(state)
        assert state.federations["size"][0] == left
        assert faults_of(state) == []


def test_a_full_ledger_marks_the_run_as_failed():
    state, _ = bare(6)
    number = ally(state, [0, 1])
    state.counts["ledger"] = len(state.ledger)
    enrol(state, P, 3, number, 2)
    assert state.counts["full"][0] == 1
    assert seat_of(state.seats, 3, number) == -1


def test_counting_in_keeps_the_peak():
    state, _ = bare(3)
    a = state.alliances[0]
    a["size"], a["peak"] = 3, 9
    count_in(state.organisations[0], a)
    assert (a["size"], a["peak"]) == (4, 9)


def test_the_living_stay_in_order_of_age():
    state, _ = bare(10)
    for first in range(5):
        ally(state, [first, first + 5])
    for number in (1, 3):
        dissolve(state, number, 2)
    strike_ended(state)
    assert living(state).tolist() == [0, 2, 4]


class Belonging(RuleBasedStateMachine):
    """Whoever joins, leaves or ends what in whatever order, the books balance."""

    who = st.integers(0, 11)
    lot = st.integers(0, 10**6)

    def __init__(self):
        super().__init__()
        self.state, _ = bare(12)
        self.month = 1

    def one_of_the_living(self, lot):
        return int(living(self.state)[lot % self.state.counts["alive"][0]])

    @rule(who=st.lists(who, min_size=2, max_size=6, unique=True))
    def founding(self, who):
        free = [i for i in who if self.state.organisations["belongs_to"][i] < MAX_BELONGS]
        if len(free) >= 2:
            ally(self.state, free, month=self.month)

    @precondition(lambda self: self.state.counts["alive"][0])
    @rule(i=who, lot=lot)
    def joining(self, i, lot):
        number = self.one_of_the_living(lot)
        if has_room(self.state, P, i, number) and seat_of(self.state.seats, i, number) < 0:
            enrol(self.state, P, i, number, self.month)

    @precondition(lambda self: self.state.counts["alive"][0])
    @rule(lot=lot)
    def leaving(self, lot):
        number = self.one_of_the_living(lot)
        who = members(self.state, number)
        strike_off(self.state, who[lot % len(who)], number, self.month)
        if self.state.alliances["size"][number] < 2:
            dissolve(self.state, number, self.month)
            strike_ended(self.state)

    @precondition(lambda self: self.state.counts["alive"][0])
    @rule(lot=lot)
    def ending(self, lot):
        dissolve(self.state, self.one_of_the_living(lot), self.month)
        strike_ended(self.state)

    @rule()
    def time_passes(self):
        self.month += 1

    @invariant()
    def the_books_balance(self):
        assert faults_of(self.state) == []
        entries = self.state.ledger[: self.state.counts["ledger"][0]]
        assert ((entries["left"] == -1) | (entries["left"] >= entries["joined"])).all()


TestBelonging = Belonging.TestCase
TestBelonging.settings = settings(max_examples=30, stateful_step_count=30)


@pytest.mark.parametrize("size", [2, 5])
def test_a_new_alliance_is_elementary_and_has_nothing_yet(size):
    state, _ = bare(6)
    had = ("plan", "indicators", "control", "support", "benefit", "trust", "understanding", "strategy", "match")
    for name in had:
        state.alliances[name] = 0.7  # of a founding that came to nothing, say
    a = state.alliances[ally(state, list(range(size)), month=3)]
    assert (a["founded"], a["ended"], a["operating"], a["operating_since"]) == (3, -1, 0, -1)
    assert all(a[name] == 0.0 for name in had)
    assert (a["readiness"], a["skill"]) == (P["first_readiness"], P["first_skill"])
    assert a["cohesion"] == P["starting_cohesion"]
    assert np.isclose(a["leadership"], 0.5)
