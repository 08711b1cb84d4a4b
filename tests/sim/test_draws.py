"""What is believed of a parameter, from a probability to a value and back; and what a draw resolves."""

from __future__ import annotations

import numpy as np
import pytest

from sim.draws import DEFAULTS, FITTED, PRIORS, SWEPT, Draw, Prior, WeightedSets, drawn, parameter_values
from sim.frozen import FrozenNumbers
from sim.parameters import BY_NAME, STRUCTURE

CHANCES = np.linspace(0.0, 1.0, 33)
SPANS = {name: prior for name, prior in PRIORS.items() if prior.shape != "form"}
OF_FORMS = {name: prior for name, prior in PRIORS.items() if prior.shape == "form"}


@pytest.mark.parametrize("prior", SPANS.values(), ids=SPANS)
def test_a_prior_goes_from_its_lowest_to_its_highest_and_back(prior: Prior) -> None:
    values = prior.at(CHANCES)
    assert values[0] == pytest.approx(prior.low) and values[-1] == pytest.approx(prior.high)
    assert (np.diff(values) > 0).all()
    assert prior.below(values) == pytest.approx(CHANCES, abs=1e-12)


@pytest.mark.parametrize("prior", OF_FORMS.values(), ids=OF_FORMS)
def test_a_prior_of_forms_holds_each_of_them_alike(prior: Prior) -> None:
    """From a form one gets back to the middle of its part."""
    count = int(prior.high - prior.low) + 1
    chances = (np.arange(1200) + 0.5) / 1200
    values = prior.at(chances)
    assert np.unique(values, return_counts=True)[1].tolist() == [1200 // count] * count
    assert (np.diff(values) >= 0).all()
    assert sorted(set(values.tolist())) == list(np.arange(prior.low, prior.high + 1))
    assert prior.below(np.unique(values)) == pytest.approx((np.arange(count) + 0.5) / count)
    assert (prior.at(0.0), prior.at(1.0)) == (prior.low, prior.high)


@pytest.mark.parametrize("prior", PRIORS.values(), ids=PRIORS)
def test_a_single_number_is_taken_as_a_column_of_one(prior: Prior) -> None:
    values = prior.at(CHANCES)
    for chance, value, back in zip(CHANCES, values, prior.below(values)):
        alone = prior.at(float(chance))
        assert isinstance(alone, float)
        assert alone == pytest.approx(value, rel=1e-15)
        assert float(prior.below(alone)) == pytest.approx(back, abs=1e-12)


def test_halfway_is_the_middle_of_an_even_prior_and_the_mean_of_logs_of_the_other() -> None:
    assert Prior(2.0, 8.0, "even", False).at(0.5) == 5.0
    assert Prior(2.0, 8.0, "log", False).at(0.5) == pytest.approx(4.0)
    assert Prior(2.0, 8.0, "even", False).below(3.5) == 0.25
    assert Prior(1.0, 16.0, "log", False).below(2.0) == pytest.approx(0.25)


@pytest.mark.parametrize("name", PRIORS)
def test_what_is_believed_lies_within_what_is_declared_and_says_why_it_is_narrower(name: str) -> None:
    prior, declared = PRIORS[name], BY_NAME[name]
    assert declared.low <= prior.low < prior.high <= declared.high
    assert prior.low > 0.0 or prior.shape != "log"
    if prior.shape == "form":
        assert declared.forms


# A draw


def test_at_the_defaults_nothing_is_drawn() -> None:
    assert parameter_values(DEFAULTS, {}) == {}
    assert parameter_values(DEFAULTS, {"near": 20.0}) == {"near": 20.0}


def test_a_draw_without_a_fit_resolves_what_no_report_teaches_and_nothing_else() -> None:
    values = parameter_values(Draw(3, 7), {})
    assert set(values) == set(SWEPT) == set(PRIORS) - set(FITTED)
    assert all(SWEPT[name].low <= value <= SWEPT[name].high for name, value in values.items())
    assert values == parameter_values(Draw(3, 7), {})
    assert all(values[name] != parameter_values(Draw(4, 7), {})[name] for name in values if name in SPANS)


def test_what_a_scenario_sets_stays_set_and_moves_nothing_else() -> None:
    plain, set_ = (parameter_values(Draw(3, 7), fixed) for fixed in ({}, {"turnover": 0.033, "near": 20.0}))
    assert set_ == {**plain, "turnover": 0.033, "near": 20.0}


def test_every_form_of_every_rule_is_drawn_as_often_as_any_other() -> None:
    assert set(OF_FORMS) == {one.name for one in STRUCTURE} <= set(SWEPT)
    draws = [parameter_values(Draw(number, 1), {}) for number in range(600)]
    for one in STRUCTURE:
        found, times = np.unique([values[one.name] for values in draws], return_counts=True)
        assert found.tolist() == list(range(len(one.forms)))
        assert times / 600 == pytest.approx(1 / len(one.forms), abs=0.08)


def test_a_set_of_a_fit_is_taken_whole() -> None:
    sets = WeightedSets((FrozenNumbers({"turnover": 0.03, "link_push": 2.0}),), (1.0,))
    draw = drawn(3, 7, sets)
    assert parameter_values(draw, {}) == {"turnover": 0.03, "link_push": 2.0}
    assert parameter_values(draw, {"turnover": 0.01}) == {"turnover": 0.01, "link_push": 2.0}
