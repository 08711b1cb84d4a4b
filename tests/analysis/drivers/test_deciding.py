"""Which assumed number the order of two policies rests on."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from analysis.calibration.posterior import read, shipped_posterior
from analysis.drivers.deciding import leading
from analysis.drivers.shares import hinges
from analysis.effects.dependence import taken_by
from sim.plan import declared_doses, strength_name
from sim.scenario import load_scenario

FIT = read(shipped_posterior())
BOTH = (load_scenario("programme+05"), load_scenario("programme+12"))


def comparison(lead):
    """Two policies of which one leads the other by ``lead`` (draws,), and the baseline of both."""
    draws = np.arange(len(lead))
    outcomes = {"base": 0.0 * lead, "next": 10.0 + 0.0 * lead, "best": 12.0 + lead}
    parts = [pd.DataFrame({"scenario": key, "draw": draws, "replicate": 0, "lasting": lasting, "status": "done"})
             for key, lasting in outcomes.items()]  # fmt: skip
    table = pd.DataFrame({"policy": ["next", "best"], "outcome": "lasting", "reference": "base",
                          "difference": [10.0, 12.0 + lead.mean()]})  # fmt: skip
    return table, pd.concat(parts)


def test_the_number_an_order_rests_on_is_named():
    taken = taken_by(range(200), 1, FIT, BOTH)
    for name in ("turnover", "founding_cost", strength_name(BOTH[0].applied[0].recommendation)):
        for sign in (1, -1):
            found = leading(*comparison(sign * (taken[name] - taken[name].mean()).to_numpy()), taken, 1)
            assert (found.first, found.second, found.name) == ("best", "next", name)
            assert sign * found.correlation > 0.9


def test_a_dose_a_setting_and_a_form_are_found_as_well():
    taken = taken_by(range(200), 1, None, BOTH)
    for one in (BOTH[0].applied[0].recommendation, BOTH[1].applied[0].recommendation):
        names = [name for name, value in declared_doses(one).items() if not value.known]
        assert len(names) > 2
        for name in names:
            found = leading(*comparison((taken[name] - taken[name].mean()).to_numpy()), taken, 1)
            assert found.name == name and found.correlation > 0.9
    middle = (taken["staying_form"] == 1).to_numpy(float)  # a form has no order: the middle one may be the odd one out
    found = leading(*comparison(middle - middle.mean()), taken, 1)
    assert found.name == "staying_form" and found.correlation == pytest.approx(1)


@pytest.mark.slow
def test_among_many_numbers_chance_is_seldom_taken_for_a_reason():
    taken, random = taken_by(range(200), 1, None, BOTH), np.random.default_rng(8)
    assert len(taken.columns) > 60
    found = [leading(*comparison(random.normal(size=200)), taken, 1).name for _ in range(60)]
    assert sum(map(bool, found)) <= 8


def test_where_nothing_stands_out_nothing_is_named():
    taken = taken_by(range(200), 1, FIT, BOTH)
    lead = np.random.default_rng(1).normal(size=200)
    assert leading(*comparison(lead), taken, 1).name == ""
    assert leading(*comparison(np.zeros(200)), taken, 1).name == ""


def test_two_draws_tell_nothing_of_what_an_order_rests_on():
    found = leading(*comparison(np.array([1.0, -1.0])), taken_by(range(2), 1, None, BOTH), 1)
    assert (found.name, found.draws) == ("", 2) and math.isnan(found.unseen)


def test_one_policy_alone_leads_nobody():
    table, runs = comparison(np.arange(20.0))
    assert leading(table[:1], runs, taken_by(range(20), 1, None, BOTH), 1) is None


def test_compare_and_sensitivity_say_the_same_of_the_same_worlds():
    """A number of a middling correlation with a long-tailed lead is named by both, or by neither."""
    taken, named = taken_by(range(120), 1, None, BOTH), 0
    for seed in range(8):
        lead = 3 * taken["turnover"].rank().to_numpy() / 120 + np.random.default_rng(seed).standard_t(2, 120)
        one = leading(*comparison(lead), taken, seed)
        clear = hinges(taken, 2.0 + lead, np.arange(120), seed).table.query("clear")["number"]
        assert one.name == next(iter(clear), "")
        named += one.name == "turnover"
    assert named >= 4


def test_a_lead_that_never_differs_is_told_apart_from_one_that_is_not_explained():
    taken = taken_by(range(120), 1, None, BOTH)
    assert math.isnan(leading(*comparison(np.zeros(120)), taken, 1).unseen)
    assert 0.1 < leading(*comparison(np.random.default_rng(1).normal(size=120)), taken, 1).unseen < 0.2
