"""What the order of the two leading policies rests on most: a parameter, or a number of what one of the two does."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from analysis.drivers.evidence import correlation, evidence
from analysis.drivers.numbers import sets_of
from analysis.effects.dependence import leaders
from analysis.effects.policies import MAIN
from analysis.effects.statistics import differences

_FEWEST = 3  # draws


class Dependence(NamedTuple):
    """The number on which the lead of ``first`` over ``second`` rests most, and its correlation with that lead.

    ``name`` is a parameter's, or a strength's (``plan.strength_name``), or that of another number of a recommendation
    (``plan.declared_doses``), or empty where none is told from chance. ``correlation`` is ``evidence.correlation``.
    ``unseen`` is the share of the variance that a number must account for to be found among so many ``draws``; NaN
    where the lead never differs.
    """

    first: str
    second: str
    name: str
    correlation: float
    unseen: float
    draws: int


def leading(table: pd.DataFrame, runs: pd.DataFrame, taken: pd.DataFrame, seed: int) -> Dependence | None:
    """What the lead of the best policy over the next rests on most, over draws; None with fewer than two policies.

    Parameters
    ----------
    table : from ``comparison.effects``
    runs : a row a run: scenario, draw, replicate and the main outcome
    taken : what each draw took for every uncertain number, a row a draw, indexed by its number
    seed : key of the shuffling, the same as that of ``sensitivity``, so that both say the same
    """
    pair = leaders(table)
    if pair is None:
        return None
    first, second = pair
    lead = differences(runs, MAIN, {first: second})[first].dropna()
    rows, outcome = taken.loc[lead.index], lead.to_numpy(float)
    values = {str(name): rows[name].to_numpy(float) for name in rows if rows[name].nunique() > 1}
    found = evidence(values if len(lead) >= _FEWEST else {}, outcome, sets_of(rows), seed)
    name = next(iter(found.clear), "")
    at = correlation(name, values[name], outcome) if name else 0.0
    return Dependence(first=first, second=second, name=name, correlation=at, unseen=found.unseen, draws=len(lead))
