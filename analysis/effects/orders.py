"""The order of policies by their mean effect: how far two orders agree, and how far other worlds would change one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple, TypeVar

import numpy as np
import pandas as pd

DEFINITIONS = ("lasting", "operating", "facilitated_lasting", "kept")
"""Measures by which an alliance may be said to last; the first is the one that tables are made of."""
FEWEST_TO_ORDER = 4
"""Policies of which how far two orders agree is told: of fewer there are hardly any orders, and places say it all."""
RESAMPLES = 2_000
LEVELS = (0.05, 0.5, 0.95)
Key = TypeVar("Key")


class Order(NamedTuple):
    """Policies by their mean effect, best first, those of the same mean together; one without any mean is left out.

    ``tau`` is Kendall's rank correlation with the order it is held against, NaN where either does not tell policies
    apart.
    """

    groups: tuple[tuple[str, ...], ...]
    tau: float

    @property
    def leaders(self) -> tuple[str, ...]:
        """Those of the highest mean; none where all have the same, so that nobody leads."""
        return self.groups[0] if len(self.groups) > 1 else ()

    @property
    def places(self) -> dict[str, int]:
        """Policy → its place, 1 the best; those of the same mean share the first of theirs."""
        found: dict[str, int] = {}
        for group in self.groups:
            found |= dict.fromkeys(group, len(found) + 1)
        return found


class Noise(NamedTuple):
    """What resampling the worlds alone leaves of an order; NaN with fewer than two worlds, or where nobody leads.

    ``low``, ``middle`` and ``high`` are the 5, 50 and 95 % quantiles of Kendall's tau between the order in a resample
    and the order itself; ``leads`` is the share of resamples that its leaders lead.
    """

    low: float
    middle: float
    high: float
    leads: float


def ordered(effects: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
    """Policies by their mean, best first, those of the same mean together in the order of their columns.

    Parameters
    ----------
    effects
        Draws × policies, from ``statistics.differences``.
    """
    means = effects.mean().dropna()
    by_mean = {mean: [str(key) for key in means.index[means == mean]] for mean in sorted(set(means), reverse=True)}
    return tuple(map(tuple, by_mean.values()))


def kendall(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Kendall's (1945, Biometrika 33) tau-b of ``one`` (..., policies) with ``other`` (policies,): (...,).

    NaN where either does not tell any two policies apart; a pair of which one has no value does not count.
    """
    first, second = np.triu_indices(other.shape[-1], 1)
    signs, others = (np.sign(each[..., first] - each[..., second]) for each in (one, other))
    there = ~np.isnan(signs) & ~np.isnan(others)
    signs, others = np.where(there, signs, 0.0), np.where(there, others, 0.0)
    told = np.sqrt((signs**2).sum(axis=-1) * (others**2).sum(axis=-1))
    agree = (signs * others).sum(axis=-1)
    tau: np.ndarray = np.divide(agree, told, out=np.full(told.shape, np.nan), where=told > 0)
    return tau


def compared(effects: Mapping[Key, pd.DataFrame], main: Key) -> dict[Key, Order]:
    """Every order, and how far it agrees with that of ``main``; all over the same policies."""
    columns = list(effects[main].columns)
    own = effects[main].mean().to_numpy()
    return {
        key: Order(ordered(frame), float(kendall(frame[columns].mean().to_numpy(), own)))
        for key, frame in effects.items()
    }


def resampled(effects: pd.DataFrame, seed: int) -> Noise:
    """How far other worlds would change the order: the bootstrap over draws (Efron 1979, Annals of Statistics 7(1)).

    Parameters
    ----------
    effects
        Draws × policies; NaN where a draw has no complete pair.
    seed
        Key of the Philox generator: same table and seed, same answer.
    """
    values = effects.dropna(axis="columns", how="all").dropna(how="all")
    found, draws = ordered(values), len(values)
    if draws < 2 or len(found) < 2:
        return Noise(math.nan, math.nan, math.nan, math.nan)
    means = resampled_means(values.to_numpy(float), seed)
    taus = kendall(means, values.mean().to_numpy())
    best = means == np.nanmax(means, axis=1, keepdims=True)
    ours = np.isin(values.columns.astype(str), found[0])
    low, middle, high = np.nanquantile(taus, LEVELS)
    leads = float((best[:, ours].sum(axis=1) / best.sum(axis=1)).mean())
    return Noise(float(low), float(middle), float(high), leads)


def resampled_means(values: np.ndarray, seed: int) -> np.ndarray:
    """(resamples, policies): means over draws drawn with replacement; NaN where a policy has none of them.

    Tables of as many draws are resampled alike under one seed, so that effects and costs of a draw stay together.
    """
    draws = len(values)
    random = np.random.Generator(np.random.Philox(key=seed))
    times = random.multinomial(draws, np.full(draws, 1 / draws), size=RESAMPLES).astype(float)
    there = times @ (~np.isnan(values)).astype(float)
    sums = times @ np.nan_to_num(values)
    means: np.ndarray = np.divide(sums, there, out=np.full(sums.shape, np.nan), where=there > 0)
    return means
