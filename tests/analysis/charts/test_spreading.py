"""Marks are kept apart, and drawing is quiet."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from synthetic_results import NAMES, REFERENCES, fail, make_runs

from analysis import charts
from analysis.charts.spreading import spread
from analysis.effects.policies import effects

pytestmark = pytest.mark.filterwarnings("error")

RUNS = fail(make_runs(draws=40), "rec_03", 5)


# keeping marks apart


def test_spread_keeps_marks_apart_and_clear_of_dots():
    places = np.random.default_rng(1).normal(0, 10, (14, 2))
    found = spread(places + 5, 12, places, 8)
    gaps = np.hypot(*(found[:, None] - found[None]).transpose(2, 0, 1))
    assert gaps[~np.eye(14, dtype=bool)].min() > 11.5
    assert np.hypot(*(found[:, None] - places[None]).transpose(2, 0, 1)).min() > 7.5


def test_spread_leaves_what_is_apart_and_parts_what_is_together():
    apart = np.array([[0.0, 0.0], [100.0, 0.0]])
    np.testing.assert_array_equal(spread(apart, 10), apart)
    together = spread(np.zeros((3, 2)), 10)
    assert min(np.hypot(*(a - b)) for place, a in enumerate(together) for b in together[:place]) > 9.9
    assert spread(np.empty((0, 2)), 10).shape == (0, 2)


def test_the_drawing_of_charts_is_quiet(tmp_path):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        charts.plot_cost(effects(RUNS, REFERENCES, ["programme"]), NAMES, "en", tmp_path / "one")
    assert [str(one.message) for one in caught] == []
