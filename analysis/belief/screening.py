"""Which numbers matter: every parameter screened, by what it does to lasting and to what policies differ by.

Elementary effects (Morris 1991, Technometrics 33; SALib): from many random places each parameter is moved by two thirds
of its range, alone, all chance staying the same, and the mean of what that changes, whatever the sign, says how much it
matters. Who meets whom, once moved, moves the whole course of a world: so chance itself is one of what is moved, and
only what does clearly more than another course of chance can be said to matter. ``python -m analysis.belief.screening``
renews ``screened.csv`` beside this file, from which the table of ``docs/odd.md`` is made; it takes some ten minutes on
two quiet cores.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from sim.draws import PRIORS, Draw
from sim.ensembles.crew import by_threads
from sim.ensembles.worlds import run_seed
from sim.frozen import FrozenNumbers
from sim.measures import POSITION
from sim.parameters import PARAMETERS, Parameter
from sim.recommendation import recommendations
from sim.scenario import Scenario, alone, load_scenario
from sim.simulate import Peopling, simulate

FILE = Path(__file__).with_name("screened.csv")
LEADERS = (4, 13, 1, 2)
"""Recommendations whose differences are looked at: those that led before anything was screened."""
OUTCOMES = ("baseline", "programme", *(f"{LEADERS[0]}-{other}" for other in LEADERS[1:]))
"""Lasting alliances of the baseline and of the programme, and what the first leader adds beyond each other."""
TRAJECTORIES, WORLDS, LEVELS, SEED = 8, 4, 4, 1
CHANCE = "another course of chance"
CLEAR = 2.5  # times what chance does: of five outcomes, eight moves of pure chance look like as much once in twenty
PRICE = "team_cost"  # changes no course of any world


class Screened(NamedTuple):
    """What one parameter does: the mean absolute elementary effect on each of ``OUTCOMES``, beside what chance does.

    ``share`` is the largest, over outcomes, of its effect over that of another course of chance.
    """

    name: str
    effects: tuple[float, ...]
    share: float

    @property
    def clear(self) -> bool:
        """Whether it does clearly more than chance to any of the outcomes."""
        return self.share >= CLEAR


def screened_range(parameter: Parameter) -> tuple[float, float]:
    """From where to where a parameter is moved: what is believed of it, or half to twice its default as declared."""
    if parameter.name in PRIORS:
        return PRIORS[parameter.name][:2]
    low, high = sorted((parameter.default / 2.0, parameter.default * 2.0))
    return max(parameter.low, low), min(parameter.high, high) if parameter.default else parameter.high


def problem() -> dict[str, Any]:
    """What is screened, as SALib wants it: parameters by name, each with where it is moved."""
    chosen = [one for one in PARAMETERS if one.name != PRICE]
    bounds = [screened_range(one) for one in chosen]
    wide = [(low, high + 0.999) if one.forms else (low, high) for one, (low, high) in zip(chosen, bounds)]
    names = [*(one.name for one in chosen), CHANCE]
    return {"num_vars": len(names), "names": names, "bounds": [*wide, (0.0, LEVELS - 1.0)]}


@cache
def scenarios() -> tuple[Scenario, ...]:
    """The baseline, the programme, and each of the leaders on top of it."""
    programme, every = load_scenario("programme"), recommendations()
    return (load_scenario("baseline"), programme, *(alone(programme, every[number]) for number in LEADERS))


def outcomes_at(values: dict[str, float], trajectory: int, peopling: Peopling) -> np.ndarray:
    """(outcomes,) means over the worlds of a trajectory, which are the same at all its points."""
    lasting = np.zeros(len(OUTCOMES) + 1)
    numbers, course = dict(values), round(values.get(CHANCE, 0.0))
    numbers.pop(CHANCE, None)
    for world in range(WORLDS):
        draw = Draw(trajectory * WORLDS + world, SEED)
        seed = run_seed(SEED, trajectory, world + WORLDS * course)
        for place, scenario in enumerate(scenarios()):
            given = replace(scenario, parameters=FrozenNumbers(numbers))
            lasting[place] += simulate(given, seed, draw, peopling).rows[-1, POSITION["lasting"]] / WORLDS
    first, others = lasting[2], lasting[3:]
    return np.concatenate([lasting[:2], first - others])


def screen(
    trajectories: int = TRAJECTORIES, workers: int = 1, tell: Callable[[int], None] = lambda done: None
) -> list[Screened]:
    """All parameters, those that matter most first; the same for any number of workers."""
    from SALib.analyze.morris import analyze
    from SALib.sample.morris import sample

    asked = problem()
    points = sample(asked, trajectories, num_levels=LEVELS, seed=SEED)
    forms = [place for place, one in enumerate(asked["names"]) if PRIORS.get(one, PRIORS["hours"]).shape == "form"]
    points[:, forms] = np.floor(points[:, forms])
    peopling, length = Peopling(), len(asked["names"]) + 1

    def one(place: int, stopping: object) -> np.ndarray:
        values = dict(zip(asked["names"], map(float, points[place])))
        return outcomes_at(values, place // length, peopling)

    found: dict[int, np.ndarray] = {}
    for place, outcome in by_threads(one, range(len(points)), workers):
        found[place] = outcome
        tell(len(found))
    table = np.array([found[place] for place in range(len(points))])
    effects = np.column_stack(
        [analyze(asked, points, column, num_levels=LEVELS, seed=SEED)["mu_star"] for column in table.T]
    )
    shares = (effects / np.maximum(effects[asked["names"].index(CHANCE)], 1e-12)).max(axis=1)
    ranked = np.argsort(-shares, kind="stable")
    return [Screened(asked["names"][k], tuple(map(float, effects[k])), float(shares[k])) for k in ranked]


def write(found: Sequence[Screened], path: Path = FILE) -> None:
    """A row a parameter, those that matter most first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["parameter", *OUTCOMES, "share"])
        rows.writerows([one.name, *(f"{effect:.3g}" for effect in one.effects), f"{one.share:.3g}"] for one in found)


def read(path: Path = FILE) -> list[Screened]:
    """What ``write`` left."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return [Screened(row[0], tuple(map(float, row[1:-1])), float(row[-1])) for row in rows]


if __name__ == "__main__":
    import os

    write(screen(workers=os.cpu_count() or 1, tell=lambda done: print(f"\r{done}", end="", file=sys.stderr)))
