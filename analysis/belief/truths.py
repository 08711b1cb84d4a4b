"""A fit put on trial: synthetic truths it has not seen, and whether they lie where it says, as often as it says.

The bars: of 200 truths or more, 90 % intervals hold 85 to 95 %, for every parameter and for everything that is not
fitted, or so nearly that luck explains it; and places are even by Kolmogorov and Smirnov. Both tests are made at 0.01,
corrected for there being many.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from analysis.belief.recovery import WITHIN, Recovery, corrected, coverage, histogram, recovered, truths_at
from analysis.calibration.bank import Bank, gathered, joined, simulate_sets
from analysis.calibration.fit import Fit, Simulate

TRUTHS = 200
BAR = (0.85, 0.95)
LEVEL = 0.01
BINS = 10
FIRST = 1 << 24
"""Number of the first truth: beyond every set of any bank, so that no truth shares its chance with one."""
_ROUND = 64
_ROUNDS = 20
Tell = Callable[[int], None]


@dataclass(frozen=True)
class Tried:
    """How one quantity was found.

    Attributes
    ----------
    name : a parameter, a statistic of ``bank.STATISTICS``, or ``total``
    half, half_error, ninety, ninety_error : share of truths within the central 50 % and 90 %, and binomial errors
    p_value, ninety_p : of even places, and of 90 % intervals that hold 90 %, each corrected for all quantities (Holm)
    places : truths by place, ``BINS`` of them: flat if the fit is believable
    truths : truths that the quantity was known of
    """

    name: str
    half: float
    half_error: float
    ninety: float
    ninety_error: float
    p_value: float
    ninety_p: float
    places: tuple[int, ...]
    truths: int

    @property
    def inside(self) -> bool:
        """Whether 90 % intervals hold as many truths as the bar asks."""
        return BAR[0] - 1e-9 <= self.ninety <= BAR[1] + 1e-9

    @property
    def sure(self) -> bool:
        """Whether luck alone may explain how many truths 90 % intervals hold."""
        return not self.ninety_p < LEVEL

    @property
    def even(self) -> bool:
        """Whether places are even as far as can be told."""
        return not self.p_value < LEVEL


@dataclass(frozen=True)
class Trial:
    """All quantities, how many truths were fitted, and the share of fits too thin to be trusted, counted all the same.

    ``outside_by_luck`` is how many quantities a fit without fault would be expected to leave outside the bar.
    """

    tried: tuple[Tried, ...]
    truths: int
    thin: float
    middle_size: float
    outside_by_luck: float


def two_runs(seed: int, workers: int, table: pd.DataFrame | None = None) -> Simulate:
    """What simulates each truth twice: once to be reported, once for what the report does not say."""

    def simulate(unit: np.ndarray, first: int) -> Bank:
        return gathered(unit, list(simulate_sets(unit, range(first, first + len(unit)), 2, seed, workers, table=table)))

    return simulate


def put_on_trial(fit: Fit, simulate: Simulate, seed: int, truths: int = TRUTHS, workers: int = 1,
                 *, tell: Tell = lambda done: None) -> Trial:  # fmt: skip
    """Fit the reports of ``truths`` synthetic truths by the bank of ``fit``; fewer where hardly any can be reported.

    Parameters
    ----------
    simulate
        Makes a bank, two runs a set or more, of truths that have nothing to do with the bank of ``fit``.
    tell
        Hears of the number of truths fitted.
    """
    return summed_up(recovered(fit, true_worlds(fit, simulate, truths, seed), seed, workers, tell))


def true_worlds(fit: Fit, simulate: Simulate, count: int, seed: int) -> Bank:
    """The first ``count`` truths of the prior whose report can be fitted."""
    unit = truths_at(_ROUNDS * max(count, _ROUND), seed)
    found: list[Bank] = []
    for start in range(0, len(unit), _ROUND):
        bank = simulate(unit[start : start + _ROUND], FIRST + start)
        total = bank.counts(fit.report.operator)[:, 0].sum(axis=(1, 2))
        found.append(bank.part((total >= WITHIN[0]) & (total <= WITHIN[1]) & bank.complete.all(axis=1)))
        if sum(map(len, found)) >= count:
            break
    return joined(found).part(np.arange(min(count, sum(map(len, found)))))


def summed_up(recovery: Recovery) -> Trial:
    """Coverage, evenness and bars of a recovery."""
    told = coverage(recovery)
    p_values = corrected([one.p_value for one in told])
    ninety_p = corrected([held_p_value(one.ninety, one.truths) for one in told])
    tried = tuple(
        Tried(
            name=one.name,
            half=one.half,
            half_error=_error(one.half, one.truths),
            ninety=one.ninety,
            ninety_error=_error(one.ninety, one.truths),
            p_value=float(p),
            ninety_p=float(held),
            places=tuple(map(int, row)),
            truths=one.truths,
        )
        for one, p, held, row in zip(told, p_values, ninety_p, histogram(recovery, BINS))
    )
    luck = sum(map(outside, (one.truths for one in tried)))
    return Trial(tried, len(recovery.sizes), recovery.thin, float(np.median(recovery.sizes)), luck)


def _error(share: float, truths: int) -> float:
    return float(np.sqrt(share * (1.0 - share) / truths)) if truths else float("nan")


def held_p_value(share: float, truths: int) -> float:
    """Probability that 90 % intervals without fault would hold so few or so many of ``truths`` truths, or odder."""
    from scipy.stats import binomtest

    return float(binomtest(round(share * truths), truths, 0.9).pvalue) if truths else 1.0


def outside(truths: int) -> float:
    """Probability that 90 % intervals without fault hold fewer or more of ``truths`` truths than the bar asks."""
    from scipy.stats import binom

    below = partial(binom.cdf, n=truths, p=0.9)
    least, most = np.ceil(BAR[0] * truths - 1e-9), np.floor(BAR[1] * truths + 1e-9)
    return float(1.0 - below(most) + below(least - 1))
