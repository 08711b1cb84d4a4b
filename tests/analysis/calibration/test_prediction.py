"""What a fit foretells, worked out by hand for a bank of a few runs that are written down."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.calibration.bank import KEPT, OPERATORS, STATISTICS, Bank
from analysis.calibration.observations import PROVINCES, Report
from analysis.calibration.prediction import fit_of, foretold, unseen
from analysis.calibration.priors import NAMES


def banked(counts, complete=None):
    """A bank of (sets, KEPT) networks of the second form in the first province, one more in the third province of all;
    before them a run of every set that a likelihood looks at, with a hundred."""
    counts = np.column_stack([np.full(len(counts), 100), counts])
    tables = np.zeros((len(OPERATORS), *counts.shape, PROVINCES, 3), np.int16)
    tables[..., 0, 1], tables[..., 2, 0] = counts, 1
    statistics = np.broadcast_to(counts[..., None], (*counts.shape, len(STATISTICS))).astype(np.float32)
    there = np.ones(counts.shape, bool)
    there[:, 1:] = True if complete is None else complete
    return Bank(np.zeros((len(counts), len(NAMES))), tables, statistics, there)


def test_what_is_foretold_is_weighed_by_sets_and_of_runs_that_nothing_was_fitted_to():
    counts = np.zeros((2, KEPT), int)
    counts[1] = 3
    ahead = foretold(banked(counts), np.array([0.25, 0.75]), Report(4))
    assert ahead.total.tolist() == [1, 1, 4, 4, 4]  # the middle of which three quarters have 3 + 1
    assert ahead.provinces[0].tolist() == ahead.forms[1].tolist() == [0, 0, 3, 3, 3]
    assert ahead.at_least_one[:4] == pytest.approx([0.75, 0.0, 1.0, 0.0])
    assert ahead.share_below == pytest.approx(0.25 + 0.75 / 2) and ahead.central
    assert (ahead.statistics == [0, 0, 3, 3, 3]).all()


@pytest.mark.parametrize(("below", "central"), [(0.24, False), (0.25, True), (0.75, True), (0.76, False)])
def test_central_is_the_middle_half(below, central):
    ahead = foretold(banked(np.ones((1, KEPT), int)), np.ones(1), Report(2))
    assert replace(ahead, share_below=below).central is central


def test_one_network_is_at_least_one():
    assert foretold(banked(np.ones((1, KEPT), int)), np.ones(1), Report(None)).at_least_one[0] == 1.0


def test_runs_that_were_not_complete_foretell_nothing():
    counts, complete = np.zeros((2, KEPT), int), np.ones((2, KEPT), bool)
    counts[0], complete[0] = 50, False
    bank = banked(counts, complete)
    assert np.isnan(unseen(bank, "created")[0]).all(axis=(1, 2)).tolist() == [True] * KEPT + [False] * KEPT
    ahead = foretold(bank, np.array([0.6, 0.4]), Report(1))
    assert ahead.total.tolist() == [1.0] * 5 and ahead.share_below == pytest.approx(0.5)
    assert ahead.at_least_one[:3] == pytest.approx([0.0, 0.0, 1.0])


def test_as_far_off_as_it_is_counts_as_odd_as_it_is():
    """Four corners of a square: all lie equally far off, and none as far as a point beyond them."""
    corners, even = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]]), np.full(4, 0.25)
    assert fit_of(corners, np.array([1.0, 1.0]), even) == 1.0
    assert fit_of(corners, np.array([1.1, 1.0]), even) == 0.0
    lopsided = np.array([0.7, 0.1, 0.1, 0.1])
    assert fit_of(np.array([[0.0], [1.0], [2.0], [9.0]]), np.array([8.0]), lopsided) == pytest.approx(0.1)
