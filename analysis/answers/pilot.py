"""A pilot of one recommendation: how large, at what cost, and what it would be worth at each size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.drivers.pilots import Design, pilots
from analysis.drivers.worth import Worth
from analysis.studies.study import Study
from sim.inputs.faults import nearest, shown
from sim.inputs.phrases import phrase
from sim.inputs.reading import refuse
from sim.plan import strength_name
from sim.recommendation import Range, Recommendation
from sim.scenario import Scenario

ORGANISATIONS, ALLIANCES = (15, 30, 60, 120, 240, 480), (3, 6, 12, 24, 48)
"""Units of each arm at which a pilot is told. A province has some 160 organisations, and far fewer alliances."""
MEASURED = 1_000
"""Baht to measure one unit once. Assumed: a visit of an interviewer."""
ROUNDS, ARMS = 2, 2
"""Measured before and after, among those who take part and among controls."""
OF_ALLIANCES = frozenset({"equip", "rescue"})
"""Kinds of change that reach alliances, not organisations."""


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


def of_alliances(one: Recommendation) -> bool:
    """Whether what takes part in a recommendation are alliances."""
    return all(change.act in OF_ALLIANCES for change in one.changes)


def cost(one: Recommendation, units: int, provinces: int, months: int) -> float:
    """Baht for a pilot: running it in the provinces of one arm, a case for each unit of it, and measuring both arms."""
    running = _mean(one.month_cost) * months * provinces + _mean(one.case_cost) * units
    return running + MEASURED * ROUNDS * ARMS * units


def _mean(value: Range) -> float:
    """Of what is drawn evenly from a range."""
    return 0.5 * (value.low + value.high)


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
        For each of ``levels`` (worlds, scenarios) net benefits in lasting alliances.
    """
    one = pilot_of(study.scenarios, named)
    campaign = one.end - one.start + 1
    months = min(terms.months or campaign, campaign)
    sizes = ALLIANCES if of_alliances(one) else ORGANISATIONS
    designs = [Design(units, terms.provinces, months / campaign) for units in sizes if units >= terms.provinces]
    column = drawn.get(strength_name(one))
    strength = np.zeros(len(drawn)) if column is None else column.to_numpy(float)
    rows = []
    for level, benefit in zip(levels, benefits):
        found = pilots(strength, benefit, sets, [design.error for design in designs], study.request.seed)
        rows += [_row(one, design, worth, level, terms, months=months) for design, worth in zip(designs, found)]
    return pd.DataFrame(rows)


def _row(
    one: Recommendation, design: Design, worth: Worth, level: int | None, terms: Terms, *, months: int
) -> dict[str, object]:
    """A pilot of one size at one willingness to pay."""
    spent = cost(one, design.units, terms.provinces, months)
    willingness = np.nan if level is None else float(level)
    baht = worth.value * willingness * terms.decisions
    return {
        "willingness": willingness,
        "recommendation": one.key,
        "unit": "alliances" if of_alliances(one) else "organisations",
        "units": design.units,
        "provinces": terms.provinces,
        "months": months,
        "decisions": terms.decisions,
        "strength_error": design.error,
        "worth": worth.value,
        "error": worth.error,
        "upper": worth.upper,
        "changes": worth.changes,
        "baht": baht,
        "cost": spent,
        "net": baht - spent,
    }
