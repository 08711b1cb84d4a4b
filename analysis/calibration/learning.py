"""What a report taught of each parameter: how much narrower belief became, and whether that is more than chance.

Everything is measured in the unit cube, where the prior is even and a parameter's scale does not matter.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.calibration.priors import NAMES, TAUGHT
from analysis.calibration.weights import effective_size, error_of_mean, error_of_spread, mean, spread

PRIOR_SPREAD = 1.0 / math.sqrt(12.0)
BINS = 8
LEARNT, PARTLY = 0.7, 0.95
"""Posterior over prior standard deviation below which a parameter is learnt, and below which it is partly learnt."""
ERRORS = 3.0
"""Standard errors by which a claim of learning must clear its bar: a false claim in some 400 a parameter."""


@dataclass(frozen=True)
class Learnt:
    """What was learnt of one parameter.

    Attributes
    ----------
    name : the parameter
    contraction, contraction_error : posterior over prior standard deviation, and its Monte Carlo error
    shift, shift_error : posterior less prior mean, in standard deviations of the prior, and its Monte Carlo error
    overlap, overlap_by_chance : area common to the histograms of prior and posterior, and what it would be by chance
        alone, were nothing learnt, in a sample of this size
    verdict : ``learnt``, ``partly`` or ``prior``
    """

    name: str
    contraction: float
    contraction_error: float
    shift: float
    shift_error: float
    overlap: float
    overlap_by_chance: float
    verdict: str


def learnt(unit: np.ndarray, weights: np.ndarray, names: Sequence[str] = NAMES[:TAUGHT]) -> list[Learnt]:
    """What weighted points (n, parameters) of the unit cube say beside an even spread, of the parameters ``names``."""
    size = effective_size(weights)
    contraction = spread(unit, weights) / PRIOR_SPREAD
    contraction_error = error_of_spread(unit, weights) / PRIOR_SPREAD
    shift = (mean(unit, weights) - 0.5) / PRIOR_SPREAD
    shift_error = error_of_mean(unit, weights) / PRIOR_SPREAD
    by_chance = overlap_by_chance(size)
    found = []
    for place, name in enumerate(names):
        figures = (
            float(contraction[place]), float(contraction_error[place]), float(shift[place]), float(shift_error[place])
        )  # fmt: skip
        common = overlap(unit[:, place], weights)
        found.append(Learnt(name, *figures, common, by_chance, verdict(*figures)))
    return found


def verdict(contraction: float, contraction_error: float, shift: float, shift_error: float) -> str:
    """``learnt`` or ``partly`` where a bar is cleared by more than Monte Carlo error, else ``prior``."""
    surely = contraction + ERRORS * contraction_error
    if surely < LEARNT:
        return "learnt"
    moved = abs(shift) - ERRORS * shift_error > 0.1
    return "partly" if surely < PARTLY or moved else "prior"


def overlap(unit: np.ndarray, weights: np.ndarray) -> float:
    """Area common to an even spread and the histogram of weighted points (n,)."""
    shares, _ = np.histogram(unit, BINS, (0.0, 1.0), weights=weights)
    return float(np.minimum(shares, 1.0 / BINS).sum())


def overlap_by_chance(size: float) -> float:
    """The overlap to be expected of ``size`` independent draws of an even spread."""
    if size <= 0:
        return math.nan
    return 1.0 - 0.5 * BINS * math.sqrt(2.0 / math.pi * (1.0 / BINS) * (1.0 - 1.0 / BINS) / size)


def directions(unit: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Posterior over prior variance along the directions learnt most to least, and the directions as columns.

    In the normal scores of the unit cube, where the prior has variance 1 in every direction; of the parameters that a
    report may teach. ``unit`` (n, parameters) holds those first.
    """
    from scipy.special import ndtri

    scores = ndtri(np.clip(unit[:, :TAUGHT], 1e-9, 1.0 - 1e-9))
    apart = scores - mean(scores, weights)
    values, vectors = np.linalg.eigh((apart * weights[:, None]).T @ apart)
    return values, vectors
