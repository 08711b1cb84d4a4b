"""Where organisations and alliances stand: no two on one place, inside the square, allies near each other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.watching.layout import MARGIN, SIDE, arranged, hubs, tiles

SEEDS = st.integers(0, 2**32 - 1)


def drawn(seed, count=40, alliances=6):
    lots = np.random.default_rng(seed)
    x, y = lots.normal(0, 20, (2, count))
    return x, y, _months(lots, count, alliances)


def _months(lots, count, alliances):
    return (lots.random((count, alliances)) < 0.15) * lots.integers(1, 60, (count, alliances)).astype(float)


def length(places, ties):
    middles = ties.T @ places / np.maximum(ties.sum(axis=0), 1)[:, None]
    return sum(ties[i, k] * np.hypot(*(places[i] - middles[k])) for i, k in zip(*np.nonzero(ties)))


@given(SEEDS, st.integers(0, 300))
def test_no_two_stand_in_one_place_and_all_within_the_square(seed, count):
    x, y, _ = drawn(seed, count)
    places = tiles(x, y)
    assert len({tuple(place) for place in places.round(6)}) == count
    assert ((places >= 0) & (places <= SIDE)).all()


def test_north_is_up_and_east_is_right():
    x, y = np.array([0.0, 10.0, 0.0, 10.0]), np.array([50.0, 50.0, 0.0, 0.0])
    places = tiles(x, y)
    assert places[0, 1] == places[1, 1] < places[2, 1] == places[3, 1]
    assert places[0, 0] < places[1, 0] and places[2, 0] < places[3, 0]


def test_a_crowd_in_one_spot_is_laid_out_all_the_same():
    places = tiles(np.zeros(30), np.zeros(30))
    gaps = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1)) + SIDE * np.eye(30)
    assert gaps.min() > SIDE / 10


@given(SEEDS)
def test_allies_are_never_farther_apart_than_where_they_came_from(seed):
    x, y, ties = drawn(seed)
    assert length(arranged(x, y, ties), ties) <= length(tiles(x, y), ties) + 1e-9


def test_allies_come_much_closer_than_chance_would_have_them():
    x, y, _ = drawn(3, 60)
    ties = np.zeros((60, 6))
    for i in range(60):
        ties[i, i % 6] = 12.0
    assert length(arranged(x, y, ties), ties) < 0.7 * length(tiles(x, y), ties)


def test_who_has_no_allies_stands_where_it_would():
    x, y, ties = drawn(1)
    assert np.array_equal(arranged(x, y, np.zeros_like(ties)), tiles(x, y))


@given(SEEDS)
def test_the_same_comes_out_again(seed):
    x, y, ties = drawn(seed)
    one, other = arranged(x, y, ties), arranged(x, y, ties)
    assert one.tobytes() == other.tobytes()
    assert hubs(one, ties).tobytes() == hubs(other, ties).tobytes()


def test_hubs_stand_amid_their_members_and_apart():
    places = np.array([[20.0, 20.0], [40.0, 20.0], [80.0, 80.0]])
    ties = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 5.0]])
    found = hubs(places, ties)
    assert found[:2].mean(axis=0) == pytest.approx([30.0, 20.0])
    assert np.hypot(*(found[0] - found[1])) > 7.0
    assert found[2] == pytest.approx([80.0, 80.0])


def test_an_alliance_without_members_here_stands_in_the_middle():
    found = hubs(np.array([[20.0, 20.0]]), np.zeros((1, 1)))
    assert found == pytest.approx(np.array([[SIDE / 2, SIDE / 2]]))
    assert hubs(np.zeros((0, 2)), np.zeros((0, 0))).shape == (0, 2)
    assert MARGIN > 0
