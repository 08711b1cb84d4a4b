"""The table of what is assumed: every number that worlds draw, its range, its source, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from analysis.drivers.numbers import GROUPS, Number, numbers
from analysis.pages.answer import Table
from sim.distribution import FIXED
from sim.draws import PRIORS
from sim.inputs.phrases import spoken
from sim.language.numerals import amount
from sim.language.texts import Lang, localised, text, told
from sim.plan import TEAM_COST, declared_costs, declared_doses, declared_staff, strength_name
from sim.scenario import Scenario
from sim.telling.phrasing import sure
from sim.uncertain import Uncertain, uncertain_numbers

HEADS = ("number", "range", "unit", "source", "grade", "name")


def assumptions(scenarios: Sequence[Scenario], lang: Lang) -> Table:
    """Numbers of what the scenarios apply, of their agencies, and of the model itself, in the order of ``GROUPS``."""
    drawn = {one.drawn_as: one for one in uncertain_numbers(scenarios).values() if one.declared[0].shape != FIXED}
    concerned = [name for name in dict.fromkeys(_concerned(scenarios)) if name in drawn]
    called = numbers(pd.DataFrame(columns=concerned), scenarios)
    ordered = sorted(concerned, key=lambda name: GROUPS.index(called[name].group))
    heads = tuple(text(f"assumed.{key}", lang) for key in HEADS)
    return Table(text("assumed.title", lang), heads, tuple(_row(called[name], drawn[name], lang) for name in ordered))


def _concerned(scenarios: Sequence[Scenario]) -> Iterator[str]:
    """Names among the draws of what matters to some scenarios."""
    for one in (one.recommendation for scenario in scenarios for one in scenario.applied):
        yield from (strength_name(one), *declared_doses(one), *declared_costs(one))
    for agency in (agency for scenario in scenarios for agency in scenario.agencies):
        yield from declared_staff(agency)
    yield from (*PRIORS, TEAM_COST)


def _row(called: Number, one: Uncertain, lang: Lang) -> tuple[str, ...]:
    spread = one.declared[0]
    forms = ", ".join(localised(form, "", lang) for form in one.forms)
    low, high = (amount(end).replace("-", "−") for end in (spread.lowest, spread.highest))
    span = forms or text("to", lang, low=low, high=high)
    grade = sure(one.confidence, lang) if one.confidence else ""
    unit, source = ("" if one.forms else told(one.unit, lang)), str(spoken(told(one.source, lang), lang))
    return localised(called, "", lang), span, unit, source, grade, one.name
