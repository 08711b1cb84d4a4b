"""Acquaintances and trust: made, grown, worn back to its ground, lost from sight, and always in both rows."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from invariants import acquaintance, levels
from small_worlds import P, ally, bare, p_with, when

from sim.records import MAX_TIES
from sim.rules.trust import (
    acquaintances,
    are_allied,
    disappoint,
    draw_closer,
    ground,
    introduce,
    part,
    tie_to,
    trust_in,
    wear,
)

LEVELS = st.floats(0, 1)
TOGETHER = p_with(drift_apart=0.0)  # nobody loses sight of anybody


@pytest.fixture
def state():
    return bare(20)[0]


@pytest.fixture
def ties(state):
    return state.ties


def knowing(trust):
    """Four organisations, of whom the first two know each other."""
    state = bare(4)[0]
    introduce(state, P, 0, 1, trust)
    return state


def test_strangers_do_not_know_each_other(ties):
    assert acquaintances(ties, 0) == 0
    assert tie_to(ties, 0, 1) == -1
    assert trust_in(ties, 0, 1) == 0.0


def test_an_introduction_is_mutual(state, ties):
    assert introduce(state, P, 0, 1, 0.3)
    assert (trust_in(ties, 0, 1), trust_in(ties, 1, 0)) == (0.3, 0.3)
    assert (acquaintances(ties, 0), acquaintances(ties, 1), acquaintances(ties, 2)) == (1, 1, 0)


def test_nobody_is_introduced_twice_or_to_itself(state, ties):
    introduce(state, P, 0, 1, 0.3)
    assert not introduce(state, P, 0, 1, 0.9)
    assert not introduce(state, P, 1, 0, 0.9)
    assert not introduce(state, P, 2, 2, 0.9)
    assert trust_in(ties, 0, 1) == 0.3
    assert acquaintances(ties, 2) == 0


def test_who_knows_as_many_as_it_can_meets_nobody_new(state, ties):
    for j in range(1, MAX_TIES + 1):
        assert introduce(state, P, 0, j, 0.3)
    assert acquaintances(ties, 0) == MAX_TIES
    assert tie_to(ties, 0, MAX_TIES) == MAX_TIES - 1 and tie_to(ties, 0, 18) == -1
    assert not introduce(state, P, 0, 18, 0.3)
    assert not introduce(state, P, 18, 0, 0.3)
    assert acquaintances(ties, 18) == 0


def test_a_row_that_is_full_ends_where_it_ends(state, ties):
    """Beyond its last place stands the first of the next row."""
    for j in range(1, MAX_TIES + 1):
        introduce(state, P, 0, j, 0.8)
    assert acquaintances(ties, 0) == MAX_TIES
    wear(state, TOGETHER, when(), 0)
    last = ties[0, MAX_TIES - 1]
    assert last["other"] == MAX_TIES
    assert last["trust"] == pytest.approx(0.8 + P["trust_wear"] * (last["ground"] - 0.8))
    assert trust_in(ties, 1, 0) == 0.8


@given(LEVELS, LEVELS, LEVELS)
def test_contact_adds_a_share_of_the_missing_trust_both_ways(mine, theirs, share):
    state = knowing(mine)
    state.ties[1, 0]["trust"] = theirs
    draw_closer(state, P, 0, 1, share)
    assert trust_in(state.ties, 0, 1) == pytest.approx(mine + share * (1 - mine))
    assert trust_in(state.ties, 1, 0) == pytest.approx(theirs + share * (1 - theirs))


@given(LEVELS, st.floats(0, 10))
def test_no_contact_makes_more_than_full_trust(trust, share):
    """A policy of one's own may multiply a strength by a dose; more than all that is missing is all that is missing."""
    state = knowing(trust)
    draw_closer(state, P, 0, 1, share)
    assert 0.0 <= trust_in(state.ties, 0, 1) <= 1.0


def test_strangers_who_meet_become_acquainted_and_no_more(state, ties):
    draw_closer(state, P, 0, 1, 0.5)
    assert trust_in(ties, 0, 1) == trust_in(ties, 1, 0) == P["first_trust"]


@given(LEVELS, LEVELS)
def test_misuse_destroys_a_share_of_trust_both_ways(trust, share):
    ties = knowing(trust).ties
    disappoint(ties, 0, 1, share)
    assert trust_in(ties, 0, 1) == trust_in(ties, 1, 0) == pytest.approx(trust * (1 - share))


def test_strangers_cannot_disappoint_each_other(ties):
    disappoint(ties, 0, 1, 0.5)
    assert acquaintances(ties, 0) == 0


def test_parting_closes_the_gap(state, ties):
    for j in (1, 2, 3):
        introduce(state, P, 0, j, 0.1 * j)
    grounds = ties["ground"][0, :3].copy()
    part(ties, 0, 0)
    assert [int(other) for other in ties[0]["other"][:3]] == [3, 2, -1]
    assert trust_in(ties, 0, 3) == pytest.approx(0.3)
    assert ties["ground"][0, :2].tolist() == grounds[[2, 1]].tolist()


# The ground that trust returns to


def test_the_ground_between_two_is_the_same_whoever_asks_and_whenever_they_meet(state, ties):
    assert ground(state, P, 3, 5) == ground(state, P, 5, 3)
    introduce(state, P, 0, 1, 0.9)
    first = ties["ground"][0, 0]
    part(ties, 0, 0)
    part(ties, 1, 0)
    introduce(state, P, 0, 2, 0.4)  # somebody else in between
    draw_closer(state, P, 1, 0, 0.5)
    assert ties["ground"][0, tie_to(ties, 0, 1)] == ties["ground"][1, 0] == first == ground(state, P, 0, 1)


def test_no_ground_is_more_than_full_trust(state):
    """Around a mean of 1 half of them would lie beyond it."""
    p = p_with(starting_trust=1.0)
    levels_ = np.array([ground(state, p, i, j) for i in range(20) for j in range(i)])
    assert levels_.max() == 1.0 and 0.35 < (levels_ == 1.0).mean() < 0.65


def test_grounds_lie_evenly_around_the_mean_and_differ_from_pair_to_pair_and_world_to_world(state):
    pairs = [(i, j) for i in range(20) for j in range(i)]
    levels_ = []
    for world in range(20):
        state.counts["world"] = world
        levels_.append([float(ground(state, P, i, j)) for i, j in pairs])
    all_ = np.ravel(levels_)
    mean = P["starting_trust"]
    assert 0.5 * mean <= all_.min() and all_.max() <= 1.5 * mean
    assert all_.mean() == pytest.approx(mean, abs=4 * mean / np.sqrt(12 * all_.size))
    assert np.quantile(all_, [0.1, 0.9]) == pytest.approx([0.6 * mean, 1.4 * mean], rel=0.05)
    assert len(np.unique(all_)) == all_.size


@pytest.mark.parametrize("trust", [0.05, 0.95])
@pytest.mark.parametrize("months", [1, 5, 20, 600])
def test_trust_returns_to_its_ground_from_both_sides(trust, months):
    state = knowing(trust)
    start = state.ties["ground"][0, 0]
    assert abs(trust - start) > 0.05
    for month in range(months):
        wear(state, TOGETHER, when(1, month), 0)
    left = (trust - start) * (1 - P["trust_wear"]) ** months
    assert trust_in(state.ties, 0, 1) == pytest.approx(start + left)
    assert trust_in(state.ties, 1, 0) == trust  # each wears its own


def test_at_its_ground_trust_stays(state, ties):
    introduce(state, P, 0, 1, ground(state, P, 0, 1))
    before = trust_in(ties, 0, 1)
    wear(state, TOGETHER, when(), 0)
    assert trust_in(ties, 0, 1) == before


# Losing sight


def drifted(state, p, months, i=0):
    """How many acquaintances ``i`` has, month by month."""
    known = [int(acquaintances(state.ties, i))]
    for month in range(months):
        wear(state, p, when(1, month), i)
        known.append(int(acquaintances(state.ties, i)))
    return known


def test_without_drifting_nobody_is_lost_from_sight_however_little_trusted(state):
    for j in range(1, 9):
        introduce(state, P, 0, j, 0.001)
    assert drifted(state, TOGETHER, 600) == [8] * 601


def test_who_is_lost_from_sight_is_lost_by_both_one_at_a_time(state, ties):
    for j in range(1, 9):
        introduce(state, P, 0, j, 0.5)
    known = drifted(state, p_with(drift_apart=0.05), 60)
    assert known[-1] < 8
    assert {before - after for before, after in pairwise(known)} == {0, 1}
    assert acquaintance(state) == []
    assert sum(int(acquaintances(ties, j)) for j in range(1, 9)) == known[-1]


def test_it_happens_as_often_as_declared_for_each_acquaintance():
    lost = []
    for month in range(2000):
        state = bare(10)[0]
        for j in range(1, 6):
            introduce(state, P, 0, j, 0.5)
        wear(state, p_with(drift_apart=0.04), when(1, month), 0)
        lost.append(5 - int(acquaintances(state.ties, 0)))
    assert np.mean(lost) == pytest.approx(5 * 0.04, abs=4 * np.sqrt(0.16 / 2000))


def test_allies_never_lose_sight_of_each_other(state):
    ally(state, [0, 1, 2])
    for j in range(1, 6):
        introduce(state, P, 0, j, 0.5)
    drifted(state, p_with(drift_apart=1.0), 200)
    assert sorted(state.ties["other"][0, : acquaintances(state.ties, 0)].tolist()) == [1, 2]


def test_allies_sit_in_one_alliance(state):
    ally(state, [0, 1, 2])
    ally(state, [2, 3])
    allied = [(i, j) for i in range(5) for j in range(i) if are_allied(state, i, j)]
    assert allied == [(1, 0), (2, 0), (2, 1), (3, 2)]
    assert all(are_allied(state, j, i) for i, j in allied)


class Acquainting(RuleBasedStateMachine):
    """Whatever happens between organisations, in whatever order, ties stay mutual, single and in bounds."""

    who = st.integers(0, 5)  # few, so that what happens happens to the same ones again

    def __init__(self):
        super().__init__()
        self.state, _ = bare(20)
        self.ties = self.state.ties
        self.month = 0

    @rule(i=who, j=who, trust=st.floats(0.16, 1))
    def introduction(self, i, j, trust):
        introduce(self.state, P, i, j, trust)

    @rule(i=who, j=who, share=LEVELS)
    def contact(self, i, j, share):
        if i != j:
            draw_closer(self.state, P, i, j, share)

    @rule(i=who, j=who, share=st.floats(0, 0.9))
    def disappointment(self, i, j, share):
        disappoint(self.ties, i, j, share)

    @rule(i=who, j=who, trust=st.floats(0.01, 1))
    def change_of_mind(self, i, j, trust):
        """The two need not trust each other alike."""
        if (slot := tie_to(self.ties, i, j)) >= 0:
            self.ties["trust"][i, slot] = trust

    @rule(wearing=st.floats(0.0, 0.5), drifting=st.floats(0.0, 0.2))
    def a_month(self, wearing, drifting):
        self.month += 1
        for i in range(20):
            wear(self.state, p_with(trust_wear=wearing, drift_apart=drifting), when(1, self.month), i)

    @invariant()
    def ties_hold(self):
        assert acquaintance(self.state) == []
        assert levels(self.state) == []
        assert np.array_equal(self.ties["other"][:, 0] >= 0, [acquaintances(self.ties, i) > 0 for i in range(20)])


TestAcquainting = Acquainting.TestCase
TestAcquainting.settings = settings(max_examples=30, stateful_step_count=30)
