"""The cost that ``explain`` tells, cases and all, is what a simulation charges, or says in which direction it errs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_worlds import BASELINE, PROGRAMME, applied, plus, with_parameters

from sim.draws import DEFAULTS, Draw
from sim.measures import POSITION
from sim.plan import make_plan
from sim.recommendation import recommendations
from sim.scenario import load_scenario
from sim.simulate import simulate
from sim.telling.costs import ABOUT, MOST, START, outlay, teams_outlay, whole_outlay
from sim.telling.explanation import describe_scenario

COST = POSITION["cost"]
HOW = {1: MOST, 2: START, 3: ABOUT, 4: MOST, 5: ABOUT, 6: ABOUT, 7: ABOUT, 8: START, 9: START, 10: START, 11: MOST,
       12: ABOUT, 13: MOST, 14: MOST}  # fmt: skip
TOLERANCE = {ABOUT: (0.97, 1.03), MOST: (0.6, 1.0 + 1e-9), START: (0.8, 1.35)}
"""What is charged, by what is told: visits, media and directories, then bounds, then what hangs on the alliances."""


def charged(scenario, peopling, draw=DEFAULTS, seeds=(1, 2)):
    """Mean baht by month that runs of ``scenario`` charge."""
    return np.mean([simulate(scenario, seed, draw, peopling).rows[:, COST] for seed in seeds], axis=0)


@pytest.mark.parametrize("number", recommendations())
def test_what_is_told_is_what_is_charged(number, peopling):
    scenario = replace(plus(PROGRAMME, applied(number)), months=24)
    found = outlay(scenario.applied[0], scenario)
    low, high = TOLERANCE[found.known]
    assert found.known == HOW[number]
    paid = charged(scenario, peopling)[-1] - teams_outlay(scenario)[0]
    assert low <= paid / found.total[0] <= high


@pytest.mark.parametrize(
    ("number", "changes"),
    [
        (6, {"intensity": 0.5, "start": 3, "end": 20}),
        (6, {"provinces": ("loei", "trang"), "kinds": ("savings", "financial")}),
        (7, {"every": 4, "kinds": ("agricultural", "occupational"), "provinces": ("songkhla",)}),
        (14, {"sessions": 3, "every": 5, "provinces": ("lamphun",), "end": 60}),
        (2, {"start": 10, "intensity": 0.3}),
        (13, {"start": 20, "end": 60}),
        (1, {"intensity": 0.0}),
    ],
)
def test_so_it_is_with_everything_a_scenario_sets(number, changes, peopling):
    scenario = replace(plus(PROGRAMME, applied(number, **changes)), months=30)
    found = outlay(scenario.applied[0], scenario)
    paid = charged(scenario, peopling, seeds=range(1, 5))[-1] - teams_outlay(scenario)[0]
    low, high = TOLERANCE[found.known]
    assert (low - 0.1) * found.total[0] <= paid <= (high + 0.1 * (found.known != MOST)) * found.total[0]


@pytest.mark.parametrize("key", ["programme", "after-care", "monitoring", "media", "all-14"])
def test_the_whole_and_what_comes_after_the_programme_are_what_is_charged(key, peopling):
    scenario = load_scenario(key)
    paid = charged(scenario, peopling)
    assert paid[-1] / whole_outlay(scenario)[0] == pytest.approx(1.0, abs=0.2)
    after = whole_outlay(scenario, first=25)[0]
    assert paid[-1] - paid[24] == pytest.approx(after, rel=0.5)
    assert (after > 0) == (key == "after-care")


def test_teams_are_charged_exactly_what_is_told(peopling):
    scenario = replace(PROGRAMME, months=15)
    assert charged(scenario, peopling)[-1] == teams_outlay(scenario)[0] == 15 * 9 * 45_000
    fixed = with_parameters(scenario, team_cost=50_000.0)
    assert teams_outlay(fixed).tolist() == [15 * 9 * 50_000.0] * 3
    assert teams_outlay(BASELINE).tolist() == [0, 0, 0]


def test_comparisons_charge_the_middle_of_the_ranges_on_average():
    scenario = plus(PROGRAMME, applied(6))
    found, costs = outlay(scenario.applied[0], scenario), []
    for number in range(600):
        plan = make_plan(scenario, Draw(number, 3))
        teams = 9 * 24 * plan.numbers["team_cost"][0]
        costs.append(teams + 9 * 24 * plan.changes["month_cost"][0] + found.cases * plan.changes["case_cost"][0])
    assert np.mean(costs) == pytest.approx(whole_outlay(scenario)[1:].mean(), rel=0.05)


def test_explain_never_leaves_the_cases_out():
    text = " ".join(describe_scenario(load_scenario("programme+01"), "en").split())
    assert "at most 1,470,000 (734,000 to 3,150,000) baht: 432,000 (216,000 to 1,080,000) baht to keep it" in text
    assert "at most 1,300 cases for 1,040,000 (518,000 to 2,070,000) baht" in text
    assert "9,720,000 (3,240,000 to 25,920,000) baht for the teams of all nine provinces" in text
    assert "on average they charge about 16,500,000 baht" in text
    assert "after month 24" not in text
    later = " ".join(describe_scenario(load_scenario("after-care"), "en").split())
    assert "after month 24, when the two years of the programme are over: about 1,080,000" in later
    free = " ".join(describe_scenario(load_scenario("programme+05"), "en").split())
    assert "In all 1,728,000 (864,000 to 3,456,000) baht to keep it running" in free
    assert "Nothing: nobody is paid" in describe_scenario(load_scenario("baseline"), "en")
