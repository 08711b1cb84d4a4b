"""Medians and their intervals: by hand, without regard to how effects are spread, and for all policies at once."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from analysis.effects.medians import median_interval, medians


@pytest.mark.parametrize(
    ("count", "ends"),
    [(5, None), (6, (1, 6)), (8, (1, 8)), (9, (2, 8)), (20, (6, 15)), (40, (14, 27))],  # tables of the sign test
)
def test_ends_are_those_of_the_sign_test(count, ends):
    found = median_interval(np.random.default_rng(1).permutation(np.arange(1.0, count + 1)))
    assert found.mean == (count + 1) / 2 and found.draws == count
    assert (found.low, found.high) == ends if ends else math.isnan(found.low) and math.isnan(found.high)


def test_what_failed_drops_out_and_of_nothing_nothing_is_told():
    assert median_interval(np.array([np.nan, *range(1, 10)])) == (5, 2, 8, 9)
    assert all(map(math.isnan, median_interval(np.array([np.nan]))[:3]))


def test_a_long_tail_moves_the_mean_and_not_the_median():
    plain = np.arange(20.0)
    tailed = np.where(plain == 19, 1e6, plain)
    assert median_interval(tailed) == median_interval(plain)


def test_monotone_scales_take_the_interval_along():
    values = np.random.default_rng(2).normal(size=41)
    plain, bent = median_interval(values), median_interval(np.exp(values))
    assert bent[:3] == pytest.approx(np.exp(plain[:3]))


def test_intervals_hold_for_all_at_once():
    """Of 14 independent medians at once 95 of 100 samples hold all; each alone would in half of them."""
    random, held, alone = np.random.default_rng(3), 0, 0
    for seed in range(100):
        table = pd.DataFrame(random.exponential(size=(60, 14)) - math.log(2))
        held += all(one.low <= 0 <= one.high for one in medians(table, seed).values())
        alone += all(median_interval(column).low <= 0 <= median_interval(column).high for column in table.to_numpy().T)
    assert held >= 90 > 70 >= alone


def test_policies_that_do_the_same_need_no_wider_interval():
    one = np.random.default_rng(4).normal(size=60)
    same = medians(pd.DataFrame(dict.fromkeys("abcdefgh", one)), 1)
    assert same["a"] == median_interval(one)


def test_a_policy_without_any_run_is_told_as_such():
    found = medians(pd.DataFrame({"a": [1.0, 2, 3, 4, 5, 6], "b": [np.nan] * 6}), 1)
    assert found["a"][:3] == (3.5, 1, 6) and math.isnan(found["b"].mean)


def test_two_draws_hold_the_median_between_them_every_other_time():
    """One of two lies below it and one above with a chance of a half: exactly as often as is asked."""
    assert median_interval(np.array([3.0, 1.0]), 0.5) == (2.0, 1.0, 3.0, 2)
    assert math.isnan(median_interval(np.array([3.0, 1.0]), 0.51).low)


def test_what_every_policy_adds_alike_moves_medians_and_their_intervals_by_as_much():
    table = pd.DataFrame(np.random.default_rng(6).normal(size=(60, 14)))
    plain, moved = medians(table, 1), medians(table + 100.0, 1)
    assert all(moved[name][:3] == pytest.approx([end + 100.0 for end in one[:3]]) for name, one in plain.items())
