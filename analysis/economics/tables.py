"""The tables behind ``frontier.csv`` and ``acceptability.csv``: for each reference, what its policies buy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from analysis.economics.acceptability import curves, willingness
from analysis.economics.frontier import frontier, on_frontier
from analysis.economics.options import Means, Options, options, resampled
from analysis.effects.policies import MAIN, prices
from analysis.effects.statistics import differences, mean_interval

PERSON = "people_helped"
OUTCOMES = (MAIN, PERSON, "cost")
"""What a table of runs must hold."""
PRICED = {"cost_per_lasting": MAIN, "cost_per_person": PERSON}
WHO = ("policy", "window", "reference")
FRONTIER = (
    *WHO,
    *(f"{name}{end}" for name in ("effect", "cost") for end in ("", "_low", "_high")),
    "status",
    "against",
    "extra_cost",
    "extra_effect",
    "icer",
    "on_frontier",
    *(f"{name}{end}" for name in PRICED for end in ("", "_low", "_high")),
    "worlds",
)
ACCEPTABILITY = (
    *WHO,
    "willingness",
    "net_benefit",
    "net_benefit_low",
    "net_benefit_high",
    "acceptability",
    "leads",
    "expected_loss",
    "best",
)


class Bought(NamedTuple):
    """What money buys on top of one reference: any one of its policies, or the reference alone.

    ``frontier`` has a row an option (``FRONTIER``), ``acceptability`` a row an option and willingness to pay
    (``ACCEPTABILITY``).
    """

    reference: str
    frontier: pd.DataFrame
    acceptability: pd.DataFrame


def bought(
    runs: pd.DataFrame, against: Mapping[str, str], seed: int, *, windows: Mapping[str, str] | None = None
) -> list[Bought]:
    """What money buys on top of each reference of ``against``, without those on which nothing was completed.

    Parameters
    ----------
    runs
        A row a run: scenario, draw, replicate, and a column for each of ``OUTCOMES``.
    against
        Policy → reference. The intervals that decide what is clearly added hold for all of them at once.
    seed
        Key of the resamples and of the bootstrap.
    windows
        Policy → key of the window that its recommendations act in. The reference has that of its policies.
    """
    effects, costs = (differences(runs, one, against) for one in (MAIN, "cost"))
    priced, found = _priced(runs, against, seed), []
    for reference in dict.fromkeys(against.values()):
        policies = [policy for policy, other in against.items() if other == reference]
        money = options(effects[policies], costs[policies], reference)
        if money.effects.empty or len(money.effects.columns) == 1:
            continue
        of = {policy: (windows or {}).get(policy, "") for policy in policies}
        shared = set(of.values())
        of[reference] = shared.pop() if len(shared) == 1 else ""
        resamples = resampled(money, seed)
        points = _frontier(money, resamples).join(priced.loc[policies])
        rows = curves(money, willingness(points).tolist(), resamples).rename(columns=_ENDS)
        tables = (one.assign(window=one["policy"].map(of), reference=reference) for one in (_keyed(points), rows))
        found.append(Bought(reference, *(table[list(names)] for table, names in zip(tables, _COLUMNS))))
    return found


_ENDS = {"low": "net_benefit_low", "high": "net_benefit_high"}
_COLUMNS = FRONTIER, ACCEPTABILITY


def _keyed(points: pd.DataFrame) -> pd.DataFrame:
    return points.reset_index(names="policy")


def _frontier(bought: Options, resamples: Means) -> pd.DataFrame:
    """The frontier with the intervals of what it is made of, and how often an option stands on it."""
    table = frontier(bought.effects.mean(), bought.costs.mean())
    for name, values in zip(("effect", "cost"), bought):
        ends = {key: mean_interval(values[key].to_numpy(float)) for key in table.index}
        table[f"{name}_low"] = [ends[key].low for key in table.index]
        table[f"{name}_high"] = [ends[key].high for key in table.index]
    shares = pd.Series(on_frontier(*resamples), index=bought.effects.columns)
    return table.assign(on_frontier=shares[table.index], worlds=len(bought.effects))


def _priced(runs: pd.DataFrame, against: Mapping[str, str], seed: int) -> pd.DataFrame:
    """What one more alliance, and one more person helped, costs under each policy, with the ends of its interval."""
    columns = {}
    for name, outcome in PRICED.items():
        found = prices(runs, against, seed, outcome)
        for end, part in (("", "value"), ("_low", "low"), ("_high", "high")):
            columns[f"{name}{end}"] = {policy: getattr(price, part) for policy, price in found.items()}
    return pd.DataFrame(columns)
