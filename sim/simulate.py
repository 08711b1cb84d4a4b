"""One run: a scenario, a draw and a seed in; measures of every month, and the alliances that were, out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from sim.draws import Draw
from sim.kind_numbers import kind_numbers
from sim.measures import MEASURES, MONTHLY
from sim.month import live_through
from sim.parameters import numbers
from sim.plan import make_plan
from sim.population import Population, brought, drawn
from sim.provinces import load_provinces
from sim.records import Plan, State
from sim.scenario import Scenario
from sim.world import starting_world

BROUGHT_FROM = ("capital_district_share",)
"""The only parameter that the population of a user's table depends on."""
DRAWN_FROM = ("unregistered_per_province", "dormant_share", *BROUGHT_FROM)
"""The only parameters that a population drawn from the shipped counts depends on."""


@dataclass(frozen=True)
class Run:
    """What one run leaves.

    Attributes
    ----------
    rows : (months + 1, measures) float64
        Every monthly measure from the start (month 0) on; the last row also holds the final ones.
    state : State
        The world at the end.
    complete : bool
        False when the world outgrew its arrays; then the rows after the month it happened in are zeros.
    """

    rows: np.ndarray
    state: State
    complete: bool


class Peopling:
    """Where populations come from: a user's table, or the shipped counts; those in use are remembered."""

    def __init__(self, table: pd.DataFrame | None = None) -> None:
        self._table = table
        self._rests_on = DRAWN_FROM if table is None else BROUGHT_FROM
        self._provinces = load_provinces()
        self._kinds = kind_numbers()
        self._remembered = lru_cache(maxsize=2)(self._people)

    @property
    def kinds(self) -> np.ndarray:
        """Numbers by kind of organisation."""
        return self._kinds

    def population(self, p: np.void) -> Population:
        """The population under the numbers ``p``."""
        return self._remembered(*(float(p[name]) for name in self._rests_on))

    def _people(self, *values: float) -> Population:
        p = numbers(dict(zip(self._rests_on, values)))[0]
        if self._table is not None:
            return brought(self._table, self._provinces, p)
        return drawn(self._provinces, self._kinds, p)

    def world(self, plan: Plan, seed: int) -> State:
        """The starting world of ``seed`` under ``plan``."""
        return starting_world(self.population(plan.numbers[0]), self._kinds, plan, seed)


def simulate(scenario: Scenario, seed: int, draw: Draw, peopling: Peopling) -> Run:
    """Run ``scenario`` once; the same arguments give the same bytes."""
    plan = make_plan(scenario, draw)
    return run_on(peopling.world(plan, seed), plan, seed, scenario.months)


def run_on(state: State, plan: Plan, seed: int, months: int) -> Run:
    """Let a starting world live through ``months`` under ``plan``; the world is changed in place."""
    rows = np.zeros((months + 1, len(MEASURES)))
    complete = bool(live_through(state, plan, seed, months, rows))
    rows[:-1, len(MONTHLY) :] = np.nan
    return Run(rows, state, complete)
