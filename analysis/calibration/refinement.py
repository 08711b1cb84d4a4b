"""Sequential refinement: where a first bank found the report likely, look again, and weigh both looks together.

Adaptive importance sampling with the balance heuristic: Veach & Guibas (1995), SIGGRAPH; Cornuet, Marin, Mira & Robert
(2012), Scandinavian Journal of Statistics 39. Every wave keeps a share of points from the prior, so that no weight can
exceed a fixed multiple of the likelihood, however wrong the look before was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.calibration.priors import TAUGHT, points
from analysis.calibration.weights import effective_size, mean

DEFENSIVE = 0.2
"""Share of every wave drawn from the prior."""
WIDENING = 1.3
"""Factor on the variance found: a proposal is better too wide than too narrow."""
_EDGE = 1e-9


@dataclass(frozen=True)
class Proposal:
    """Where a wave looks: the prior, and a bell over normal scores of the unit cube, with centre and covariance."""

    centre: np.ndarray
    covariance: np.ndarray

    def log_density(self, unit: np.ndarray) -> np.ndarray:
        """(n,) log-density of points (n, parameters) of the unit cube, the prior's being 0."""
        from scipy.special import ndtri

        scores = ndtri(np.clip(unit, _EDGE, 1.0 - _EDGE))
        lower = np.linalg.cholesky(self.covariance)
        standard = np.linalg.solve(lower, (scores - self.centre).T).T
        bell = 0.5 * ((scores**2).sum(axis=1) - (standard**2).sum(axis=1)) - np.log(np.diag(lower)).sum()
        result: np.ndarray = np.logaddexp(np.log(DEFENSIVE), np.log(1.0 - DEFENSIVE) + bell)
        return result

    def draw(self, count: int, seed: int) -> np.ndarray:
        """(count, parameters) points: space-filling in the bell, and every fifth as in the prior."""
        from scipy.special import ndtr, ndtri

        unit = points(count, seed)
        scores = self.centre + ndtri(np.clip(unit, _EDGE, 1.0 - _EDGE)) @ np.linalg.cholesky(self.covariance).T
        from_prior = np.random.default_rng([seed, count]).random(count) < DEFENSIVE
        result: np.ndarray = np.where(from_prior[:, None], unit, ndtr(scores))
        return result


def proposal(unit: np.ndarray, weights: np.ndarray) -> Proposal:
    """The bell of weighted points (n, parameters), drawn towards the prior's as far as chance alone could explain it.

    A correlation or shift within two standard errors of nothing is taken for nothing, and so is any of the parameters
    that no report is thought to teach: noise in directions of which the report says nothing would only cost. Those are
    not widened either.
    """
    from scipy.special import ndtri

    scores = ndtri(np.clip(unit, _EDGE, 1.0 - _EDGE))
    size = max(2.0, effective_size(weights))
    centre = mean(scores, weights)
    apart = scores - centre
    covariance = (apart * weights[:, None]).T @ apart
    noise, nothing = np.sqrt(1.0 / size), np.eye(len(centre))
    taught = np.arange(len(centre)) < TAUGHT
    centre = np.where(taught & (np.abs(centre) > 2.0 * noise), centre, 0.0)
    limit = 2.0 * noise * np.sqrt(1.0 + nothing)
    known = np.outer(taught, taught) & (np.abs(covariance - nothing) > limit)
    covariance = np.where(known, covariance, nothing)
    told = (centre != 0.0) | known.any(axis=1)
    return Proposal(centre, _positive(covariance + (WIDENING - 1.0) * np.diag(told * np.diag(covariance))))


def _positive(matrix: np.ndarray) -> np.ndarray:
    """The nearest matrix whose least eigenvalue is not tiny."""
    values, vectors = np.linalg.eigh(0.5 * (matrix + matrix.T))
    result: np.ndarray = (vectors * np.maximum(values, 0.02)) @ vectors.T
    return result


def log_mixture(unit: np.ndarray, first: int, waves: Sequence[tuple[Proposal, int]]) -> np.ndarray:
    """(n,) log-density of points as drawn in all: ``first`` from the prior, and so many from each proposal."""
    counts = np.array([first, *(count for _, count in waves)], float)
    densities = [np.zeros(len(unit)), *(one.log_density(unit) for one, _ in waves)]
    terms = [np.log(count / counts.sum()) + density for count, density in zip(counts, densities)]
    result: np.ndarray = np.logaddexp.reduce(np.stack(terms), axis=0)
    return result
