"""Orders of policies: Kendall's tau, ties, and how far other worlds would change an order."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kendalltau

from analysis.effects.orders import LEVELS, RESAMPLES, compared, kendall, ordered, resampled


def effects(seed, draws=40, policies=6, spread=1.0):
    """Draws × policies of which each adds a little more than the one after it."""
    random = np.random.default_rng(seed)
    steps = np.arange(policies, 0, -1) * spread
    return pd.DataFrame(random.normal(steps, 3, (draws, policies)), columns=list("abcdefgh")[:policies])


@pytest.mark.parametrize("seed", range(20))
def test_tau_is_kendalls_b(seed):
    random = np.random.default_rng(seed)
    one, other = random.integers(0, 5, (2, 9)).astype(float)  # with ties
    assert kendall(one, other) == pytest.approx(kendalltau(one, other).statistic)


def test_tau_of_many_at_once_is_that_of_each():
    random = np.random.default_rng(3)
    many, one = random.normal(size=(50, 7)), random.normal(size=7)
    np.testing.assert_allclose(kendall(many, one), [kendalltau(each, one).statistic for each in many])


def test_tau_at_points_that_can_be_worked_out():
    order = np.array([3.0, 2.0, 1.0])
    assert kendall(order, order) == 1
    assert kendall(-order, order) == -1
    assert kendall(np.array([2.0, 3.0, 1.0]), order) == pytest.approx(1 / 3)
    assert np.isnan(kendall(np.zeros(3), order)) and np.isnan(kendall(order, np.zeros(3)))
    assert np.isnan(kendall(np.full(3, np.nan), order))
    assert kendall(np.array([3.0, 1.0, np.nan, 2.0]), np.array([3.0, 2.0, 9.0, 1.0])) == pytest.approx(1 / 3)


def test_policies_come_by_their_means_and_those_alike_together():
    table = pd.DataFrame({"a": [1.0, 1], "b": [0.0, 4], "c": [2.0, 0], "d": [np.nan, 5], "e": [np.nan, np.nan]})
    assert ordered(table) == (("d",), ("b",), ("a", "c"))


def test_orders_are_held_against_the_main_one():
    one = effects(1)
    found = compared({"main": one, "same": 2 * one, "reversed": -one, "none": 0 * one}, "main")
    assert [found[key].tau for key in ("main", "same", "reversed")] == [1, 1, -1]
    assert found["main"].groups[::-1] == found["reversed"].groups
    assert found["main"].leaders == found["main"].groups[0]
    assert math.isnan(found["none"].tau) and found["none"].leaders == ()


def test_columns_in_another_order_are_the_same_policies():
    one = effects(1)
    assert compared({"main": one, "other": one[one.columns[::-1]]}, "main")["other"].tau == 1


# Resampled


def by_hand(table, times=400):
    """The same in plain steps."""
    random, own = np.random.default_rng(5), table.mean()
    taus, leads = [], []
    for _ in range(times):
        means = table.iloc[random.integers(0, len(table), len(table))].mean()
        taus.append(kendalltau(means, own).statistic)
        leads.append(means.idxmax() == own.idxmax())
    return [*np.quantile(taus, LEVELS), np.mean(leads)]


@pytest.mark.parametrize("spread", [0.05, 0.3, 2.0])
def test_noise_is_what_drawing_worlds_again_leaves(spread):
    table = effects(2, spread=spread)
    np.testing.assert_allclose(resampled(table, 1), by_hand(table), atol=0.15)  # tau of six goes in steps of 0.13


def test_the_better_policies_are_told_apart_the_less_noise_there_is():
    close, far = resampled(effects(2, spread=0.05), 1), resampled(effects(2, spread=3.0), 1)
    assert close.low < far.low and close.leads < far.leads
    assert far.middle > 0.9 and far.leads > 0.95
    assert resampled(effects(2, draws=400, spread=0.3), 1).low > resampled(effects(2, draws=40, spread=0.3), 1).low


def test_the_same_seed_gives_the_same_and_another_nearly():
    table = effects(4, spread=0.3)
    assert resampled(table, 7) == resampled(table, 7) != resampled(table, 8)
    np.testing.assert_allclose(resampled(table, 7), resampled(table, 8), atol=0.08)
    assert RESAMPLES >= 1_000


@pytest.mark.parametrize(
    "table",
    [effects(1, draws=1), effects(1, policies=1), 0 * effects(1), effects(1).assign(a=np.nan)[["a"]]],
    ids=["one world", "one policy", "all alike", "none completed"],
)
def test_where_nothing_can_be_told_nothing_is(table):
    assert all(map(math.isnan, resampled(table, 1)))


def test_failed_worlds_drop_out_with_their_policy_only():
    table = effects(6, spread=2.0)
    table.loc[3:9, "b"] = np.nan
    table.loc[12] = np.nan
    found = resampled(table.assign(x=np.nan), 1)
    assert found == resampled(table.drop(index=12), 1)
    assert found.low > 0.5


def test_leaders_of_the_same_mean_share_the_lead():
    table = pd.DataFrame({"a": [1.0, 0, 1, 0] * 6, "b": [0.0, 1, 0, 1] * 6, "c": -1.0})
    assert ordered(table)[0] == ("a", "b")
    assert resampled(table, 1).leads == 1
