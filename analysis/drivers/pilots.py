"""What a pilot would be worth: a recommendation tried in a few provinces, measured, before the choice is made.

A pilot shows a strength with an error. In each world its result is played many times; what would then be expected of
every policy is what worlds with other strengths showed, weighed by how likely that result is under theirs (Bayes), and
the policy of which most is expected is chosen. What came of that choice in worlds it was not learnt in, beyond the
choice without a pilot, is what the pilot is worth: the expected value of sample information (Raiffa & Schlaifer 1961;
EVSI from the runs at hand: Heath et al. 2020, Medical Decision Making 40). It never is worth more than knowing the
strength exactly, which it comes to as the error becomes small.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.drivers.curves import curve, folds, learnt, levelled
from analysis.drivers.unseen import unseen
from analysis.drivers.worth import Worth, beside, gained, own_values, with_learning

PLAYS = 16
"""Results of a pilot that are played in each world; the same chance for every size."""
ALIKE = 0.05
"""Intracluster correlation: how far units of one province are more alike than any two. Assumed; trials of teaching in
communities report 0.01 to 0.1."""
RELIABILITY = 0.8
"""Share of the variance of what is measured that is no error of measurement. Assumed; usual for short scales."""
_FARTHEST = 700.0
"""Of a logarithm of a likelihood ratio: beyond it all strengths are as unlikely, and none is quite impossible."""


class Design(NamedTuple):
    """A pilot: so many units (organisations, or alliances) tried and as many controls.

    Attributes
    ----------
    units : of them in each of the two arms
    provinces : that those of an arm are in
    seen : share of the whole campaign's effect that shows by the end of the pilot, 0 to 1
    """

    units: int
    provinces: int
    seen: float

    @property
    def error(self) -> float:
        """Standard error of the strength as a pilot shows it, in standard deviations of what is taught.

        That of a difference of two means in units of the spread, sqrt(2 / n), times the root of the design effect of
        provinces (Donner & Klar 2000: 1 + (units of a province − 1) × intracluster correlation), over what measurement
        and a shorter campaign leave of it.
        """
        within = max(1.0, self.units / self.provinces)
        spread = 2.0 / self.units * (1.0 + (within - 1.0) * ALIKE) / RELIABILITY
        return math.sqrt(spread) / self.seen


def pilots(
    strength: np.ndarray, outcomes: Sequence[np.ndarray], sets: np.ndarray, errors: Sequence[float], seed: int
) -> list[list[Worth]]:
    """What pilots would be worth, by the standard error with which they show a strength and by the sort of outcomes.

    Parameters
    ----------
    strength : (worlds,)
        What worlds took.
    outcomes : several of (worlds, policies), more is better
    sets : (worlds,) int
        Which set of parameter values each world took (``curves.folds``).
    seed : key of the chance that is played
    """
    fold, design = folds(sets), levelled(curve(strength))
    chance = np.random.Generator(np.random.Philox(key=seed)).standard_normal((len(strength), PLAYS))
    found = []
    for error in errors:
        weighed = by_part(strength[:, None] + error * chance, strength, design, fold, error)

        def among(rows: np.ndarray, weighed: np.ndarray = weighed) -> list[Worth]:
            there = [each[rows] for each in outcomes]
            expected = _expected(weighed[rows], design[rows], beside(there), fold[rows])
            ways = np.split(expected, len(there), axis=-1)
            return [gained(each, one.argmax(axis=-1), sets[rows]) for each, one in zip(there, ways)]

        shown = float(strength.var() / (strength.var() + error**2))
        found.append([worth._replace(least=unseen(each, own_values(strength, sets), shown))
                      for worth, each in zip(with_learning(among, fold), outcomes)])  # fmt: skip
    return found


def by_part(shown: np.ndarray, strength: np.ndarray, design: np.ndarray, fold: np.ndarray, error: float) -> np.ndarray:
    """Columns of the ``design`` in the worlds of each part, weighed by how likely their strength makes what is shown.

    Parameters
    ----------
    shown : (...,) what a pilot shows
    strength : (worlds,)
    design : (worlds, columns), the first of them 1
    fold : (worlds,), from ``curves.folds``
    error : standard error of what is shown

    Returns
    -------
    (..., parts, columns), the first column the likelihood itself.
    """
    found = np.empty((*shown.shape, int(fold.max()) + 1, design.shape[1]))
    least = np.full(shown.shape, np.inf)
    for part in range(found.shape[-2]):
        least = np.minimum(least, np.abs(shown[..., None] - strength[fold == part]).min(axis=-1))
    for part in range(found.shape[-2]):
        there = fold == part
        apart = 0.5 * (((shown[..., None] - strength[there]) / error) ** 2 - (least[..., None] / error) ** 2)
        found[..., part, :] = np.exp(-np.minimum(apart, _FARTHEST)) @ design[there]
    return found


def _expected(weighed: np.ndarray, design: np.ndarray, outcomes: np.ndarray, fold: np.ndarray) -> np.ndarray:
    """(worlds, plays, columns) what is expected of outcomes (worlds, columns) after a pilot, learnt in other parts."""
    found = np.empty((*weighed.shape[:2], outcomes.shape[1]))
    parts = np.unique(fold)
    for part in parts:
        there, out = fold != part, fold == part
        believed = weighed[out][:, :, parts[parts != part]].sum(axis=2)
        found[out] = believed / believed[..., :1] @ learnt(design[there], outcomes[there])
        found[out] += outcomes.mean(axis=0) - outcomes[there].mean(axis=0)  # see ``worth.at_the_mean``
    return found
