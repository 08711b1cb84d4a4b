"""A finished search that is written down by hand: three portfolios in forty worlds."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd

from analysis.portfolios.choices import CARE, choices
from analysis.portfolios.levers import Outcomes, key_of
from analysis.portfolios.optimising import Optimised, Verified, Wanted
from analysis.portfolios.race import Sizes
from analysis.portfolios.tables import PEOPLE
from sim.language.terms import keys
from sim.provinces import PROVINCE_TERMS
from sim.scenario import load_scenario

SIZES = Sizes(portfolios=4, worlds=10, starters=4, rounds=(10,), left=(4,), verified=40)
FOUR = choices(load_scenario("programme"), (4, 13))
EARLY_4, LATE_13, BOTH = (1, 0, 0), (0, 3, 0), (1, 3, 2)


def verified(portfolio):
    scenario = FOUR.scenario(portfolio)
    names = zip(FOUR.levers, portfolio)
    ways = {(lever.key, lever.modes[at - 1].key) for lever, at in names if at and lever.key != CARE}
    where = {one: keys(PROVINCE_TERMS) for one in ways}
    care = FOUR.levers[-1].modes[portfolio[-1] - 1].key if portfolio[-1] else ""
    return Verified(
        key=key_of(FOUR.levers, portfolio), where=where, care=care, scenario=scenario, foretold=1.0, carried=0.9
    )


def searched():
    """Of 40 worlds: 4 early adds 3 or so for 4 million, 13 late 1 or so for 1, both 5 or so for 6."""
    random = np.random.Generator(np.random.Philox(key=1))
    noise = random.normal(0.0, 0.5, (40, 3))
    worth = np.array([3.0, 1.0, 5.0]) + noise
    costs = np.array([4e6, 1e6, 6e6]) * (1.0 + 0.1 * random.standard_normal((40, 1)))
    people = {measure: np.tile([10.0, 30.0, 20.0], (40, 1)) for measure in PEOPLE}
    outcomes = Outcomes({"lasting": worth, "cost": costs, **people})
    raced = SimpleNamespace(set_aside={5e6: 2}, fresh=range(40), value=SimpleNamespace(foretold=0.97))
    wanted = Wanted(budgets=(0.5e6, 5e6, 8e6), aim="lasting", carried=0.7, provinces=False, sizes=SIZES)
    request = SimpleNamespace(seed=1, lang="en", posterior=None, beliefs=None)
    return Optimised(
        request=request, wanted=wanted, choices=FOUR, raced=raced,
        portfolios=tuple(map(verified, (EARLY_4, LATE_13, BOTH))), outcomes=outcomes, runs=pd.DataFrame(),
        folder=Path("nowhere"), resumed=False,
    )  # fmt: skip
