"""Cooke's scores against figures worked out by hand from his formulas."""

from __future__ import annotations

import math

import numpy as np
import pytest

from analysis.judgement.scoring import EXPECTED, calibration, information, scores


def test_truths_that_lie_as_they_should_are_calibrated_fully():
    assert calibration(np.array([1, 9, 9, 1])) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("counts", "statistic"),
    [
        # 2 N I by hand: 20 (0.5 ln(0.5/0.45) + 0.5 ln(0.5/0.45)) = 20 ln(10/9)
        ([0, 5, 5, 0], 20 * math.log(10 / 9)),
        # all ten above high: 20 ln(1/0.05)
        ([0, 0, 0, 10], 20 * math.log(20)),
        # 20 (0.2 ln(0.2/0.05) + 0.3 ln(0.3/0.45) + 0.4 ln(0.4/0.45) + 0.1 ln(0.1/0.05))
        ([2, 3, 4, 1], 20 * (0.2 * math.log(4) + 0.3 * math.log(2 / 3) + 0.4 * math.log(8 / 9) + 0.1 * math.log(2))),
    ],
)
def test_calibration_is_the_tail_of_chi_square_with_three_degrees(counts, statistic):
    tail = math.erfc(math.sqrt(statistic / 2)) + math.sqrt(2 * statistic / math.pi) * math.exp(-statistic / 2)
    assert calibration(np.array(counts)) == pytest.approx(tail, rel=1e-9)


def test_the_figures_themselves():
    """From a table of chi-square with 3 degrees: 2.107 leaves 0.55 above it."""
    assert calibration(np.array([0, 5, 5, 0])) == pytest.approx(0.5504, abs=5e-4)
    assert calibration(np.array([0, 0, 0, 10])) < 1e-11


def test_information_by_hand():
    """One question, answers 2, 5, 8 and the truth within: the range is 1.4 to 8.6, its parts 0.6, 3, 3 and 0.6."""
    parts = np.array([0.6, 3.0, 3.0, 0.6]) / 7.2
    wanted = float((EXPECTED * np.log(EXPECTED / parts)).sum())
    found = information(np.array([[[2.0, 5.0, 8.0]]]), np.array([6.0]))
    assert found == pytest.approx([wanted])


def test_a_truth_outside_all_answers_widens_the_range():
    inside, outside = (information(np.array([[[2.0, 5.0, 8.0]]]), np.array([truth])) for truth in (6.0, 20.0))
    assert outside > inside


def test_narrower_answers_tell_more():
    answers = np.array([[[4.0, 5.0, 6.0]], [[0.0, 5.0, 10.0]]])
    narrow, broad = information(answers, np.array([5.0]))
    assert narrow > broad > 0.0


def test_weights_are_calibration_times_information():
    truths = np.arange(10, dtype=float)
    good = np.stack([truths - 3.0, truths + np.where(truths < 5, 0.5, -0.5), truths + 3.0], axis=1)
    bad = np.stack([truths + 1.0, truths + 1.5, truths + 2.0], axis=1)
    first, second = scores(np.stack([good, bad]), truths)
    assert (first.within, second.within) == (10, 0)
    assert first.calibration == pytest.approx(0.5504, abs=5e-4) and second.information > first.information
    assert first.weight > 0.99 and first.weight + second.weight == pytest.approx(1.0)
    product = [one.calibration * one.information for one in (first, second)]
    assert second.weight == pytest.approx(product[1] / sum(product))


@pytest.mark.parametrize(("truth", "within"), [(0.9, 0), (1.0, 1), (1.5, 1), (2.0, 1), (3.0, 1), (3.1, 0)])
def test_a_truth_is_within_a_range_with_its_ends(truth, within):
    assert scores(np.array([[[1.0, 2.0, 3.0]]]), [truth])[0].within == within


def test_a_truth_that_is_hit_counts_in_the_part_below_it():
    """Calibration knows no ends: a truth at low is one of the twentieth below it."""
    answers = np.array([[[1.0, 2.0, 3.0]]])
    at_low, below = (scores(answers, [truth])[0].calibration for truth in (1.0, 0.5))
    assert at_low == below < scores(answers, [1.5])[0].calibration
