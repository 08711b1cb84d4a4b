"""What money can be spent on: each policy alone on top of one reference, or that reference and nothing else."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.effects.orders import resampled_means

Means = tuple[np.ndarray, np.ndarray]
"""Mean effects and mean costs, each (resamples, options)."""


class Options(NamedTuple):
    """What each option adds and costs more than the reference, world by world; the reference itself is all zeros.

    ``effects`` (alliances, or another outcome) and ``costs`` (baht) are worlds × options, without NaN: they share their
    index and their columns, of which the first is the reference.
    """

    effects: pd.DataFrame
    costs: pd.DataFrame


def options(effects: pd.DataFrame, costs: pd.DataFrame, reference: str) -> Options:
    """The options of policies that share ``reference``, in those worlds in which every one of them was completed.

    An option is judged by the best of its rivals in the same world, so a world counts for all of them or for none; a
    policy that was completed in no world at all is no option.

    Parameters
    ----------
    effects, costs
        Worlds × policies, policy less reference, from ``effects.statistics.differences``.
    """
    there = effects.notna() & costs.notna()
    policies = [policy for policy in effects.columns if there[policy].any()]
    worlds = there.index[there[policies].all(axis=1)]
    return Options(*(_with(reference, table.loc[worlds, policies]) for table in (effects, costs)))


def _with(reference: str, differences: pd.DataFrame) -> pd.DataFrame:
    """The reference, which differs from itself in nothing, before its policies."""
    nothing = pd.DataFrame(0.0, index=differences.index, columns=[reference])
    return pd.concat([nothing, differences], axis=1)


def resampled(bought: Options, seed: int) -> Means:
    """Mean effects and costs of options over worlds drawn anew from those there are; effect and cost stay together."""
    means = resampled_means(pd.concat(bought, axis=1).to_numpy(float), seed)
    middle = means.shape[1] // 2
    return means[:, :middle], means[:, middle:]
