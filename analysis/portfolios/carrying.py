"""What agencies can carry of a portfolio, as far as that can be said before anything is run."""

from __future__ import annotations

from dataclasses import replace

from analysis.portfolios.choices import Choices
from sim.draws import DEFAULTS
from sim.plan import make_plan
from sim.scenario import Scenario
from sim.telling.foresight import foresee


class Carrying:
    """Shares of what scenarios ask of agencies that they can deliver, with every number at its default."""

    def __init__(self, choices: Choices) -> None:
        self._months = choices.base.months

    def share(self, scenario: Scenario) -> float:
        """Cases that are delivered, of those that would be if staff were no limit [0, 1]; 1 where nothing is asked."""
        done, whole = (self._cases(one) for one in (scenario, replace(scenario, agencies=())))
        return done / whole if whole > 0.0 else 1.0

    def _cases(self, scenario: Scenario) -> float:
        plan = make_plan(scenario, DEFAULTS)
        return float(foresee(plan, self._months).cases.sum()) if len(plan.changes) else 0.0
