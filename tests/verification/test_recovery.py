"""Planted truths are found where the fit says, as often as it says: recovery at length, on the toy model."""

from __future__ import annotations

import numpy as np
import pytest
from toy_bank import BUSINESS, LEVEL, prior_bank, toy_bank

from analysis.belief.checks import believed
from analysis.belief.recovery import corrected, coverage, recovered
from analysis.calibration.fit import first_fit
from analysis.calibration.observations import shipped
from analysis.calibration.priors import NAMES


def some_truths(count):
    return toy_bank(np.random.default_rng(10).random((count, len(NAMES))), 2, 9)  # truths and their chance apart


def test_coverage_is_what_it_says_to_be():
    fit = first_fit(prior_bank(4096, 9, 3), shipped(), 2)
    found = recovered(fit, some_truths(400), 4, 2)
    assert len(found.sizes) >= 200 and found.thin < 0.2
    told = coverage(found)
    assert all(0.85 <= one.ninety <= 0.95 for one in told)
    assert corrected([one.p_value for one in told]).min() > 0.01


@pytest.fixture(scope="module")
def belief():
    return believed(
        first_fit(prior_bank(2048, 5, 1), shipped()), lambda unit, first: toy_bank(unit, 2, first), 7, 60, 2
    )


def test_a_fit_without_fault_passes_every_check(belief):
    assert belief.failed == ()
    assert NAMES[BUSINESS] in belief.unnamed.wider and NAMES[LEVEL] not in belief.unnamed.wider
    assert belief.trial.truths == 60
