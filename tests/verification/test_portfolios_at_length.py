"""The search for portfolios beside running all of them: eight recommendations, each on or off, in the model itself."""

from __future__ import annotations

import os

import numpy as np

from analysis.calibration.posterior import read, shipped_posterior
from analysis.effects.statistics import mean_interval
from analysis.portfolios.asking import sizes
from analysis.portfolios.choices import choices
from analysis.portfolios.design import every
from analysis.portfolios.levers import Outcomes
from analysis.portfolios.race import race
from sim.draws import NO_BELIEFS
from sim.ensembles.crew import by_threads
from sim.ensembles.worlds import live, world
from sim.measures import POSITION
from sim.scenario import load_scenario
from sim.simulate import Peopling

WORLDS, BUDGETS = 120, (3e6, 6e6, 9e6)
EIGHT = (1, 2, 3, 5, 9, 12, 13, 14)
MEASURES = ("lasting", "cost")


def test_what_is_found_is_as_good_as_the_best_of_all_at_a_tenth_of_the_runs():
    offered = choices(load_scenario("programme"), EIGHT, "early")
    draw_from, peopling = read(shipped_posterior()).to_draw_from(), Peopling()
    spent = []

    def engine(portfolios, draws):
        scenarios = (offered.base, *map(offered.scenario, portfolios))
        spent.append(len(draws) * len(scenarios))

        def lived(number, stopping):
            one = world(number, 0, 1, draw_from, NO_BELIEFS)
            return np.array([rows[-1] for rows in live(one, scenarios, offered.base.months, peopling, stopping).rows])

        ends = dict(by_threads(lived, draws, os.cpu_count() or 1))
        table = np.array([ends[number] for number in draws], float)
        return Outcomes({key: table[:, 1:, POSITION[key]] - table[:, :1, POSITION[key]] for key in MEASURES})

    size = sizes(WORLDS, 256.0, len(BUDGETS))
    found = race(engine, offered.levers, BUDGETS, size, aim="lasting", seed=1)
    searched, every_one = sum(spent), every(offered.levers)
    assert searched == found.runs <= 0.1 * WORLDS * (len(every_one) + 1)
    all_ = engine(every_one, found.fresh)  # in the very worlds in which what was found is measured
    worth, costs = (np.nanmean(all_.of(key), axis=0) for key in MEASURES)
    own, own_costs = (np.nanmean(found.verified.of(key), axis=0) for key in MEASURES)
    for budget in BUDGETS:
        best = int(np.argmax(np.where(costs <= budget, worth, -np.inf)))
        mine = int(np.argmax(np.where(own_costs <= budget, own, -np.inf)))
        short = mean_interval(all_.of("lasting")[:, best] - found.verified.of("lasting")[:, mine])
        told = f"{budget:.0f}: {every_one[best]} {worth[best]:.2f}, found {found.portfolios[mine]} {own[mine]:.2f}"
        print(told, f"runs {searched} of {WORLDS * (len(every_one) + 1)}")
        assert own[mine] >= 0.98 * worth[best] or short.low <= 0.0, told
