"""What a draw makes of a scenario: the cost of a province team is as uncertain as all other costs."""

from __future__ import annotations

import numpy as np
import pytest
from small_worlds import BASELINE, PROGRAMME, with_parameters

from sim.draws import DEFAULTS, Draw, WeightedSets
from sim.frozen import FrozenNumbers
from sim.parameters import BY_NAME
from sim.plan import TEAM_COST, make_plan, team_cost

DECLARED = BY_NAME[TEAM_COST]


def cost(scenario, draw):
    return float(make_plan(scenario, draw).numbers[TEAM_COST][0])


def test_the_cost_of_a_team_is_drawn_evenly_over_its_range():
    drawn = np.array([cost(PROGRAMME, Draw(number, 3)) for number in range(400)])
    assert DECLARED.low <= drawn.min() < drawn.max() <= DECLARED.high
    error = (DECLARED.high - DECLARED.low) / np.sqrt(12 * 400)
    assert drawn.mean() == pytest.approx(0.5 * (DECLARED.low + DECLARED.high), abs=4 * error)
    assert np.quantile(drawn, [0.25, 0.75]) == pytest.approx(
        np.quantile([DECLARED.low, DECLARED.high], [0.25, 0.75]), abs=8 * error
    )


def test_it_is_drawn_beside_a_fit_too_and_moves_nothing_else():
    sets = WeightedSets((FrozenNumbers({"turnover": 0.03}),), (1.0,))
    plain, learnt = Draw(4, 3), Draw(4, 3, sets.at(0.5))
    assert cost(PROGRAMME, learnt) == cost(PROGRAMME, plain) != DECLARED.default
    fitted = make_plan(PROGRAMME, learnt).numbers
    others = [name for name in fitted.dtype.names if name not in (TEAM_COST, "turnover")]
    assert all(fitted[name][0] == BY_NAME[name].default for name in others)


def test_every_scenario_of_a_world_pays_its_teams_the_same():
    draw = Draw(7, 11)
    assert cost(PROGRAMME, draw) == cost(BASELINE, draw) == team_cost(PROGRAMME, draw)


def test_at_the_defaults_it_is_the_declared_one():
    assert cost(PROGRAMME, DEFAULTS) == DECLARED.default


@pytest.mark.parametrize("number", [-1, 0, 5])
def test_a_scenario_that_sets_it_fixes_it(number):
    assert cost(with_parameters(PROGRAMME, **{TEAM_COST: 50_000.0}), Draw(number, 3)) == 50_000.0
