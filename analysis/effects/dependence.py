"""What the order of the two leading policies rests on most: a parameter, or a number of what one of the two does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.calibration.learning import PARTLY, PRIOR_SPREAD
from analysis.calibration.posterior import Posterior
from analysis.calibration.priors import NAMES, unit_of
from analysis.calibration.weights import spread
from analysis.effects.policies import MAIN, ranked
from analysis.effects.statistics import differences
from sim.draws import NO_BELIEFS, Beliefs, drawn, parameter_values
from sim.parameters import BY_NAME, STRUCTURE, Parameter
from sim.plan import TEAM_COST, declared_costs, declared_doses, declared_staff, strength, strength_name
from sim.recommendation import Range
from sim.scenario import Scenario

LEVEL = 0.05
"""Of chance alone, how often any number at all may seem to decide."""
LEAST = 0.15
"""Correlation below which a dependence is not worth a sentence."""
FORMS = frozenset(one.name for one in STRUCTURE)


class Dependence(NamedTuple):
    """The number on which the lead of ``first`` over ``second`` rests most, and its correlation with that lead.

    ``name`` is a parameter's, or a strength's (``plan.strength_name``), or that of another number of a recommendation
    (``plan.declared_doses``), or empty where no single number stands out. ``correlation`` is that of ranks; of a form
    of a rule, which has no order, it is the correlation ratio of the ranks of the lead, 0 to 1.
    """

    first: str
    second: str
    name: str
    correlation: float


def leading(table: pd.DataFrame, runs: pd.DataFrame, taken: pd.DataFrame) -> Dependence | None:
    """What the lead of the best policy over the next rests on most, over draws; None with fewer than two policies.

    Spearman's rank correlation over the draws of the comparison, clear by Bonferroni's bar over all numbers.

    Parameters
    ----------
    table : from ``comparison.effects``
    runs : a row a run: scenario, draw, replicate and the main outcome
    taken : what each draw took for every uncertain number, a row a draw, indexed by its number
    """
    pair = leaders(table)
    if pair is None:
        return None
    first, second = pair
    lead = differences(runs, MAIN, {first: second})[first].dropna()
    ranks, rows = lead.rank().to_numpy(), taken.loc[lead.index]
    if len(lead) < 3 or np.ptp(ranks) == 0.0:
        return Dependence(first, second, "", 0.0)
    varying = [str(name) for name in rows if rows[name].nunique() > 1]
    found = {name: _correlation(name, rows[name].to_numpy(), ranks) for name in varying}
    clear = [name for name in varying if _is_clear(name, found[name], rows[name], len(varying))]
    strongest = max(clear, key=lambda name: abs(found[name]), default="")
    return Dependence(first, second, strongest, found.get(strongest, 0.0))


def _correlation(name: str, values: np.ndarray, ranks: np.ndarray) -> float:
    """Rank correlation of a number with the ranks of a lead; of a form the correlation ratio (Fisher 1925)."""
    if name not in FORMS:
        return float(np.corrcoef(pd.Series(values).rank(), ranks)[0, 1])
    forms = pd.Series(ranks).groupby(values)
    between = float((forms.size() * (forms.mean() - ranks.mean()) ** 2).sum())
    return math.sqrt(between / float(((ranks - ranks.mean()) ** 2).sum()))


def _is_clear(name: str, correlation: float, values: pd.Series, numbers: int) -> bool:
    """Whether so much would come about by chance in any of so many numbers less often than ``LEVEL``."""
    from scipy.special import chdtrc

    freedom = values.nunique() - 1 if name in FORMS else 1
    chance = float(chdtrc(freedom, (len(values) - 1) * correlation**2))
    return abs(correlation) >= LEAST and chance * numbers < LEVEL


def leaders(table: pd.DataFrame) -> tuple[str, str] | None:
    """The best policy and the next of those that share the main reference and have a mean."""
    found = ranked(table)[0].dropna(subset="difference")["policy"]
    return None if len(found) < 2 else (str(found.iloc[0]), str(found.iloc[1]))


def taken_by(
    draws: Sequence[int],
    seed: int,
    posterior: Posterior | None,
    scenarios: Sequence[Scenario],
    *,
    beliefs: Beliefs = NO_BELIEFS,
    prices: bool = False,
) -> pd.DataFrame:
    """Values that draws of those numbers took: parameters, every number of what ``scenarios`` apply, and of agencies.

    What things cost changes no course of any world, so ``prices`` are among them only where they are asked for.
    """
    sets = posterior.to_draw_from() if posterior else None
    applied = [one for scenario in scenarios for one in scenario.applied]
    ranges = _ranges(scenarios, prices)
    rows = []
    for number in draws:
        draw = drawn(int(number), seed, sets, beliefs)
        strengths = {strength_name(one.recommendation): strength(one, draw) for one in applied}
        others = {name: draw.within(name, value) for name, value in ranges.items()}
        rows.append({**parameter_values(draw, {}), **strengths, **others})
    return pd.DataFrame(rows, index=pd.Index(draws, name="draw"))


def _ranges(scenarios: Sequence[Scenario], prices: bool) -> dict[str, Range | Parameter]:
    """Numbers beside parameters and strengths that are drawn, by their names among the draws."""
    applied = [one.recommendation for scenario in scenarios for one in scenario.applied]
    found: dict[str, Range | Parameter] = {}
    for one in applied:
        found |= declared_doses(one)
    for agency in (agency for scenario in scenarios for agency in scenario.agencies):
        found |= {name: value for name, value in declared_staff(agency).items() if prices or not _is_price(name)}
    if prices:
        found[TEAM_COST] = BY_NAME[TEAM_COST]
        for one in applied:
            found |= declared_costs(one)
    return found


def _is_price(name: str) -> bool:
    return name.startswith("case_cost of ")


def narrowed(posterior: Posterior | None, name: str) -> bool:
    """Whether a parameter's posterior is clearly narrower than its prior, each on the prior's own scale."""
    if posterior is None:
        return False
    width = spread(unit_of(posterior.table), posterior.weights)[NAMES.index(name)]
    return bool(width / PRIOR_SPREAD < PARTLY)
