"""The linear pool against chances counted by hand, and what a pool of people who disagree looks like."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.judgement.pooling import below, disagreement, pooled, share_within, variance
from sim.distribution import EVEN, FIXED, POINTS, Distribution, through

LIMITS = (0.0, 3.0)


def answer(low, likely, high):
    return through([(0.05, low), (0.5, likely), (0.95, high)], *LIMITS)


answers = st.lists(st.integers(0, 300), min_size=3, max_size=3).map(
    lambda three: answer(*(x / 100 for x in sorted(three)))
)


def width(one):
    return one.at(0.95) - one.at(0.05)


def test_two_even_spreads_by_hand():
    """Half of each: from 0 to 1 and from 1 to 3."""
    found = pooled([Distribution(EVEN, (0.0, 1.0)), Distribution(EVEN, (1.0, 3.0))], [1, 1], LIMITS)
    assert found == Distribution(POINTS, (0.0, 0.0, 0.5, 1.0, 1.0, 3.0))
    weighted = pooled([Distribution(EVEN, (0.0, 1.0)), Distribution(EVEN, (1.0, 3.0))], [3, 1], LIMITS)
    assert weighted.numbers == (0.0, 0.0, 0.75, 1.0, 1.0, 3.0)


def test_overlapping_spreads_by_hand():
    found = pooled([Distribution(EVEN, (0.0, 2.0)), Distribution(EVEN, (1.0, 3.0))], [1, 1], LIMITS)
    assert found.numbers == pytest.approx((0, 0, 0.25, 1, 0.75, 2, 1, 3))


def test_a_gap_between_two_opinions_stays_a_gap():
    found = pooled([Distribution(EVEN, (0.0, 0.5)), Distribution(EVEN, (2.0, 3.0))], [1, 1], LIMITS)
    values = np.array([found.at(level) for level in np.linspace(0.001, 0.999, 999)])
    assert not ((values > 0.5 + 1e-9) & (values < 2.0 - 1e-9)).any()


def test_those_who_are_certain_are_pooled_as_well():
    found = pooled([Distribution(FIXED, (0.4,)), Distribution(FIXED, (0.8,))], [1, 3], LIMITS)
    assert [found.at(level) for level in (0.1, 0.24, 0.26, 0.9)] == [0.4, 0.4, 0.8, 0.8]
    assert pooled([Distribution(FIXED, (0.4,))] * 3, [1, 1, 1], LIMITS) == Distribution(FIXED, (0.4,))
    mixed = pooled([Distribution(FIXED, (0.5,)), Distribution(EVEN, (0.0, 1.0))], [1, 1], LIMITS)
    assert [mixed.at(level) for level in (0.3, 0.5, 0.7)] == [0.5, 0.5, 0.5]
    assert mixed.at(0.125) == pytest.approx(0.25)


@given(answers)
def test_one_expert_is_a_pool_alone(one):
    """Bit for bit, so that one expert who answers as declared changes nothing."""
    assert pooled([one], [1], LIMITS) == one
    assert pooled([one, answer(0.0, 1.0, 2.0)], [2.5, 0.0], LIMITS) == one


@given(st.lists(answers, min_size=2, max_size=5), st.data())
def test_the_chance_below_any_value_is_the_weighted_mean(members, data):
    weights = data.draw(st.lists(st.floats(0.1, 5.0), min_size=len(members), max_size=len(members)))
    found = pooled(members, weights, LIMITS)
    for value in np.linspace(0.005, 2.995, 23):  # between the values that anybody gave
        wanted = sum(w * below(one, value, True) for w, one in zip(weights, members)) / sum(weights)
        assert below(found, value, True) == pytest.approx(wanted, abs=1e-6)
    assert found.mean == pytest.approx(np.average([one.mean for one in members], weights=weights), abs=1e-5)


@pytest.mark.parametrize("apart", [0.3, 0.6, 1.2])
def test_a_pool_of_two_who_disagree_is_wider_than_each(apart):
    one, other = answer(0.1, 0.3, 0.5), answer(0.1 + apart, 0.3 + apart, 0.5 + apart)
    found = pooled([one, other], [1, 1], LIMITS)
    assert width(found) > max(width(one), width(other))
    assert variance(found) > max(variance(one), variance(other))


@given(st.lists(answers, min_size=1, max_size=4))
def test_variance_is_doubt_and_disagreement(members):
    shares = [1.0] * len(members)
    found = pooled(members, shares, LIMITS)
    within = np.mean([variance(one) for one in members])
    assert variance(found) == pytest.approx(within + np.var([one.mean for one in members]), abs=1e-5)
    assert 0.0 <= disagreement(members, shares) <= 1.0


def test_disagreement_by_hand():
    """Variance of each 1/12, of the means 1/4: three quarters lie between the two."""
    two = [Distribution(EVEN, (0.0, 1.0)), Distribution(EVEN, (1.0, 2.0))]
    assert disagreement(two, [1, 1]) == pytest.approx(0.75)
    assert disagreement(two[:1] * 2, [1, 1]) == pytest.approx(0.0)
    assert disagreement([Distribution(FIXED, (0.4,))] * 2, [1, 1]) == 0.0
    assert disagreement([Distribution(FIXED, (0.4,)), Distribution(FIXED, (0.5,))], [1, 1]) == pytest.approx(1.0)


def test_share_within_a_range():
    one = Distribution(EVEN, (0.0, 1.0))
    assert share_within(one, 0.2, 0.5) == pytest.approx(0.3)
    assert share_within(one, 0.5, 9.0) == pytest.approx(0.5)
    assert share_within(Distribution(FIXED, (0.4,)), 0.4, 0.6) == 1.0
