"""Intervals hold as often as they say when draws are skewed; ``tests/verification/test_coverage.py`` tries far more."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from skewed_samples import SMOOTH, sample, several

from analysis.effects.statistics import mean_interval, simultaneous


def holds(found) -> bool:
    return all(one.low <= 0 <= one.high for one in found)


@pytest.mark.parametrize("kind", ["normal", "exponential", "log-normal of 1"])
@pytest.mark.parametrize("draws", [24, 200])
def test_one_interval_holds(kind, draws):
    """3,000 samples: the standard error is 0.004."""
    columns = sample(SMOOTH[kind], np.random.default_rng(4), draws, columns=3000, shared=0.0).T
    assert 0.93 <= np.mean([holds([mean_interval(column)]) for column in columns]) <= 0.98


@pytest.mark.parametrize("draws", [24, 60])
def test_intervals_of_14_policies_hold_together(draws):
    """300 experiments: the standard error is 0.013. Student's t holds in three of four."""
    random = np.random.default_rng(5)
    tables = [pd.DataFrame(sample(several, random, draws)) for _ in range(300)]
    hits = [holds(simultaneous(table, seed).values()) for seed, table in enumerate(tables)]
    assert 0.92 <= np.mean(hits) <= 0.99


def test_the_same_table_and_seed_give_the_same_interval():
    table = pd.DataFrame(sample(several, np.random.default_rng(1), 30))
    assert simultaneous(table, 3) == simultaneous(table, 3) != simultaneous(table, 4)


def test_many_worlds_are_no_burden():
    table = pd.DataFrame(sample(several, np.random.default_rng(1), 10_000))
    widths = [one.high - one.low for one in simultaneous(table, 1).values()]
    assert min(widths) > 0.0 and max(widths) < 0.15
