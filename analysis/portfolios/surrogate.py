"""What a portfolio would do, foretold from those that were run: each lever by its mode, and each two together.

A trial on version 0.1.0 of the model found that levers and pairs of them explain nearly all of what portfolios differ
by; how much they explain here is measured each time, and told.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from analysis.portfolios.levers import Lever, Portfolio, efforts

PENALTIES = np.logspace(-4, 3, 29)
PAIRS_HELD = 4.0
"""How much more a pair is held towards nothing than a lever: two together seldom do as much as each of them."""


class Surrogate(NamedTuple):
    """A foretelling: value = sum of what each mode does + sum over pairs of effort × effort × what they do together.

    Attributes
    ----------
    levers : tuple of Lever
    mains : (levers, most modes + 1) what each mode does; 0 for off
    pairs : (levers, levers) symmetric, 0 on the diagonal: what two in full do beyond the sum of each
    foretold : share of the variance between portfolios left out that is foretold [0, 1]; NaN with too few
    error : root mean square error of foretelling one that was left out, in the outcome's unit
    """

    levers: tuple[Lever, ...]
    mains: np.ndarray
    pairs: np.ndarray
    foretold: float
    error: float

    def of(self, portfolios: np.ndarray) -> np.ndarray:
        """(portfolios,) values foretold, from (portfolios, levers) places of modes."""
        effort = efforts(self.levers, portfolios)
        alone = sum(self.mains[place][portfolios[:, place]] for place in range(len(self.levers)))
        together: np.ndarray = 0.5 * np.einsum("pi,ij,pj->p", effort, self.pairs, effort)
        return alone + together


def unknowns(levers: Sequence[Lever]) -> int:
    """How many numbers a surrogate has to find."""
    return sum(len(lever.modes) for lever in levers) + len(levers) * (len(levers) - 1) // 2


def surrogate(levers: Sequence[Lever], portfolios: Sequence[Portfolio], values: np.ndarray) -> Surrogate:
    """Fit by ridge regression; how hard it is held is chosen by leaving each portfolio out (Allen 1974, Technometrics).

    Parameters
    ----------
    values : (portfolios,) what each led to beyond nothing chosen; NaN drop out
    """
    known = np.isfinite(values)
    chosen, targets = np.array(portfolios)[known], np.asarray(values, float)[known]
    columns, held = _columns(levers, chosen)
    scaled = columns / held
    left, sizes, right = np.linalg.svd(scaled, full_matrices=False)
    rotated = left.T @ targets
    best = min(PENALTIES, key=lambda penalty: _left_out(left, sizes, rotated, targets, penalty)[0])
    error, foretold = _left_out(left, sizes, rotated, targets, best)
    found = (right.T @ (sizes / (sizes**2 + best) * rotated)) / held
    return Surrogate(tuple(levers), *_unfolded(levers, found), foretold=foretold, error=error)


def _columns(levers: Sequence[Lever], chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(portfolios, unknowns) and how much each is held."""
    effort = efforts(levers, chosen)
    mains = [chosen[:, i] == mode for i, lever in enumerate(levers) for mode in range(1, len(lever.modes) + 1)]
    pairs = [effort[:, i] * effort[:, j] for i, j in combinations(range(len(levers)), 2)]
    held = np.array([1.0] * len(mains) + [PAIRS_HELD] * len(pairs))
    return np.column_stack([*mains, *pairs]).astype(float), held


def _left_out(
    left: np.ndarray, sizes: np.ndarray, rotated: np.ndarray, targets: np.ndarray, penalty: float
) -> tuple[float, float]:
    """Root mean square error of foretelling each one left out, and the share of variance that is foretold so."""
    shrunk = sizes**2 / (sizes**2 + penalty)
    leverage = np.minimum((left**2 * shrunk).sum(axis=1), 1.0 - 1e-6)
    missed = (targets - left @ (shrunk * rotated)) / (1.0 - leverage)
    spread = float(np.mean((targets - targets.mean()) ** 2))
    squared = float(np.mean(missed**2))
    return squared**0.5, max(0.0, 1.0 - squared / spread) if spread > 0.0 else float("nan")


def _unfolded(levers: Sequence[Lever], found: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mains by lever and mode, and pairs as a symmetric table."""
    mains = np.zeros((len(levers), 1 + max(len(lever.modes) for lever in levers)))
    at = 0
    for place, lever in enumerate(levers):
        mains[place, 1 : 1 + len(lever.modes)] = found[at : at + len(lever.modes)]
        at += len(lever.modes)
    pairs = np.zeros((len(levers), len(levers)))
    for (i, j), value in zip(combinations(range(len(levers)), 2), found[at:]):
        pairs[i, j] = pairs[j, i] = value
    return mains, pairs
