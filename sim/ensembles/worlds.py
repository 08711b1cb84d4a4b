"""One world under every scenario: built once, lived through again and again.

A world is one draw of what nobody knows and one course of chance. Scenarios are compared in the same worlds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sim.chance import moment, word
from sim.draws import NO_BELIEFS, Beliefs, Draw, WeightedSets, drawn
from sim.measures import MEASURES
from sim.plan import make_plan
from sim.records import ALLIANCE, Plan, State
from sim.scenario import Scenario
from sim.simulate import Peopling, run_on
from sim.world import under

RUN_SEED = np.uint64(202)
OUTGREW = "the world outgrew its arrays: more alliances or memberships than there is room for"


class World(NamedTuple):
    """One world of an ensemble: a draw, a replicate of it, and the seed of all its runs."""

    draw: Draw
    replicate: int
    seed: int


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """Somebody has asked to stop; what was being lived through is dropped."""


@dataclass(frozen=True)
class Lived:
    """What one world left under every scenario, in their order.

    Attributes
    ----------
    rows : (scenarios, months + 1, measures) float32
        NaN where a run failed.
    alliances : per scenario, records of all the alliances that were (``records.ALLIANCE``)
    failures : per scenario, why the run failed; empty where it did not
    """

    world: World
    rows: np.ndarray
    alliances: tuple[np.ndarray, ...]
    failures: tuple[str, ...]


def world(
    draw: int, replicate: int, seed: int, posterior: WeightedSets | None = None, beliefs: Beliefs = NO_BELIEFS
) -> World:
    """World (draw, replicate) of the ensembles of ``seed``, whatever else they hold."""
    return World(drawn(draw, seed, posterior, beliefs), replicate, run_seed(seed, draw, replicate))


def run_seed(seed: int, number: int, replicate: int) -> int:
    """The seed of one run of an ensemble of ``seed``: the same whatever else is simulated."""
    return int(word(np.uint64(moment(seed, number)), RUN_SEED, np.uint64(replicate), np.uint64(0))) >> 11


def worlds(
    draws: int, replicates: int, seed: int, posterior: WeightedSets | None = None, beliefs: Beliefs = NO_BELIEFS
) -> list[World]:
    """So many draws, and so many courses of chance in each."""
    return [world(d, r, seed, posterior, beliefs) for d in range(draws) for r in range(replicates)]


def live(
    one: World,
    scenarios: Sequence[Scenario],
    months: int,
    peopling: Peopling,
    stopping: Callable[[], bool] = lambda: False,
) -> Lived:
    """Live through one world under every scenario.

    A run that fails is told of and does not stop the others; ``Stopped`` is raised before the next run once
    ``stopping`` says so.
    """
    rows = np.full((len(scenarios), months + 1, len(MEASURES)), np.nan, np.float32)
    alliances, failures = [], []
    starts = Starts(one, [make_plan(scenario, one.draw) for scenario in scenarios], peopling)
    for position, plan in enumerate(starts.plans):
        if stopping():
            raise Stopped
        made, failure = np.zeros(0, ALLIANCE), ""
        try:
            run = run_on(starts.take(position), plan, one.seed, months)
            if run.complete:
                rows[position] = run.rows
                made = run.state.alliances[: run.state.counts["alliances"][0]].copy()
            else:
                failure = OUTGREW
        except Exception as error:
            failure = " ".join(f"{type(error).__name__}: {error}".split())
        alliances.append(made)
        failures.append(failure)
    return Lived(one, rows, tuple(alliances), tuple(failures))


class Starts:
    """Starting worlds of one world's runs: those with the same numbers start alike, and theirs is built once.

    Copies go into arrays of an earlier run, since room that is new costs more than the copying.
    """

    def __init__(self, one: World, plans: Sequence[Plan], peopling: Peopling) -> None:
        self.plans = plans
        self._world, self._peopling = one, peopling
        self._keys = [plan.numbers.tobytes() for plan in plans]
        self._built: dict[bytes, State] = {}
        self._used: dict[bytes, State] = {}

    def take(self, position: int) -> State:
        """A starting world for the plan at ``position``, to be lived in."""
        key, plan = self._keys[position], self.plans[position]
        if key not in self._built:
            self._built[key] = self._peopling.world(plan, self._world.seed)
        if key not in self._keys[position + 1 :]:
            state = self._built.pop(key)
        elif key in self._used:
            state = self._used[key]
            for array, start in zip(state, self._built[key]):
                np.copyto(array, start)
        else:
            state = self._used[key] = State(*(array.copy() for array in self._built[key]))
        return under(state, plan)
