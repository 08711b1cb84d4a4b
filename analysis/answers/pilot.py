"""A pilot of one recommendation: how large, at what cost, and what it would be worth at each size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.drivers.pilots import Design, pilots
from analysis.drivers.worth import Worth, clear
from analysis.studies.study import Study
from sim.draws import NO_BELIEFS, Beliefs
from sim.inputs.faults import nearest, shown
from sim.inputs.phrases import phrase
from sim.inputs.reading import refuse
from sim.plan import declared_costs, strength_name
from sim.recommendation import Recommendation
from sim.scenario import Scenario

ORGANISATIONS, ALLIANCES = (15, 30, 60, 120, 240, 480), (3, 6, 12, 24, 48)
"""Units of each arm at which a pilot is told. A province has some 160 organisations, and far fewer alliances."""
MEASURED = 1_000
"""Baht to measure one unit once. Assumed: a visit of an interviewer."""
ROUNDS, ARMS = 2, 2
"""Measured before and after, among those who take part and among controls."""


@dataclass(frozen=True)
class Terms:
    """On what terms a pilot is made: provinces of an arm, months (none: the whole campaign), decisions it serves."""

    provinces: int = 3
    months: int | None = None
    decisions: int = 1


def pilot_of(scenarios: Iterable[Scenario], named: str) -> Recommendation:
    """The recommendation or policy that a pilot is of, by its number or its name; ``InputFault`` if none applies it."""
    found: dict[str, Recommendation] = {}
    for one in (one.recommendation for scenario in scenarios for one in scenario.applied):
        for called in (one.key, one.label, *(() if one.number is None else (str(one.number),))):
            found[called] = one
    if named not in found:
        there = ", ".join(dict.fromkeys(one.label for one in found.values()))
        near = nearest(named, found)
        raise refuse("--pilot", shown(named), phrase("pilot_of", names=there or "-"), near)
    return found[named]


def campaign_of(scenarios: Iterable[Scenario], one: Recommendation) -> int:
    """Months for which scenarios apply a recommendation; the longest, where they differ."""
    applied = [each for scenario in scenarios for each in scenario.applied if each.recommendation.key == one.key]
    return max(each.end - each.start + 1 for each in applied)


def demand_pilot(scenarios: Sequence[Scenario], named: str | None, terms: Terms) -> None:
    """``InputFault`` where no scenario applies what is to be piloted, or not for so many months."""
    applied = [each.recommendation for scenario in scenarios for each in scenario.applied]
    asked = applied if named is None else [pilot_of(scenarios, named)]
    if not asked:
        raise refuse("SCENARIO", ", ".join(one.typed for one in scenarios), phrase("something_to_pilot"))
    most = min(campaign_of(scenarios, one) for one in asked)
    if terms.months is not None and terms.months > most:
        raise refuse("--pilot-months", str(terms.months), phrase("pilot_months", most=most))


def cost(one: Recommendation, units: int, provinces: int, months: int, *, beliefs: Beliefs = NO_BELIEFS) -> float:
    """Baht for a pilot: running it in the provinces of one arm, a case for each unit of it, and measuring both arms.

    ``units`` are organisations or alliances in an arm of ``provinces``, for so many ``months``. At what prices are
    expected to be: the mean of what is declared, or of what is believed otherwise (``beliefs``).
    """
    month, case = (
        beliefs[name].mean if name in beliefs else 0.5 * (price.low + price.high)
        for name, price in declared_costs(one).items()
    )
    return month * months * provinces + case * units + MEASURED * ROUNDS * ARMS * units


def piloted(
    study: Study,
    named: str,
    drawn: pd.DataFrame,
    benefits: Sequence[np.ndarray],
    sets: np.ndarray,
    *,
    levels: Sequence[int | None],
    terms: Terms,
) -> pd.DataFrame:
    """A row a willingness to pay and a size of the pilot: its error, what it is worth, what it costs, whether it pays.

    Parameters
    ----------
    named
        The recommendation, as ``pilot_of`` finds it.
    drawn
        Worlds × numbers.
    benefits
        For each of ``levels`` (baht; None: no object) (worlds, scenarios) net benefits; ``sets`` as of ``pilots``.
    """
    one = pilot_of(study.scenarios, named)
    campaign = campaign_of(study.scenarios, one)
    months = terms.months or campaign
    sizes = ALLIANCES if one.of_alliances else ORGANISATIONS
    designs = [Design(units, terms.provinces, months / campaign) for units in sizes if units >= terms.provinces]
    column = drawn.get(strength_name(one))
    strength = np.zeros(len(drawn)) if column is None else column.to_numpy(float)
    prices = [cost(one, design.units, terms.provinces, months, beliefs=study.request.believed) for design in designs]
    found = pilots(strength, benefits, sets, [design.error for design in designs], study.request.seed)
    sure = clear({(nth, size): worth for size, of in enumerate(found) for nth, worth in enumerate(of)})
    rows = []
    for nth, level in enumerate(levels):
        for size, (design, worth) in enumerate(zip(designs, (of[nth] for of in found))):
            terms_of = {"months": months, "decisions": terms.decisions, "cost": prices[size]}
            told = sure.get((nth, size), worth)
            lower = {} if (nth, size) in sure else {"lower": 0.0}
            rows.append({**_row(one, design, told, level), **lower, **terms_of, "clear": (nth, size) in sure})
    return in_baht(pd.DataFrame(rows))


def _row(one: Recommendation, design: Design, worth: Worth, level: int | None) -> dict[str, object]:
    """A pilot of one size at one willingness to pay."""
    return {
        "willingness": np.nan if level is None else float(level),
        "recommendation": one.key,
        "unit": "alliances" if one.of_alliances else "organisations",
        "units": design.units,
        "provinces": design.provinces,
        "strength_error": design.error,
        "worth": worth.value,
        "error": worth.error,
        "lower": worth.lower,
        "upper": worth.upper,
        "changes": worth.changes,
    }


def in_baht(table: pd.DataFrame) -> pd.DataFrame:
    """The same with what pilots are worth in baht for all decisions they serve, and that less their cost, with ends."""
    paid = table["willingness"] * table["decisions"]
    money = {"net": "worth", "net_low": "lower", "net_high": "upper"}
    return table.assign(
        baht=table["worth"] * paid, **{net: table[worth] * paid - table["cost"] for net, worth in money.items()}
    )
