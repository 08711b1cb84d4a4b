"""Soft evidence: what is said of alliances beside the report, each statement right with some probability only.

Statements with an error rate in place of hard constraints: Grimm et al. (2005), Science 310, weighed as in approximate
Bayesian computation with a wrong report now and then (Wilkinson 2013, Statistical Applications in Genetics 12).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.calibration.bank import KEPT, STATISTICS, Bank

RENEWAL = (0.08, 0.76)
"""Alliances that may arise without a team in the 24 months, for each that there was at the start.

Those there were had arisen without support. For that to have been so for some years, as many must arise as end: at 0.08
to 0.19 a year (``docs/evidence.md``), 0.16 to 0.38 in two years. Half the smaller is allowed, and, since teaching may
raise it though it was not meant to, twice the larger.
"""


class Statement(NamedTuple):
    """What is said of one statistic of ``bank.STATISTICS``: from how much, to how much it is; ``right`` how surely."""

    key: str
    statistic: str
    least: float
    most: float
    right: float

    def holds(self, values: np.ndarray) -> np.ndarray:
        """Whether it is so of each value; what is not known agrees."""
        return ~((values < self.least) | (values > self.most))


STATEMENTS = (
    Statement("business_few", "unaided_business", 0.0, 0.5, 0.9),
    Statement("quiet", "renewal", *RENEWAL, 0.98),
)
"""Business alliances were few among those that nobody had helped (the source, of the time before); and about as many
arise unaided as end, which is arithmetic rather than testimony. How sure each is, is a judgement."""


def chances(bank: Bank, statements: Sequence[Statement] = STATEMENTS) -> np.ndarray:
    """(sets, statements) share of the runs of each set in which a statement holds; runs without an answer agree.

    The runs kept for prediction are not looked at.
    """
    looked_at = bank.statistics[:, :-KEPT]
    found = [looked_at[:, :, STATISTICS.index(one.statistic)] for one in statements]
    return np.stack([one.holds(values).mean(axis=1) for values, one in zip(found, statements)], axis=1)


def log_plausibility(
    bank: Bank, statements: Sequence[Statement] = STATEMENTS, made: Sequence[bool] | None = None
) -> np.ndarray:
    """(sets,) log-probability that all the statements would be made; given ``made``, that those were and no other."""
    held = chances(bank, statements)
    right = np.array([one.right for one in statements])
    would_be = right * held + (1.0 - right) * (1.0 - held)
    result: np.ndarray = np.log(np.where(True if made is None else made, would_be, 1.0 - would_be)).sum(axis=1)
    return result


def said_of(statistics: np.ndarray, rng: np.random.Generator) -> list[bool]:
    """Which of ``STATEMENTS`` would be made of a world that left ``statistics`` (statistics,): right ones, mostly."""
    holds = [one.holds(statistics[STATISTICS.index(one.statistic)]) for one in STATEMENTS]
    return [bool(held) == (rng.random() < one.right) for held, one in zip(holds, STATEMENTS)]
