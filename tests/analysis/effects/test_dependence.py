"""Which assumed number the order of two policies rests on."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from small_worlds import organisations

from analysis.answers import fit as fit_answer
from analysis.calibration import course, kept
from analysis.calibration.observations import shipped
from analysis.calibration.posterior import posterior, read, write
from analysis.calibration.priors import NAMES, values
from analysis.effects.dependence import leading, narrowed, taken_by
from sim.draws import drawn
from sim.plan import declared_doses, make_plan, strength_name
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


def comparison(lead):
    """Two policies of which one leads the other by ``lead`` (draws,), and the baseline of both."""
    draws = np.arange(len(lead))
    outcomes = {"base": 0.0 * lead, "next": 10.0 + 0.0 * lead, "best": 12.0 + lead}
    parts = [pd.DataFrame({"scenario": key, "draw": draws, "replicate": 0, "lasting": lasting, "status": "done"})
             for key, lasting in outcomes.items()]  # fmt: skip
    table = pd.DataFrame({"policy": ["next", "best"], "outcome": "lasting", "reference": "base",
                          "difference": [10.0, 12.0 + lead.mean()]})  # fmt: skip
    return table, pd.concat(parts)


BOTH = (load_scenario("programme+05"), load_scenario("programme+12"))


def test_the_number_an_order_rests_on_is_named(small_fit):
    fit = posterior(small_fit, 1, {"behaviour": "known"})
    taken = taken_by(range(200), 1, fit, BOTH)
    for name in ("turnover", "founding_cost", strength_name(BOTH[0].applied[0].recommendation)):
        for sign in (1, -1):
            found = leading(*comparison(sign * (taken[name] - taken[name].mean()).to_numpy()), taken)
            assert (found.first, found.second, found.name) == ("best", "next", name)
            assert sign * found.correlation > 0.9


def test_a_dose_a_setting_and_a_form_are_found_as_well():
    taken = taken_by(range(200), 1, None, BOTH)
    for one in (BOTH[0].applied[0].recommendation, BOTH[1].applied[0].recommendation):
        names = [name for name, value in declared_doses(one).items() if not value.known]
        assert len(names) > 2
        for name in names:
            found = leading(*comparison((taken[name] - taken[name].mean()).to_numpy()), taken)
            assert found.name == name and found.correlation > 0.9
    middle = (taken["staying_form"] == 1).to_numpy(float)  # a form has no order: the middle one may be the odd one out
    found = leading(*comparison(middle - middle.mean()), taken)
    assert found.name == "staying_form" and found.correlation == pytest.approx(1)


def test_among_many_numbers_chance_is_seldom_taken_for_a_reason():
    taken, random = taken_by(range(200), 1, None, BOTH), np.random.default_rng(8)
    assert len(taken.columns) > 60
    found = [leading(*comparison(random.normal(size=200)), taken).name for _ in range(60)]
    assert sum(map(bool, found)) <= 8


def test_where_nothing_stands_out_nothing_is_named(small_fit):
    taken = taken_by(range(200), 1, posterior(small_fit, 1, {"behaviour": "known"}), BOTH)
    lead = np.random.default_rng(1).normal(size=200)
    assert leading(*comparison(lead), taken).name == ""
    assert leading(*comparison(np.zeros(200)), taken).name == ""


def test_one_policy_alone_leads_nobody(small_fit):
    table, runs = comparison(np.arange(20.0))
    assert leading(table[:1], runs, taken_by(range(20), 1, None, BOTH)) is None


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
