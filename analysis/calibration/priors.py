"""Points of the prior: evenly spread in the unit cube, and the parameter values they stand for.

The ranges and shapes are those of ``sim.draws.PRIORS``; a point of the cube holds, for each parameter in that order,
the probability with which the prior lies below its value.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.draws import FITTED, PRIORS

NAMES = tuple(PRIORS)
"""The parameters that are drawn, in the order of the columns of every table of points."""
TAUGHT = len(FITTED)
"""How many of them a report may teach; they come first. The others stay as they were assumed."""
assert NAMES[:TAUGHT] == FITTED


def points(count: int, seed: int) -> np.ndarray:
    """(count, parameters) points in the unit cube, space-filling: Sobol with Owen's scrambling by ``seed``.

    The first points of a longer sequence are those of a shorter one. Owen (1998), Journal of Complexity 14.
    """
    from scipy.stats import qmc

    sobol = qmc.Sobol(len(NAMES), scramble=True, rng=np.random.default_rng(seed))
    drawn: np.ndarray = sobol.random_base2(max(0, int(np.ceil(np.log2(max(1, count))))))[:count]
    return drawn


def values(unit: np.ndarray) -> np.ndarray:
    """(points, parameters) values, each in its own unit, of points in the unit cube."""
    return np.stack([prior.at(column) for prior, column in zip(PRIORS.values(), unit.T)], axis=1)


def unit_of(table: np.ndarray) -> np.ndarray:
    """(points, parameters) points in the unit cube of values: the inverse of ``values``."""
    return np.stack([prior.below(column) for prior, column in zip(PRIORS.values(), table.T)], axis=1)


def named(row: np.ndarray) -> Mapping[str, float]:
    """One row of values by name of parameter."""
    return {name: float(value) for name, value in zip(NAMES, row)}
