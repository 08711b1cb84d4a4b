"""Samples whose means are known and are 0, one column or several that go together, skewed as effects are."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.stats import gamma, geom, norm

Shape = Callable[[np.ndarray], np.ndarray]
"""From standard normal numbers to numbers of another distribution with mean 0."""


def log_normal(spread: float) -> Shape:
    return lambda z: np.exp(spread * z) - np.exp(spread**2 / 2)


def counts(none: float, chance: float) -> Shape:
    """Nothing in the share ``none`` of draws, else a geometric count."""
    mean = (1 - none) / chance

    def of(z: np.ndarray) -> np.ndarray:
        u = norm.cdf(z)
        return np.where(u < none, 0.0, geom.ppf(np.clip((u - none) / (1 - none), 1e-12, 1 - 1e-12), chance)) - mean

    return of


def weibull(shape: float) -> Shape:
    from math import gamma as factorial

    return lambda z: (-np.log(norm.sf(z))) ** (1 / shape) - factorial(1 + 1 / shape)


SMOOTH: dict[str, Shape] = {
    "normal": lambda z: z,
    "exponential": lambda z: -np.log(norm.sf(z)) - 1.0,
    "exponential, turned": lambda z: 1.0 + np.log(norm.cdf(z)),
    "gamma of a half": lambda z: gamma.ppf(norm.cdf(z), 0.5) - 0.5,
    "Weibull of 0.8": weibull(0.8),
    "log-normal of a half": log_normal(0.5),
    "log-normal of 1": log_normal(1.0),
    "log-normal of 1.25": log_normal(1.25),
}
LUMPY: dict[str, Shape] = {
    "counts, six in ten nothing": counts(0.6, 0.25),
    "counts, three in four nothing": counts(0.75, 0.3),
}


def sample(shape: Shape, random: np.random.Generator, draws: int, columns: int = 14, shared: float = 0.4) -> np.ndarray:
    """(draws, columns) whose normal numbers are correlated by ``shared``."""
    own, common = random.standard_normal((draws, columns)), random.standard_normal((draws, 1))
    return shape(np.sqrt(1 - shared) * own + np.sqrt(shared) * common)


def several(z: np.ndarray) -> np.ndarray:
    """Columns of four kinds side by side."""
    kinds = ("log-normal of 1", "exponential", "normal", "log-normal of a half")
    return np.stack([SMOOTH[kinds[place % 4]](column) for place, column in enumerate(z.T)], axis=1)


def rare(random: np.random.Generator, draws: int, chance: float, large: float) -> tuple[np.ndarray, bool]:
    """A sample with mean 0 where a rare draw is far larger than the rest, and whether there was one."""
    there = random.random(draws) < chance
    return random.standard_normal(draws) + large * there - large * chance, bool(there.any())
