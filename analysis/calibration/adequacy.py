"""Before any fit: could the prior have produced what was reported, and could it have produced anything else?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.calibration.bank import Bank
from analysis.calibration.observations import Report
from analysis.calibration.runs import counted_runs
from analysis.calibration.weights import quantiles, share_below

RARE = 0.005
"""Share of runs on one side below which a reported count is called rare."""
NARROW = 1.25
"""A prior whose central 90 % lies within this factor of the reported count could have produced hardly anything else."""


@dataclass(frozen=True)
class Adequacy:
    """One reported count beside what the prior foretells of it.

    Attributes
    ----------
    what : ``total``, or ``province`` or ``form`` with its ``place``
    reported : the count
    low, middle, high : 5 %, 50 % and 95 % of the prior's runs
    least, most : the fewest and most in any run
    share_below : share of runs below the count, and half of those at it
    verdict : ``impossible`` (outside everything simulated), ``rare``, ``only`` (hardly anything else), or ``fine``
    """

    what: str
    place: int
    reported: int
    low: float
    middle: float
    high: float
    least: int
    most: int
    share_below: float
    verdict: str


def adequacy(bank: Bank, report: Report) -> list[Adequacy]:
    """Every count that ``report`` states beside the prior's, for a bank drawn from the prior.

    Where no count is stated but more networks are listed than any run has, that is told too.
    """
    runs = counted_runs(bank, report.operator)
    tables = runs.tables[runs.complete]
    asked = [("total", 0, report.total, tables.sum(axis=(1, 2)))]
    asked += [("province", p, count, tables[:, p].sum(axis=1)) for p, count in enumerate(report.provinces)]
    asked += [("form", f, count, tables[:, :, f].sum(axis=1)) for f, count in enumerate(report.forms)]
    stated = [_one(what, place, count, counts) for what, place, count, counts in asked if count is not None]
    by_province, by_form = report.labels.sum(axis=1) + report.placed, report.labels.sum(axis=0) + report.formed
    listed = [("province", p, int(count), tables[:, p].sum(axis=1)) for p, count in enumerate(by_province)]
    listed += [("form", f, int(count), tables[:, :, f].sum(axis=1)) for f, count in enumerate(by_form)]
    told = {(one.what, one.place) for one in stated}
    beyond = [one for one in listed if one[:2] not in told and one[2] > one[3].max(initial=-1)]
    return stated + [_one(*one) for one in beyond]


def _one(what: str, place: int, reported: int, counts: np.ndarray) -> Adequacy:
    even = np.full(len(counts), 1.0 / max(1, len(counts)))
    low, middle, high = (float(value) for value in quantiles(counts.astype(float), even, [0.05, 0.5, 0.95]))
    least, most = int(counts.min(initial=2**31)), int(counts.max(initial=-1))
    below = share_below(counts.astype(float), even, reported, 0.5)
    if not least <= reported <= most:
        verdict = "impossible"
    elif min(below, 1.0 - below) < RARE:
        verdict = "rare"
    elif high - low == 0 or (reported / NARROW <= low and high <= reported * NARROW):
        verdict = "only"
    else:
        verdict = "fine"
    return Adequacy(
        what=what,
        place=place,
        reported=reported,
        low=low,
        middle=middle,
        high=high,
        least=least,
        most=most,
        share_below=below,
        verdict=verdict,
    )
