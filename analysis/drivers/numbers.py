"""The numbers that worlds draw: which group each belongs to, what it is called and in what unit, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from sim.acts import DOSES
from sim.agencies import Agency
from sim.draws import PRIORS
from sim.language.numerals import amount
from sim.language.texts import Lang, localised, text, told
from sim.parameters import BY_NAME
from sim.plan import TEAM_COST, declared_costs, declared_doses, declared_staff, strength_name
from sim.recommendation import Recommendation
from sim.scenario import Scenario

GROUPS = ("strength", "dose", "agency", "parameter", "cost")
"""Strengths of recommendations, their other numbers, what agencies have, the model's own, and what things cost."""
_FIGURES = 2  # of a bound, and a third from 100 on
_BARE = ("", "0 to 1", "share")  # units that a figure is plain without


class Number(NamedTuple):
    """A number nobody knows: its name among the draws, its group, what it is called and its unit in both languages."""

    name: str
    group: str
    en: str
    th: str
    unit_en: str
    unit_th: str

    def bound(self, value: float, lang: Lang, *, bare: bool = False) -> str:
        """A value of it in words: so much of its unit (``bare``: without), or the form of a rule."""
        parameter = BY_NAME.get(self.name)
        if parameter is not None and parameter.forms:
            return localised(parameter.forms[round(value)], "", lang)
        said, unit = rounded(value), localised(self, "unit", lang)
        return said if bare or self.unit_en in _BARE else f"{said} {unit}"


def rounded(value: float) -> str:
    """A bound to as many figures as it is worth."""
    return amount(float(f"{value:.{_FIGURES + (abs(value) >= 100)}g}")).replace("-", "−")


Numbers = Mapping[str, Number]
"""By their names among the draws."""


def numbers(taken: pd.DataFrame, scenarios: Sequence[Scenario]) -> dict[str, Number]:
    """Every number that ``taken`` (worlds × numbers, ``dependence.taken_by`` of those scenarios) has a column of."""
    found = {name: _parameter(name) for name in taken if name in BY_NAME}
    for one in (one.recommendation for scenario in scenarios for one in scenario.applied):
        found |= {number.name: number for number in _of_recommendation(one)}
    for agency in (agency for scenario in scenarios for agency in scenario.agencies):
        found |= {number.name: number for number in _of_agency(agency)}
    return {str(name): found[str(name)] for name in taken}


def sets_of(taken: pd.DataFrame) -> np.ndarray:
    """(worlds,) int: which set of parameter values each world took; worlds of one set share all of them."""
    of = [name for name in taken if name in PRIORS]
    same = taken.groupby(of, sort=False).ngroup() if of else pd.Series(range(len(taken)))
    return same.to_numpy()


def _parameter(name: str) -> Number:
    one = BY_NAME[name]
    units = ("", "") if one.forms else (one.unit, told(one.unit, "th"))
    return _number(name, "cost" if name == TEAM_COST else "parameter", (one.en, one.th), units)


def _number(name: str, group: str, label: tuple[str, str], unit: tuple[str, str] = ("", "")) -> Number:
    return Number(name=name, group=group, en=label[0], th=label[1], unit_en=unit[0], unit_th=unit[1])


def _both(key: str, **places: tuple[str, str]) -> tuple[str, str]:
    """What is said of a number in both languages, the places filled in each with their own."""
    en, th = ({name: both[nth] for name, both in places.items()} for nth in (0, 1))
    return text(f"number.{key}", "en", **en), text(f"number.{key}", "th", **th)


def _of_recommendation(one: Recommendation) -> Iterator[Number]:
    number = "" if one.number is None else f"{one.number}. "
    what = number + one.name_en, number + one.name_th
    yield _number(strength_name(one), "strength", _both("strength", what=what), _both("unit_strength"))
    for name in declared_doses(one):
        key = name.partition(" of ")[0]
        if key in DOSES:
            of = text(f"dose.{key}", "en"), text(f"dose.{key}", "th")
            yield _number(name, "dose", _both("dose", what=what, of=of), _both("unit_dose"))
        else:
            yield _number(name, "dose", _both(key, what=what))
    for name, cost in declared_costs(one).items():
        key = name.partition(" of ")[0].replace(" ", "_")
        yield _number(name, "cost", _both(key, what=what), (cost.unit, told(cost.unit, "th")))


def _of_agency(agency: Agency) -> Iterator[Number]:
    what = agency.name_en, agency.name_th
    for name in declared_staff(agency):
        key = name.partition(" of ")[0]
        group = "cost" if key == "case_cost" else "agency"
        yield _number(name, group, _both(f"agency_{key}", what=what), _both(f"unit_{key}"))
