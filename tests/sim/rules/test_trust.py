"""Acquaintances and trust: made, grown, worn, forgotten, and always in both rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from invariants import acquaintance, levels
from small_worlds import P, bare, p_with

from sim.records import MAX_TIES
from sim.rules.trust import acquaintances, disappoint, draw_closer, introduce, part, tie_to, trust_in, wear

LEVELS = st.floats(0, 1)


@pytest.fixture
def ties():
    return bare(20)[0].ties


def test_strangers_do_not_know_each_other(ties):
    assert acquaintances(ties, 0) == 0
    assert tie_to(ties, 0, 1) == -1
    assert trust_in(ties, 0, 1) == 0.0


def test_an_introduction_is_mutual(ties):
    assert introduce(ties, 0, 1, 0.3)
    assert (trust_in(ties, 0, 1), trust_in(ties, 1, 0)) == (0.3, 0.3)
    assert (acquaintances(ties, 0), acquaintances(ties, 1), acquaintances(ties, 2)) == (1, 1, 0)


def test_nobody_is_introduced_twice_or_to_itself(ties):
    introduce(ties, 0, 1, 0.3)
    assert not introduce(ties, 0, 1, 0.9)
    assert not introduce(ties, 1, 0, 0.9)
    assert not introduce(ties, 2, 2, 0.9)
    assert trust_in(ties, 0, 1) == 0.3
    assert acquaintances(ties, 2) == 0


def test_who_knows_as_many_as_it_can_meets_nobody_new(ties):
    for j in range(1, MAX_TIES + 1):
        assert introduce(ties, 0, j, 0.3)
    assert acquaintances(ties, 0) == MAX_TIES
    assert not introduce(ties, 0, 18, 0.3)
    assert not introduce(ties, 18, 0, 0.3)
    assert acquaintances(ties, 18) == 0


def test_a_row_that_is_full_ends_where_it_ends(ties):
    """Beyond its last place stands the first of the next row."""
    for j in range(1, MAX_TIES + 1):
        introduce(ties, 0, j, 0.8)
    assert acquaintances(ties, 0) == MAX_TIES
    wear(ties, 0, P)
    assert trust_in(ties, 0, MAX_TIES) == pytest.approx(0.8 * (1 - P["trust_wear"]))
    assert trust_in(ties, 1, 0) == 0.8


@given(LEVELS, LEVELS, LEVELS)
def test_contact_adds_a_share_of_the_missing_trust_both_ways(mine, theirs, share):
    ties = bare(4)[0].ties
    introduce(ties, 0, 1, mine)
    ties[1, 0]["trust"] = theirs
    draw_closer(ties, 0, 1, share, 0.2)
    assert trust_in(ties, 0, 1) == pytest.approx(mine + share * (1 - mine))
    assert trust_in(ties, 1, 0) == pytest.approx(theirs + share * (1 - theirs))


@given(LEVELS, st.floats(0, 10))
def test_no_contact_makes_more_than_full_trust(trust, share):
    """A policy of one's own may multiply a strength by a dose; more than all that is missing is all that is missing."""
    ties = bare(4)[0].ties
    introduce(ties, 0, 1, trust)
    draw_closer(ties, 0, 1, share, 0.2)
    assert 0.0 <= trust_in(ties, 0, 1) <= 1.0


def test_strangers_who_meet_become_acquainted_and_no_more(ties):
    draw_closer(ties, 0, 1, 0.5, 0.2)
    assert trust_in(ties, 0, 1) == trust_in(ties, 1, 0) == 0.2


@given(LEVELS, LEVELS)
def test_misuse_destroys_a_share_of_trust_both_ways(trust, share):
    ties = bare(4)[0].ties
    introduce(ties, 0, 1, trust)
    disappoint(ties, 0, 1, share)
    assert trust_in(ties, 0, 1) == trust_in(ties, 1, 0) == pytest.approx(trust * (1 - share))


def test_strangers_cannot_disappoint_each_other(ties):
    disappoint(ties, 0, 1, 0.5)
    assert acquaintances(ties, 0) == 0


def test_parting_closes_the_gap(ties):
    for j in (1, 2, 3):
        introduce(ties, 0, j, 0.1 * j)
    part(ties, 0, 0)
    assert [int(other) for other in ties[0]["other"][:3]] == [3, 2, -1]
    assert trust_in(ties, 0, 3) == pytest.approx(0.3)


@pytest.mark.parametrize("months", [1, 5, 20])
def test_trust_wears_exponentially(ties, months):
    introduce(ties, 0, 1, 0.8)
    for _ in range(months):
        wear(ties, 0, P)
    assert trust_in(ties, 0, 1) == pytest.approx(0.8 * (1 - P["trust_wear"]) ** months)
    assert trust_in(ties, 1, 0) == 0.8  # each wears its own


def test_who_is_hardly_trusted_any_more_is_forgotten_by_both(ties):
    for j, trust in ((1, 0.5), (2, P["forgotten"]), (3, 0.5), (4, P["forgotten"])):
        introduce(ties, 0, j, trust)
    wear(ties, 0, P)
    assert [tie_to(ties, 0, j) >= 0 for j in (1, 2, 3, 4)] == [True, False, True, False]
    assert [tie_to(ties, j, 0) >= 0 for j in (1, 2, 3, 4)] == [True, False, True, False]
    assert trust_in(ties, 0, 3) == pytest.approx(0.5 * (1 - P["trust_wear"]))  # once, though it moved up


def test_who_is_trusted_just_enough_is_remembered(ties):
    introduce(ties, 0, 1, P["forgotten"])
    wear(ties, 0, p_with(trust_wear=0.0))
    assert tie_to(ties, 0, 1) == 0


def test_without_wear_nobody_is_forgotten(ties):
    introduce(ties, 0, 1, 0.11)
    wear(ties, 0, p_with(trust_wear=0.0))
    assert trust_in(ties, 0, 1) == 0.11


class Acquainting(RuleBasedStateMachine):
    """Whatever happens between organisations, in whatever order, ties stay mutual, single and in bounds."""

    who = st.integers(0, 5)  # few, so that what happens happens to the same ones again

    def __init__(self):
        super().__init__()
        self.state, _ = bare(20)
        self.ties = self.state.ties

    @rule(i=who, j=who, trust=st.floats(0.16, 1))
    def introduction(self, i, j, trust):
        introduce(self.ties, i, j, trust)

    @rule(i=who, j=who, share=LEVELS)
    def contact(self, i, j, share):
        if i != j:
            draw_closer(self.ties, i, j, share, 0.2)

    @rule(i=who, j=who, share=st.floats(0, 0.9))
    def disappointment(self, i, j, share):
        disappoint(self.ties, i, j, share)

    @rule(i=who, j=who, trust=st.floats(0.01, 1))
    def change_of_mind(self, i, j, trust):
        """The two need not trust each other alike."""
        if (slot := tie_to(self.ties, i, j)) >= 0:
            self.ties["trust"][i, slot] = trust

    @rule(wearing=st.floats(0.0, 0.5))
    def a_month(self, wearing):
        for i in range(20):
            wear(self.ties, i, p_with(trust_wear=wearing))

    @invariant()
    def ties_hold(self):
        assert acquaintance(self.state) == []
        assert levels(self.state) == []
        assert np.array_equal(self.ties["other"][:, 0] >= 0, [acquaintances(self.ties, i) > 0 for i in range(20)])


TestAcquainting = Acquainting.TestCase
TestAcquainting.settings = settings(max_examples=30, stateful_step_count=30)
