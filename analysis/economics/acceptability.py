"""How sure a best buy is: net benefit, acceptability and expected loss by what one more alliance is worth."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.economics.frontier import ON
from analysis.economics.options import Means, Options
from analysis.effects.statistics import mean_interval

STEPS = 100
"""Values of willingness to pay beyond 0 at which curves are told."""
WIDE = 10.0
"""A step of the frontier that asks so many times as much as its first one is left to the tables: curves would be flat
for all the others."""
BEYOND = 1.5
"""How far curves go on after the last step of the frontier that they show."""
NOTHING_KNOWN = 10e6
"""Baht to which curves go where no option adds anything for money."""
ALIKE = 1e-9
"""Net benefits that differ by less, as a share of the largest, are the same: their sums are rounded."""


class Standing(NamedTuple):
    """How options stand at one willingness to pay, each (options,), but ``best``.

    ``net_benefit`` is the mean over worlds (baht); ``acceptability`` the share of worlds in which an option's is the
    highest, ties shared; ``leads`` the share of resamples of the worlds in which its mean is, ties shared;
    ``expected_loss`` what choosing it gives away, on average over worlds, to whoever could choose the best in each
    (baht); ``best`` whether its mean is the highest: those options whose acceptability is the frontier's.
    """

    net_benefit: np.ndarray
    acceptability: np.ndarray
    leads: np.ndarray
    expected_loss: np.ndarray
    best: np.ndarray


def net_benefit(effects: np.ndarray, costs: np.ndarray, willing: float) -> np.ndarray:
    """What options give, in baht, where one alliance more is worth ``willing`` baht: Stinnett & Mullahy (1998), Medical
    Decision Making 18(2 suppl)."""
    benefit: np.ndarray = willing * effects - costs
    return benefit


def shares_best(benefits: np.ndarray) -> np.ndarray:
    """Share of rows of ``benefits`` (rows, options) in which each option's is the highest, ties shared: (options,)."""
    best = highest(benefits)
    shares: np.ndarray = (best / best.sum(axis=1, keepdims=True)).mean(axis=0)
    return shares


def highest(benefits: np.ndarray) -> np.ndarray:
    """Whether each is the highest of its row, or as good as it but for rounding."""
    scale = np.abs(benefits).max(axis=-1, keepdims=True)
    there: np.ndarray = benefits >= benefits.max(axis=-1, keepdims=True) - ALIKE * scale
    return there


def standings(bought: Options, willing: Sequence[float], resamples: Means) -> Iterator[Standing]:
    """How options stand at each willingness to pay (baht for one more alliance).

    Acceptability curve: van Hout et al. (1994), Health Economics 3(5); its frontier: Fenwick, Claxton & Sculpher
    (2001), Health Economics 10(8); expected loss: Alarid-Escudero et al. (2019), Value in Health 22(5). A world is one
    draw of what nobody knows and one course of chance, so acceptability counts the chance of a single future too.

    Parameters
    ----------
    resamples
        From ``options.resampled``.
    """
    effects, costs = (table.to_numpy(float) for table in bought)
    for worth in willing:
        benefits = net_benefit(effects, costs, worth)
        mean = benefits.mean(axis=0)
        loss = (benefits.max(axis=1, keepdims=True) - benefits).mean(axis=0)
        leads = shares_best(net_benefit(*resamples, worth))
        yield Standing(mean, shares_best(benefits), leads, loss, highest(mean))


def curves(bought: Options, willing: Sequence[float], resamples: Means) -> pd.DataFrame:
    """The same as a table: a row a willingness to pay and option, in the order of the options.

    Columns ``willingness`` (baht), ``policy``, those of ``Standing``, and ``low`` and ``high``, the 95 % interval of
    the mean net benefit, for this option alone.
    """
    parts = []
    for worth, found in zip(willing, standings(bought, willing, resamples)):
        benefits = net_benefit(bought.effects.to_numpy(float), bought.costs.to_numpy(float), worth)
        ends = [mean_interval(column) for column in benefits.T]
        part = pd.DataFrame({"willingness": worth, "policy": list(bought.effects.columns), **found._asdict()})
        parts.append(part.assign(low=[end.low for end in ends], high=[end.high for end in ends]))
    return pd.concat(parts, ignore_index=True)


def willingness(table: pd.DataFrame) -> np.ndarray:
    """Round values of one more alliance (baht), from 0 to beyond where the frontier's steps lie: (``STEPS`` + 1,).

    Parameters
    ----------
    table
        From ``frontier.frontier``.
    """
    steps = table.loc[table["status"] == ON, "icer"].dropna()
    if steps.empty:
        ratios = table["cost"] / table["effect"].where(table["effect"] > 0)
        steps = ratios[ratios > 0].nsmallest(1)
    shown = steps[steps <= WIDE * steps.min()]
    top = _round_up(BEYOND * float(shown.max())) if len(shown) and shown.max() > 0 else NOTHING_KNOWN
    values: np.ndarray = top * np.arange(STEPS + 1) / STEPS
    return values


def _round_up(value: float) -> float:
    """The next of one, two or five times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value)
