"""The runs of a bank that a likelihood looks at, and what they say of how many networks a province is to expect."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.calibration.bank import KEPT, Bank

DISPERSIONS = (0.1, 2.0)
"""Variance over mean of a province's count: what a few runs may say at most."""
BELIEVED = 60.0
"""Degrees of freedom by which a set's dispersion is drawn to that of all sets: as many, about, as eight runs have."""


class Runs(NamedTuple):
    """Runs of many sets: counts (sets, replicates, 9, 3) int64, and whether each was complete.

    ``borrowed`` is the share of a province's means that is taken from all provinces; ``dispersion`` the variance over
    the mean of a province's count, over all sets.
    """

    tables: np.ndarray
    complete: np.ndarray
    borrowed: float
    dispersion: float

    def part(self, which: slice | np.ndarray) -> Runs:
        """Some of the sets."""
        return self._replace(tables=self.tables[which], complete=self.complete[which])

    def half(self, nth: int) -> Runs:
        """The first or the second half of the replicates of every set."""
        middle = self.tables.shape[1] // 2
        here = slice(nth * middle, (nth + 1) * middle)
        return self._replace(tables=self.tables[:, here], complete=self.complete[:, here])


class Expected(NamedTuple):
    """What each set leads one to expect: mean counts (sets, 9, 3), dispersion (sets,), share of complete runs (sets,).

    ``sparse`` (sets,) is half a network in all the runs of all provinces, by run and province.
    """

    means: np.ndarray
    dispersion: np.ndarray
    complete: np.ndarray
    sparse: np.ndarray


def counted_runs(bank: Bank, operator: str) -> Runs:
    """The runs of a bank that a likelihood may look at: all but the last ``KEPT`` replicates."""
    tables = np.ascontiguousarray(bank.counts(operator)[:, :-KEPT], np.int64)
    complete = np.ascontiguousarray(bank.complete[:, :-KEPT])
    sound = tables[complete.all(axis=1)]
    return Runs(tables, complete, borrowing(sound), common_dispersion(sound))


def borrowing(tables: np.ndarray) -> float:
    """The share of a province's means best taken from all provinces, from ``tables`` (sets, R, 9, 3).

    Noise of a province's mean over its differences from the other provinces', noise included, pooled over sets; the
    smallest over forms. The shrinkage of Efron & Morris (1973), JASA 68.
    """
    if len(tables) == 0 or tables.shape[1] < 2:
        return 1.0
    noise_ = tables.var(axis=1, ddof=1).mean(axis=(0, 1)) / tables.shape[1]
    between = tables.mean(axis=1).var(axis=1, ddof=1).mean(axis=0)
    shares = noise_[between > 0] / between[between > 0]
    return float(min(1.0, shares.min(initial=1.0)))


def common_dispersion(tables: np.ndarray) -> float:
    """Variance over mean of a province's count, over ``tables`` (sets, R, 9, 3); 1 where they do not say."""
    counts = tables.sum(axis=3)
    if counts.size == 0 or counts.shape[1] < 2 or counts.sum() == 0:
        return 1.0
    return float(np.clip(counts.var(axis=1, ddof=1).sum() / counts.mean(axis=1).sum(), *DISPERSIONS))


def expected(runs: Runs) -> Expected:
    """What the complete runs of each set lead one to expect; means are 0 where none is complete."""
    counted = runs.complete.sum(axis=1)
    lived = np.maximum(1, counted)
    tables = np.where(runs.complete[:, :, None, None], runs.tables, 0)
    own = tables.sum(axis=1) / lived[:, None, None]
    means = (1.0 - runs.borrowed) * own + runs.borrowed * own.mean(axis=1, keepdims=True)
    counts, average = tables.sum(axis=3), own.sum(axis=2)
    apart = np.where(runs.complete[:, :, None], counts - average[:, None], 0.0) ** 2
    freedom = average.shape[1] * np.maximum(0, counted - 1)
    seen = apart.sum(axis=(1, 2)) / np.maximum(1e-12, average.sum(axis=1) / average.shape[1])
    dispersion = (seen + BELIEVED * runs.dispersion) / (freedom + BELIEVED)
    sparse = 0.5 / (lived * average.shape[1])
    return Expected(
        means, np.clip(np.where(average.sum(axis=1) > 0, dispersion, runs.dispersion), *DISPERSIONS),
        counted / runs.complete.shape[1], sparse,
    )  # fmt: skip
