"""Which two policies lead, what draws took for every number that nobody knows, and what a report says of one."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.calibration.learning import PARTLY, PRIOR_SPREAD
from analysis.calibration.posterior import Posterior
from analysis.calibration.priors import NAMES, unit_of
from analysis.calibration.weights import spread
from analysis.effects.policies import ranked
from sim.draws import NO_BELIEFS, Beliefs, drawn, parameter_values
from sim.parameters import BY_NAME, STRUCTURE, Parameter
from sim.plan import TEAM_COST, declared_costs, declared_doses, declared_staff, strength, strength_name
from sim.recommendation import Range
from sim.scenario import Scenario

FORMS = frozenset(one.name for one in STRUCTURE)


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
