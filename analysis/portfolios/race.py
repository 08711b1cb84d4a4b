"""From many portfolios that are foretold to be good to few that are: a race in the same worlds, then fresh ones.

A surrogate's best is where it flatters most, and the winner of a race has had luck in it. So those foretold to be good
are run, the clearly worse fall out round by round, and what is told of those left comes from worlds that none of this
has seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from analysis.portfolios.design import design
from analysis.portfolios.levers import Engine, Lever, Outcomes, Portfolio
from analysis.portfolios.prices import Priced, priced
from analysis.portfolios.search import search
from analysis.portfolios.standing import CRITERIA, best_by, not_told_apart, standings
from analysis.portfolios.surrogate import Surrogate, surrogate


class Sizes(NamedTuple):
    """How much is run: portfolios and worlds of each stage.

    Attributes
    ----------
    portfolios, worlds : of the design, portfolios at most
    starters : portfolios that start the race, for each budget
    rounds : worlds of each round
    left : portfolios that are left after each round, for each budget, at most
    verified : fresh worlds in which those left are run
    """

    portfolios: int
    worlds: int
    starters: int
    rounds: tuple[int, ...]
    left: tuple[int, ...]
    verified: int

    def runs(self, budgets: int, planned: int) -> int:
        """Runs at most, with the one in which nothing is chosen, of ``planned`` portfolios of a design."""
        ahead = [budgets * count + 1 for count in (self.starters, *(left + left // 4 for left in self.left))]
        race = sum(worlds * portfolios for worlds, portfolios in zip(self.rounds, ahead))
        return self.worlds * (planned + 1) + race + self.verified * ahead[-1]


class Raced(NamedTuple):
    """What came of it.

    Attributes
    ----------
    levers, planned, first : what was chosen from, the portfolios of the design, and what they led to
    portfolios : that were verified
    verified : what they led to in fresh worlds, those of the numbers ``fresh``
    foretold : (portfolios,) what the surrogate foretold of each on average
    value, cost : the surrogates of the mean outcome and of the mean cost
    set_aside : budget → how many fell out for want of room, in any round, that were seen to be no clearly worse
    runs : of portfolios, that all of it took
    """

    levers: tuple[Lever, ...]
    planned: tuple[Portfolio, ...]
    first: Outcomes
    portfolios: tuple[Portfolio, ...]
    verified: Outcomes
    fresh: range
    foretold: np.ndarray
    value: Surrogate
    cost: Surrogate
    set_aside: dict[float, int]
    runs: int


Allowed = Callable[[Portfolio], bool]
AIMS = CRITERIA[:3]
"""What surrogates are made of: regret is among those that are run, and none can be foretold alone."""
SURE = 2.0
"""Standard errors by which a portfolio must cost more than a budget to fall out before its price is well known."""
MOST_FORETOLD = 400
"""Of those foretold to be best, how many are asked at most whether they are allowed."""


def race(
    engine: Engine,
    levers: Sequence[Lever],
    budgets: Sequence[float],
    sizes: Sizes,
    *,
    aim: str,
    seed: int,
    allowed: Allowed = lambda portfolio: True,
) -> Raced:
    """The portfolios that are worth most within each budget, verified in fresh worlds.

    Parameters
    ----------
    engine, levers : what runs portfolios, and what they choose from
    budgets : baht beyond what is spent with nothing chosen, on average over worlds
    aim : the measure of which more is wanted
    allowed : whether a portfolio may be chosen at all
    """
    planned = design(levers, seed, sizes.portfolios)
    first = engine(planned, range(sizes.worlds))
    dear, found = priced(first), standings(first.of(aim))
    cost, slack = surrogate(levers, planned, dear.mean), SURE * _off(dear)
    values = {criterion: surrogate(levers, planned, found[criterion]) for criterion in AIMS}
    running = _starters(values, cost, budgets, sizes.starters, allowed=allowed, slack=slack)
    aside, seen = dict.fromkeys(budgets, 0), list[Outcomes]()
    runs, at = sizes.worlds * (len(planned) + 1), sizes.worlds
    for worlds, left in zip(sizes.rounds, sizes.left) if running else ():
        seen.append(engine(running, range(at, at + worlds)))
        runs, at = runs + worlds * (len(running) + 1), at + worlds
        places, fell = _survivors(_together(seen), aim, budgets, left, seed=seed)
        aside = {budget: aside[budget] + count for budget, count in fell.items()}
        running, seen = [running[place] for place in places], [one.among(places) for one in seen]
    fresh, runs = range(at, at + sizes.verified), runs + sizes.verified * (len(running) + 1)
    verified = engine(running, fresh)
    foretold = values["mean"].of(np.array(running, np.int64).reshape(-1, len(levers)))
    return Raced(
        levers=tuple(levers), planned=tuple(planned), first=first, portfolios=tuple(running), verified=verified,
        fresh=fresh, foretold=foretold, value=values["mean"], cost=cost, set_aside=aside, runs=runs,
    )  # fmt: skip


def _off(dear: Priced) -> float:
    """By what share a price is off, in the middle one of all portfolios."""
    return float(np.median(dear.error / np.maximum(np.abs(dear.mean), 1e-9)))


def _starters(
    values: dict[str, Surrogate],
    cost: Surrogate,
    budgets: Sequence[float],
    count: int,
    *,
    allowed: Allowed,
    slack: float,
) -> list[Portfolio]:
    """Those foretold to be best within each budget, by each aim in turn, without repetition.

    Every other one of those best on average may be dearer by the share ``slack``: their price is not yet well known.
    """
    chosen: dict[Portfolio, None] = {}
    found = {aim: search(value, cost, max(budgets) * (1.0 + slack)) for aim, value in values.items()}
    may: dict[Portfolio, bool] = {}
    for budget in budgets:
        lines = [iter(found[aim].within(budget, MOST_FORETOLD)) for aim in AIMS]
        lines.insert(1, iter(found[AIMS[0]].within(budget * (1.0 + slack), MOST_FORETOLD)))
        mine: dict[Portfolio, None] = {}
        while len(mine) < count and lines:
            line = lines.pop(0)
            for one in line:
                if any(one) and one not in mine and may.setdefault(one, allowed(one)):
                    mine[one] = None
                    lines.append(line)
                    break
        chosen |= mine
    return list(chosen)


def _together(parts: Sequence[Outcomes]) -> Outcomes:
    """The same portfolios in the worlds of all rounds."""
    return Outcomes({measure: np.vstack([one.of(measure) for one in parts]) for measure in parts[0].by_measure})


def _survivors(
    seen: Outcomes, aim: str, budgets: Sequence[float], left: int, *, seed: int
) -> tuple[list[int], dict[float, int]]:
    """Places of those that go on: for each budget what is not clearly worse than its best, and the best by each aim.

    No more than ``left`` a budget; how many that fall out were not clearly worse is told. Beside what cost no more than
    the budget, a quarter as many go on that may well do so, since their price is not yet well known.
    """
    values, costs = seen.of(aim), priced(seen)
    going: set[int] = set()
    level: dict[float, list[int]] = {}
    for budget in budgets:
        within = costs.mean <= budget
        perhaps = ~within & (costs.mean - SURE * costs.error <= budget)
        mine, level[budget] = _best_of(values, costs.mean, np.flatnonzero(within), left, seed)
        others, _ = _best_of(values, costs.mean, np.flatnonzero(perhaps), left // 4, seed)
        going |= {*mine, *others}
    return sorted(going), {budget: len(set(places) - going) for budget, places in level.items()}


def _best_of(
    values: np.ndarray, costs: np.ndarray, places: np.ndarray, left: int, seed: int
) -> tuple[list[int], list[int]]:
    """Of the portfolios at ``places`` the best by each aim and those level with the best, as room is; all level."""
    if len(places) == 0:
        return [], []
    found = standings(values[:, places])
    level = not_told_apart(values[:, places], seed).level
    leaders = [best_by(found, criterion, costs[places]) for criterion in CRITERIA]
    mine = list(dict.fromkeys([*leaders, *level]))[:left]
    return [int(places[place]) for place in mine], [int(places[place]) for place in level]
