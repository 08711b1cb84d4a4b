"""A scenario and one draw of what nobody knows, turned into the arrays that a run reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from sim.acts import ACTS, DOSES, SETTINGS
from sim.agencies import Agency
from sim.dose import Yardstick, lessons, one_lesson, yardsticks
from sim.draws import Draw, identity, parameter_values
from sim.kinds import KINDS, STAGES
from sim.language.terms import code, keys
from sim.parameters import BY_NAME, numbers
from sim.provinces import PROVINCE_TERMS
from sim.recommendation import Change, Range, Recommendation
from sim.records import AGENCY, BROADCAST, CHANGE, EQUIP, FORUM, Plan
from sim.scenario import Applied, Scenario

ACT_CODES = {key: position for position, key in enumerate(ACTS)}
"""Codes of the kinds of change; the order of ``acts.ACTS`` is that of ``records.VISIT`` and the rest."""
_FIELDS = frozenset(CHANGE.names or ())
TEAM_COST = "team_cost"
"""The parameter that is a price: it changes no course of any world, so no report can teach it, and every draw has it
from the whole of its range, as it has the costs of recommendations."""


def make_plan(scenario: Scenario, draw: Draw) -> Plan:
    """The plan of ``scenario`` under ``draw``; whatever has no intensity, or no strength, is left out of it."""
    working = [one for one in scenario.applied if one.intensity > 0.0 and one.strength != 0.0]
    rows = [(source, one, nth, change) for source, one in enumerate(working)
            for nth, change in enumerate(one.recommendation.changes)]  # fmt: skip
    given = numbers({**parameter_values(draw, scenario.parameters), TEAM_COST: team_cost(scenario, draw)})
    measured = yardsticks(given[0]) if rows else {}
    changes = np.zeros(len(rows), CHANGE)
    for record, (source, one, nth, change) in zip(changes, rows):
        _fill(record, source, one, nth, change, draw=draw)
        _fill_doses(record, one, nth, change, draw, measured=measured, wear=float(given[0]["repetition_wear"]))
    programme = scenario.programme
    stages = programme.stages if programme else keys(STAGES)
    return Plan(
        numbers=given,
        changes=changes,
        where=_membership([one.provinces for _, one, _, _ in rows], keys(PROVINCE_TERMS)),
        whom=_membership([one.kinds for _, one, _, _ in rows], keys(KINDS)),
        stages=np.array([code(STAGES, stage) for stage in stages], np.int64),
        teams=np.array([programme.start, programme.end, programme.handover] if programme else [0, -1, -1], np.int64),
        agencies=_agencies(scenario.agencies, draw),
        present=_membership([agency.provinces for agency in scenario.agencies], keys(PROVINCE_TERMS)),
        delivers=_delivering(scenario.agencies, [one for _, one, _, _ in rows]),
    )


def _fill(record: np.void, source: int, one: Applied, nth: int, change: Change, *, draw: Draw) -> None:
    """One change of one recommendation, as the scenario applies it; running costs stand on the first of its changes."""
    recommendation = one.recommendation
    record["key"] = _key(recommendation, nth)
    record["act"] = ACT_CODES[change.act]
    record["source"], record["start"], record["end"], record["intensity"] = source, one.start, one.end, one.intensity
    record["strength"] = strength(one, draw)
    own = drawn_settings(recommendation, nth, change, draw)
    for name, value in own.items():
        if name in _FIELDS:
            record[name] = value
    for name in ("every", "sessions"):
        if getattr(one, name) is not None:
            record[name] = getattr(one, name)
    month_cost, case_cost = (draw.within(*cost) for cost in declared_costs(recommendation).items())
    record["month_cost"], record["case_cost"] = month_cost * (nth == 0), case_cost


def drawn_settings(recommendation: Recommendation, nth: int, change: Change, draw: Draw) -> Mapping[str, float]:
    """Every setting of a change under a draw, as its own file has it."""
    found = {}
    for name, setting in SETTINGS.items():
        value = draw.within(f"{name} of {recommendation.key}/{nth}", change.settings[name])
        found[name] = float(round(value)) if isinstance(setting.rest, int) else value
    return found


def _fill_doses(
    record: np.void,
    one: Applied,
    nth: int,
    change: Change,
    draw: Draw,
    *,
    measured: Mapping[str, Yardstick],
    wear: float,
) -> None:
    """What one occasion adds to each thing that a change teaches, or gives."""
    recommendation = one.recommendation
    own = drawn_settings(recommendation, nth, change, draw)
    counted = course(recommendation, change, own, wear)
    for dose in DOSES:
        if dose in change.doses:
            multiple = draw.within(f"{dose} of {recommendation.key}/{nth}", change.doses[dose])
            effect = float(record["strength"]) * multiple
            record[dose] = one_lesson(measured[dose].share(effect), counted) if dose in measured else min(1.0, effect)


def course(recommendation: Recommendation, change: Change, own: Mapping[str, float], wear: float) -> float:
    """How many lessons the whole campaign of a recommendation gives to one that takes part, by its own file.

    Media and forums give one at each occasion; tools as many as a course is said to have; a visit is all of one.
    """
    occasions = int((recommendation.end - recommendation.start) // own["every"]) + 1
    act = ACT_CODES[change.act]
    if act == BROADCAST:
        return lessons(occasions, wear * own["tires"])
    if act == FORUM:
        return occasions * own["sessions"]
    return own["course"] if act == EQUIP else 1.0


def _agencies(agencies: Iterable[Agency], draw: Draw) -> np.ndarray:
    """(agencies,) ``AGENCY`` under a draw."""
    chosen = tuple(agencies)
    records = np.zeros(len(chosen), AGENCY)
    for place, agency in enumerate(chosen):
        records[place] = tuple(draw.within(*one) for one in declared_staff(agency).items())
    return records


def _delivering(agencies: tuple[Agency, ...], applied: list[Applied]) -> np.ndarray:
    """(agencies, changes) bool: which agency delivers the recommendation of each change."""
    wanted = [[one.recommendation.label in agency.delivers for one in applied] for agency in agencies]
    return np.array(wanted, bool).reshape(len(agencies), len(applied))


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


def declared_doses(recommendation: Recommendation) -> dict[str, Range]:
    """Every number, beside the strength, that decides how much a recommendation does; by its name among the draws."""
    return {
        f"{name} of {recommendation.key}/{nth}": value
        for nth, change in enumerate(recommendation.changes)
        for name, value in {**change.settings, **change.doses}.items()
        if name in (*ACTS[change.act].settings, *change.doses)
    }


def declared_costs(recommendation: Recommendation) -> dict[str, Range]:
    """What a recommendation costs a month and a case; by their names among the draws."""
    return {
        f"month cost of {recommendation.key}": recommendation.month_cost,
        f"case cost of {recommendation.key}": recommendation.case_cost,
    }


def declared_staff(agency: Agency) -> dict[str, Range]:
    """Every number of an agency, what a visit of it costs among them; by its name among the draws."""
    return {f"{name} of {agency.key}": getattr(agency, name) for name in AGENCY.names or ()}


def _key(recommendation: Recommendation, nth: int) -> int:
    """The identity that keys the chance of a change: the same wherever and whenever the recommendation is applied."""
    return int(identity(f"{recommendation.key}/{nth}"))


def _membership(chosen: list[tuple[str, ...]], allowed: tuple[str, ...]) -> np.ndarray:
    """(rows, allowed) bool: which of ``allowed`` each row names."""
    return np.array([[name in names for name in allowed] for names in chosen], bool).reshape(len(chosen), len(allowed))
