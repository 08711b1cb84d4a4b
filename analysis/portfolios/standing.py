"""How portfolios stand: on average, in the middling world, in the worst tenth, and by what choosing them would cost."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.economics.frontier import DOMINATED
from analysis.economics.frontier import frontier as efficient
from analysis.effects.ranking import ranking_groups
from analysis.effects.statistics import LEVEL

CRITERIA = ("mean", "median", "worst_tenth", "regret")
"""What a best portfolio may be best by; of regret the least is best."""
WORST = 0.1
DRAWN = 400
"""How often worlds are drawn again, to see how far standings stray."""


class Group(NamedTuple):
    """The best of some portfolios, and those that the runs do not tell from it: places in the order of their means."""

    best: int
    level: tuple[int, ...]


def standings(values: np.ndarray) -> dict[str, np.ndarray]:
    """(portfolios,) by each of ``CRITERIA``, over worlds in which all portfolios have a value.

    ``worst_tenth`` is the mean of the tenth of worlds in which a portfolio adds least (conditional value at risk:
    Rockafellar & Uryasev 2000, J. Risk 2(3)); ``regret`` the mean over worlds of the best of them less its own.

    Parameters
    ----------
    values : (worlds, portfolios)
    """
    whole = values[np.isfinite(values).all(axis=1)]
    if len(whole) == 0:
        return {criterion: np.full(values.shape[1], np.nan) for criterion in CRITERIA}
    tail = max(1, round(WORST * len(whole)))
    return {
        "mean": whole.mean(axis=0),
        "median": np.median(whole, axis=0),
        "worst_tenth": np.sort(whole, axis=0)[:tail].mean(axis=0),
        "regret": (whole.max(axis=1, keepdims=True) - whole).mean(axis=0),
    }


def best_by(found: dict[str, np.ndarray], criterion: str, costs: np.ndarray) -> int:
    """The place of the best by one criterion; of equals the cheapest, by (portfolios,) ``costs``."""
    worth = _worth(found, criterion)
    return int(np.lexsort((costs, -np.where(np.isfinite(worth), worth, -np.inf)))[0])


def _worth(found: dict[str, np.ndarray], criterion: str) -> np.ndarray:
    """(portfolios,) by one criterion, of which more is better."""
    return -found[criterion] if criterion == "regret" else found[criterion]


def surely_better(values: np.ndarray, than: int, seed: int) -> dict[str, np.ndarray]:
    """Criterion → (portfolios,) bool: which are better by it than the one at ``than``, at 95 % for all at once.

    Worlds are drawn again; a lead is sure where it is more than the lead of any strays by in 95 of 100 draws (basic
    bootstrap of the largest: Davison & Hinkley 1997, *Bootstrap Methods and their Application*, 5.2). So that one is
    picked for its lead makes it no surer.
    """
    whole = values[np.isfinite(values).all(axis=1)]
    if len(whole) == 0:
        return {criterion: np.zeros(values.shape[1], bool) for criterion in CRITERIA}
    random = np.random.Generator(np.random.Philox(key=seed))
    leads, strayed = _leads(whole, than), np.empty((DRAWN, len(CRITERIA)))
    for again in strayed:
        again[:] = (_leads(whole[random.integers(len(whole), size=len(whole))], than) - leads).max(axis=1)
    return dict(zip(CRITERIA, leads > np.quantile(strayed, LEVEL, axis=0)[:, None]))


def _leads(values: np.ndarray, than: int) -> np.ndarray:
    """(criteria, portfolios) how much better each is than one of them."""
    found = standings(values)
    worth = np.array([_worth(found, criterion) for criterion in CRITERIA])
    return worth - worth[:, [than]]


def crossed(values: np.ndarray) -> np.ndarray:
    """(worlds,) what the best adds where the worlds in which it was picked are not those in which it is measured.

    The best by the mean of every other world in each of the rest, and the other way round.
    """
    found = np.full(len(values), np.nan)
    for here, there in ((slice(0, None, 2), slice(1, None, 2)), (slice(1, None, 2), slice(0, None, 2))):
        best = int(np.nanargmax(np.nanmean(values[here], axis=0)))
        found[there] = values[there, best]
    return found


def not_told_apart(values: np.ndarray, seed: int) -> Group:
    """The portfolio of the best mean, and those that (worlds, portfolios) ``values`` do not tell from it at 95 %.

    All pairs at once, so that of exact equals none is left out more often than once in twenty.
    """
    names = [str(place) for place in range(values.shape[1])]
    level = tuple(map(int, ranking_groups(pd.DataFrame(values, columns=names), seed)[0]))
    return Group(level[0], level)


def overrun(costs: np.ndarray, budget: float) -> np.ndarray:
    """(portfolios,) share of worlds in which each costs more than ``budget``; costs are (worlds, portfolios)."""
    known = np.isfinite(costs)
    over = (np.where(known, costs, -np.inf) > budget).sum(axis=0)
    share: np.ndarray = over / np.maximum(1, known.sum(axis=0))
    return share


def frontier(costs: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """(portfolios,) bool: whether no other costs as little and is worth as much, and one of the two more so."""
    names = [str(place) for place in range(len(costs))]
    if not names:
        return np.zeros(0, bool)
    table = efficient(pd.Series(worth, names), pd.Series(costs, names))
    return (table.loc[names, "status"] != DOMINATED).to_numpy()
