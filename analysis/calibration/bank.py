"""A bank: many points of the prior, each simulated a few times over the programme's 24 months, on keyed chance.

What a set of parameter values leaves does not depend on the other sets, their order or the number of workers, so a
bank may be made in parts, kept, and read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.calibration.observations import SHAPE
from analysis.calibration.priors import named, values
from analysis.calibration.readings import OPERATORS
from sim.calendar import PROGRAMME_MONTHS
from sim.draws import DEFAULTS
from sim.ensembles.crew import by_threads
from sim.ensembles.worlds import Stopped, run_seed
from sim.measures import POSITION
from sim.parameters import numbers
from sim.plan import make_plan
from sim.records import Plan, State
from sim.scenario import load_scenario
from sim.simulate import Peopling, run_on
from sim.world import starting_world

KEPT = 1
"""Replicates of every set that no likelihood looks at: they stand for a world not yet seen."""
STATISTICS = (
    "alive", "operating", "unaided", "renewal", "unaided_business", "survival", "size", "largest", "operating_share",
    "weak_share", "unregistered_share", "remote_share",
)  # fmt: skip
"""What is not fitted, at month 24: alliances alive; operating; founded without a team, so many for each that there was
at the start, and their share of business ones; share of the networks helped into being that are alive; mean size at
their largest, and the largest; share of those alive that operate; shares of weak, unregistered and remote organisations
in an alliance. NaN where there is none to ask."""


class SetRuns(NamedTuple):
    """What one set of parameter values left: its number, and over its replicates counts, statistics and success.

    ``tables`` (operators, replicates, 9, 3) int16; ``statistics`` (replicates, statistics) float32; ``complete``
    (replicates,) bool, false where the world outgrew its arrays: that world has more networks than can be counted.
    """

    number: int
    tables: np.ndarray
    statistics: np.ndarray
    complete: np.ndarray


@dataclass(frozen=True)
class Bank:
    """Points and what they left, in the same order.

    Attributes
    ----------
    unit : (sets, parameters) points in the unit cube
    tables : (operators, sets, replicates, 9, 3) int16
    statistics : (sets, replicates, statistics) float32
    complete : (sets, replicates) bool
    """

    unit: np.ndarray
    tables: np.ndarray
    statistics: np.ndarray
    complete: np.ndarray

    def __len__(self) -> int:
        return len(self.unit)

    def counts(self, operator: str) -> np.ndarray:
        """(sets, replicates, 9, 3) of what is counted."""
        counted: np.ndarray = self.tables[OPERATORS.index(operator)]
        return counted

    def part(self, which: np.ndarray) -> Bank:
        """The sets ``which`` (indices or a mask), in that order."""
        return Bank(self.unit[which], self.tables[:, which], self.statistics[which], self.complete[which])


LiveSet = Callable[..., SetRuns]


def gathered(unit: np.ndarray, lived: Sequence[SetRuns]) -> Bank:
    """A bank of what the points ``unit`` left, in their order."""
    return Bank(
        unit,
        np.stack([one.tables for one in lived], axis=1),
        np.stack([one.statistics for one in lived]),
        np.stack([one.complete for one in lived]),
    )


def joined(parts: Sequence[Bank]) -> Bank:
    """Banks with equally many replicates as one, in their order."""
    return Bank(
        np.concatenate([part.unit for part in parts]),
        np.concatenate([part.tables for part in parts], axis=1),
        np.concatenate([part.statistics for part in parts]),
        np.concatenate([part.complete for part in parts]),
    )


def live_sets(replicates: int, seed: int, table: pd.DataFrame | None = None) -> LiveSet:
    """What lives through the programme at one point of the unit cube.

    Parameters
    ----------
    table
        A user's organisations, or None for the shipped counts.

    Returns
    -------
    A function of the number of a set, which with ``seed`` keys its chance; of its point (parameters,) of the unit cube;
    and of what says whether to stop.
    """
    peopling = Peopling(table)
    plan = make_plan(replace(load_scenario("programme"), months=PROGRAMME_MONTHS), DEFAULTS)

    def live(number: int, point: np.ndarray, stopping: Callable[[], bool] = lambda: False) -> SetRuns:
        if stopping():
            raise Stopped
        chosen = named(values(point[None, :])[0])
        return live_set(number, plan._replace(numbers=numbers(chosen)), replicates, seed, peopling)

    return live


def simulate_sets(
    unit: np.ndarray,
    numbered: Sequence[int],
    replicates: int,
    seed: int,
    workers: int,
    *,
    table: pd.DataFrame | None = None,
) -> Iterator[SetRuns]:
    """Live through the programme at every point of ``unit`` (sets, parameters); sets come in their order.

    ``numbered`` has the number of each set, by which its chance is keyed; ``workers`` are threads; the rest is as in
    ``live_sets``.
    """
    live = live_sets(replicates, seed, table)
    done = by_threads(lambda place, stopping: live(numbered[place], unit[place], stopping), range(len(unit)), workers)
    found = dict(done)
    yield from (found[place] for place in range(len(unit)))


def live_set(number: int, plan: Plan, replicates: int, seed: int, peopling: Peopling) -> SetRuns:
    """All ``replicates`` of the set ``number``, whose values ``plan`` holds; its organisations are placed once.

    Chance is keyed by ``seed``, number and replicate; what did not run to the end is NaN among the statistics.
    """
    population = peopling.population(plan.numbers[0])
    tables = np.zeros((len(OPERATORS), replicates, *SHAPE), np.int16)
    statistics = np.full((replicates, len(STATISTICS)), np.nan, np.float32)
    complete = np.zeros(replicates, bool)
    for nth in range(replicates):
        key = run_seed(seed, number, nth)
        run = run_on(starting_world(population, peopling.kinds, plan, key), plan, key, PROGRAMME_MONTHS)
        complete[nth] = run.complete
        if run.complete:
            tables[:, nth] = counts_of(run.state)
            statistics[nth] = statistics_of(run.state, run.rows)
    return SetRuns(number, tables, statistics, complete)


def counts_of(state: State) -> np.ndarray:
    """(operators, 9, 3) alliances of a world by province and form, counted in each way."""
    made = state.alliances[: state.counts["alliances"][0]]
    helped, alive = made["facilitated"] == 1, made["ended"] < 0
    counted = np.zeros((len(OPERATORS), *SHAPE), np.int64)
    for place, which in enumerate((helped, helped & alive, alive)):
        np.add.at(counted[place], (made["province"][which], made["form"][which]), 1)
    return counted


def statistics_of(state: State, rows: np.ndarray) -> np.ndarray:
    """(statistics,) what is not fitted, of one world at its end; ``rows`` (months + 1, measures) holds its measures."""
    row, before = rows[-1], rows[0, POSITION["alive"]]
    made = state.alliances[: state.counts["alliances"][0]]
    helped = made[made["facilitated"] == 1]
    unaided = made[(made["founded"] > 0) & (made["facilitated"] == 0)]
    alive, operating = row[POSITION["alive"]], row[POSITION["operating"]]
    return np.array(
        [
            alive,
            operating,
            len(unaided),
            len(unaided) / before if before else np.nan,
            np.mean(unaided["form"] == 1) if len(unaided) else np.nan,
            np.mean(helped["ended"] < 0) if len(helped) else np.nan,
            np.mean(helped["peak"]) if len(helped) else np.nan,
            np.max(helped["peak"]) if len(helped) else np.nan,
            operating / alive if alive else np.nan,
            *(row[POSITION[name]] for name in ("weak_share", "unregistered_share", "remote_share")),
        ]
    )
