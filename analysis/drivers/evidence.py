"""Which numbers an outcome is told to hinge on, and how small a part of it would go unseen: for every command alike."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.drivers.curves import curve
from analysis.effects.dependence import FORMS

LEVEL = 0.05
"""Of chance alone, how often any number at all may seem to matter."""
SHUFFLES = 999
MOST = 12
"""Numbers that are found, one after the other."""
_POWERED = 0.8416  # standard normal quantile of 80 %


class Evidence(NamedTuple):
    """What speaks for each number.

    Attributes
    ----------
    p : number → how often chance alone would make any number at all seem to matter as much; those that are told from
        chance (``clear``) first, in the order in which they were found
    unseen : the share of the variance of ranks that a number must account for to be found four times in five; NaN where
        the outcome never differs
    """

    p: dict[str, float]
    unseen: float

    @property
    def clear(self) -> list[str]:
        """The numbers told from chance, the one that decides most first."""
        return [name for name, p in self.p.items() if p < LEVEL]


def evidence(values: Mapping[str, np.ndarray], outcome: np.ndarray, sets: np.ndarray, seed: int) -> Evidence:
    """How often chance alone would make any number at all seem to matter as much as each does.

    The adaptive Neyman test (Fan 1996, JASA 91) of each number's curve over the ranks of the outcome, which a few
    worlds far out do not sway, against the largest of all numbers in shuffled worlds (Westfall & Young 1993). What the
    strongest explains is then taken out and the others are tried again, until none is told from chance: the first false
    finding has to be the strongest of what is left, so a single level holds for them all. Numbers that whole sets of
    parameter values share are shuffled set by set.

    Parameters
    ----------
    values : number → (worlds,)
    outcome : (worlds,)
    sets : (worlds,) int
        Which set of parameter values each world took (see ``curves.folds``).
    seed : key of the shuffling
    """
    left = ranks(outcome)
    whole, least, unseen = float(left @ left), 0.0, math.nan
    found, others = dict[str, float](), dict.fromkeys(values, 1.0)
    while others and len(found) < MOST and float(left @ left) > 1e-9 * whole:
        tests, largest = _against_all({name: values[name] for name in others}, left, sets, seed + len(found))
        unseen = least_seen(largest, len(left)) if not found else unseen
        others = {name: max(least, float((1 + (largest >= one).sum()) / (1 + SHUFFLES))) for name, one in tests.items()}
        strongest = max(tests, key=lambda name: tests[name])
        least = others[strongest]
        if least >= LEVEL:
            break
        found[strongest] = others.pop(strongest)
        design = np.column_stack([curve(values[name], 4) for name in found])
        left = ranks(outcome) - design @ np.linalg.lstsq(design, ranks(outcome), rcond=None)[0]
    later = {name: max(p, LEVEL) for name, p in others.items()}  # what was not tried again is not told either
    return Evidence({**found, **later}, unseen)


def ranks(outcome: np.ndarray) -> np.ndarray:
    """(worlds,) the rank of each world, about their mean."""
    place = pd.Series(outcome).rank().to_numpy()
    centred: np.ndarray = place - place.mean()
    return centred


def least_seen(largest: np.ndarray, worlds: int) -> float:
    """Share of the variance that a straight dependence must account for to pass, four times in five, the largest
    statistics (shuffles,) that chance makes.
    """
    bar = math.sqrt(1.0 + math.sqrt(2.0) * max(0.0, float(np.quantile(largest, 1.0 - LEVEL))))
    narrower = max(0.0, 1.0 - bar**2 / worlds)  # the error of a correlation is the smaller the stronger it is
    return min(1.0, (bar + _POWERED * narrower) ** 2 / worlds)


def correlation(name: str, values: np.ndarray, outcome: np.ndarray) -> float:
    """Of the ranks of two (worlds,), −1 to 1 (Spearman); of a form, which has no order, the correlation ratio, 0 to 1.

    Fisher (1925). 0 where the outcome is everywhere the same.
    """
    apart = ranks(outcome)
    if not np.ptp(apart) > 0.0:
        return 0.0
    if name not in FORMS:
        return float(np.corrcoef(ranks(values), apart)[0, 1])
    forms = pd.Series(apart).groupby(values)
    return math.sqrt(float((forms.size() * forms.mean() ** 2).sum() / (apart**2).sum()))


def _against_all(
    values: Mapping[str, np.ndarray], outcome: np.ndarray, sets: np.ndarray, seed: int
) -> tuple[dict[str, float], np.ndarray]:
    """One round of it: the test of each number, and (shuffles,) the largest of all in shuffled worlds."""
    random = np.random.Generator(np.random.Philox(key=seed))
    by_set = pd.DataFrame({"set": sets, "outcome": outcome}).groupby("set", sort=False)
    first, sums = by_set.head(1).index.to_numpy(), by_set["outcome"].sum().to_numpy()
    whole = [name for name, of in values.items() if len(first) < len(sets) and _same_within(of, sets, first)]
    own = [name for name in values if name not in whole]
    largest, seen = np.full(SHUFFLES, -np.inf), dict[str, float]()
    for names, rows, of in ((own, np.arange(len(sets)), outcome), (whole, first, sums)):
        if names:
            tests, shuffled = _tested([values[name][rows] for name in names], of, random)
            seen |= dict(zip(names, tests))
            largest = np.maximum(largest, shuffled)
    return {name: seen[name] for name in values}, largest


def _same_within(values: np.ndarray, sets: np.ndarray, first: np.ndarray) -> bool:
    """Whether worlds of one set have one value."""
    place = dict(zip(sets[first], values[first]))
    return bool(all(place[one] == value for one, value in zip(sets, values)))


def _tested(
    values: Sequence[np.ndarray], outcome: np.ndarray, random: np.random.Generator
) -> tuple[list[float], np.ndarray]:
    """(numbers,) the test of each number, and (shuffles,) the largest of all in shuffled worlds."""
    outcome = outcome - outcome.mean()
    scale = math.sqrt((len(outcome) - 1) / float((outcome**2).sum()))
    shuffled = random.permuted(np.tile(outcome, (SHUFFLES, 1)), axis=1).T
    both = np.column_stack([outcome, shuffled]) * scale
    tests, largest = [], np.full(SHUFFLES, -np.inf)
    for one in values:
        columns = curve(one)
        if not columns.shape[1]:
            tests.append(-math.inf)
            continue
        beyond = np.cumsum((columns.T @ both) ** 2 - 1.0, axis=0)
        found = (beyond / np.sqrt(2.0 * np.arange(1, len(beyond) + 1))[:, None]).max(axis=0)
        tests.append(float(found[0]))
        largest = np.maximum(largest, found[1:])
    return tests, largest
