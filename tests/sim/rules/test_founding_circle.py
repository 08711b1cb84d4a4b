"""Whom a founder thinks of: acquaintances, whom a directory names, whom a team brings."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_worlds import P, alliance, bare, knowing, p_with, when

from sim.records import MAX_CIRCLE, MAX_TIES
from sim.rules.founding import add, gather, sketch, trust_towards


def circle_of(state, p, i, linked=False, now=None):
    circle = np.full(MAX_CIRCLE, -1, np.int64)
    known = gather(state, p, when() if now is None else now, i, linked, circle)
    return circle[:known].tolist()


def test_acquaintances_come_to_mind():
    state, _ = knowing(6, 3)
    assert circle_of(state, P, 0) == [1, 2, 3]
    assert circle_of(state, P, 4) == []


def test_a_team_at_hand_brings_some_it_works_with():
    state, _ = knowing(30, 2)
    p = p_with(brokered=5, team_circle=10)
    brought = Counter()
    for month in range(200):
        circle = circle_of(state, p, 0, True, when(1, month))
        assert circle[:2] == [1, 2]
        assert len(set(circle)) == len(circle) <= 2 + 5
        brought.update(circle[2:])
    assert set(brought) == set(range(3, 10))  # the first ten of its round, without those known and itself


def test_no_team_brings_nobody():
    assert circle_of(knowing(30, 2)[0], p_with(brokered=8), 0, False) == [1, 2]


def test_the_listed_may_look_somebody_up():
    state, _ = knowing(6, 1)
    state.organisations["listed"] = 1.0
    p = p_with(directory_use=0.5, entries_read=20)
    added = [len(circle_of(state, p, 0, now=when(1, month))) == 2 for month in range(2000)]
    # One of five others at random: four in five are new to it.
    assert np.mean(added) == pytest.approx(0.5 * 0.8, abs=0.05)


def test_who_is_not_listed_looks_nobody_up_and_who_is_half_fresh_does_half_as_often():
    state, _ = knowing(60, 1)
    state.organisations["listed"] = 1.0
    p = p_with(directory_use=1.0, entries_read=20)
    for freshness in (0.0, 0.3, 0.6):
        state.organisations["listed"][0] = freshness
        added = [len(circle_of(state, p, 0, now=when(1, month))) == 2 for month in range(1000)]
        assert np.mean(added) == pytest.approx(freshness * 58 / 59, abs=0.05 if freshness else 0.0)


@given(st.lists(st.integers(-1, 30), max_size=60))
def test_nobody_is_thought_of_twice_and_no_more_than_can_be_weighed(named):
    state, _ = bare(2)
    circle, known = np.full(MAX_CIRCLE, -1, np.int64), 0
    for j in named:
        known = add(state, circle, known, 0, j)
    wanted = list(dict.fromkeys(j for j in named if j > 0))[:MAX_CIRCLE]
    assert circle[:known].tolist() == wanted


def test_strangers_are_trusted_as_at_a_first_meeting():
    state, _ = knowing(4, 1, trust=0.7)
    assert trust_towards(state, P, 0, 1) == 0.7
    assert trust_towards(state, P, 0, 2) == P["first_trust"]


def test_the_most_one_can_know_fit_into_a_circle():
    """Acquaintances and one from a directory; a team brings the rest while there is room."""
    assert MAX_TIES + 1 <= MAX_CIRCLE


def test_an_alliance_is_sketched_around_its_founder_alone():
    state, _ = bare(3, x=7.0)
    a = alliance(cohesion=0.9, operating=1, peak=9)
    sketch(state, 2, a, 1)
    assert (a["founder"], a["form"], a["x"], a["size"], a["peak"]) == (2, 1, 7.0, 1, 1)
    assert (a["needs"], a["offers"], a["cohesion"], a["operating"]) == (0b0011, 0b1100, 0.0, 0)
