"""Tables of a finished search: a row a verified portfolio, a row a budget, a row a month and recommendation."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.effects.statistics import LEVEL, Estimate, level_of_all, mean_interval
from analysis.portfolios.choices import CARE
from analysis.portfolios.levers import Outcomes
from analysis.portfolios.optimising import Optimised, Verified
from analysis.portfolios.prices import priced
from analysis.portfolios.standing import (
    CRITERIA,
    best_by,
    crossed,
    frontier,
    not_told_apart,
    overrun,
    standings,
    surely_better,
)

PEOPLE = ("people_helped", "weak_helped", "remote_helped", "unregistered_helped")
"""For whom: people who gain by an alliance, and of them those in weak, remote and unregistered organisations."""

NOTHING = Estimate(0.0, 0.0, 0.0, 0)


class Choice(NamedTuple):
    """What one budget buys: places among the verified portfolios.

    Attributes
    ----------
    affordable : those that cost no more on average
    best : criterion → the best by it, each among the affordable; of equals the cheapest
    level : those not told from the best by the mean, without it
    clear : whether the best is told from nothing chosen
    crossed : what the best adds, picked in one half of the worlds and measured in the other, with its 95 % interval
    surely : criteria by which the best by it is surely better than the best by the mean
    """

    budget: float
    affordable: tuple[int, ...]
    best: dict[str, int]
    level: tuple[int, ...]
    clear: bool
    crossed: Estimate
    surely: frozenset[str]


@lru_cache(maxsize=1)
def chosen(made: Optimised) -> list[Choice]:
    """What each budget buys; nothing where no affordable portfolio adds anything on average."""
    values, costs = made.outcomes.of(made.wanted.aim), priced(made.outcomes).mean
    return [_choice(budget, values, costs, made.request.seed) for budget in made.wanted.budgets]


def _choice(budget: float, values: np.ndarray, costs: np.ndarray, seed: int) -> Choice:
    affordable = np.flatnonzero(costs <= budget)
    if len(affordable) == 0 or np.nanmean(values[:, affordable], axis=0).max() <= 0.0:
        return Choice(budget, (), {}, (), clear=False, crossed=NOTHING, surely=frozenset())
    worth = values[:, affordable]
    standing, nothing = standings(worth), len(affordable)
    best = {one: int(affordable[best_by(standing, one, costs[affordable])]) for one in CRITERIA}
    group = not_told_apart(np.column_stack([worth, np.zeros(len(worth))]), seed)  # nothing chosen is a rival too
    rivals = [int(affordable[place]) for place in group.level if place != nothing]
    level = tuple(one for one in rivals if one != best["mean"])
    clear = nothing not in group.level
    better = surely_better(worth, int(np.flatnonzero(affordable == best["mean"])[0]), seed)
    surely = frozenset(one for one, place in best.items() if better[one][affordable == place].all())
    return Choice(
        budget, tuple(map(int, affordable)), best, level, clear=clear, crossed=mean_interval(crossed(worth)),
        surely=surely,
    )  # fmt: skip


def _means(outcomes: Outcomes, measure: str) -> np.ndarray:
    values = outcomes.of(measure)
    return np.nanmean(values, axis=0) if values.size else np.zeros(values.shape[1])


@lru_cache(maxsize=1)
def portfolios_table(made: Optimised) -> pd.DataFrame:
    """A row a verified portfolio, cheapest first: what it costs and adds beyond the base, and to whom.

    ``low`` to ``high`` is the 95 % interval of the mean for all of them at once; costs have the range of nine worlds in
    ten. ``carried`` is the share of what it asks of agencies that they can deliver.
    """
    values, costs = made.outcomes.of(made.wanted.aim), made.outcomes.of("cost")
    level = level_of_all(values, made.request.seed) if values.size else LEVEL
    standing = standings(values) if values.size else {criterion: np.zeros(0) for criterion in CRITERIA}
    prices = priced(made.outcomes).mean
    on = frontier(prices, _means(made.outcomes, made.wanted.aim))
    rows = []
    for place, one in enumerate(made.portfolios):
        mean, low, high, worlds = mean_interval(values[:, place], level)
        known = costs[np.isfinite(costs[:, place]), place]
        rows.append(
            {
                "portfolio": one.key,
                "recommendations": " ".join(sorted({lever for lever, _ in one.where})),
                "cost": prices[place],
                "cost_q05": np.quantile(known, 0.05),
                "cost_q95": np.quantile(known, 0.95),
                "added": mean,
                "low": low,
                "high": high,
                **{criterion: standing[criterion][place] for criterion in ("median", "worst_tenth")},
                **{measure: float(_means(made.outcomes, measure)[place]) for measure in PEOPLE},
                "foretold": one.foretold,
                "carried": one.carried,
                "alike": one.alike,
                "frontier": bool(on[place]),
                "worlds": worlds,
            }
        )
    columns = ["portfolio", "cost"] if not rows else None
    return pd.DataFrame(rows, columns=columns).sort_values("cost", kind="stable", ignore_index=True)


def budgets_table(made: Optimised) -> pd.DataFrame:
    """A row a budget and criterion: the best portfolio by it, its chance of an overrun, and how many are level.

    ``crossed`` is what the best by the mean adds, picked in one half of the worlds and measured in the other;
    ``surely_better`` whether the best by a criterion is told by it from the best by the mean.
    """
    values, costs = made.outcomes.of(made.wanted.aim), made.outcomes.of("cost")
    prices = priced(made.outcomes).mean
    rows = []
    for choice in chosen(made):
        standing = standings(values[:, choice.affordable]) if choice.affordable else {}
        for criterion, place in choice.best.items():
            rows.append(
                {
                    "budget": choice.budget,
                    "criterion": criterion,
                    "portfolio": made.portfolios[place].key,
                    "value": standing[criterion][choice.affordable.index(place)],
                    "cost": prices[place],
                    "overrun": overrun(costs[:, [place]], choice.budget)[0],
                    "clear": choice.clear,
                    "crossed": choice.crossed.mean,
                    "crossed_low": choice.crossed.low,
                    "crossed_high": choice.crossed.high,
                    "surely_better": criterion in choice.surely,
                    "level": len(choice.level),
                    "set_aside": made.raced.set_aside.get(choice.budget, 0),
                }
            )
    return pd.DataFrame(rows)


def calendar_table(made: Optimised) -> pd.DataFrame:
    """A row a budget and recommendation of its best portfolio: months, intensity, provinces; and agencies' care."""
    rows = []
    for choice in chosen(made):
        if choice.best:
            rows += _calendar(choice.budget, made.portfolios[choice.best["mean"]])
    return pd.DataFrame(rows, columns=["budget", "recommendation", "start", "end", "intensity", "provinces"])


def _calendar(budget: float, one: Verified) -> list[dict[str, object]]:
    lines = [
        {
            "budget": budget,
            "recommendation": applied.recommendation.label,
            "start": applied.start,
            "end": min(applied.end, one.scenario.months),
            "intensity": applied.intensity,
            "provinces": " ".join(applied.provinces),
        }
        for applied in one.scenario.applied
    ]
    programme = one.scenario.programme
    if one.care and programme is not None:
        care = {"recommendation": CARE, "start": programme.end + 1, "end": programme.handover, "intensity": 1.0}
        lines.append({"budget": budget, **care, "provinces": ""})
    return sorted(lines, key=lambda line: (line["start"], line["end"], line["recommendation"]))
