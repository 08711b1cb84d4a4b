"""Estimators for policies simulated in the same worlds: differences by pairs, intervals, interactions, runs needed.

Runs are paired by (draw, replicate). Replicates of a draw share its uncertain strengths, so they are averaged first and
the *draw* is the unit of every interval. Failed runs (NaN) drop out with their partner only.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

LEVEL = 0.95
BOOTSTRAPS = 4000
FEWEST_ALIKE = 6
"""Draws that must agree before their agreement tells anything: a sign test of five at the 95 % level never does."""
SKEW_FACTOR = 1.3
"""A sample shows less skewness than its population has. The factor was set by coverage on samples with known means, and
is held to it by others (``tests/verification/test_coverage.py``)."""


class Estimate(NamedTuple):
    """A mean over draws with the ends of its interval (NaN with fewer than two draws) and the draws behind it."""

    mean: float
    low: float
    high: float
    draws: int


def wide(runs: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Return ``outcome`` by run, (draw, replicate) × scenario, NaN where a run failed or was not made."""
    return runs.pivot(index=["draw", "replicate"], columns="scenario", values=outcome).astype(float)


def differences(runs: pd.DataFrame, outcome: str, references: Mapping[str, str]) -> pd.DataFrame:
    """Policy less reference in the same world, averaged over the replicates of a draw.

    Common random numbers with clustering by draw: Law (2015), *Simulation Modeling and Analysis*, 11.2.

    Parameters
    ----------
    runs
        A row a run: scenario, draw, replicate and ``outcome``.
    references
        Policy → the scenario it is compared with.

    Returns
    -------
    DataFrame, draws × policies, in the unit of the outcome; NaN where a draw has no complete pair.
    """
    by_run = wide(runs, outcome)
    pairs = pd.DataFrame({policy: by_run[policy] - by_run[other] for policy, other in references.items()})
    return pairs.groupby(level="draw").mean()


def t_quantile(probability: float, freedom: float) -> float:
    """Quantile of Student's t with ``freedom`` degrees of freedom."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, probability))


def errors_to_end(level: float = LEVEL, freedom: float = math.inf) -> float:
    """Standard errors from an estimate to either end of its interval, where it is as likely above as below."""
    return t_quantile(0.5 + level / 2, freedom)


def standard_error(values: np.ndarray) -> float:
    """Standard error of the mean of ``values`` (draws,); 0 when they differ by rounding only, NaN for fewer than 2."""
    if len(values) < 2:
        return math.nan
    spread = float(np.std(values, ddof=1))
    return 0.0 if spread <= 1e-12 * float(np.max(np.abs(values))) else spread / math.sqrt(len(values))


def mean_interval(values: np.ndarray, level: float = LEVEL) -> Estimate:
    """Mean over draws with an interval that holds when they are skewed; NaN in ``values`` (draws,) drop out.

    Hall (1992), *On the removal of skewness by transformation*, JRSS B 54(1): Student's t is taken through a cubic that
    undoes its skewness, so the end on the side of the long tail lies further off the mean. Each end is taken as if the
    draws leaned to its side by a standard error more than they show. Draws that do not differ have no width, or no
    interval at all where fewer than ``FEWEST_ALIKE`` agree.
    """
    kept = values[~np.isnan(values)]
    mean = float(np.mean(kept)) if len(kept) else math.nan
    error = standard_error(kept)
    if len(kept) < 2 or (error == 0.0 and len(kept) < FEWEST_ALIKE):
        return Estimate(mean, math.nan, math.nan, len(kept))
    if error == 0.0:
        return Estimate(mean, mean, mean, len(kept))
    below, above = _reach(kept, level)
    return Estimate(mean, mean - below * error, mean + above * error, len(kept))


def _reach(values: np.ndarray, level: float) -> tuple[float, float]:
    """Standard errors from the mean to the lower and to the upper end of the interval."""
    count = len(values)
    t = t_quantile(0.5 + level / 2, count - 1)
    apart = values - values.mean()
    lean = SKEW_FACTOR * float(np.mean(apart**3) / np.mean(apart**2) ** 1.5)
    doubt = math.sqrt(6.0 * (count - 2) / ((count + 1) * (count + 3)))  # standard error of normal draws' skewness
    return _stretched(t, doubt - lean, count), _stretched(t, doubt + lean, count)


def _stretched(t: float, skewness: float, count: int) -> float:
    """Quantile ``t`` for the end on the side to which ``count`` draws lean by ``skewness`` (below 0: away from it)."""
    if abs(skewness) < 1e-9:
        return t
    skewness = min(
        skewness, 1.125 * math.sqrt(count) / t
    )  # there the end lies furthest off; more lean moves it no nearer
    undone = 1.0 - skewness * (t / math.sqrt(count) + skewness / (6.0 * count))
    stretched = float(math.sqrt(count) * 3.0 / skewness * (1.0 - np.cbrt(undone)))
    return max(t, stretched) if skewness > 0.0 else stretched


def draw_range(values: np.ndarray, level: float = LEVEL) -> tuple[float, float]:
    """Central ``level`` range of the effect over draws (2.5 to 97.5 %): what we do not know of world and strength.

    With one replicate a draw it holds the chance of the run too.
    """
    kept = values[~np.isnan(values)]
    if len(kept) < 2:
        return math.nan, math.nan
    low, high = np.quantile(kept, [0.5 - level / 2, 0.5 + level / 2])
    return float(low), float(high)


def joint_level(table: np.ndarray, seed: int, level: float = LEVEL) -> float:
    """Level at which each column's own interval must be taken for all of them to hold together at ``level``.

    Gaussian multiplier bootstrap of max-|t| over draws: Chernozhukov, Chetverikov & Kato (2013), Annals of Statistics
    41(6). The normal quantile it finds is returned as a level, so that each interval can take it on its own number of
    draws and skewness, as small samples need.

    Parameters
    ----------
    table
        (draws, comparisons), NaN where a draw is missing. Columns that do not vary are left out: they cannot miss.
    seed
        Key of the Philox generator: same table and seed, same level.
    """
    from scipy.special import ndtr

    residuals = np.nan_to_num(table - np.nanmean(table, axis=0))
    norms = np.sqrt((residuals**2).sum(axis=0))
    varying = norms > 1e-12 * np.nanmax(np.abs(table), axis=0) * math.sqrt(len(table))
    if not varying.any():
        return level
    factor = _factor(residuals[:, varying] / norms[varying])
    random = np.random.Generator(np.random.Philox(key=seed))
    largest = np.abs(random.standard_normal((BOOTSTRAPS, len(factor))) @ factor).max(axis=1)
    critical = float(np.quantile(largest, level))
    return max(level, float(2 * ndtr(critical) - 1))


def _factor(residuals: np.ndarray) -> np.ndarray:
    """``residuals`` (draws, comparisons), or fewer rows whose products with themselves are the same, but for 1e-10.

    Of the factors with that property the triangular one is the only one with a diagonal above 0: any other would leave
    it to the library of linear algebra which of them is drawn from, and the intervals with it.
    """
    draws, comparisons = residuals.shape
    if draws <= comparisons:
        return residuals
    return np.linalg.cholesky(residuals.T @ residuals + 1e-10 * np.eye(comparisons)).T


def level_of_all(table: np.ndarray, seed: int) -> float:
    """``joint_level`` over the columns of ``table`` (draws, comparisons) that have two draws or more."""
    usable = table[:, (~np.isnan(table)).sum(axis=0) > 1]
    return joint_level(usable, seed) if usable.size else LEVEL


def simultaneous(effects: pd.DataFrame, seed: int) -> dict[str, Estimate]:
    """Mean effect of every policy with 95 % intervals that hold for all of them at once (see ``joint_level``).

    Parameters
    ----------
    effects
        Draws × policies, from ``differences``.
    """
    table = effects.to_numpy(float)
    level = level_of_all(table, seed)
    return {str(policy): mean_interval(table[:, place], level) for place, policy in enumerate(effects.columns)}


def clear(estimate: Estimate) -> bool:
    """Whether the interval lies on one side of 0."""
    return estimate.low > 0 or estimate.high < 0


def interaction(
    runs: pd.DataFrame, outcome: str, both: str, first: str, second: str, *, reference: str, level: float = LEVEL
) -> Estimate:
    """What two policies together add beyond the sum of each alone: both − first − second + reference, by draw.

    The 2×2 factorial contrast: Box, Hunter & Hunter (2005), *Statistics for Experimenters*, 5.8.
    """
    by_run = wide(runs, outcome)
    contrast = by_run[both] - by_run[first] - by_run[second] + by_run[reference]
    return mean_interval(contrast.groupby(level="draw").mean().to_numpy(), level)


def draws_needed(values: np.ndarray, half_width: float, level: float = LEVEL, power: float = 0.5) -> int:
    """Draws after which the interval of the mean of ``values`` (draws,) is about ± ``half_width``, at least 2.

    With ``power`` above a half: after which a true difference of ``half_width`` shows with that probability.

    Stein (1945), two-stage sample size, Annals of Mathematical Statistics 16(3): t on the draws at hand.
    """
    kept = values[~np.isnan(values)]
    if len(kept) < 2 or not half_width > 0:
        raise ValueError("needs two draws or more and a half-width above 0")
    half_now = (
        standard_error(kept)
        * math.sqrt(len(kept))
        * (t_quantile(0.5 + level / 2, len(kept) - 1) + t_quantile(power, len(kept) - 1))
    )
    return max(2, math.ceil((half_now / half_width) ** 2))
