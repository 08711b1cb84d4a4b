"""The portfolios that are foretold to be best for what they cost: all of them looked at, or as many as matter."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.portfolios.design import every
from analysis.portfolios.levers import Portfolio, nothing, size_of
from analysis.portfolios.surrogate import Surrogate

ALL = 120_000
"""As many portfolios are looked at one by one; of more, a beam is followed."""
BINS, WIDTH = 64, 48  # of cost; part portfolios kept in each


class Found(NamedTuple):
    """Portfolios, what they are foretold to cost and to be worth; those worth most first.

    ``chosen`` is (portfolios, levers), the others are (portfolios,).
    """

    chosen: np.ndarray
    cost: np.ndarray
    value: np.ndarray

    def within(self, budget: float, count: int) -> list[Portfolio]:
        """So many of the best that are foretold to cost no more than ``budget``."""
        places = np.flatnonzero(self.cost <= budget)[:count]
        return [tuple(map(int, self.chosen[place])) for place in places]


def search(value: Surrogate, cost: Surrogate, most: float) -> Found:
    """Portfolios that are foretold to cost ``most`` at most, the best of each cost among them."""
    levers = value.levers
    if size_of(levers) <= ALL:
        chosen = np.array([nothing(levers), *every(levers)])
    else:
        orders = _orders(value)
        chosen = np.unique(np.vstack([_beam(value, cost, most, order) for order in orders]), axis=0)
        chosen = np.unique(np.vstack([chosen, _improved(value, cost, most, chosen)]), axis=0)
    costs, values = cost.of(chosen), value.of(chosen)
    kept = np.flatnonzero(costs <= most)
    ranked = kept[np.argsort(-values[kept], kind="stable")]
    return Found(chosen[ranked], costs[ranked], values[ranked])


def _orders(value: Surrogate) -> list[np.ndarray]:
    """Levers in the order in which a beam takes them up: what does most first, and last."""
    largest = np.argsort(-value.mains.max(axis=1), kind="stable")
    return [largest, largest[::-1]]


def _beam(value: Surrogate, cost: Surrogate, most: float, order: np.ndarray) -> np.ndarray:
    """Portfolios lever by lever: of those that cost about the same so far, the ones worth most so far go on."""
    levers = value.levers
    chosen = np.zeros((1, len(levers)), np.int64)
    for lever in order:
        modes = np.arange(len(levers[lever].modes) + 1)
        chosen = np.repeat(chosen, len(modes), axis=0)
        chosen[:, lever] = np.tile(modes, len(chosen) // len(modes))
        costs = cost.of(chosen)
        chosen, costs = chosen[costs <= most], costs[costs <= most]
        values = value.of(chosen)
        bins = np.minimum(BINS - 1, np.maximum(0, costs / max(most, 1e-9) * BINS)).astype(np.int64)
        ranked = np.lexsort((-values, bins))
        starts = np.searchsorted(bins[ranked], bins[ranked])
        chosen = chosen[np.sort(ranked[np.arange(len(ranked)) - starts < WIDTH])]
    return chosen


def _improved(value: Surrogate, cost: Surrogate, most: float, chosen: np.ndarray) -> np.ndarray:
    """The best of each cost with any one lever otherwise: what a beam may have missed by a step."""
    costs, values = cost.of(chosen), value.of(chosen)
    bins = np.minimum(BINS - 1, np.maximum(0, costs / max(most, 1e-9) * BINS)).astype(np.int64)
    best = [places[np.argmax(values[places])] for places in (np.flatnonzero(bins == one) for one in np.unique(bins))]
    changed = []
    for row in chosen[best]:
        for lever, one in enumerate(value.levers):
            for mode in range(len(one.modes) + 1):
                other = row.copy()
                other[lever] = mode
                changed.append(other)
    return np.array(changed)
