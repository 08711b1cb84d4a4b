"""What a scenario will cost, as far as it can be said before anything is run: the cost of cases with the rest."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.counts import counts_by_kind
from sim.kind_numbers import kind_numbers
from sim.kinds import KINDS
from sim.language.terms import keys
from sim.parameters import BY_NAME, numbers
from sim.provinces import PROVINCE_TERMS, load_provinces
from sim.recommendation import Change, Range
from sim.scenario import Applied, Scenario

ABOUT, MOST, START = "about", "most", "start"
"""How a number of cases is known: about so many; at most; or so many if alliances stay as many as at the start."""


class Outlay(NamedTuple):
    """What one recommendation costs; baht are (3,): at the default, the lowest and the highest of each range.

    ``known`` is how the number of cases is: see ``ABOUT``.
    """

    running: np.ndarray
    cases: float
    known: str
    for_cases: np.ndarray

    @property
    def total(self) -> np.ndarray:
        """All of it."""
        return self.running + self.for_cases


def outlay(one: Applied, scenario: Scenario, first: int = 1) -> Outlay:
    """What ``one`` costs from month ``first`` to the last of ``scenario``, with the shipped organisations."""
    start, last = max(one.start, first), min(one.end, scenario.months)
    months = max(0, last - start + 1) * len(one.provinces) * one.intensity
    found = [
        (_on_occasion(change, one, scenario), _occasions(change, one, start, last))
        for change in one.recommendation.changes
    ]
    cases = sum(number * times for (number, _), times in found)
    known = max((how for (_, how), _ in found), key=(ABOUT, MOST, START).index)
    return Outlay(
        months * _ends(one.recommendation.month_cost), cases, known, cases * _ends(one.recommendation.case_cost)
    )


def teams_outlay(scenario: Scenario, first: int = 1) -> np.ndarray:
    """Baht, (3,), that all the province teams cost from month ``first`` to the last of ``scenario``."""
    if scenario.programme is None:
        return np.zeros(3)
    declared = BY_NAME["team_cost"]
    set_ = scenario.parameters.get(declared.name)
    each = np.array([declared.default, declared.low, declared.high] if set_ is None else [set_] * 3)
    start, last = max(scenario.programme.start, first), min(scenario.programme.end, scenario.months)
    return max(0, last - start + 1) * len(PROVINCE_TERMS) * each


def whole_outlay(scenario: Scenario, first: int = 1) -> np.ndarray:
    """Baht, (3,), that teams and recommendations cost together."""
    costs = [outlay(one, scenario, first).total for one in scenario.applied]
    return teams_outlay(scenario, first) + np.sum([np.zeros(3), *costs], axis=0)


def starting_alliances(one: Applied, scenario: Scenario) -> float:
    """Alliances there are before the programme where ``one`` applies."""
    return float(numbers(scenario.parameters)[0]["starting_alliances"]) * len(one.provinces)


def _ends(value: Range) -> np.ndarray:
    return np.array([value.default, value.low, value.high])


def _occasions(change: Change, one: Applied, start: int, last: int) -> int:
    """How often a change acts in months ``start`` to ``last``."""
    every = change.every if one.every is None else one.every
    return sum((month - one.start) % every == 0 for month in range(start, last + 1))


def _on_occasion(change: Change, one: Applied, scenario: Scenario) -> tuple[float, str]:
    """Cases of one occasion in all the provinces, and how they are known; mirrors what ``interventions`` counts."""
    here = _organisations(one, scenario)
    reach = change.coverage * one.intensity
    sessions = (one.sessions or change.sessions) if change.act == "forum" else 1
    if change.act == "visit":
        chosen = change.until < 1.0 or change.ready > 0.0
        return float(np.minimum(change.capacity * one.intensity, here).sum()), MOST if chosen else ABOUT
    if change.act == "rescue":
        return change.capacity * one.intensity * len(one.provinces), MOST
    if change.act == "equip" or (
        change.act == "forum" and not {"trust", "understanding", "management"} & {*change.doses}
    ):
        return reach * sessions * starting_alliances(one, scenario), START
    return reach * sessions * float(here.sum()), MOST if change.distance else ABOUT


def _organisations(one: Applied, scenario: Scenario) -> np.ndarray:
    """Organisations that take part in anything, of the kinds that ``one`` is for: (its provinces,)."""
    p = numbers(scenario.parameters)[0]
    counts = counts_by_kind(load_provinces(), kind_numbers(), p) * (1.0 - p["dormant_share"])
    provinces = [keys(PROVINCE_TERMS).index(key) for key in one.provinces]
    kinds = [keys(KINDS).index(key) for key in one.kinds]
    chosen: np.ndarray = counts[np.ix_(provinces, kinds)].sum(axis=1)
    return chosen
