"""Many runs: scenarios by draws by replicates, each pair of draw and replicate the same world in every scenario.

The unit of work is one world: it is built once, copied for every scenario, and lived through. Threads share the
compiled month, which holds no lock; the order in which worlds finish changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from sim.chance import moment, word
from sim.draws import Draw
from sim.measures import MEASURES
from sim.plan import make_plan
from sim.records import Plan, State
from sim.scenario import Scenario
from sim.simulate import Peopling, Run, run_on

RUN_SEED = np.uint64(202)
OUTGREW = "the world outgrew its arrays: more alliances or memberships than there is room for"


class World(NamedTuple):
    """One world of an ensemble: a draw, a replicate of it, and the seed of all its runs."""

    draw: Draw
    replicate: int
    seed: int


@dataclass(frozen=True)
class Lived:
    """What one world left under every scenario, in their order.

    Attributes
    ----------
    rows : (scenarios, months + 1, measures) float32
    alliances : per scenario, records of all the alliances that were (``records.ALLIANCE``)
    failures : per scenario, why the run failed; empty where it did not
    """

    world: World
    rows: np.ndarray
    alliances: tuple[np.ndarray, ...]
    failures: tuple[str, ...]


def worlds(draws: int, replicates: int, seed: int) -> list[World]:
    """The worlds of an ensemble; world (d, r) is the same whatever else is asked for."""
    return [
        World(Draw(d, seed), r, int(word(np.uint64(moment(seed, d)), RUN_SEED, np.uint64(r), np.uint64(0))) >> 11)
        for d in range(draws)
        for r in range(replicates)
    ]


def live(world: World, scenarios: Sequence[Scenario], months: int, peopling: Peopling) -> Lived:
    """Live through one world under every scenario."""
    rows = np.empty((len(scenarios), months + 1, len(MEASURES)), np.float32)
    alliances, failures = [], []
    starts: dict[bytes, State] = {}
    for position, scenario in enumerate(scenarios):
        run = _run(world, make_plan(scenario, world.draw), months, peopling, starts)
        rows[position] = run.rows if run.complete else np.nan
        alliances.append(run.state.alliances[: run.state.counts["alliances"][0]].copy())
        failures.append("" if run.complete else OUTGREW)
    return Lived(world, rows, tuple(alliances), tuple(failures))


def _run(world: World, plan: Plan, months: int, peopling: Peopling, starts: dict[bytes, State]) -> Run:
    """One run; scenarios with the same numbers start from the same world, built once."""
    key = plan.numbers.tobytes()
    if key not in starts:
        starts[key] = peopling.world(plan, world.seed)
    fresh = State(*(array.copy() for array in starts[key]))
    rounds = np.zeros((len(plan.changes), len(fresh.provinces)), np.int64)
    return run_on(fresh._replace(rounds=rounds), plan, world.seed, months)


def ensemble(
    scenarios: Sequence[Scenario],
    which: Sequence[World],
    months: int,
    workers: int,
    table: pd.DataFrame | None = None,
    tell: Callable[[int], None] = lambda done: None,
) -> list[Lived]:
    """Live through all worlds ``which``, ``workers`` at a time; ``tell`` hears of each that is done.

    Parameters
    ----------
    table
        A user's organisations (``organisations.load_organisations``), or None for the shipped counts.

    Returns
    -------
    list of Lived
        In the order of ``which``.
    """
    peopling = Peopling(table)
    lived: dict[World, Lived] = {}
    for done in _at_most(workers, which, lambda world: live(world, scenarios, months, peopling)):
        lived[done.world] = done
        tell(len(lived))
    return [lived[world] for world in which]


def _at_most(workers: int, items: Sequence[World], work: Callable[[World], Lived]) -> Iterator[Lived]:
    """Results of ``work`` as they come, never more than two tasks a worker waiting; an interrupt drops what waits."""
    waiting: set[Future[Lived]] = set()
    coming = iter(items)
    with ThreadPoolExecutor(workers) as pool:
        try:
            while True:
                while len(waiting) < 2 * workers and (item := next(coming, None)) is not None:
                    waiting.add(pool.submit(work, item))
                if not waiting:
                    return
                finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in finished:
                    yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
