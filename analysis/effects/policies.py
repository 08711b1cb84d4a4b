"""Policies against their references: the table behind ``effects.csv``, and how much the runs can tell."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.effects.costs import Price, price
from analysis.effects.influence import Carried, carried
from analysis.effects.medians import medians
from analysis.effects.orders import DEFINITIONS
from analysis.effects.ranking import Standing, pair_level, ranking_groups, standings
from analysis.effects.statistics import (
    Estimate,
    differences,
    draw_range,
    draws_needed,
    level_of_all,
    mean_interval,
    simultaneous,
    wide,
)
from sim.measures import MEASURES

MAIN = DEFINITIONS[0]
POWER = 0.8
OUTCOMES = (
    *DEFINITIONS,
    "alive",
    "founded",
    "federated",
    "organisations_in",
    "people_in",
    "people_helped",
    "household_gain",
    "weak_helped",
    "remote_helped",
    "unregistered_helped",
    "weak_share",
    "remote_share",
    "unregistered_share",
    "cohesion",
    "benefit",
    "cost",
)
LOWER_IS_BETTER = frozenset({"cost"})
COLUMNS = (
    "policy",
    "window",
    "outcome",
    "unit",
    "reference",
    "difference",
    "low",
    "high",
    "simultaneous_low",
    "simultaneous_high",
    "median",
    "median_low",
    "median_high",
    "helped",
    "harmed",
    "range_low",
    "range_high",
    "probability_best",
    "regret",
    "cost",
    "cost_per_lasting",
    "cost_per_lasting_low",
    "cost_per_lasting_high",
    "runs",
)
_UNITS = {measure.key: measure.unit_en for measure in MEASURES}


class Precision(NamedTuple):
    """What a set of runs can tell of the main outcome.

    ``half_width`` is half of the widest simultaneous interval (alliances); ``groups`` the policies too close to call,
    best group first; ``to_separate`` the draws that would tell the first two apart (NaN when they already are, or
    there is only one policy); ``carried`` the policies whose mean rests on one world.
    """

    draws: int
    replicates: int
    failed: int
    half_width: float
    groups: tuple[tuple[str, ...], ...]
    to_separate: float
    carried: tuple[Carried, ...]


def references_of(reference: str | Mapping[str, str], policies: Sequence[str]) -> dict[str, str]:
    """Policy → what it is compared with, from one reference for all or a mapping."""
    return {p: reference if isinstance(reference, str) else reference[p] for p in policies}


def effects(
    runs: pd.DataFrame,
    reference: str | Mapping[str, str],
    policies: Sequence[str],
    outcomes: Sequence[str] = OUTCOMES,
    seed: int = 0,
    *,
    windows: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Compare every policy with its reference on every outcome.

    Parameters
    ----------
    runs
        A row a run: scenario, draw, replicate, and a column an outcome, ``lasting`` and ``cost`` among them.
    reference
        One scenario key for all policies, or policy → reference.
    policies, windows
        Scenario keys; the simultaneous intervals hold over all of them, outcome by outcome. Policy → key of the window
        that its recommendations act in; blank for the others.
    seed
        Key of the bootstrap.

    Returns
    -------
    DataFrame with ``COLUMNS``, a row a policy and outcome. ``low`` to ``high`` is the interval of the mean over draws,
    ``median_low`` to ``median_high`` that of the median, which holds for all policies at once.
    ``helped`` and ``harmed`` are shares of draws [0, 1] in which the outcome was better and worse than the reference's:
    more and less, for ``cost`` less and more. ``probability_best`` and ``regret`` are among the policies with the same
    reference. ``cost`` (mean extra baht) and ``cost_per_lasting`` with its interval (see ``costs.Price``) belong to the
    policy and are the same in each of its rows. ``runs`` counts complete pairs.
    """
    references = references_of(reference, policies)
    cost, found = differences(runs, "cost", references), prices(runs, references, seed)
    table = pd.DataFrame(row for outcome in outcomes for row in _outcome_rows(runs, outcome, references, seed))
    table["window"] = table["policy"].map(lambda policy: (windows or {}).get(policy, ""))
    table["cost"] = table["policy"].map(cost.mean())
    for end, part in (("", "value"), ("_low", "low"), ("_high", "high")):
        table[f"cost_per_lasting{end}"] = [getattr(found[policy], part) for policy in table["policy"]]
    return _in_order(table[list(COLUMNS)], policies)


def prices(runs: pd.DataFrame, references: Mapping[str, str], seed: int, outcome: str = MAIN) -> dict[str, Price]:
    """What one more of ``outcome`` costs under each policy (baht), told where the policy clearly adds some.

    Clear is what the intervals for all of ``references`` at once say.
    """
    cost, added = differences(runs, "cost", references), differences(runs, outcome, references)
    together = simultaneous(added, seed)
    return {p: price(cost[p].to_numpy(), added[p].to_numpy(), clear=together[p].low > 0) for p in references}


def _in_order(table: pd.DataFrame, policies: Sequence[str]) -> pd.DataFrame:
    """The rows of each policy together, in the order of ``policies``."""
    order = {policy: place for place, policy in enumerate(policies)}
    return table.sort_values("policy", key=lambda keys: keys.map(order), kind="stable", ignore_index=True)


def _outcome_rows(
    runs: pd.DataFrame, outcome: str, references: Mapping[str, str], seed: int
) -> Iterator[dict[str, object]]:
    """Rows of ``effects`` for one outcome, without the cost columns."""
    by_draw = differences(runs, outcome, references)
    by_run = wide(runs, outcome)
    together, middle = simultaneous(by_draw, seed), medians(by_draw, seed)
    lower_is_better = outcome in LOWER_IS_BETTER
    standing = _standings_by_reference(by_draw, references, lower_is_better)
    for policy, reference in references.items():
        yield {
            "policy": policy,
            "outcome": outcome,
            "unit": _UNITS[outcome],
            "reference": reference,
            **_interval_cells(by_draw[policy], together[policy]),
            **{f"median_{end}": getattr(middle[policy], end) for end in ("low", "high")},
            **_world_cells(by_draw[policy], lower_is_better),
            **standing[policy]._asdict(),
            "runs": int((by_run[policy] - by_run[reference]).count()),
        }


def _interval_cells(by_draw: pd.Series, together: Estimate) -> dict[str, float]:
    """The mean difference and its two intervals; ``by_draw`` (draws,)."""
    alone = mean_interval(by_draw.to_numpy())
    return {
        "difference": alone.mean,
        "low": alone.low,
        "high": alone.high,
        "simultaneous_low": together.low,
        "simultaneous_high": together.high,
    }


def _world_cells(by_draw: pd.Series, lower_is_better: bool) -> dict[str, float]:
    """What single draws have: the median, shares better and worse off, and the range; ``by_draw`` (draws,)."""
    done = by_draw.dropna()
    gains = -done if lower_is_better else done
    range_low, range_high = draw_range(done.to_numpy())
    return {
        "median": float(done.median()),
        "helped": float((gains > 0).mean()),
        "harmed": float((gains < 0).mean()),
        "range_low": range_low,
        "range_high": range_high,
    }


def _standings_by_reference(
    by_draw: pd.DataFrame, references: Mapping[str, str], lower_is_better: bool
) -> dict[str, Standing]:
    """``standings`` among the policies that share a reference; ``by_draw`` is draws × policies."""
    found: dict[str, Standing] = {}
    for reference in dict.fromkeys(references.values()):
        rivals = [policy for policy, other in references.items() if other == reference]
        found.update(standings(by_draw[rivals], lower_is_better))
    return found


def main_reference(table: pd.DataFrame) -> str:
    """The reference that most policies of an effects table share; of two, the one that is itself compared.

    So one policy on top of the programme is shown against the programme, not the programme against the baseline.
    """
    shared = table.groupby("reference", sort=True)["policy"].nunique()
    most = [str(key) for key in shared.index[shared == shared.max()]]
    compared = set(table["policy"])
    return next((key for key in most if key in compared), most[0])


def ranked(table: pd.DataFrame, outcome: str = MAIN) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of one outcome by their mean, best first: those with the main reference, and those with another."""
    rows = table[table["outcome"] == outcome].sort_values("difference", ascending=False, kind="stable")
    main = rows["reference"] == main_reference(rows)
    return rows[main], rows[~main]


def precision(runs: pd.DataFrame, table: pd.DataFrame, seed: int = 0) -> Precision:
    """How much ``runs`` can tell about the policies of ``table`` (from ``effects``) that share its main reference."""
    rows, _ = ranked(table)
    by_draw = differences(runs, MAIN, dict.fromkeys(rows["policy"], str(rows["reference"].iloc[0])))
    groups = ranking_groups(by_draw, seed)
    return Precision(
        draws=int(runs["draw"].nunique()),
        replicates=int(runs["replicate"].nunique()),
        failed=int(runs[MAIN].isna().sum()),
        half_width=float((rows["simultaneous_high"] - rows["simultaneous_low"]).max() / 2),
        groups=groups,
        to_separate=_draws_to_separate(by_draw, groups, seed),
        carried=_carried(runs, table, seed),
    )


def _carried(runs: pd.DataFrame, table: pd.DataFrame, seed: int) -> tuple[Carried, ...]:
    """Policies of ``table`` whose mean rests on one world, by the intervals that stand in it."""
    rows = table[table["outcome"] == MAIN]
    by_draw = differences(runs, MAIN, dict(zip(rows["policy"], rows["reference"])))
    ends = rows[["difference", "simultaneous_low", "simultaneous_high", "runs"]]
    together = {policy: Estimate(*row) for policy, row in zip(rows["policy"], ends.itertuples(index=False))}
    return carried(by_draw, together, level_of_all(by_draw.to_numpy(float), seed))


def _draws_to_separate(by_draw: pd.DataFrame, groups: tuple[tuple[str, ...], ...], seed: int) -> float:
    """Draws that would tell the first two of the leading group apart four times in five; else NaN.

    Infinite if their means agree, and at least twice those that did not tell. The level is that of all pairs at once,
    as in the ranking itself.
    """
    if len(groups[0]) < 2:
        return math.nan
    gap = (by_draw[groups[0][0]] - by_draw[groups[0][1]]).dropna().to_numpy()
    if len(gap) < 2:
        return math.nan
    mean = abs(mean_interval(gap).mean)
    needed = draws_needed(gap, mean, pair_level(by_draw, seed), POWER) if mean > 0 else math.inf
    return float(max(needed, 2 * len(gap)))
