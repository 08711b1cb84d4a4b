"""Net benefit, acceptability, expected loss and the values they are told at: by hand, and where the truth is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from analysis.economics import acceptability
from analysis.economics.acceptability import highest, net_benefit, willingness
from analysis.economics.frontier import best_buys, frontier
from analysis.economics.options import Options, options, resampled


def tables(effects, costs):
    """Options of ``effects`` and ``costs``, worlds × policies, on top of “none”."""
    effects, costs = (pd.DataFrame(one, dtype=float) for one in (effects, costs))
    return options(effects, costs, "none")


def standings(bought, willing, seed):
    return acceptability.standings(bought, willing, resampled(bought, seed))


def curves(bought, willing, seed):
    return acceptability.curves(bought, willing, resampled(bought, seed))


BY_HAND = tables({"a": [1, 0, 2, 1], "b": [3, 1, 3, 1]}, {"a": [1, 1, 1, 1], "b": [4, 4, 4, 4]})
"""At 2 baht an alliance, net benefits by world: a 1, −1, 3, 1; b 2, −2, 2, −2; none 0."""


def test_worked_by_hand():
    (found,) = standings(BY_HAND, [2.0], seed=1)
    assert list(BY_HAND.effects.columns) == ["none", "a", "b"]
    assert found.net_benefit.tolist() == [0.0, 1.0, 0.0]
    assert found.acceptability.tolist() == [0.25, 0.5, 0.25]
    assert found.expected_loss.tolist() == [(2 + 0 + 3 + 1) / 4, (1 + 1 + 0 + 0) / 4, (0 + 2 + 1 + 3) / 4]
    assert found.best.tolist() == [False, True, False]
    assert found.leads.sum() == pytest.approx(1) and found.leads.argmax() == 1


def test_at_nothing_the_cheapest_is_the_best_buy_for_sure():
    (found,) = standings(BY_HAND, [0.0], seed=1)
    assert found.acceptability.tolist() == found.leads.tolist() == [1.0, 0.0, 0.0]
    assert found.expected_loss.tolist() == [0.0, 1.0, 4.0]


def test_two_exactly_equal_share_every_world_and_are_both_best():
    random = np.random.default_rng(3)
    effect, cost = random.normal(3, 1, 200), random.uniform(1, 2, 200)
    bought = tables({"a": effect, "twin": effect}, {"a": cost, "twin": cost})
    (found,) = standings(bought, [10.0], seed=1)
    assert found.acceptability[1] == found.acceptability[2] == pytest.approx(0.5, abs=0.01)
    assert found.leads[1] == found.leads[2] == 0.5
    assert found.best.tolist() == [False, True, True]


def test_what_differs_by_rounding_is_as_high():
    """A satang of a hundred million baht is rounding, a baht is not."""
    assert highest(np.array([[1e8, 1e8 - 0.01, 1e8 - 1.0], [-1e8, -1e8 - 0.01, -1e8 - 1.0]])).tolist() == [
        [True, True, False], [True, True, False]
    ]  # fmt: skip
    assert highest(np.zeros(2)).all()


def test_a_dominated_policy_is_never_the_best_buy_and_loses_what_it_costs_too_much():
    random = np.random.default_rng(4)
    effect = random.normal(3, 1, 300)
    bought = tables({"a": effect, "dear": effect}, {"a": np.ones(300), "dear": np.full(300, 3.0)})
    for found in standings(bought, [0.0, 1.0, 5.0], seed=1):
        assert found.acceptability[2] == found.leads[2] == 0.0
        assert found.expected_loss[2] - found.expected_loss[1] == pytest.approx(2.0)


def test_known_acceptability_and_loss_of_one_normal_policy():
    """Net benefit normal with mean 1 and spread 2 (at 1 baht, cost 0): the curve is Φ(1/2), and what the best choice on
    average loses is E max(0, −X) = 2 (φ(1/2) − 1/2 (1 − Φ(1/2)))."""
    quantiles = norm.ppf((np.arange(20_000) + 0.5) / 20_000)
    bought = tables({"a": 1 + 2 * quantiles}, {"a": np.zeros(20_000)})
    (found,) = standings(bought, [1.0], seed=1)
    assert found.acceptability[1] == pytest.approx(norm.cdf(0.5), abs=1e-3)
    assert found.expected_loss[1] == pytest.approx(2 * (norm.pdf(0.5) - 0.5 * norm.sf(0.5)), abs=1e-3)
    assert found.expected_loss[0] - found.expected_loss[1] == pytest.approx(1.0, abs=1e-3)


def random_options(seed):
    random = np.random.default_rng(seed)
    effects = {f"o{nth}": random.gamma(1, 1 + nth / 3, 80) - random.gamma(1, 0.5, 80) for nth in range(6)}
    costs = {f"o{nth}": random.uniform(0, 2 + nth, 80) for nth in range(6)}
    return tables(effects, costs)


@pytest.mark.parametrize("seed", range(8))
def test_the_curves_agree_with_the_frontier_and_with_each_other(seed):
    bought = random_options(seed)
    table = frontier(bought.effects.mean(), bought.costs.mean())
    willing = willingness(table)
    found = curves(bought, willing, seed=1)
    assert len(willing) == 101 and willing[0] == 0
    for worth, rows in found.groupby("willingness"):
        assert rows["acceptability"].sum() == pytest.approx(1) and rows["leads"].sum() == pytest.approx(1)
        best = rows[rows["best"]]
        assert best["expected_loss"].iloc[0] == pytest.approx(rows["expected_loss"].min())
        assert best["net_benefit"].iloc[0] == rows["net_benefit"].max()
        assert (rows["expected_loss"] >= 0).all()
        assert ((rows["low"] <= rows["net_benefit"]) & (rows["net_benefit"] <= rows["high"])).all()
        there = next(one for one in best_buys(table) if one.low <= worth <= one.high)
        assert set(best["policy"]) == set(there.options)


def test_the_lowest_expected_loss_is_what_knowing_all_would_be_worth():
    """E max over options less max of E: the expected value of perfect information, from its definition."""
    bought = random_options(11)
    benefits = net_benefit(bought.effects.to_numpy(), bought.costs.to_numpy(), 2.0)
    (found,) = standings(bought, [2.0], seed=1)
    assert found.expected_loss.min() == pytest.approx(benefits.max(axis=1).mean() - benefits.mean(axis=0).max())


def test_leading_is_about_means_and_grows_with_worlds_where_acceptability_does_not():
    random = np.random.default_rng(5)
    leads, acceptable = [], []
    for worlds in (20, 2_000):
        bought = tables({"a": random.normal(0.3, 1, worlds)}, {"a": np.zeros(worlds)})
        (found,) = standings(bought, [1.0], seed=1)
        leads.append(found.leads[1])
        acceptable.append(found.acceptability[1])
    assert leads[1] == 1.0 and acceptable[1] == pytest.approx(norm.cdf(0.3), abs=0.03)


def test_the_same_seed_gives_the_same_curves():
    bought = random_options(2)
    pd.testing.assert_frame_equal(curves(bought, [1.0, 2.0], 7), curves(bought, [1.0, 2.0], 7))
    assert not curves(bought, [2.0], 7)["leads"].equals(curves(bought, [2.0], 8)["leads"])


@pytest.mark.parametrize(
    ("places", "top"),
    [
        ({"a": (2, 1), "b": (10, 3)}, 10),  # steps at 2 and 4: on to 6, and up to the next round number
        ({"a": (2, 1), "b": (200, 3)}, 5),  # steps at 2 and 99: the second is left to the tables
        ({"a": (2, -1), "b": (3, 0)}, 10e6),  # nothing adds
        ({"a": (0, 3)}, 10e6),  # adds for nothing: the reference is outdone at any value
    ],
)
def test_curves_go_to_a_round_value_beyond_the_steps(places, top):
    table = pd.DataFrame({"none": (0, 0), **places}, index=["cost", "effect"], dtype=float).T
    values = willingness(frontier(table["effect"], table["cost"]))
    assert values[-1] == pytest.approx(top) and len(values) == 101


# options


def test_a_world_counts_for_all_options_or_for_none():
    effects = pd.DataFrame({"a": [1.0, np.nan, 3.0], "b": [1.0, 2.0, 3.0], "failed": [np.nan] * 3})
    costs = pd.DataFrame({"a": [1.0, 1.0, 1.0], "b": [1.0, 2.0, np.nan], "failed": [np.nan] * 3})
    found = options(effects, costs, "none")
    assert isinstance(found, Options)
    assert list(found.effects.columns) == ["none", "a", "b"] and list(found.effects.index) == [0]
    assert found.costs.loc[0].tolist() == [0.0, 1.0, 1.0]
