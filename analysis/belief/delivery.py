"""Patterns (q) and (r): how much recommendations do, held against studies, and what all together can deliver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.belief.patterns import PROGRAMME, Found, said
from analysis.effects.statistics import mean_interval
from sim.calendar import PROGRAMME_MONTHS
from sim.dose import yardsticks
from sim.ensembles.crew import by_threads
from sim.ensembles.worlds import World
from sim.measures import POSITION
from sim.plan import make_plan
from sim.recommendation import recommendations
from sim.scenario import Scenario, alone, load_scenario
from sim.simulate import Peopling, simulate


class Study(NamedTuple):
    """What studies found of a kind of teaching: of recommendations (``numbers``), on a ``level`` of organisations.

    Effects lie from ``low`` to ``high`` standard deviations.
    """

    numbers: tuple[int, ...]
    level: str
    low: float
    high: float


STUDIES = (
    Study((12,), "understanding", 0.1, 0.4),  # media: r = .05 to .10 (Anker et al. 2016), up to twice that
    Study((1,), "understanding", 0.3, 1.1),  # training of leaders: d = .73 (Lacerenza et al. 2017), and about it
    Study((4,), "leadership", 0.3, 1.1),
    Study((6,), "management", 0.3, 1.1),
)
"""Effects that the evidence page gives a size for, on levels of organisations."""


class Taught(NamedTuple):
    """What a recommendation did in one world: its effect (sd) in those it reached, and how many those were."""

    effect: float
    reached: int


def check_all(which: Sequence[World], workers: int, table: pd.DataFrame | None) -> list[Found]:
    """Both patterns, in the worlds ``which``."""
    return [doses(which, workers, table), together(which, workers, table)]


def doses(which: Sequence[World], workers: int, table: pd.DataFrame | None) -> Found:
    """(q) Effects of media and training over the programme's months, against what studies found."""
    told, holds = {}, True
    for study in STUDIES:
        for number in study.numbers:
            found = taught(number, study.level, which, workers, table)
            effect = mean_interval(np.array([one.effect for one in found if one.reached]))
            told[number] = f"{number}: {effect.mean:.2f} ({effect.low:.2f} – {effect.high:.2f})"
            holds = holds and study.low <= effect.mean <= study.high
    ranges = ", ".join(f"{number}: {study.low:g} – {study.high:g}" for study in STUDIES for number in study.numbers)
    figure = said("pattern_q_figure", effects=", ".join(told.values()))
    return Found("q", "built", figure, said("pattern_q_criterion", ranges=ranges), holds)


def taught(number: int, level: str, which: Sequence[World], workers: int, table: pd.DataFrame | None) -> list[Taught]:
    """What recommendation ``number`` did to a level of organisations by the end of the programme, world by world."""
    base = replace(load_scenario(PROGRAMME), months=PROGRAMME_MONTHS)
    with_it = replace(alone(base, recommendations()[number]), months=PROGRAMME_MONTHS)
    peopling = Peopling(table)

    def one(place: int, stopping: object) -> Taught:
        world = which[place]
        plain, told = (simulate(scenario, world.seed, world.draw, peopling).state for scenario in (base, with_it))
        reached = told.organisations["lessons"] > 0
        gained = told.organisations[level] - plain.organisations[level]
        spread = yardsticks(make_plan(base, world.draw).numbers[0])[level].spread
        return Taught(float(gained[reached].mean() / spread) if reached.any() else 0.0, int(reached.sum()))

    found = dict(by_threads(one, range(len(which)), workers))
    return [found[place] for place in range(len(which))]


def together(which: Sequence[World], workers: int, table: pd.DataFrame | None) -> Found:
    """(r) Cases that all recommendations serve at once, against the sum of what each serves alone."""
    base = load_scenario(PROGRAMME)
    each = [alone(base, one) for one in recommendations().values()]
    everything = replace(base, key="everything", applied=tuple(one.applied[-1] for one in each))
    apart, at_once = (_cases(chosen, which, workers, table) for chosen in (each, [everything]))
    share = mean_interval(at_once / apart)
    return Found(
        "r",
        "built",
        said(
            "pattern_r_figure", together=f"{at_once.mean():,.0f}", apart=f"{apart.mean():,.0f}",
            share=f"{share.mean:.0%} ({share.low:.0%} – {share.high:.0%})",
        ),
        said("pattern_r_criterion"),
        bool(share.high < 1.0),
    )  # fmt: skip


def _cases(
    scenarios: Sequence[Scenario], which: Sequence[World], workers: int, table: pd.DataFrame | None
) -> np.ndarray:
    """(worlds,) cases served under all ``scenarios`` by the end of the programme."""
    peopling = Peopling(table)
    short = [replace(scenario, months=PROGRAMME_MONTHS) for scenario in scenarios]

    def one(place: int, stopping: object) -> float:
        world = which[place]
        rows = [simulate(scenario, world.seed, world.draw, peopling).rows[-1] for scenario in short]
        return float(sum(row[POSITION["cases"]] for row in rows))

    found = dict(by_threads(one, range(len(which)), workers))
    return np.array([found[place] for place in range(len(which))])
