"""Which portfolios are run first, so that what each lever does, and each two together, can be told from the rest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.portfolios.levers import OFF, Lever, Portfolio, size_of
from analysis.portfolios.surrogate import unknowns

SPARE = 1.6
"""Portfolios of a design for each number that the surrogate has to find."""
_TRIES = 24


def design(levers: Sequence[Lever], seed: int, most: int) -> list[Portfolio]:
    """Some portfolios, no two alike, balanced lever by lever: half of them off, the rest in each mode as often.

    Of several such designs, drawn by ``seed``, the one whose levers go least together (the smallest largest
    correlation of their efforts): with so many levers and modes no orthogonal array is at hand, and a nearly orthogonal
    one does as well (Xu 2002, Technometrics 44). Where all portfolios are no more than asked for, it is all of them.

    Parameters
    ----------
    most : portfolios at most, whatever the surrogate would like
    """
    wanted = min(most, int(np.ceil(SPARE * unknowns(levers))))
    if size_of(levers) - 1 <= wanted:
        return every(levers)
    random = np.random.Generator(np.random.Philox(key=seed))
    tries = [_balanced(levers, wanted, random) for _ in range(_TRIES)]
    chosen = min(tries, key=_together)
    return sorted({tuple(map(int, row)) for row in chosen if row.any()})


def every(levers: Sequence[Lever]) -> list[Portfolio]:
    """All portfolios but the one in which nothing is chosen."""
    grid = np.indices([len(lever.modes) + 1 for lever in levers]).reshape(len(levers), -1).T
    return [tuple(map(int, row)) for row in grid if row.any()]


def _balanced(levers: Sequence[Lever], count: int, random: np.random.Generator) -> np.ndarray:
    """(count, levers) places of modes, each lever's in an order of its own."""
    columns = []
    for lever in levers:
        off = count // 2
        modes = 1 + np.arange(count - off) % len(lever.modes)
        columns.append(random.permutation(np.concatenate([np.full(off, OFF), modes])))
    return np.column_stack(columns)


def _together(chosen: np.ndarray) -> float:
    """The largest correlation between any two levers' being at work."""
    related = np.abs(np.corrcoef((chosen != OFF).astype(float).T))
    return float((related - np.eye(len(related))).max())
