"""What agencies can carry of a portfolio, as far as that can be said before anything is run."""

from __future__ import annotations

from dataclasses import replace

from analysis.portfolios.choices import Choices
from sim.draws import DEFAULTS, NO_BELIEFS, Beliefs, Draw
from sim.plan import make_plan
from sim.scenario import Scenario
from sim.telling.foresight import foresee

DRAWS = 4
"""Of what is believed otherwise than declared, over which shares are averaged."""


class Carrying:
    """Shares of what scenarios ask of agencies that they can deliver, with every number at its default.

    Where something else is believed, on average over some draws of that.
    """

    def __init__(self, choices: Choices, seed: int = 0, beliefs: Beliefs = NO_BELIEFS) -> None:
        self._months = choices.base.months
        self._draws = [Draw(number, seed, None, beliefs) for number in range(DRAWS)] if beliefs else [DEFAULTS]

    def share(self, scenario: Scenario) -> float:
        """Cases that are delivered, of those that would be if staff were no limit [0, 1]; 1 where nothing is asked."""
        done, whole = (self._cases(one) for one in (scenario, replace(scenario, agencies=())))
        return done / whole if whole > 0.0 else 1.0

    def _cases(self, scenario: Scenario) -> float:
        plans = [make_plan(scenario, draw) for draw in self._draws]
        return sum(float(foresee(plan, self._months).cases.sum()) for plan in plans if len(plan.changes))
