"""Which numbers an outcome hinges on: the share of its variance each explains, which way it works, how clear it is."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.drivers.curves import curve, folds, foretold, foretold_together
from analysis.drivers.evidence import correlation, evidence
from analysis.effects.dependence import FORMS
from analysis.effects.statistics import errors_to_end, mean_interval

FIFTH = 0.2
"""The worlds in which a number is low, or high."""
_FLAT = 1e-9
"""A share below is no share: the curve is level, and rounding is left."""
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
    table : a row a number with ``COLUMNS``, those told from chance first, in the order they were found; then by ``p``
    together : share of the variance that all clear numbers explain, each by a curve of its own, in worlds that the
        curve was not learnt in; NaN where none is clear. Which are clear was found in all worlds: where they are only
        just clear it is told too large. Choosing them anew in each part of the worlds mends none of that.
    worlds : how many it is of
    unseen : the share that a number must account for to be found (``evidence.Evidence``)
    """

    table: pd.DataFrame
    together: Estimated
    worlds: int
    unseen: float


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
    found = evidence(values, outcome, sets, seed)
    way = {name: correlation(name, values[name], outcome) for name in values}
    others = [name for name in found.p if name not in found.clear]
    rows = []
    for name in [*found.clear, *sorted(others, key=lambda each: (found.p[each], -abs(way[each])))]:
        explained = share(outcome, foretold(curves[name], outcome[:, None], fold)[:, 0], fold, sets)
        own = {"p": found.p[name], "clear": name in found.clear, "correlation": way[name]}
        cells = _share_cells(explained, name in found.clear, found.unseen)
        rows.append({"number": name, **cells, **own, **_ends(values[name], outcome, name in FORMS)})
    together = Estimated(math.nan, math.nan)
    if found.clear:
        chosen = [curves[name] for name in found.clear]
        together = share(outcome, foretold_together(chosen, outcome[:, None], fold)[:, 0], fold, sets)
    return Hinges(pd.DataFrame(rows, columns=list(COLUMNS)), together, len(outcome), found.unseen)


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


def _share_cells(explained: Estimated, clear: bool, unseen: float) -> dict[str, float]:
    """A share with its 95 % interval; none is below 0, and what is not told from chance may be all that goes unseen."""
    value = explained.value if explained.value > _FLAT else 0.0
    reach = errors_to_end() * explained.error if math.isfinite(explained.error) else math.nan
    high = max(0.0, explained.value + reach)
    if (not clear or value == 0.0) and not math.isnan(unseen):
        high = max(high, unseen)
    return {"share": value, "share_low": max(0.0, value - reach) if clear else 0.0, "share_high": high}


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
