"""What the order of the two leading policies rests on most: a parameter, or how strong one of the two is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.calibration.learning import PARTLY, PRIOR_SPREAD
from analysis.calibration.posterior import Posterior
from analysis.calibration.priors import NAMES, unit_of
from analysis.calibration.weights import spread
from analysis.effects.policies import MAIN, ranked
from analysis.effects.statistics import differences
from sim.draws import drawn, parameter_values
from sim.plan import strength, strength_name
from sim.scenario import Scenario

CLEAR = 3.0
"""Standard errors by which a rank correlation must differ from none."""
LEAST = 0.15
"""Rank correlation below which a dependence is not worth a sentence."""


class Dependence(NamedTuple):
    """The number on which the lead of ``first`` over ``second`` rests most, and its rank correlation with that lead.

    ``name`` is a parameter's, or a strength's (``plan.strength_name``), or empty where no single number stands out.
    """

    first: str
    second: str
    name: str
    correlation: float


def leading(table: pd.DataFrame, runs: pd.DataFrame, taken: pd.DataFrame) -> Dependence | None:
    """What the lead of the best policy over the next rests on most, over draws; None with fewer than two policies.

    Spearman's rank correlation over the draws of the comparison.

    Parameters
    ----------
    table : from ``comparison.effects``
    runs : a row a run: scenario, draw, replicate and the main outcome
    taken : what each draw took for every uncertain number, a row a draw, indexed by its number
    """
    pair = leaders(table)
    if pair is None:
        return None
    first, second = pair
    lead = differences(runs, MAIN, {first: second})[first].dropna()
    ranks, rows = lead.rank().to_numpy(), taken.loc[lead.index]
    if len(lead) < 3 or np.ptp(ranks) == 0.0:
        return Dependence(first, second, "", 0.0)
    found = {name: float(np.corrcoef(rows[name].rank(), ranks)[0, 1]) for name in rows if rows[name].nunique() > 1}
    strongest = max(found, key=lambda name: abs(found[name]), default="")
    correlation = found.get(strongest, 0.0)
    if abs(correlation) < max(LEAST, CLEAR / np.sqrt(len(lead))):
        return Dependence(first, second, "", 0.0)
    return Dependence(first, second, str(strongest), correlation)


def leaders(table: pd.DataFrame) -> tuple[str, str] | None:
    """The best policy and the next of those that share the main reference and have a mean."""
    found = ranked(table)[0].dropna(subset="difference")["policy"]
    return None if len(found) < 2 else (str(found.iloc[0]), str(found.iloc[1]))


def taken_by(
    draws: Sequence[int], seed: int, posterior: Posterior | None, scenarios: Sequence[Scenario]
) -> pd.DataFrame:
    """Values that draws of those numbers took: parameters, and the strengths of what ``scenarios`` apply."""
    sets = posterior.to_draw_from() if posterior else None
    applied = [one for scenario in scenarios for one in scenario.applied]
    rows = []
    for number in draws:
        draw = drawn(int(number), seed, sets)
        strengths = {strength_name(one.recommendation): strength(one, draw) for one in applied}
        rows.append({**parameter_values(draw, {}), **strengths})
    return pd.DataFrame(rows, index=pd.Index(draws, name="draw"))


def narrowed(posterior: Posterior | None, name: str) -> bool:
    """Whether a parameter's posterior is clearly narrower than its prior, each on the prior's own scale."""
    if posterior is None:
        return False
    width = spread(unit_of(posterior.table), posterior.weights)[NAMES.index(name)]
    return bool(width / PRIOR_SPREAD < PARTLY)
