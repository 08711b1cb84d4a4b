"""What a policy does in the middle one of all worlds, with an interval that asks nothing of how effects are spread."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from analysis.effects.statistics import LEVEL, Estimate, level_of_all


def median_interval(values: np.ndarray, level: float = LEVEL) -> Estimate:
    """Median over draws (``mean`` of the estimate) between two of the draws themselves; NaN in ``values`` drop out.

    Thompson (1936), Annals of Mathematical Statistics 7(3): how many draws lie below the true median is binomial,
    whatever their distribution, so that it lies between the k-th lowest and the k-th highest at least as often as
    ``level`` says. Without an interval where even the lowest and the highest are too near.

    Parameters
    ----------
    values
        (draws,), in the unit of the outcome.
    """
    from scipy.special import bdtr

    kept = np.sort(values[~np.isnan(values)])
    count = len(kept)
    if not count:
        return Estimate(math.nan, math.nan, math.nan, 0)
    below = bdtr(np.arange(count // 2), count, 0.5)  # chance that so many draws at most lie below the true median
    inside = int((below <= 0.5 - level / 2).sum())
    ends = (float(kept[inside - 1]), float(kept[-inside])) if inside else (math.nan, math.nan)
    return Estimate(float(np.median(kept)), *ends, count)


def medians(effects: pd.DataFrame, seed: int) -> dict[str, Estimate]:
    """Median effect of every policy with intervals that hold for all of them at once with 95 % confidence.

    The interval of a median is where a sign test does not refute it, so the level that all of them take together is
    that of the signs (``statistics.joint_level``), since policies in the same worlds are correlated.

    Parameters
    ----------
    effects
        Draws × policies, from ``statistics.differences``.
    """
    table = effects.to_numpy(float)
    done = effects.dropna(axis="columns", how="all")
    level = level_of_all(np.sign((done - done.median()).to_numpy(float)), seed) if done.size else LEVEL
    return {str(policy): median_interval(table[:, place], level) for place, policy in enumerate(effects.columns)}
