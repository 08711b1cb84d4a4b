"""What a fit, or the prior, foretells of a world not yet seen: totals, provinces, forms, and what was not fitted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.calibration.bank import KEPT, STATISTICS, Bank
from analysis.calibration.fit import Fit
from analysis.calibration.likelihood import Ways
from analysis.calibration.observations import Report
from analysis.calibration.weights import mean, quantiles, resampled, share_below

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Foretold:
    """What is foretold of the next world, with quantiles at ``LEVELS``.

    Attributes
    ----------
    total : (5,) networks
    provinces : (9, 5), and ``at_least_one`` (9,) the probability that a province has any
    forms : (3, 5)
    statistics : (statistics, 5) of what is not fitted, in the order of ``bank.STATISTICS``
    share_below : weight below the reported total, and half of that at it; NaN where no total is reported
    """

    total: np.ndarray
    provinces: np.ndarray
    at_least_one: np.ndarray
    forms: np.ndarray
    statistics: np.ndarray
    share_below: float

    @property
    def central(self) -> bool:
        """Whether the reported total lies in the central half of what is foretold."""
        return bool(0.25 <= self.share_below <= 0.75)


def unseen(bank: Bank, operator: str) -> tuple[np.ndarray, np.ndarray]:
    """(sets × kept, 9, 3) counts and (sets × kept, statistics) of the runs that no likelihood looks at."""
    tables = bank.counts(operator)[:, -KEPT:].astype(float)
    tables[~bank.complete[:, -KEPT:]] = np.nan
    return tables.reshape(-1, *tables.shape[2:]), bank.statistics[:, -KEPT:].reshape(-1, len(STATISTICS)).astype(float)


def foretold(bank: Bank, weights: np.ndarray, report: Report) -> Foretold:
    """What ``weights`` (sets,) of the sets of a bank foretell: the posterior's of a fit, or even ones for the prior."""
    tables, statistics = unseen(bank, report.operator)
    each = np.repeat(weights / KEPT, KEPT)
    total, by_province, by_form = tables.sum(axis=(1, 2)), tables.sum(axis=2), tables.sum(axis=1)
    below = np.nan if report.total is None else share_below(total, each, report.total, 0.5)
    known = np.isfinite(total)
    return Foretold(
        total=quantiles(total, each, list(LEVELS)),
        provinces=np.array([quantiles(column, each, list(LEVELS)) for column in by_province.T]),
        at_least_one=mean((by_province[known] >= 1).astype(float), each[known] / max(each[known].sum(), 1e-300)),
        forms=np.array([quantiles(column, each, list(LEVELS)) for column in by_form.T]),
        statistics=np.array([quantiles(column, each, list(LEVELS)) for column in statistics.T]),
        share_below=below,
    )


def completed(fit: Fit, count: int, seed: int) -> np.ndarray:
    """(count, 9, 3) tables drawn given the report: what the networks not told of may be, as far as the model knows."""
    rng = np.random.default_rng([seed, count])
    places = resampled(fit.weights, count, rng)
    ways = {int(place): Ways(fit.runs, int(place), fit.report) for place in np.unique(places)}
    return np.array([ways[int(place)].draw(rng) for place in places])


def fit_of(simulated: np.ndarray, observed: np.ndarray, weights: np.ndarray) -> float:
    """Weight of simulated vectors at least as far from the centre of all as ``observed`` is: small where it is odd.

    Mahalanobis distance, as in ``sienaGOF``: Lospinoso & Snijders (2019), Methodological Innovations 12.

    Parameters
    ----------
    simulated
        (n, statistics); directions in which nothing varies are passed over unless ``observed`` leaves them.
    observed
        (statistics,).
    """
    centre = mean(simulated, weights)
    apart = simulated - centre
    inverse = np.linalg.pinv((apart * weights[:, None]).T @ apart, hermitian=True)
    distances = np.einsum("ni,ij,nj->n", apart, inverse, apart)
    own = (observed - centre) @ inverse @ (observed - centre)
    seen = inverse @ np.linalg.pinv(inverse, hermitian=True) @ (observed - centre)
    if not np.allclose(seen, observed - centre, atol=1e-9 * (1.0 + np.abs(observed).max())):
        return 0.0
    return float(weights[distances >= own - 1e-12].sum() / weights.sum())
