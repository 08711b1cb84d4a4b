"""Which policy is best, how sure that is, and which are too close to call."""

from __future__ import annotations

import math
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.effects.statistics import clear, level_of_all, mean_interval, simultaneous


class Standing(NamedTuple):
    """How one policy does against the others: chance of being the best [0, 1] and mean regret (outcome's unit)."""

    probability_best: float
    regret: float


def standings(effects: pd.DataFrame, lower_is_better: bool = False) -> dict[str, Standing]:
    """Chance of being best among the policies, and expected regret: mean over draws of the best less one's own.

    Regret: Savage (1951), JASA 46(253), averaged over draws as in the expected value of perfect information. Ties
    share a draw. A policy without any value is no rival and gets NaN; of the others only draws in which all have a
    value count. With fewer than two rivals or draws there is nothing to tell, and all get NaN.

    Parameters
    ----------
    effects
        Draws × policies, all compared with the same reference.
    """
    found = {str(policy): Standing(math.nan, math.nan) for policy in effects.columns}
    rivals = effects.dropna(axis="columns", how="all")
    table = rivals.dropna().to_numpy(float)
    if min(table.shape) < 2:
        return found
    table = -table if lower_is_better else table
    best = table.max(axis=1, keepdims=True)
    first = table == best
    chances = (first / first.sum(axis=1, keepdims=True)).mean(axis=0)
    regrets = (best - table).mean(axis=0)
    return found | {str(p): Standing(float(c), float(r)) for p, c, r in zip(rivals.columns, chances, regrets)}


def _gaps(effects: pd.DataFrame) -> tuple[list[tuple[str, str]], np.ndarray]:
    """Every pair of policies, and by draw the first less the second: (draws, pairs)."""
    pairs = list(combinations(effects.columns, 2))
    table = np.column_stack([effects[a].to_numpy(float) - effects[b].to_numpy(float) for a, b in pairs])
    return [(str(a), str(b)) for a, b in pairs], table


def pair_level(effects: pd.DataFrame, seed: int) -> float:
    """Level at which the interval of each difference of two policies is taken so that all of them hold together."""
    return level_of_all(_gaps(effects)[1], seed)


def clear_pairs(effects: pd.DataFrame, seed: int) -> dict[frozenset[str], bool]:
    """For every pair of policies, whether the runs tell them apart, with 95 % confidence in all the pairs at once.

    All-pairs comparison (Tukey 1953) with the max-|t| multiplier bootstrap in place of the studentised range, since
    policies in the same worlds are correlated. Policies whose own intervals for all at once do not meet are apart too.
    """
    if effects.shape[1] < 2:
        return {}
    pairs, gaps = _gaps(effects)
    level, own = level_of_all(gaps, seed), simultaneous(effects, seed)
    found = {}
    for (a, b), gap in zip(pairs, gaps.T):
        parted = own[a].low > own[b].high or own[b].low > own[a].high
        found[frozenset((a, b))] = parted or clear(mean_interval(gap, level))
    return found


def ranking_groups(effects: pd.DataFrame, seed: int, lower_is_better: bool = False) -> tuple[tuple[str, ...], ...]:
    """Policies from best to worst, in groups whose members the runs do not tell apart from the group's leader.

    Parameters
    ----------
    effects
        Draws × policies.

    Returns
    -------
    Groups of policy keys; the first of each group has its best mean.
    """
    means = effects.mean().sort_values(ascending=lower_is_better, kind="stable")
    waiting = [str(policy) for policy in means.index]
    apart = clear_pairs(effects, seed)
    groups: list[tuple[str, ...]] = []
    while waiting:
        leader = waiting[0]
        group = tuple(p for p in waiting if p == leader or not apart[frozenset((leader, p))])
        groups.append(group)
        waiting = [p for p in waiting if p not in group]
    return tuple(groups)
