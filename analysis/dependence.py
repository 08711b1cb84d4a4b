"""Whether the order of the leading policies rests on a parameter that the report says nothing of."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.calibration.learning import PRIOR_SPREAD
from analysis.calibration.posterior import Posterior
from analysis.calibration.priors import NAMES, unit_of
from analysis.calibration.weights import spread
from analysis.comparison import MAIN, main_reference
from analysis.statistics import differences
from sim.draws import Posterior as Sets
from sim.draws import drawn

CLEAR = 3.0
"""Standard errors by which a rank correlation must differ from none."""
LEAST = 0.15
"""Rank correlation below which a dependence is not worth a sentence."""
NARROWED = 0.8
"""Posterior over prior standard deviation below which the report says something of a parameter."""


class Dependence(NamedTuple):
    """The parameter on which the difference of two policies rests most: rank correlation, and whether it was learnt."""

    first: str
    second: str
    parameter: str
    correlation: float
    learnt: bool


def leading(table: pd.DataFrame, runs: pd.DataFrame, posterior: Posterior, seed: int) -> Dependence | None:
    """What the lead of the best policy over the next rests on most, over draws; None where nothing stands out.

    Spearman's rank correlation over the draws of the comparison, of which each takes one set of the posterior.

    Parameters
    ----------
    table : from ``comparison.effects``
    runs : a row a run: scenario, draw, replicate and the main outcome
    """
    reference = main_reference(table)
    rows = table[(table["outcome"] == MAIN) & (table["reference"] == reference)].sort_values("difference")
    if len(rows) < 2:
        return None
    second, first = (str(key) for key in rows["policy"].iloc[-2:])
    lead = differences(runs, MAIN, {first: second})[first].dropna()
    taken = values_of(posterior.to_draw_from(), lead.index.to_numpy(), seed)
    ranks = lead.rank().to_numpy()
    found = {name: float(np.corrcoef(taken[name].rank(), ranks)[0, 1]) for name in taken if taken[name].nunique() > 1}
    strongest = max(found, key=lambda name: abs(found[name]))
    correlation = found[strongest]
    if abs(correlation) < max(LEAST, CLEAR / np.sqrt(max(1, len(lead)))):
        return None
    return Dependence(first, second, str(strongest), correlation, narrowed(posterior, str(strongest)))


def values_of(sets: Sets, draws: np.ndarray, seed: int) -> pd.DataFrame:
    """Parameter values that draws of those numbers take."""
    return pd.DataFrame([dict(drawn(int(number), seed, sets).learnt or {}) for number in draws])


def narrowed(posterior: Posterior, name: str) -> bool:
    """Whether a parameter's posterior is clearly narrower than its prior, each on the prior's own scale."""
    width = spread(unit_of(posterior.table), posterior.weights)[NAMES.index(name)]
    return bool(width / PRIOR_SPREAD < NARROWED)
