"""What may be believed of one number, as the value that lies at each chance: evenly spread, a triangle, points.

Values at given chances are joined by straight lines. Beyond the first and the last of them it goes on as thickly as
next to them, so that three values of an even spread say that even spread, and no more.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

EVEN, LOG, FORM, TRIANGLE, POINTS, FIXED = "even", "log", "form", "triangle", "points", "fixed"
DIGITS = 10
"""Figures of a value that was worked out: fewer than a float has, so that what is meant to be 0.4 is 0.4."""
_STRAIGHT = 1e-8  # of a range: how far points may lie off a straight line that is one


class Distribution(NamedTuple):
    """What is believed of a number.

    Attributes
    ----------
    shape : ``even`` (evenly), ``log`` (evenly in the log), ``form`` (each whole number alike), ``triangle``,
        ``points`` or ``fixed``
    numbers : lowest and highest; of a triangle lowest, likeliest, highest; of points each chance and its value, from
        chance 0 to chance 1; of what is fixed its value
    """

    shape: str
    numbers: tuple[float, ...]

    def at(self, chance: float) -> float:
        """The value below which the number lies with probability ``chance``, 0 to 1."""
        if self.shape == FIXED:
            return self.numbers[0]
        if self.shape == POINTS:
            return self._between(chance)
        low, high = self.numbers[0], self.numbers[-1]
        if self.shape == LOG:
            return float(low * (high / low) ** chance)
        if self.shape == FORM:
            return low + min(math.floor((high - low + 1) * chance), high - low)
        if self.shape == TRIANGLE:
            return _in_triangle(low, self.numbers[1], high, chance)
        return low + (high - low) * chance

    def _between(self, chance: float) -> float:
        chances, values = self.numbers[::2], self.numbers[1::2]
        place = min(max(bisect_right(chances, chance), 1), len(chances) - 1)
        share = (chance - chances[place - 1]) / (chances[place] - chances[place - 1])
        return values[place - 1] + (values[place] - values[place - 1]) * share

    @property
    def mean(self) -> float:
        """What is expected of it."""
        if self.shape == LOG:
            low, high = self.numbers
            return (high - low) / math.log(high / low)
        if self.shape == POINTS:
            steps = pairwise(zip(self.numbers[::2], self.numbers[1::2]))
            return sum((after - before) * (low + high) / 2 for (before, low), (after, high) in steps)
        return sum(self.numbers) / len(self.numbers)

    @property
    def lowest(self) -> float:
        """No value lies below."""
        return self.numbers[1] if self.shape == POINTS else self.numbers[0]

    @property
    def highest(self) -> float:
        """No value lies above."""
        return self.numbers[-1]


def _in_triangle(low: float, likely: float, high: float, chance: float) -> float:
    wide, below = high - low, (likely - low) / (high - low)
    if chance < below:
        return low + math.sqrt(chance * wide * (likely - low))
    return high - math.sqrt((1.0 - chance) * wide * (high - likely))


def through(points: Sequence[tuple[float, float]], least: float, most: float) -> Distribution:
    """The distribution through points of (chance, value), both rising, that lies within ``least`` and ``most``.

    Points on one straight line are an even spread, and those of one value are fixed.
    """
    first, last = points[0][1], points[-1][1]
    if first == last:
        return Distribution(FIXED, (first,))
    ends = _bends(_ends(points, least, most))
    low, high = ends[0][1], ends[-1][1]
    if all(abs(low + (high - low) * chance - value) <= _STRAIGHT * (high - low) for chance, value in ends):
        return Distribution(EVEN, (low, high))
    return Distribution(POINTS, tuple(number for point in ends for number in point))


def _ends(points: Sequence[tuple[float, float]], least: float, most: float) -> list[tuple[float, float]]:
    """The points, and those at chances 0 and 1 where they are missing."""
    found = list(points)
    (chance, low), (then, high) = found[:2]
    if chance > 0.0:
        found.insert(0, (0.0, max(least, rounded(low - (high - low) / (then - chance) * chance))))
    (before, low), (chance, high) = found[-2:]
    if chance < 1.0:
        found.append((1.0, min(most, rounded(high + (high - low) / (chance - before) * (1.0 - chance)))))
    return found


def _bends(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points without those between two others of the same value, or of the same chance, which say nothing."""
    inner = zip(points, points[1:], points[2:])
    return [points[0], *(one for before, one, after in inner if not _alike(before, one, after)), points[-1]]


def _alike(before: tuple[float, float], one: tuple[float, float], after: tuple[float, float]) -> bool:
    return before[1] == one[1] == after[1] or before[0] == one[0] == after[0]


def rounded(value: float) -> float:
    """A value that was worked out, as it is written."""
    return float(f"{value:.{DIGITS}g}")
