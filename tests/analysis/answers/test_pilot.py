"""A pilot's months and prices: those of the window, and those that are believed."""

from __future__ import annotations

import pytest

from analysis.answers.pilot import MEASURED, Terms, campaign_of, cost, demand_pilot
from sim.distribution import FIXED, Distribution
from sim.frozen import FrozenNumbers
from sim.inputs.faults import InputFault
from sim.plan import declared_costs
from sim.scenario import load_scenario

SCENARIO = load_scenario("programme+04")
ONE = SCENARIO.applied[0].recommendation


def test_a_pilot_costs_what_is_believed_of_prices():
    month, case = declared_costs(ONE)
    believed = FrozenNumbers({month: Distribution(FIXED, (100_000.0,)), case: Distribution(FIXED, (500.0,))})
    by_hand = 100_000 * 12 * 3 + 500 * 30 + MEASURED * 4 * 30
    assert cost(ONE, 30, 3, 12, beliefs=believed) == pytest.approx(by_hand)
    month_mean, case_mean = (0.5 * (price.low + price.high) for price in (ONE.month_cost, ONE.case_cost))
    assert cost(ONE, 30, 3, 12) == pytest.approx(month_mean * 36 + case_mean * 30 + MEASURED * 4 * 30)


def test_the_campaign_is_that_of_the_scenario_in_its_window():
    late = load_scenario("programme+04@late")
    applied = late.applied[0]
    assert campaign_of([late], ONE) == applied.end - applied.start + 1


def test_months_beyond_the_campaign_are_refused_and_no_others():
    most = campaign_of([SCENARIO], ONE)
    demand_pilot([SCENARIO], "4", Terms(months=most))
    demand_pilot([SCENARIO], None, Terms())
    for named in ("4", None):
        with pytest.raises(InputFault, match=f"1 to {most}"):
            demand_pilot([SCENARIO], named, Terms(months=most + 1))
