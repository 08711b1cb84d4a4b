"""The price of a lasting alliance: its interval covers what it should, and says where it has no end."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from analysis.effects.costs import NOTHING_TOLD, price
from analysis.effects.statistics import t_quantile


def normal(random, draws):
    added = random.normal(2, 2, draws)
    return random.normal(5, 1.5, draws) + 0.2 * added, added, 5.4 / 2


def lognormal(random, draws):
    added = np.exp(random.normal(0, 1, draws)) - 0.3
    mean = math.exp(0.5) - 0.3
    return random.uniform(3, 8, draws) + 0.3 * added, added, (5.5 + 0.3 * mean) / mean


def gamma(random, draws):
    added = random.gamma(0.4, 5, draws)
    return random.uniform(1, 3, draws) * (1 + 0.2 * random.normal(size=draws)), added, 1.0


@pytest.mark.parametrize("draws", [24, 60, 200])
@pytest.mark.parametrize("worlds", [normal, lognormal, gamma])
def test_the_interval_covers_the_true_price(worlds, draws):
    random = np.random.Generator(np.random.Philox(key=7))
    held = 0
    for _ in range(1000):
        cost, added, true = worlds(random, draws)
        found = price(cost, added, True)
        held += found.low <= true and (math.isnan(found.high) or true <= found.high)
    assert 0.91 <= held / 1000 <= 0.97


def test_without_skew_it_is_the_closed_form_of_fieller():
    half = np.array([[1.0, 4.0], [2.0, 5.5], [0.5, 4.6], [1.5, 6.0]])
    mirrored = np.vstack([half, 2 * half.mean(axis=0) - half])  # every point beside its reflection: no skew
    added, cost = mirrored.T
    count, t = len(cost), t_quantile(0.975, len(cost) - 1)
    covariance = np.cov(added, cost) / count
    a, b, c = (
        cost.mean() ** 2 - t**2 * covariance[1, 1],
        added.mean() * cost.mean() - t**2 * covariance[0, 1],
        added.mean() ** 2 - t**2 * covariance[0, 0],
    )
    root = math.sqrt(b**2 - a * c)
    found = price(cost, added, True)
    assert (found.low, found.high) == pytest.approx((a / (b + root), a / (b - root)), rel=1e-9)
    assert found.value == pytest.approx(cost.mean() / added.mean())


@pytest.mark.parametrize("worlds", [normal, lognormal, gamma])
def test_at_its_ends_what_a_price_leaves_over_is_as_far_from_nothing_as_chance_may_take_it(worlds):
    """Hall's cubic of Student's t of what is left over, with the skewness of scipy, is the quantile of Student's t."""
    cost, added, _ = worlds(np.random.Generator(np.random.Philox(key=11)), 40)
    found, far = price(cost, added, True), t_quantile(0.975, 39)
    for end, wanted in ((found.low, -far), (found.high, far)):
        left = added - cost / end
        skew, apart = stats.skew(left, bias=False), left.mean() / left.std(ddof=1)
        halls = apart + skew * apart**2 / 3 + skew**2 * apart**3 / 27 + skew / (6 * 40)
        assert math.sqrt(40) * halls == pytest.approx(wanted, rel=1e-6)


def test_units_change_nothing_but_the_unit():
    random = np.random.Generator(np.random.Philox(key=3))
    cost, added, _ = lognormal(random, 40)
    plain, baht = price(cost, added, True), price(1e6 * cost, added, True)
    assert np.array(baht) == pytest.approx(1e6 * np.array(plain), rel=1e-9)


def test_an_effect_that_may_be_nothing_has_a_least_price_only():
    random = np.random.Generator(np.random.Philox(key=5))
    added, cost = random.normal(0.2, 2, 50), random.uniform(3, 8, 50)
    found = price(cost, added, False)
    assert math.isnan(found.value) and math.isnan(found.high)
    assert 0 < found.low < cost.mean() / added.mean()
    assert math.isnan(price(cost, added, True).high)


def test_a_clear_loss_or_no_cost_has_no_price():
    random = np.random.Generator(np.random.Philox(key=5))
    added, cost = random.normal(3, 1, 50), random.uniform(3, 8, 50)
    assert np.isnan(price(cost, -added, False)).all()
    assert np.isnan(price(-cost, added, True)).all()
    assert price(0 * cost, added, True) == (0.0, 0.0, 0.0)
    assert np.isnan(price(0 * cost, added, False)).all()


def test_a_cost_that_may_be_nothing_has_no_least_price():
    random = np.random.Generator(np.random.Philox(key=5))
    added, cost = random.normal(3, 1, 50), random.normal(0.1, 3, 50)
    cost += 0.1 - cost.mean()
    assert math.isnan(price(cost, added, True).low)


def test_too_few_worlds_tell_nothing_and_failed_ones_drop_out():
    assert price(np.array([4.0]), np.array([2.0]), True) == pytest.approx(NOTHING_TOLD, nan_ok=True)
    assert price(np.array([]), np.array([]), False) == pytest.approx(NOTHING_TOLD, nan_ok=True)
    cost, added = np.array([4.0, 5.0, 6.0, math.nan]), np.array([2.0, 2.5, 2.1, 9.0])
    assert price(cost, added, True) == price(cost[:3], added[:3], True)


def test_a_price_that_never_varies_is_known():
    added = np.array([1.0, 2.0, 3.0])
    found = price(5 * added, added, True)
    assert found == pytest.approx((5.0, 5.0, 5.0))
