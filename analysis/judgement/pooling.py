"""A group's belief: the linear pool of its members', exactly, and how much of its width is their disagreement."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from sim.distribution import FIXED, POINTS, Distribution, rounded, through

Points = list[tuple[float, float]]


def points_of(one: Distribution) -> Points:
    """Chances and values of a distribution that is straight between them."""
    if one.shape == POINTS:
        return list(zip(one.numbers[::2], one.numbers[1::2]))
    return [(0.0, one.lowest), (1.0, one.highest)]


def pooled(members: Sequence[Distribution], weights: Sequence[float], limits: tuple[float, float]) -> Distribution:
    """The linear opinion pool (Stone 1961): its chance of lying below a value is the weighted mean of its members'.

    Parameters
    ----------
    members
        Each straight between its points, or of one value.
    weights
        Not negative, at least one above 0; they need not add up to 1.
    limits
        The least and the most that the model allows.
    """
    total = float(sum(weights))
    chosen = [(one, weight / total) for one, weight in zip(members, weights, strict=True) if weight > 0.0]
    values = sorted({value for one, _ in chosen for _, value in points_of(one)})
    found: Points = []
    for value in values:
        for after in (False, True):
            level = sum(weight * below(one, value, after) for one, weight in chosen)
            point = (min(1.0, rounded(level)), value)
            if not found or found[-1] != point:
                found.append(point)
    return through(_trimmed(found), *limits)


def _trimmed(points: Points) -> Points:
    """The points from the last at chance 0 to the first at chance 1; one value alone keeps both."""
    if points[0][1] == points[-1][1]:
        return points
    first = max(nth for nth, (level, _) in enumerate(points) if level <= 0.0)
    last = min(nth for nth, (level, _) in enumerate(points) if level >= 1.0)
    return points[first : last + 1]


def below(one: Distribution, value: float, at_most: bool) -> float:
    """The chance of lying below ``value``, or ``at_most`` at it."""
    if one.shape == FIXED:
        return float(one.lowest <= value if at_most else one.lowest < value)
    levels, values = (np.array(side) for side in zip(*points_of(one)))
    place = int(np.searchsorted(values, value, "right" if at_most else "left"))
    if at_most and place > 0 and values[place - 1] == value:
        return float(levels[place - 1])
    if place == len(values):
        return 1.0
    if values[place] == value or place == 0:
        return float(levels[place]) if values[place] == value else 0.0
    share = (value - values[place - 1]) / (values[place] - values[place - 1])
    return float(levels[place - 1] + (levels[place] - levels[place - 1]) * share)


def share_within(one: Distribution, low: float, high: float) -> float:
    """The chance of lying from ``low`` to ``high``."""
    return below(one, high, True) - below(one, low, False)


def variance(one: Distribution) -> float:
    """The variance of a distribution that is straight between its points."""
    steps = pairwise(points_of(one))
    square = sum((then - level) * (low * low + low * high + high * high) / 3 for (level, low), (then, high) in steps)
    return max(0.0, square - one.mean**2)


def disagreement(members: Sequence[Distribution], weights: Sequence[float]) -> float:
    """The share of the pool's variance that lies between its members' means, 0 to 1; the rest is their own doubt."""
    shares = np.array(weights) / sum(weights)
    means = np.array([one.mean for one in members])
    within = float(shares @ [variance(one) for one in members])
    between = float(shares @ (means - shares @ means) ** 2)
    whole = within + between
    return between / whole if whole > 1e-12 * max(1.0, float(means @ means)) else 0.0
