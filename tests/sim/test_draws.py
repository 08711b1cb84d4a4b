"""What is believed of a parameter: from a probability to a value and back, for numbers and for whole columns."""

from __future__ import annotations

import numpy as np
import pytest

from sim.draws import PRIORS, Prior

CHANCES = np.linspace(0.0, 1.0, 33)


@pytest.mark.parametrize("prior", PRIORS.values(), ids=PRIORS)
def test_a_prior_goes_from_its_lowest_to_its_highest_and_back(prior: Prior) -> None:
    values = prior.at(CHANCES)
    assert values[0] == pytest.approx(prior.low) and values[-1] == pytest.approx(prior.high)
    assert (np.diff(values) > 0).all()
    assert prior.below(values) == pytest.approx(CHANCES, abs=1e-12)


@pytest.mark.parametrize("prior", PRIORS.values(), ids=PRIORS)
def test_a_single_number_is_taken_as_a_column_of_one(prior: Prior) -> None:
    for chance, value in zip(CHANCES, prior.at(CHANCES)):
        alone = prior.at(float(chance))
        assert isinstance(alone, float)
        assert alone == pytest.approx(value, rel=1e-15)
        assert float(prior.below(alone)) == pytest.approx(chance, abs=1e-12)


def test_halfway_is_the_middle_of_an_even_prior_and_the_mean_of_logs_of_the_other() -> None:
    assert Prior(2.0, 8.0, "even", False).at(0.5) == 5.0
    assert Prior(2.0, 8.0, "log", False).at(0.5) == pytest.approx(4.0)
    assert Prior(2.0, 8.0, "even", False).below(3.5) == 0.25
    assert Prior(1.0, 16.0, "log", False).below(2.0) == pytest.approx(0.25)
