"""Portfolios that differ by province: what each lever does in each is told apart from runs in which all had the same.

Provinces hardly touch each other, so that what nine of them do is nearly the sum of what each does; how nearly, fresh
runs tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.portfolios.levers import Lever, Outcomes, Portfolio
from analysis.portfolios.search import search
from analysis.portfolios.surrogate import Surrogate, surrogate

STEPS = 240  # of the budget, in which what provinces are given is counted


class Option(NamedTuple):
    """What one province might be given: a portfolio, the steps of the budget that it costs, and what it is worth."""

    portfolio: Portfolio
    steps: int
    value: float


def by_province(
    levers: Sequence[Lever],
    planned: Sequence[Portfolio],
    first: Outcomes,
    measures: Sequence[str],
    budget: float,
) -> tuple[Portfolio, ...]:
    """For each province a portfolio, foretold to be worth most together within a budget.

    Parameters
    ----------
    planned, first : portfolios that all provinces had alike, and what they led to
    measures : the outcome in each province
    """
    cost = surrogate(levers, planned, np.nanmean(first.of("cost"), axis=0) / len(measures))
    values = [surrogate(levers, planned, np.nanmean(first.of(measure), axis=0)) for measure in measures]
    return _shared_out(values, cost, budget)


def _shared_out(values: Sequence[Surrogate], cost: Surrogate, budget: float) -> tuple[Portfolio, ...]:
    """The multiple-choice knapsack, province by province (Kellerer, Pferschy & Pisinger 2004, ch. 11)."""
    options = [_options(value, cost, budget) for value in values]
    worth = np.zeros(STEPS + 1)
    taken = np.zeros((len(values), STEPS + 1), np.int64)
    for province, own in enumerate(options):
        found = np.full((len(own), STEPS + 1), -np.inf)
        for place, option in enumerate(own):
            found[place, option.steps :] = option.value + worth[: STEPS + 1 - option.steps]
        taken[province] = found.argmax(axis=0)
        worth = found.max(axis=0)
    left = STEPS
    chosen = []
    for province in reversed(range(len(values))):
        option = options[province][taken[province, left]]
        chosen.append(option.portfolio)
        left -= option.steps
    return tuple(reversed(chosen))


def _options(value: Surrogate, cost: Surrogate, budget: float) -> list[Option]:
    """For one province the portfolio worth most at each number of steps that pays; nothing is one of them."""
    found = search(value, cost, budget)
    steps = np.maximum(0, np.ceil(found.cost / budget * STEPS)).astype(np.int64)
    best: dict[int, int] = {}
    for place, step in enumerate(steps):  # those worth most come first
        best.setdefault(int(step), place)
    options = [Option((0,) * len(value.levers), 0, 0.0)]
    for step in sorted(best):
        place = best[step]
        if found.value[place] > options[-1].value:
            options.append(Option(tuple(map(int, found.chosen[place])), step, float(found.value[place])))
    return options
