"""The runs of a bank that a likelihood looks at, and how far provinces may borrow from one another."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.calibration.bank import KEPT, Bank


class Runs(NamedTuple):
    """Runs of many sets: counts (sets, replicates, 9, 3) int64, whether each was complete, and the share borrowed."""

    tables: np.ndarray
    complete: np.ndarray
    borrowed: float

    def part(self, which: slice | np.ndarray) -> Runs:
        """Some of the sets."""
        return Runs(self.tables[which], self.complete[which], self.borrowed)

    def half(self, nth: int) -> Runs:
        """The first or the second half of the replicates of every set."""
        middle = self.tables.shape[1] // 2
        here = slice(nth * middle, (nth + 1) * middle)
        return Runs(
            np.ascontiguousarray(self.tables[:, here]), np.ascontiguousarray(self.complete[:, here]), self.borrowed
        )


def runs_of(bank: Bank, operator: str) -> Runs:
    """The runs of a bank that a likelihood may look at: all but the last ``KEPT`` replicates."""
    tables = np.ascontiguousarray(bank.counts(operator)[:, :-KEPT], np.int64)
    complete = np.ascontiguousarray(bank.complete[:, :-KEPT])
    return Runs(tables, complete, borrowing(tables[complete.all(axis=1)]))


def borrowing(tables: np.ndarray) -> float:
    """The share of a province's distribution best taken from all provinces, from ``tables`` (sets, R, 9, 3).

    Noise of a province's mean over its differences from the other provinces', noise included, pooled over sets; the
    smallest over forms. The shrinkage of Efron & Morris (1973), JASA 68, for distributions in place of means.
    """
    if len(tables) == 0 or tables.shape[1] < 2:
        return 1.0
    noise_ = tables.var(axis=1, ddof=1).mean(axis=(0, 1)) / tables.shape[1]
    between = tables.mean(axis=1).var(axis=1, ddof=1).mean(axis=0)
    shares = noise_[between > 0] / between[between > 0]
    return float(min(1.0, shares.min(initial=1.0)))
