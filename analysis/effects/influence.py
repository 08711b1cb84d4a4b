"""Means that rest on one world: effects are skewed, so one may carry much of a mean, or decide whether it is clear."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.effects.statistics import Estimate, clear, mean_interval

MUCH = 1 / 3
"""Share of a mean from which one world is said to carry it."""


class Carried(NamedTuple):
    """The world that moves a policy's mean most: its number from 1, as ``--world`` takes it, and what it does.

    ``share`` is its part of the mean, NaN below ``MUCH`` or where the mean is not clear; ``without`` is whether the
    effect would be clear in the worlds without it, the same as with it unless the world decides.
    """

    policy: str
    world: int
    share: float
    clear: bool
    without: bool


def carried(effects: pd.DataFrame, together: dict[str, Estimate], level: float) -> tuple[Carried, ...]:
    """Policies whose mean rests on one world, in the order of the columns.

    Leave-one-out influence: Cook & Weisberg (1982), *Residuals and Influence in Regression*, 3.

    Parameters
    ----------
    effects
        Draws × policies, indexed by the number of the draw, from 0.
    together
        Mean of every policy with the interval that tells whether it is clear.
    level
        The level of those intervals, each by itself.
    """
    return tuple(_found(effects, together, level))


def _found(effects: pd.DataFrame, together: dict[str, Estimate], level: float) -> Iterator[Carried]:
    for policy in effects.columns:
        values = effects[policy].dropna()
        if len(values) < 3:
            continue
        place = int(np.argmax(np.abs(values - values.mean())))
        whole, others = together[policy], mean_interval(values.drop(values.index[place]).to_numpy(), level)
        is_clear, without = clear(whole), clear(others)
        share = float(values.iloc[place] / values.sum()) if is_clear else math.nan
        much = is_clear and share >= MUCH
        if much or is_clear != without:
            yield Carried(str(policy), int(values.index[place]) + 1, share if much else math.nan, is_clear, without)
