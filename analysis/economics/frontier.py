"""The efficiency frontier: options that no other, and no mixture of two others, outdoes at the same or less cost."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

ON, DOMINATED, EXTENDED = "frontier", "dominated", "extended"
COLUMNS = ("cost", "effect", "status", "against", "extra_cost", "extra_effect", "icer")
AND = " + "
"""Between the two options whose mixture outdoes a third."""


class Point(NamedTuple):
    """A place on the cost-effectiveness plane."""

    cost: float
    effect: float


def frontier(effects: pd.Series, costs: pd.Series) -> pd.DataFrame:
    """Every option by its cost, whether it is worth considering, and what each step along the frontier buys.

    Drummond et al. (2015), *Methods for the Economic Evaluation of Health Care Programmes*, 4. From the cheapest option
    on, the next is the one that asks least for each alliance more (the incremental cost-effectiveness ratio, ICER), so
    ICERs rise along the frontier. An option is *dominated* if another adds as much or more for as little or less, and
    *extended* dominated if a mixture of its two neighbours on the frontier does. Options in the same place stand on it
    together, and so do those that lie on the line between two others.

    Parameters
    ----------
    effects, costs
        Mean of each option over worlds: alliances, and baht.

    Returns
    -------
    DataFrame indexed by option, cheapest first, with ``COLUMNS``. ``against`` is the option before it on the frontier,
    the one that dominates it, or the two whose mixture does, joined by ``AND``. The rest is NaN off the frontier and
    for its first option: cost and effect beyond those of the option before, and the first by the second.
    """
    places = {str(key): Point(float(costs[key]), float(effects[key])) for key in effects.index}
    steps = _steps(list(places.values()))
    first: dict[Point, str] = {}
    for key, place in places.items():
        first.setdefault(place, key)
    rows = {key: _row(place, steps, places, first) for key, place in places.items()}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=list(COLUMNS))
    return table.sort_values(["cost", "effect"], ascending=[True, False], kind="stable")


def _steps(points: Sequence[Point]) -> list[Point]:
    """The places along the frontier: the lower right hull of ``points``, where effect is across and cost is up."""
    at = min(points, key=lambda point: (point.cost, -point.effect))
    steps = [at]
    while better := [point for point in points if point.effect > at.effect]:
        at = min(better, key=lambda point: (_ratio(steps[-1], point), point.effect))
        steps.append(at)
    return steps


def _ratio(before: Point, after: Point) -> float:
    return (after.cost - before.cost) / (after.effect - before.effect)


def _row(
    place: Point, steps: Sequence[Point], places: dict[str, Point], first: dict[Point, str]
) -> tuple[float, float, str, str, float, float, float]:
    """One option as ``COLUMNS``."""
    if place in steps:
        nth = steps.index(place)
        if nth == 0:
            return *place, ON, "", math.nan, math.nan, math.nan
        before = steps[nth - 1]
        more = place.cost - before.cost, place.effect - before.effect
        return *place, ON, first[before], *more, _ratio(before, place)
    status, against = _outdone(place, steps, places, first)
    return *place, status, against, math.nan, math.nan, math.nan


def _outdone(
    place: Point, steps: Sequence[Point], places: dict[str, Point], first: dict[Point, str]
) -> tuple[str, str]:
    """How an option off the frontier is outdone, and by what: by one on the frontier, where one does it alone."""
    for other in (*steps, *places.values()):
        if other != place and other.cost <= place.cost and other.effect >= place.effect:
            return DOMINATED, first[other]
    low = max((step for step in steps if step.effect <= place.effect), key=lambda step: step.effect)
    high = min((step for step in steps if step.effect > place.effect), key=lambda step: step.effect)
    return EXTENDED, AND.join([first[low], first[high]])


def on_frontier(effects: np.ndarray, costs: np.ndarray) -> np.ndarray:
    """Share of rows of means (resamples, options) in which each option stands on the frontier: (options,)."""
    found = np.zeros(effects.shape[1])
    for row in zip(costs.tolist(), effects.tolist()):
        points = [Point(*place) for place in zip(*row)]
        steps = set(_steps(points))
        found += [point in steps for point in points]
    shares: np.ndarray = found / len(effects)
    return shares


class BestBuy(NamedTuple):
    """What is worth its cost on average while one more alliance is worth ``low`` to ``high`` baht (inf: or more).

    ``options`` are several where they stand in the same place.
    """

    low: float
    high: float
    options: tuple[str, ...]


def best_buys(table: pd.DataFrame) -> list[BestBuy]:
    """Which option has the highest mean net benefit, by willingness to pay from 0 on: the frontier read as thresholds.

    A mean net benefit is a line in the willingness to pay, so the best changes where an ICER lies. An option on the
    line between two others is never better than both, and is left out.

    Parameters
    ----------
    table
        From ``frontier``.
    """
    on = table[table["status"] == ON]
    places = on.groupby(["cost", "effect"], sort=False)
    groups = [(tuple(map(str, rows.index)), float(rows["icer"].iloc[0])) for _, rows in places]
    lows = [0.0, *(icer for _, icer in groups[1:])]
    highs = [*lows[1:], math.inf]
    return [BestBuy(low, high, options) for low, high, (options, _) in zip(lows, highs, groups) if high > low]
