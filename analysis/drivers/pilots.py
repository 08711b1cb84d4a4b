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
from analysis.drivers.worth import Worth, compared, gained

PLAYS = 16
"""Results of a pilot that are played in each world; the same chance for every size."""
ALIKE = 0.05
"""Intracluster correlation: how far units of one province are more alike than any two. Assumed; trials of teaching in
communities report 0.01 to 0.1."""
RELIABILITY = 0.8
"""Share of the variance of what is measured that is no error of measurement. Assumed; usual for short scales."""


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
    strength: np.ndarray, outcomes: np.ndarray, sets: np.ndarray, errors: Sequence[float], seed: int
) -> list[Worth]:
    """What pilots that show a strength with these standard errors would be worth, in the unit of the outcomes.

    Parameters
    ----------
    strength : (worlds,)
        What worlds took.
    outcomes : (worlds, policies), more is better
    sets : (worlds,) int
        Which set of parameter values each world took (``curves.folds``).
    seed : key of the chance that is played
    """
    fold, design, apart = folds(sets), levelled(curve(strength)), compared(outcomes)
    random = np.random.Generator(np.random.Philox(key=seed))
    chance = random.standard_normal((len(strength), PLAYS))
    choices = np.zeros((len(errors), len(strength), PLAYS), int)
    for part in np.unique(fold):
        there, out = fold != part, fold == part
        expected = design[there] @ learnt(design[there], apart[there])
        expected += apart.mean(axis=0) - apart[there].mean(axis=0)  # see ``worth.at_the_mean``
        for nth, error in enumerate(errors):
            shown = strength[out, None] + error * chance[out]
            choices[nth, out] = believed(shown, strength[there], expected, error).argmax(axis=-1)
    return [gained(outcomes, choice, sets) for choice in choices]


def believed(shown: np.ndarray, strength: np.ndarray, expected: np.ndarray, error: float) -> np.ndarray:
    """(…, policies) what is expected of each policy once a pilot has ``shown`` (…,) a strength with an ``error``.

    The mean over worlds, each weighed by how likely its ``strength`` (worlds,) makes that; ``expected`` is (worlds,
    policies).
    """
    apart = -0.5 * ((shown[..., None] - strength) / error) ** 2
    likely = np.exp(apart - apart.max(axis=-1, keepdims=True))
    found: np.ndarray = likely @ expected / likely.sum(axis=-1, keepdims=True)
    return found
