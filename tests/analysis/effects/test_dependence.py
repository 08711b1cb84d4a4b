"""What draws took for every number that nobody knows, and which of them a report says something of."""

from __future__ import annotations

import numpy as np
import pytest
from small_worlds import organisations

from analysis.answers import fit as fit_answer
from analysis.calibration import course, kept
from analysis.calibration.observations import shipped
from analysis.calibration.posterior import posterior, read, write
from analysis.calibration.priors import NAMES, values
from analysis.effects.dependence import narrowed, taken_by
from sim.draws import drawn
from sim.plan import make_plan, strength_name
from sim.scenario import load_scenario


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Every test types its commands in a folder of its own, and fits are as small as can be."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(course, "WAVE", 32)
    monkeypatch.setattr(course, "MOST_WAVES", 1)
    monkeypatch.setattr(course, "REPLICATES", 3)
    monkeypatch.setattr(kept, "PART", 32)


@pytest.fixture(scope="module")
def table():
    """Few organisations, so that a run is quick."""
    return organisations(270, 12, provinces=tuple(range(9)))


# What rests on what


@pytest.fixture(scope="module")
def small_fit():
    from toy_bank import prior_bank

    from analysis.calibration.fit import first_fit

    return first_fit(prior_bank(512, 5, 3), shipped(plausible=False))


def test_the_chart_of_what_is_foretold_has_a_row_a_run(small_fit):
    runs = fit_answer.foretold_runs(small_fit)
    parts = runs.filter(regex="^facilitated_programme_(area|business|academic)$")
    assert (parts.sum(axis=1) == runs["facilitated_programme"]).all()
    assert np.average(runs["facilitated_programme"]) == pytest.approx(31, abs=8)


def test_a_parameter_is_narrowed_if_the_report_says_something_of_it(small_fit, tmp_path):
    found = posterior(small_fit, 1, {"behaviour": "known"})
    assert narrowed(found, "founding_cost") and not narrowed(found, "turnover")
    write(found, tmp_path / "posterior.csv")
    assert narrowed(read(tmp_path / "posterior.csv"), "founding_cost")
    assert not narrowed(None, "founding_cost")


BOTH = (load_scenario("programme+05"), load_scenario("programme+12"))


def test_what_draws_took_is_what_the_runs_were_made_of(small_fit):
    fit, table = posterior(small_fit, 1, {"behaviour": "known"}), values(small_fit.bank.unit)
    taken = taken_by(range(50), 1, fit, BOTH)
    for place, name in enumerate(NAMES):
        rounded = 1e-6 * abs(table[:, place]).max() + 1e-6  # as a fit is written
        assert table[:, place].min() - rounded <= taken[name].min()
        assert taken[name].max() <= table[:, place].max() + rounded
    for fit_ in (fit, None):
        taken = taken_by([3], 1, fit_, BOTH)
        plan = make_plan(BOTH[0], drawn(3, 1, fit_.to_draw_from() if fit_ else None))
        assert taken["turnover"].iloc[0] == pytest.approx(plan.numbers["turnover"][0])
        assert taken[strength_name(BOTH[0].applied[0].recommendation)].iloc[0] == plan.changes["strength"][0]
