"""Weighted samples: what they are worth, their means and quantiles, and how far chance moves those."""

from __future__ import annotations

import numpy as np


def normalised(log_weights: np.ndarray) -> np.ndarray:
    """(n,) weights that add up to 1; all 0 where no log-weight is finite."""
    top = log_weights.max(initial=-np.inf)
    if not np.isfinite(top):
        return np.zeros(len(log_weights))
    weights = np.exp(log_weights - top)
    result: np.ndarray = weights / weights.sum()
    return result


def effective_size(weights: np.ndarray) -> float:
    """How many equally weighted draws the weights (n,) are worth: Kish (1965); 0 where all are 0."""
    squares = float((weights**2).sum())
    return float(weights.sum()) ** 2 / squares if squares > 0 else 0.0


def mean(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted mean of ``values`` (n, ...) over the first axis; ``weights`` (n,) add up to 1."""
    result: np.ndarray = np.tensordot(weights, values, axes=1)
    return result


def spread(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted standard deviation of ``values`` (n, ...) over the first axis; ``weights`` (n,) add up to 1."""
    result: np.ndarray = np.sqrt(np.maximum(0.0, mean((values - mean(values, weights)) ** 2, weights)))
    return result


def error_of_mean(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """(...) Monte Carlo standard error of ``mean``, for self-normalised importance weights: Owen (2013), 9.2."""
    result: np.ndarray = np.sqrt(mean((values - mean(values, weights)) ** 2, weights**2))
    return result


def error_of_spread(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """(...) Monte Carlo standard error of ``spread``, to first order; 0 where there is no spread."""
    squares = (values - mean(values, weights)) ** 2
    deviation = spread(values, weights)
    errors = np.sqrt(mean((squares - mean(squares, weights)) ** 2, weights**2))
    with np.errstate(divide="ignore", invalid="ignore"):
        result: np.ndarray = np.where(deviation > 0, errors / (2.0 * deviation), 0.0)
    return result


def quantiles(values: np.ndarray, weights: np.ndarray, levels: np.ndarray | list[float]) -> np.ndarray:
    """Quantiles of ``values`` (n,) at ``levels``: the smallest value with at least that much weight up to it.

    NaN values are left out.
    """
    known = np.isfinite(values) & (weights > 0)
    if not known.any():
        return np.full(len(levels), np.nan)
    order = np.argsort(values[known], kind="stable")
    ordered, total = values[known][order], np.cumsum(weights[known][order])
    places = np.searchsorted(total, np.asarray(levels) * total[-1] * (1.0 - 1e-12))
    found: np.ndarray = ordered[np.minimum(places, len(ordered) - 1)]
    return found


def share_below(values: np.ndarray, weights: np.ndarray, value: float, lot: float) -> float:
    """Weight below ``value``, and the share ``lot`` of the weight at it: uniform if ``value`` is one more such draw.

    0 to 1, of ``values`` (n,) with ``weights`` (n,); ``lot`` is uniform, 0 to 1. NaN values are left out; NaN where
    nothing is known.
    """
    known = np.isfinite(values)
    total = float(weights[known].sum())
    if total == 0.0 or not np.isfinite(value):
        return float("nan")
    below = float(weights[known & (values < value)].sum())
    return min(1.0, (below + lot * float(weights[known & (values == value)].sum())) / total)  # sums round differently


def resampled(weights: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """(count,) places drawn by weight, evenly: systematic resampling, Kitagawa (1996)."""
    comb = (rng.random() + np.arange(count)) / count
    places = np.searchsorted(np.cumsum(weights) / weights.sum(), comb)
    result: np.ndarray = np.minimum(places, len(weights) - 1)
    return result
