"""The share of chance: some worlds of a study lived through again, all numbers the same and all chance other."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.drivers.shares import Estimated, chance_of
from analysis.studies.study import Study
from sim.ensembles.ensemble import ensemble
from sim.ensembles.tables import tabulate
from sim.ensembles.worlds import world
from sim.organisations import load_organisations

WORLDS = 100
"""How many, from the first on."""


def again(study: Study, keys: Sequence[str], outcome: str) -> pd.DataFrame:
    """Worlds × scenarios of those keys: the outcome with other chance."""
    request = study.request
    draws_from = request.posterior.to_draw_from() if request.posterior else None
    table = load_organisations(request.organisations) if request.organisations else None
    scenarios = [one for one in study.scenarios if one.key in keys]
    which = [world(draw, 1, request.seed, draws_from, request.believed) for draw in request.draws[:WORLDS]]
    lived = ensemble(scenarios, which, scenarios[0].months, request.workers, table)
    runs = tabulate(lived, [one.key for one in scenarios]).runs
    return runs.pivot(index="draw", columns="scenario", values=outcome).astype(float)[list(keys)]


def chance(outcome: pd.Series, other: pd.Series) -> Estimated:
    """The share of the variance of an outcome by world that other chance makes in some of these worlds."""
    both = outcome.to_frame("first").join(other.rename("again"), how="inner").dropna()
    return chance_of(both["first"].to_numpy(float), both["again"].to_numpy(float), outcome.to_numpy(float))
