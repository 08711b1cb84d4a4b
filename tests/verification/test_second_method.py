"""A second, independent method on the same problem: it must find what the fit finds, within Monte Carlo error.

The problem: the real model over 24 months, small provinces, three free parameters, and the total reported. The fit
weighs a bank by what its runs lead one to expect of a province. Against it stand plain rejection, which counts whole
runs whose total is the one reported and knows nothing of provinces, and pyABC's sequential Monte Carlo down to a
distance of nothing, with its own sampler, proposals and simulations.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.calibration.bank import Bank, counts_of
from analysis.calibration.fit import first_fit
from analysis.calibration.observations import Report
from analysis.calibration.priors import NAMES, named, values
from analysis.calibration.readings import OPERATORS
from analysis.calibration.weights import error_of_mean, error_of_spread, mean, spread
from sim.draws import DEFAULTS
from sim.ensembles.crew import by_threads
from sim.parameters import numbers
from sim.plan import make_plan
from sim.scenario import load_scenario
from sim.simulate import Peopling, run_on
from sim.world import starting_world

FREE = ("founding_cost", "link_push", "business_appeal")
PLACES = [NAMES.index(name) for name in FREE]
TOTAL, ERRORS = 18, 4.0
SETS, REPLICATES, SINGLE = 3000, 9, 30_000


class Problem:
    """The real model on few unregistered groups and small teams, by three numbers between 0 and 1."""

    def __init__(self) -> None:
        self.peopling = Peopling()
        self.plan = make_plan(replace(load_scenario("programme"), months=24), DEFAULTS)
        self.fixed = np.full(len(NAMES), 0.5)
        self.fixed[NAMES.index("unregistered_per_province")] = 0.0
        self.fixed[NAMES.index("team_circle")] = 0.0
        self.population = self.peopling.population(self._plan(np.full(len(FREE), 0.5)).numbers[0])

    def _plan(self, free: np.ndarray):
        unit = self.fixed.copy()
        unit[PLACES] = free
        return self.plan._replace(numbers=numbers(named(values(unit[None])[0])))

    def table(self, free: np.ndarray, seed: int) -> np.ndarray:
        """(9, 3) networks helped into being in one world."""
        plan = self._plan(free)
        run = run_on(starting_world(self.population, self.peopling.kinds, plan, seed), plan, seed, 24)
        return counts_of(run.state)[OPERATORS.index("created")]


@pytest.fixture(scope="module")
def problem():
    return Problem()


@pytest.fixture(scope="module")
def fit(problem):
    """Points of three parameters, the others held, and the weights of the fit."""
    free = np.random.default_rng(1).random((SETS, len(FREE)))

    def work(place, stopping):
        return np.stack([problem.table(free[place], REPLICATES * place + nth) for nth in range(REPLICATES)])

    found = dict(by_threads(work, range(SETS), 2))
    tables = np.stack([found[place] for place in range(SETS)]).astype(np.int16)
    statistics = np.zeros((SETS, REPLICATES, 11), np.float32)
    unit = np.tile(problem.fixed, (SETS, 1))
    unit[:, PLACES] = free
    bank = Bank(unit, np.stack([tables] * len(OPERATORS)), statistics, np.ones((SETS, REPLICATES), bool))
    return free, first_fit(bank, Report(TOTAL, reading="total"), 2)


def agree(free: np.ndarray, weights: np.ndarray, other: np.ndarray, other_weights: np.ndarray) -> None:
    """Means and spreads of weighted points (n, free) agree within Monte Carlo error, and something was learnt."""
    for figure, error in ((mean, error_of_mean), (spread, error_of_spread)):
        apart = np.abs(figure(free, weights) - figure(other, other_weights))
        allowed = ERRORS * np.hypot(error(free, weights), error(other, other_weights))
        assert (apart < allowed).all(), (figure.__name__, apart, allowed)
    assert spread(free, weights).min() < 0.9 * np.sqrt(1 / 12)
    assert error_of_mean(other, other_weights).max() < 0.03, "too few to tell anything"


def test_plain_rejection_of_whole_runs_agrees(problem, fit):
    free = np.random.default_rng(2).random((SINGLE, len(FREE)))
    done = by_threads(lambda place, stopping: problem.table(free[place], 10**6 + place).sum(), range(SINGLE), 2)
    kept = free[[place for place, total in done if total == TOTAL]]
    agree(fit[0], fit[1].weights, kept, np.full(len(kept), 1.0 / len(kept)))


def test_pyabc_agrees(problem, fit, tmp_path):
    pyabc = pytest.importorskip("pyabc", reason="pyABC is not installed: python -m pip install '.[verify]'")
    seeds = iter(range(2 * 10**6, 10**8))

    def simulate(point):
        return {"total": float(problem.table(np.array([point[name] for name in FREE]), next(seeds)).sum())}

    np.random.seed(3)  # pyABC draws from the global generator
    prior = pyabc.Distribution(**{name: pyabc.RV("uniform", 0.0, 1.0) for name in FREE})
    search = pyabc.ABCSMC(
        simulate,
        prior,
        lambda one, other: abs(one["total"] - other["total"]),
        population_size=500,
        eps=pyabc.ListEpsilon([6.0, 2.0, 0.5]),
        sampler=pyabc.SingleCoreSampler(),
    )
    search.new(f"sqlite:///{tmp_path / 'abc.db'}", {"total": float(TOTAL)})
    history = search.run(max_nr_populations=3)
    found, weights = history.get_distribution(t=history.max_t)
    assert history.max_t == 2
    agree(fit[0], fit[1].weights, found[list(FREE)].to_numpy(), np.asarray(weights))
