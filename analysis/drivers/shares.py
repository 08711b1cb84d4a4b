"""Which numbers an outcome hinges on: the share of its variance each explains, which way it works, how clear it is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.drivers.curves import curve, folds, foretold, foretold_together
from analysis.effects.dependence import FORMS
from analysis.effects.statistics import mean_interval, t_quantile

LEVEL = 0.05
"""Of chance alone, how often any number at all may seem to matter."""
FIFTH = 0.2
"""The worlds in which a number is low, or high."""
SHUFFLES = 999
_ROUNDS = 2
COLUMNS = (
    "number", "share", "share_low", "share_high", "p", "clear", "correlation",
    "low_at", "low", "low_from", "low_to", "high_at", "high", "high_from", "high_to",
)  # fmt: skip


class Estimated(NamedTuple):
    """A figure and its standard error."""

    value: float
    error: float


class Hinges(NamedTuple):
    """What an outcome hinges on.

    Attributes
    ----------
    table : a row a number with ``COLUMNS``, the largest share first
    together : share of the variance that all clear numbers explain, each by a curve of its own
    worlds : how many it is of
    """

    table: pd.DataFrame
    together: Estimated
    worlds: int


def hinges(taken: pd.DataFrame, outcome: np.ndarray, sets: np.ndarray, seed: int) -> Hinges:
    """Which of the numbers that worlds drew an outcome, or a difference between policies, hinges on.

    A share is that of the variance which a curve over the number foretells in worlds it was not learnt in: Sobol's
    first-order index (Sobol 1993) as Williamson et al. (2021), Biometrics 77(1), estimate it. ``p`` is held for all
    numbers at once.

    Parameters
    ----------
    taken : worlds × numbers
    outcome : (worlds,)
    sets : (worlds,) int
        Which set of parameter values each world took (see ``curves.folds``).
    seed : key of the shuffling

    Returns
    -------
    Hinges
        ``table``: ``correlation`` is that of ranks; ``low`` the mean outcome in the lowest fifth of the number, those
        up to ``low_at``, with its 95 % interval; ``high`` likewise. Of the form of a rule, which has no order, they are
        those at the form where it is least and most.
    """
    varying = [str(name) for name in taken if taken[name].nunique() > 1]
    values = {name: taken[name].to_numpy(float) for name in varying}
    curves, fold = {name: curve(of) for name, of in values.items()}, folds(sets)
    chance = evidence(values, outcome, sets, seed)
    rows = []
    for name in varying:
        explained = share(outcome, foretold(curves[name], outcome[:, None], fold)[:, 0], fold, sets)
        own = {"p": chance[name], "clear": chance[name] < LEVEL, "correlation": _correlation(values[name], outcome)}
        rows.append({"number": name, **_share_cells(explained), **own, **_ends(values[name], outcome, name in FORMS)})
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table = table.sort_values(["clear", "share"], ascending=False, kind="stable", ignore_index=True)
    chosen = [curves[name] for name in table.loc[table["clear"], "number"]]
    together = Estimated(0.0, 0.0)
    if chosen:
        together = share(outcome, foretold_together(chosen, outcome[:, None], fold)[:, 0], fold, sets)
    return Hinges(table, together, len(outcome))


def share(outcome: np.ndarray, expected: np.ndarray, fold: np.ndarray, sets: np.ndarray) -> Estimated:
    """The share of the variance of ``outcome`` (worlds,) that is foretold, by what was expected in each world.

    Both are held against the mean of the worlds that it was learnt in. Worlds of one set count as one for the error.
    """
    parts = {part: outcome[fold != part].mean() for part in np.unique(fold)}
    plain = (outcome - np.array([parts[part] for part in fold])) ** 2
    if not plain.sum() > 0.0:
        return Estimated(0.0, 0.0)
    gained = plain - (outcome - expected) ** 2
    value = float(gained.sum() / plain.sum())
    by_set = pd.Series(gained - value * plain).groupby(sets).sum().to_numpy()
    return Estimated(value, float(math.sqrt((by_set**2).sum() * len(by_set) / (len(by_set) - 1)) / plain.sum()))


def chance_of(first: np.ndarray, again: np.ndarray, outcome: np.ndarray) -> Estimated:
    """The share of the variance of ``outcome`` (worlds,) that is chance: what differs though every number is the same.

    Half the mean square of the difference between two runs of a world, ``first`` and ``again`` (some worlds,), which is
    the variance within; the rest is what all numbers do, alone and in combination.
    """
    whole = float(outcome.var(ddof=1)) if len(outcome) > 1 else 0.0
    if len(first) < 2 or not whole > 0.0:
        return Estimated(math.nan, math.nan)
    within = 0.5 * (first - again) ** 2 / whole
    return Estimated(float(within.mean()), float(within.std(ddof=1) / math.sqrt(len(within))))


def _share_cells(explained: Estimated) -> dict[str, float]:
    """A share with its 95 % interval; none is below 0."""
    reach = t_quantile(0.975, math.inf) * explained.error if math.isfinite(explained.error) else math.nan
    low, high = explained.value - reach, explained.value + reach
    return {"share": max(0.0, explained.value), "share_low": max(0.0, low), "share_high": max(0.0, high)}


def _correlation(values: np.ndarray, outcome: np.ndarray) -> float:
    """Spearman's."""
    ranks = pd.Series(values).rank(), pd.Series(outcome).rank()
    return float(np.corrcoef(*ranks)[0, 1]) if np.ptp(outcome) > 0 else 0.0


def _ends(values: np.ndarray, outcome: np.ndarray, form: bool) -> dict[str, float]:
    """The mean outcome where the number is low and where it is high, with intervals, and where these begin."""
    if form:
        there = np.unique(values)
        means = [outcome[values == one].mean() for one in there]
        ends = [there[int(np.argmin(means))], there[int(np.argmax(means))]]
        low, high = (values == ends[0]), (values == ends[1])
    else:
        ends = [float(end) for end in np.quantile(values, [FIFTH, 1.0 - FIFTH])]
        low, high = values <= ends[0], values >= ends[1]
    cells: dict[str, float] = {}
    for side, at, chosen in (("low", ends[0], low), ("high", ends[1], high)):
        found = mean_interval(outcome[chosen])
        cells |= {f"{side}_at": float(at), side: found.mean, f"{side}_from": found.low, f"{side}_to": found.high}
    return cells


def evidence(values: Mapping[str, np.ndarray], outcome: np.ndarray, sets: np.ndarray, seed: int) -> dict[str, float]:
    """How often chance alone would make any number at all seem to matter as much as each does: number → p.

    The adaptive Neyman test (Fan 1996, JASA 91) of each number's curve, against the largest of all numbers in shuffled
    worlds (Westfall & Young 1993). What the numbers found first explain is then taken out and the others are tried
    again, each time at half the level. Numbers that whole sets of parameter values share are shuffled set by set.
    """
    clear: list[str] = []
    left, found = outcome - outcome.mean(), dict.fromkeys(values, 1.0)
    for nth in range(_ROUNDS):
        others = {name: of for name, of in values.items() if name not in clear}
        if not others or not np.ptp(left) > 0.0:
            break
        chance = _against_all(others, left, sets, seed + nth)
        for name, p in chance.items():
            found[name] = min(found[name], _ROUNDS * p)
        clear += [name for name in others if found[name] < LEVEL]
        if not clear:
            break
        design = np.column_stack([curve(values[name], 4) for name in clear])
        left = left - design @ np.linalg.lstsq(design, left, rcond=None)[0]
        left = left - left.mean()
    return found


def _against_all(
    values: Mapping[str, np.ndarray], outcome: np.ndarray, sets: np.ndarray, seed: int
) -> dict[str, float]:
    """One round of it."""
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
    return {name: float((1 + (largest >= seen[name]).sum()) / (1 + SHUFFLES)) for name in values}


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
