"""A scenario and one draw of what nobody knows, turned into the arrays that a run reads."""

from __future__ import annotations

import numpy as np

from sim.acts import ACTS, DOSES, SETTINGS
from sim.draws import Draw, identity, parameter_values
from sim.kinds import KINDS, STAGES
from sim.language.terms import code, keys
from sim.parameters import BY_NAME, numbers
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import Change, Recommendation
from sim.records import CHANGE, Plan
from sim.scenario import Applied, Scenario

ACT_CODES = {key: position for position, key in enumerate(ACTS)}
"""Codes of the kinds of change; the order of ``acts.ACTS`` is that of ``records.VISIT`` and the rest."""
TEAM_COST = "team_cost"
"""The parameter that is a price: it changes no course of any world, so no report can teach it, and every draw has it
from the whole of its range, as it has the costs of recommendations."""


def make_plan(scenario: Scenario, draw: Draw) -> Plan:
    """The plan of ``scenario`` under ``draw``; whatever has no intensity is left out of it."""
    working = [one for one in scenario.applied if one.intensity > 0.0]
    rows = [(source, one, nth, change) for source, one in enumerate(working)
            for nth, change in enumerate(one.recommendation.changes)]  # fmt: skip
    changes = np.zeros(len(rows), CHANGE)
    for record, (source, one, nth, change) in zip(changes, rows):
        _fill(record, source, one, nth, change, draw=draw)
    programme = scenario.programme
    stages = programme.stages if programme else keys(STAGES)
    return Plan(
        numbers=numbers({**parameter_values(draw, scenario.parameters), TEAM_COST: team_cost(scenario, draw)}),
        changes=changes,
        where=_membership([one.provinces for _, one, _, _ in rows], keys(PROVINCE_TERMS)),
        whom=_membership([one.kinds for _, one, _, _ in rows], keys(KINDS)),
        stages=np.array([code(STAGES, stage) for stage in stages], np.int64),
        teams=np.array([programme.start, programme.end] if programme else [0, -1], np.int64),
    )


def _fill(record: np.void, source: int, one: Applied, nth: int, change: Change, *, draw: Draw) -> None:
    """One change of one recommendation, as the scenario applies it; running costs stand on the first of its changes."""
    recommendation = one.recommendation
    record["key"] = _key(recommendation, nth)
    record["act"] = ACT_CODES[change.act]
    record["source"], record["start"], record["end"], record["intensity"] = source, one.start, one.end, one.intensity
    record["strength"] = strength(one, draw)
    for name in SETTINGS:
        record[name] = one.setting(name, change)
    for dose in DOSES:
        record[dose] = change.doses.get(dose, 0.0)
    record["month_cost"] = draw.within(f"month cost of {recommendation.key}", recommendation.month_cost) * (nth == 0)
    record["case_cost"] = draw.within(f"case cost of {recommendation.key}", recommendation.case_cost)


def team_cost(scenario: Scenario, draw: Draw) -> float:
    """Baht a month for each province team: what the scenario sets, or what this draw says of it."""
    set_ = scenario.parameters.get(TEAM_COST)
    return draw.within(TEAM_COST, BY_NAME[TEAM_COST]) if set_ is None else set_


def strength(one: Applied, draw: Draw) -> float:
    """What the scenario sets, or what this draw says of a strength nobody has measured."""
    return (
        draw.within(strength_name(one.recommendation), one.recommendation.strength)
        if one.strength is None
        else one.strength
    )


def strength_name(recommendation: Recommendation) -> str:
    """What the uncertain strength of a recommendation is called among the draws."""
    return f"strength of {recommendation.key}"


def _key(recommendation: Recommendation, nth: int) -> int:
    """The identity that keys the chance of a change: the same wherever and whenever the recommendation is applied."""
    return int(identity(f"{recommendation.key}/{nth}"))


def _membership(chosen: list[tuple[str, ...]], allowed: tuple[str, ...]) -> np.ndarray:
    """(rows, allowed) bool: which of ``allowed`` each row names."""
    return np.array([[name in names for name in allowed] for names in chosen], bool).reshape(len(chosen), len(allowed))
