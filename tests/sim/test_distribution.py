"""What lies at each chance: limits, means, and that three values of an even spread are that spread."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.distribution import EVEN, FIXED, FORM, LOG, POINTS, TRIANGLE, Distribution, through

CHANCES = (np.arange(20_000) + 0.5) / 20_000
SOME = (
    Distribution(EVEN, (0.2, 0.6)),
    Distribution(LOG, (0.5, 8.0)),
    Distribution(TRIANGLE, (0.0, 0.2, 1.0)),
    Distribution(TRIANGLE, (0.3, 0.3, 1.0)),
    Distribution(POINTS, (0.0, 0.1, 0.5, 0.2, 1.0, 0.9)),
    Distribution(POINTS, (0.0, 0.0, 0.3, 0.0, 0.3, 0.5, 0.6, 0.5, 1.0, 1.0)),
    Distribution(FIXED, (0.7,)),
)


@pytest.mark.parametrize("one", SOME, ids=lambda one: f"{one.shape} {one.numbers}")
def test_mean_is_that_of_its_values(one):
    values = np.array([one.at(float(chance)) for chance in CHANCES])
    assert one.mean == pytest.approx(values.mean(), abs=1e-3)
    assert (np.diff(values) >= 0).all()
    assert one.lowest <= values.min() and values.max() <= one.highest
    assert one.at(0.0) >= one.lowest and one.at(1.0) == pytest.approx(one.highest)


def test_values_by_hand():
    assert Distribution(EVEN, (0.2, 0.6)).at(0.25) == pytest.approx(0.3)
    assert Distribution(LOG, (1.0, 100.0)).at(0.5) == pytest.approx(10.0)
    assert Distribution(TRIANGLE, (0.0, 0.5, 1.0)).at(0.5) == pytest.approx(0.5)
    assert Distribution(TRIANGLE, (0.0, 0.5, 1.0)).at(0.125) == pytest.approx(0.25)
    assert Distribution(POINTS, (0.0, 0.0, 0.5, 0.1, 1.0, 0.3)).at(0.75) == pytest.approx(0.2)
    assert [Distribution(FORM, (0.0, 2.0)).at(chance) for chance in (0.0, 0.33, 0.34, 0.99, 1.0)] == [0, 0, 1, 2, 2]


def test_what_is_missing_at_the_ends_goes_on_as_next_to_it():
    assert through([(0.05, 1.0), (0.5, 1.9), (0.95, 3.7)], 0.0, 10.0).numbers == pytest.approx(
        (0.0, 0.9, 0.05, 1.0, 0.5, 1.9, 0.95, 3.7, 1.0, 3.9)
    )


def test_ends_stay_within_what_is_allowed():
    found = through([(0.05, 0.01), (0.5, 0.5), (0.95, 2.9)], 0.0, 3.0)
    assert (found.lowest, found.highest) == (0.0, 3.0)


def test_points_of_one_value_are_fixed():
    assert through([(0.05, 0.4), (0.5, 0.4), (0.95, 0.4)], 0.0, 3.0) == Distribution(FIXED, (0.4,))


@given(st.integers(0, 200), st.integers(1, 200))
def test_three_values_of_an_even_spread_are_that_spread(low, wide):
    """Bit for bit, with values written in a few figures as people write them."""
    low, high = low / 100, (low + wide) / 100
    answers = [(level, float(f"{low + (high - low) * level:.10g}")) for level in (0.05, 0.5, 0.95)]
    assert through(answers, -100.0, 100.0) == Distribution(EVEN, (low, high))


def test_a_bend_is_no_straight_line():
    assert through([(0.0, 0.0), (0.5, 0.501), (1.0, 1.0)], 0.0, 3.0).shape == POINTS
