"""Means that rest on one world."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from analysis.effects.influence import carried
from analysis.effects.statistics import LEVEL, clear, simultaneous


def found(**columns):
    table = pd.DataFrame(columns)
    return {one.policy: one for one in carried(table, simultaneous(table, 1), LEVEL)}


STEADY = np.tile([2.0, 3.0, 4.0], 8)


def test_a_steady_effect_rests_on_no_world():
    assert found(a=STEADY) == {}


def test_a_world_that_makes_much_of_a_clear_mean_is_named_from_one():
    values = np.append(STEADY, 60.0)
    one = found(a=values)["a"]
    assert one.world == 25
    assert math.isclose(one.share, 60.0 / values.sum())
    assert one.clear and one.without


def test_a_world_that_decides_is_told_either_way():
    small = np.tile([-1.0, 1.0, 0.0], 8)
    hidden = np.append(np.full(24, 0.5) + small / 4, -9.0)  # clear but for the last
    one = found(a=hidden)["a"]
    assert (one.world, one.clear, one.without) == (25, False, True)
    assert math.isnan(one.share)


def test_worlds_keep_their_number_when_others_failed():
    values = pd.Series(np.append(STEADY, 60.0))
    values[3] = np.nan
    assert found(a=values)["a"].world == 25


def test_two_worlds_and_none_are_not_judged():
    table = pd.DataFrame({"a": [1.0, 50.0, np.nan], "b": [np.nan] * 3})
    assert carried(table, simultaneous(table, 1), LEVEL) == ()


def test_what_is_said_follows_from_the_intervals_with_and_without():
    random = np.random.default_rng(2)
    for seed in range(60):
        table = pd.DataFrame(np.exp(1.3 * random.standard_normal((12, 3))) - 0.8, columns=list("abc"))
        together = simultaneous(table, seed)
        for one in carried(table, together, LEVEL):
            assert one.clear == clear(together[one.policy])
            assert one.share >= 1 / 3 or one.clear != one.without
            assert table[one.policy].sub(table[one.policy].mean()).abs().idxmax() == one.world - 1
