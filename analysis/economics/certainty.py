"""How sure worlds are of what is worth its cost: where a best buy begins, and where no option surely leads."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.economics.acceptability import highest, net_benefit
from analysis.economics.options import Means
from analysis.effects.statistics import LEVEL

SURELY = 0.9
"""Share of resamples in which an option must be the best on average to lead surely."""


class Stretch(NamedTuple):
    """Values of one more alliance, in baht, from ``low`` to ``high`` (inf: or more)."""

    low: float
    high: float


def turning(resamples: Means, before: int, after: int) -> Stretch:
    """Where the value lies, in 95 of 100 resamples, from which one option gives more than the one ``before`` it.

    A resample in which it adds no more than the other has no such value: there it is infinite.

    Parameters
    ----------
    resamples : from ``options.resampled``
    before, after : which of the options
    """
    more, dearer = (each[:, after] - each[:, before] for each in resamples)
    price = np.full(len(more), math.inf)
    np.divide(dearer, more, out=price, where=more > 0.0)
    low, high = np.quantile(price, [0.5 - LEVEL / 2, 0.5 + LEVEL / 2], method="inverted_cdf")
    return Stretch(max(0.0, float(low)), max(0.0, float(high)))


def undecided(resamples: Means, values: Sequence[float]) -> list[Stretch]:
    """Where no option is the best on average in as many as ``SURELY`` of the resamples, among rising ``values``.

    Options in the same place lead together. A stretch that reaches the last value has no end.
    """
    open_at = [bool(highest(net_benefit(*resamples, worth)).mean(axis=0).max() < SURELY) for worth in values]
    found: list[Stretch] = []
    for nth, (worth, is_open) in enumerate(zip(values, open_at)):
        if is_open:
            begins = found.pop().low if nth and open_at[nth - 1] else float(worth)
            found.append(Stretch(begins, float(worth) if nth < len(values) - 1 else math.inf))
    return found
