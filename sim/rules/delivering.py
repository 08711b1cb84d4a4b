"""Agencies deliver what recommendations offer, as far as their staff reach; afterwards they may take alliances over.

The source names five supporting agencies. What each has is shared by all that it is asked to deliver in a province: the
more that is asked of it at once, the smaller the share of each that it can do; what one cannot do, others who deliver
the same take over as far as they have staff left. Its stance towards alliances, which a friendlier climate improves,
says how much of its staff it gives to them at all.
"""

from __future__ import annotations

import numpy as np

from sim.chance import FOLLOW, draw
from sim.compiling import Record, Word, rule
from sim.records import EQUIP, RESCUE, VISIT, Plan, State

ROUNDS = 3  # of asking: what is left open is asked again of those with staff left, twice


@rule
def due(change: Record, month: int) -> bool:
    """Whether ``change`` has an occasion in ``month``."""
    return change.start <= month <= change.end and (month - change.start) % change.every == 0


@rule
def concerned(a: Record, plan: Plan, number: int, region: int) -> bool:
    """Whether alliance ``a`` is of the province, and founded by a kind of organisation, that a change is for."""
    return a.province == region and plan.whom[number, a.kind]


@rule
def asked(state: State, plan: Plan, month: int, number: int, region: int) -> float:
    """Cases that change ``number`` asks of those who deliver it in a province this month."""
    change = plan.changes[number]
    if not plan.where[number, region] or not due(change, month):
        return 0.0
    if change.act == VISIT or change.act == RESCUE:
        return change.capacity * change.intensity
    if change.act != EQUIP:
        return change.work * change.intensity
    alliances = 0
    for place in range(state.counts[0].alive):
        alliances += concerned(state.alliances[state.live[place]], plan, number, region)
    return change.coverage * change.intensity * alliances


@rule
def staff(agency: Record, home: Record) -> float:
    """Cases a month that an agency gives to alliances in a province."""
    return agency.capacity * (agency.stance + (1.0 - agency.stance) * home.climate)


@rule
def share_staff(state: State, plan: Plan, month: int) -> None:
    """What share of what each change offers can be delivered this month, and what staff is left, by province."""
    cases = state.change_desk[0]
    for region in range(len(state.provinces)):
        for number in range(len(plan.changes)):
            cases[number] = asked(state, plan, month, number, region)
            state.delivered[number, region] = 0.0 if is_delivered(plan, number) else 1.0
        for k in range(len(plan.agencies)):
            state.spare[k, region] = plan.present[k, region] * staff(plan.agencies[k], state.provinces[region])
        for _ in range(ROUNDS):
            hand_out(state, plan, cases, state.change_desk[1], region)


@rule
def hand_out(state: State, plan: Plan, cases: np.ndarray, part: np.ndarray, region: int) -> None:
    """What is still to be done is asked of all who deliver it, each as it has staff left.

    Whoever is asked for more than it has does the same share of all that it is asked for. ``cases`` are those of each
    change; ``part`` becomes the part of a change that is asked of one who could do one case.
    """
    for number in range(len(plan.changes)):
        able = 0.0
        for k in range(len(plan.agencies)):
            able += plan.delivers[k, number] * state.spare[k, region]
        part[number] = (1.0 - state.delivered[number, region]) / able if able > 0.0 else 0.0
    for k in range(len(plan.agencies)):
        load = 0.0  # cases asked of one who could do one case
        for number in range(len(plan.changes)):
            load += plan.delivers[k, number] * part[number] * cases[number]
        does = state.spare[k, region] * min(1.0, 1.0 / load) if load > 0.0 else state.spare[k, region]
        for number in range(len(plan.changes)):
            state.delivered[number, region] += plan.delivers[k, number] * part[number] * does
        state.spare[k, region] -= load * does


@rule
def is_delivered(plan: Plan, number: int) -> bool:
    """Whether any agency delivers change ``number`` anywhere; others are done by whoever has them done."""
    agencies = 0
    for k in range(len(plan.agencies)):
        agencies += plan.delivers[k, number]
    return agencies > 0


@rule
def take_over(state: State, plan: Plan, when: Word, month: int) -> None:
    """In the months after the programme that agencies take over: visits to what the teams helped to found."""
    if month <= plan.teams[1] or month > plan.teams[2]:
        return
    for region in range(len(state.provinces)):
        left = 0
        for place in range(state.counts[0].alive):
            a = state.alliances[state.live[place]]
            left += a.facilitated and a.province == region
        for k in range(len(plan.agencies)):
            agency = plan.agencies[k]
            if left > 0 and agency.follow_up > 0.0:
                follow_up_by(state, agency, when, month, region, np.uint64(k), state.spare[k, region] / left)


@rule
def follow_up_by(state: State, agency: Record, when: Word, month: int, region: int, k: Word, chance: float) -> None:
    """One agency's month with the facilitated alliances of a province, each visited with that chance."""
    for place in range(state.counts[0].alive):
        a = state.alliances[state.live[place]]
        if a.facilitated and a.province == region and draw(when, FOLLOW, a.key, k) < chance:
            a.support = max(a.support, agency.follow_up)
            a.helped = month
            state.counts[0].cost += agency.case_cost
