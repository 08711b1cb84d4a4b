"""What portfolios cost on average: the luck of prices is taken out, and known where it is nobody's guess."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.portfolios.choices import choices
from analysis.portfolios.levers import Outcomes
from analysis.portfolios.prices import LUCK, _prices, price_luck, priced
from sim.distribution import FIXED, Distribution
from sim.draws import NO_BELIEFS, Beliefs, drawn
from sim.ensembles.worlds import live, world
from sim.measures import POSITION
from sim.scenario import load_scenario

PROGRAMME = load_scenario("programme")
FOUR = choices(PROGRAMME, (4, 13))


def test_luck_is_taken_out_of_a_mean():
    random = np.random.Generator(np.random.Philox(key=1))
    luck = random.standard_normal((30, 2)) * 1e6
    cost = np.array([4e6, 2e6]) + luck + 1e4 * random.standard_normal((30, 2))
    plain, told = priced(Outcomes({"cost": cost})), priced(Outcomes({"cost": cost, LUCK: luck}))
    assert told.mean == pytest.approx([4e6, 2e6], abs=2e4)
    assert (told.error < plain.error / 20).all()
    assert plain.mean == pytest.approx(cost.mean(axis=0))


def test_without_a_spread_of_prices_and_without_portfolios_nothing_breaks():
    cost = np.full((5, 1), 3.0)
    assert priced(Outcomes({"cost": cost, LUCK: np.zeros((5, 1))})).mean.tolist() == [3.0]
    assert priced(Outcomes({"cost": np.zeros((5, 0))})).mean.tolist() == []


def test_luck_has_no_mean_over_many_draws():
    scenarios = [FOUR.scenario((1, 0, 0)), FOUR.scenario((0, 3, 2))]
    luck = price_luck(PROGRAMME, scenarios, range(4000), 1, NO_BELIEFS)
    assert np.abs(luck.mean(axis=0)).max() < 4 * (luck.std(axis=0) / np.sqrt(4000)).max()


def test_prices_believed_for_certain_have_no_luck():
    scenario = FOUR.scenario((1, 3, 2))
    certain = {name: Distribution(FIXED, (one.high,)) for name, one in _prices([PROGRAMME, scenario]).items()}
    assert price_luck(PROGRAMME, [scenario], range(5), 1, NO_BELIEFS).all()
    assert not price_luck(PROGRAMME, [scenario], range(5), 1, Beliefs(certain)).any()


def test_what_has_no_strength_is_not_bought_and_any_other_strength_costs_as_much():
    def luck(strength):
        scenario = FOUR.scenario((1, 0, 0))
        *others, mine = scenario.applied
        changed = replace(scenario, applied=(*others, replace(mine, strength=strength)))
        return price_luck(PROGRAMME, [changed], range(5), 1, NO_BELIEFS)

    assert luck(None).all() and not luck(0.0).any()
    assert luck(1.0) == pytest.approx(luck(None))


def test_it_goes_with_what_worlds_cost(peopling):
    scenarios = (PROGRAMME, FOUR.scenario((1, 0, 0)), FOUR.scenario((0, 1, 0)))
    ends = []
    for number in range(12):
        one = world(number, 0, 1)
        ends.append([rows[-1, POSITION["cost"]] for rows in live(one, scenarios, 60, peopling).rows])
    cost = np.array(ends)[:, 1:] - np.array(ends)[:, :1]
    luck = price_luck(PROGRAMME, scenarios[1:], range(12), 1, NO_BELIEFS)
    assert drawn(3, 1, None) == world(3, 0, 1).draw
    assert all(np.corrcoef(cost[:, k], luck[:, k])[0, 1] > 0.4 for k in range(2))  # cases differ between worlds as well
    told = priced(Outcomes({"cost": cost, LUCK: luck}))
    assert (told.error < priced(Outcomes({"cost": cost})).error).all()
