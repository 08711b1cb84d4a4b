"""What portfolios cost on average: in the worlds that were run, less the luck that prices had in them.

Prices are drawn anew in every world over ranges that are known, so how much dearer than on average they happen to be in
some worlds is known too, and can be taken out (control variates: Lavenberg & Welch 1981, Management Science 27).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analysis.portfolios.levers import Outcomes
from sim.draws import DEFAULTS, Beliefs, Draw
from sim.plan import make_plan
from sim.recommendation import Range
from sim.records import Plan
from sim.scenario import Scenario
from sim.telling.foresight import foresee

LUCK = "price_luck"
"""The measure of how much dearer a portfolio's prices are in a world than on average (baht)."""


class Priced(NamedTuple):
    """(portfolios,) mean cost beyond nothing chosen, and its standard error, in baht."""

    mean: np.ndarray
    error: np.ndarray


def priced(outcomes: Outcomes) -> Priced:
    """What each costs on average; the luck of its prices is taken out where it is told."""
    cost = outcomes.of("cost")
    if cost.shape[1] == 0:
        return Priced(np.zeros(0), np.zeros(0))
    told = outcomes.by_measure.get(LUCK)
    rest = cost if told is None else np.column_stack([_without(one, luck) for one, luck in zip(cost.T, told.T)])
    count = np.maximum(1, np.isfinite(rest).sum(axis=0))
    return Priced(np.nanmean(rest, axis=0), np.nanstd(rest, axis=0) / np.sqrt(count))


def _without(cost: np.ndarray, luck: np.ndarray) -> np.ndarray:
    """(worlds,) cost less what of it goes with luck, whose mean over all draws is 0."""
    known = np.isfinite(cost)
    spread = luck[known].var()
    share = np.cov(cost[known], luck[known], bias=True)[0, 1] / spread if spread > 0.0 else 0.0
    found: np.ndarray = cost - share * luck
    return found


def price_luck(base: Scenario, scenarios: Sequence[Scenario], draws: range, seed: int, beliefs: Beliefs) -> np.ndarray:
    """(worlds, scenarios) how much dearer each is in the worlds of ``draws`` than on average, beyond the base."""
    priced_by = _prices([base, *scenarios])
    worlds = [Draw(number, seed, None, beliefs) for number in draws]
    dearer = np.array([[one.within(name, value) for name, value in priced_by.items()] for one in worlds])
    usual = [beliefs[name].mean if name in beliefs else (one.low + one.high) / 2 for name, one in priced_by.items()]
    amounts = np.array([_amounts(one, list(priced_by)) for one in (base, *scenarios)])
    found: np.ndarray = (dearer - np.array(usual)) @ (amounts[1:] - amounts[0]).T
    return found


def _prices(scenarios: Sequence[Scenario]) -> Mapping[str, Range]:
    """Price → its range, of all that is paid for case by case or month by month."""
    found: dict[str, Range] = {}
    for one in scenarios:
        for recommendation in (applied.recommendation for applied in one.applied):
            found[f"month cost of {recommendation.key}"] = recommendation.month_cost
            found[f"case cost of {recommendation.key}"] = recommendation.case_cost
        found |= {f"case_cost of {agency.key}": agency.case_cost for agency in one.agencies}
    return found


def _amounts(scenario: Scenario, names: Sequence[str]) -> np.ndarray:
    """(prices,) how often each is paid, as foreseen at the defaults."""
    plan, bought = make_plan(scenario, DEFAULTS), dict.fromkeys(names, 0.0)
    foreseen = foresee(plan, scenario.months)
    working = [one for one in scenario.applied if one.intensity > 0.0 and one.strength != 0.0]
    cases = foreseen.cases.sum(axis=(1, 2))
    for place, applied in enumerate(working):
        mine = plan.changes["source"] == place
        months = max(0, min(applied.end, scenario.months) - applied.start + 1)
        bought[f"month cost of {applied.recommendation.key}"] += months * applied.intensity * _provinces(plan, mine)
        bought[f"case cost of {applied.recommendation.key}"] += float(cases[mine].sum())
    for place, agency in enumerate(scenario.agencies):
        bought[f"case_cost of {agency.key}"] += float(foreseen.followed[place].sum())
    return np.array([bought[name] for name in names])


def _provinces(plan: Plan, mine: np.ndarray) -> float:
    return float(plan.where[mine][:1].sum())
