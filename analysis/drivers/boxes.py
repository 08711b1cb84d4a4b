"""Where something happens: a box of a few numbers in which a favoured policy loses more often than elsewhere.

Scenario discovery (Bryant & Lempert 2010, Technological Forecasting and Social Change 77) by patient rule induction
(PRIM: Friedman & Fisher 1999, Statistics and Computing 9): a box that holds all worlds is peeled, each time by the
twentieth of its worlds whose loss leaves most of what is looked for. The usual package fails on today's pandas, so it
is small and here. Of the boxes on the way the one is taken that stands out most, its share of the worlds times what its
density is beyond that of all; it keeps no more limits than a sentence holds. Whether it is better than chance is told
by worlds that it was not found in.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

PEEL = 0.05
LEAST = 0.05
"""Share of the worlds that a box holds at least."""
MOST = 3
"""Limits of a box."""
_ROUNDS = 2
GAIN = 0.005
"""What a limit must add to how far a box stands out, to be worth its words."""
SCREENED = 10
"""Numbers that may be limits: those that differ most between worlds in which it happens and the others."""
LEVEL = 0.025
"""Of chance alone, how often a box may seem better than chance: in 5 of 100 searches, as worlds that were left out
together share one box."""


class Limit(NamedTuple):
    """What a number is held to: from ``low`` (−inf: anything) to ``high`` (inf: anything), both inside."""

    number: str
    low: float
    high: float


class Box(NamedTuple):
    """A box, and how often what is looked for happens in it.

    Attributes
    ----------
    limits : none where no box was found
    base : share of all worlds in which it happens
    mass : share of all worlds that are in the box
    density : share of the worlds in the box in which it happens
    coverage : share of the worlds in which it happens that are in the box
    """

    limits: tuple[Limit, ...]
    base: float
    mass: float
    density: float
    coverage: float


class Tried(NamedTuple):
    """A box, and what boxes found in the same way did in worlds they were not found in.

    Attributes
    ----------
    density, coverage : as those of a box, in worlds that were left out
    p : how often chance alone would make that density as high
    clear : whether that is seldom enough to call the box better than chance
    """

    box: Box
    density: float
    coverage: float
    p: float
    clear: bool


def tried(taken: pd.DataFrame, happens: np.ndarray, fold: np.ndarray) -> Tried:
    """The box in which something ``happens`` (worlds,) most, and whether it holds in worlds that it was not found in.

    Parameters
    ----------
    taken : worlds × numbers
    fold : (worlds,) which worlds are left out together (``curves.folds``)
    """
    from scipy.stats import hypergeom

    inside = np.zeros(len(happens), bool)
    for part in np.unique(fold):
        there, out = fold != part, fold == part
        inside[out] = within(find(taken[there], happens[there]).limits, taken[out])
    box, hits = find(taken, happens), int((inside & happens).sum())
    if not box.limits or not inside.any():
        return Tried(box, math.nan, 0.0, 1.0, False)
    p = float(hypergeom.sf(hits - 1, len(happens), int(happens.sum()), int(inside.sum())))
    return Tried(box, hits / int(inside.sum()), hits / int(happens.sum()), p, p < LEVEL)


def find(taken: pd.DataFrame, happens: np.ndarray) -> Box:
    """The box of at most ``MOST`` limits in which something ``happens`` (worlds,) most."""
    if happens.all() or not happens.any():
        return _box((), taken, happens)
    names = _screened(taken, happens)
    values = taken[names].to_numpy(float)
    bounds = _peeled(values, happens)
    limits = [(place, side, bounds[side, place]) for place in range(len(names)) for side in (0, 1)
              if math.isfinite(bounds[side, place])]  # fmt: skip
    kept = _settled(_simplest(limits, values, happens), values, happens)
    found: dict[str, Limit] = {}
    for place, side, bound in kept:
        one = found.get(names[place], Limit(names[place], -math.inf, math.inf))
        found[names[place]] = one._replace(high=bound) if side else one._replace(low=bound)
    return _box(tuple(found.values()), taken, happens)


def within(limits: tuple[Limit, ...], taken: pd.DataFrame) -> np.ndarray:
    """(worlds,) bool: which are in the box; without limits none, since no box was found."""
    inside = np.full(len(taken), bool(limits))
    for limit in limits:
        values = taken[limit.number].to_numpy(float)
        inside &= (values >= limit.low) & (values <= limit.high)
    return inside


def _box(limits: tuple[Limit, ...], taken: pd.DataFrame, happens: np.ndarray) -> Box:
    base = float(happens.mean())
    if not limits:
        return Box((), base, 1.0, base, 1.0)
    inside = within(limits, taken)
    hits = int((inside & happens).sum())
    return Box(limits, base, float(inside.mean()), hits / int(inside.sum()), hits / int(happens.sum()))


def _screened(taken: pd.DataFrame, happens: np.ndarray) -> list[str]:
    """Numbers whose ranks differ most between worlds in which it happens and the others."""
    ranks = taken.rank().to_numpy()
    spread = np.maximum(ranks.std(axis=0), 1e-12)
    apart = np.abs(ranks[happens].mean(axis=0) - ranks[~happens].mean(axis=0)) / spread
    return [str(taken.columns[place]) for place in np.argsort(-apart, kind="stable")[:SCREENED]]


def _peeled(values: np.ndarray, happens: np.ndarray) -> np.ndarray:
    """(2, numbers) low and high bounds of the box on the way that stands out most."""
    inside = np.ones(len(values), bool)
    bounds = np.array([[-math.inf], [math.inf]]) * np.ones(values.shape[1])
    best, found = 0.0, bounds.copy()
    while True:
        step = _best_peel(values, happens, inside)
        if step is None:
            return found
        side, place, bound, inside = step
        bounds[side, place] = bound
        if (stands := _stands_out(inside, happens)) > best:
            best, found = stands, bounds.copy()


def _best_peel(
    values: np.ndarray, happens: np.ndarray, inside: np.ndarray
) -> tuple[int, int, float, np.ndarray] | None:
    """Side, number, bound and what is left by the peel that leaves the densest box; None where the box is small."""
    best: tuple[int, int, float, np.ndarray] | None = None
    densest = -1.0
    for place in range(values.shape[1]):
        there = values[inside, place]
        for side, share in ((0, PEEL), (1, 1.0 - PEEL)):
            edge = np.quantile(there, share, method="higher" if side == 0 else "lower")
            left = inside & ((values[:, place] > edge) if side == 0 else (values[:, place] < edge))
            if left.sum() < max(LEAST * len(values), 2):
                continue
            density = float(happens[left].mean())
            if density > densest:
                kept = values[left, place]
                densest, best = density, (side, place, float(kept.max() if side else kept.min()), left)
    return best


def _stands_out(inside: np.ndarray, happens: np.ndarray) -> float:
    """Share of the worlds in the box, times its density beyond that of all (weighted relative accuracy)."""
    return float(inside.mean() * (happens[inside].mean() - happens.mean())) if inside.any() else -1.0


Bound = tuple[int, int, float]
"""Of which number, on which side (0 low, 1 high), where."""


def _held(bounds: Sequence[Bound], values: np.ndarray) -> np.ndarray:
    """(worlds,) bool: which are inside of all bounds."""
    inside = np.ones(len(values), bool)
    for place, side, bound in bounds:
        inside &= (values[:, place] <= bound) if side else (values[:, place] >= bound)
    return inside


def _simplest(bounds: Sequence[Bound], values: np.ndarray, happens: np.ndarray) -> list[Bound]:
    """The same without those that make the box stand out no more, and no more than ``MOST``."""
    kept = list(bounds)
    while kept:
        without = [kept[:nth] + kept[nth + 1 :] for nth in range(len(kept))]
        scores = [_stands_out(_held(one, values), happens) for one in without]
        nth = int(np.argmax(scores))
        if len(kept) <= MOST and scores[nth] < _stands_out(_held(kept, values), happens) - GAIN:
            break
        kept = without[nth]
    return kept


def _settled(bounds: Sequence[Bound], values: np.ndarray, happens: np.ndarray) -> list[Bound]:
    """The same, each where it makes the box stand out most while the others stay: what was peeled too far returns."""
    kept = list(bounds)
    for nth in [*range(len(kept))] * _ROUNDS:
        place, side, _ = kept[nth]
        there = np.flatnonzero(_held(kept[:nth] + kept[nth + 1 :], values))
        order = there[np.argsort(values[there, place], kind="stable")]
        order = order if side else order[::-1]
        gain = np.cumsum(happens[order] - happens.mean())
        last = np.append(values[order[1:], place] != values[order[:-1], place], True)  # of those of one value
        best = int(np.argmax(np.where(last, gain, -np.inf)))
        kept[nth] = place, side, float(values[order[best], place])
    return kept
