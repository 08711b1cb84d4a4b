"""Where a best buy begins among resamples, and where no option surely leads: by hand, and by coverage."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from analysis.economics.certainty import Stretch, turning, undecided
from analysis.economics.options import Options, resampled


def means(*rows):
    """Resamples of (effect, cost) of doing nothing and of others."""
    both = np.array([[(0, 0), *row] for row in rows], float)
    return both[..., 0], both[..., 1]


def test_the_value_from_which_one_is_better_by_hand():
    resamples = means(*([[(2, 4)]] * 50 + [[(2, 6)]] * 50))
    assert turning(resamples, 0, 1) == Stretch(2.0, 3.0)
    assert turning(means(*[[(2, -4)]] * 9), 0, 1) == Stretch(0.0, 0.0)  # better at any value


@pytest.mark.parametrize("worse", [(0, 4), (-1, 4), (-1, -4)])
def test_where_it_may_add_nothing_there_is_no_end(worse):
    found = turning(means(*[[(2, 4)]] * 90, *[[worse]] * 10), 0, 1)
    assert found == Stretch(2.0, math.inf)


def test_where_none_leads_in_ninety_of_a_hundred():
    resamples = means(*[[(2, 4)]] * 50, *[[(2, 6)]] * 50)
    values = [0.0, 1.0, 2.5, 2.8, 4.0]
    assert undecided(resamples, values) == [Stretch(2.5, 2.8)]
    assert undecided(resamples, values[:3]) == [Stretch(2.5, math.inf)]
    assert undecided(means(*[[(2, 4)]] * 91, *[[(2, 6)]] * 9), values) == []


def test_options_in_the_same_place_lead_together():
    assert undecided(means(*[[(2, 4), (2, 4)]] * 10), [1.0, 3.0]) == []


def test_the_interval_of_a_value_covers_it():
    """What costs 4 and adds 2 on average, in 80 worlds: 2 is inside in about 95 of 100 samples."""
    inside = 0
    for seed in range(100):
        random = np.random.default_rng(seed)
        effects = pd.DataFrame({"none": 0.0, "some": 2 + 3 * random.normal(size=80)})
        costs = pd.DataFrame({"none": 0.0, "some": 4 + random.normal(size=80)})
        low, high = turning(resampled(Options(effects, costs), seed), 0, 1)
        inside += low <= 2.0 <= high
    assert inside >= 88
