"""What the worlds lived through so far say: month by month, at the end, and against what it is compared with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.effects.policies import MAIN, POWER, effects
from analysis.effects.statistics import differences, draws_needed
from analysis.exploring.engine import Engine, Stopping
from analysis.exploring.settings import KEY, Settings
from analysis.language.labels import Names
from analysis.studies.study import names_of
from sim.ensembles.chunk import block
from sim.ensembles.tables import monthly_table, runs_table
from sim.scenario import Scenario, load_scenario

BASELINE = "baseline"
OUTCOMES = (MAIN, "operating", "organisations_in", "people_helped", "cost")
"""What is told of each comparison."""


@dataclass(frozen=True)
class Findings:
    """What so many worlds say of what is set.

    Attributes
    ----------
    scenarios : what is set, the scenario to begin with where that is another, the baseline where that is a third
    runs, monthly : as in a results folder (``docs/results.md``)
    against : key of each that it is compared with → the rows of ``effects`` of that comparison
    needed : the same → worlds that would show the difference found so far, four times in five; of those not clear
    """

    settings: Settings
    scenarios: tuple[Scenario, ...]
    worlds: int
    runs: pd.DataFrame
    monthly: pd.DataFrame
    against: Mapping[str, pd.DataFrame]
    needed: Mapping[str, float]

    @property
    def names(self) -> Names:
        """Labels of the scenarios."""
        named = names_of([one for one in self.scenarios if one.key != KEY])
        own = self.settings.scenario
        return {KEY: (own.name_en, own.name_th), **named}

    @property
    def failed(self) -> int:
        """How many runs failed."""
        return int((self.runs["status"] == "failed").sum())


def compared(settings: Settings) -> tuple[Scenario, ...]:
    """What is set, and after it all that it is compared with, over the same months."""
    baseline = Settings(load_scenario(BASELINE), (), settings.months).beginning
    others = [settings.beginning, baseline] if settings.changed else [baseline]
    unlike = {one.digest(): one for one in reversed(others)}
    kept = [one for one in others if unlike[one.digest()] is one and one.digest() != settings.scenario.digest()]
    return (settings.scenario, *kept)


def find(engine: Engine, settings: Settings, worlds: int, stopping: Stopping, tell: Callable[[int], None]) -> Findings:
    """Live through the first ``worlds`` worlds and see what they say; ``Stopped`` once ``stopping`` says so."""
    scenarios = compared(settings)
    lived = engine.live(scenarios, worlds, stopping, tell)
    which, blocks = engine.worlds(worlds), [block(of, 0, worlds) for of in lived]
    keyed = [(one.key, of) for one, of in zip(scenarios, blocks)]
    runs = pd.concat([runs_table(key, which, of) for key, of in keyed], ignore_index=True)
    monthly = pd.concat([monthly_table(key, [of]) for key, of in keyed], ignore_index=True)
    others = [one.key for one in scenarios[1:]]
    against = {key: effects(runs, key, [KEY], OUTCOMES, engine.request.seed) for key in others}
    needed = _needed(runs, others)
    return Findings(settings, scenarios, worlds, runs, monthly=monthly, against=against, needed=needed)


def _needed(runs: pd.DataFrame, others: Sequence[str]) -> dict[str, float]:
    """Worlds that would tell each difference in the main outcome from none; none where it does not vary, or is 0."""
    found = {}
    for key in others:
        apart = differences(runs, MAIN, {KEY: key})[KEY].dropna().to_numpy()
        mean = abs(float(apart.mean())) if len(apart) else 0.0
        if len(apart) > 1 and mean > 0:
            found[key] = float(max(draws_needed(apart, mean, power=POWER), len(apart) + 1))
    return found
