"""Agencies deliver what recommendations offer, as far as their staff reach; afterwards they may take alliances over.

The source names five supporting agencies. What each has is shared by all that it is asked to deliver in a province: the
more that is asked of it at once, the smaller the share of each that it can do. Its stance towards alliances, which a
friendlier climate improves, says how much of its staff it gives to them at all.
"""

from __future__ import annotations

import numpy as np

from sim.chance import FOLLOW, draw
from sim.compiling import Record, Word, rule
from sim.records import EQUIP, RESCUE, VISIT, Plan, State


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
def helpers(plan: Plan, number: int, region: int) -> float:
    """Capacity of all agencies that deliver change ``number`` in a province."""
    total = 0.0
    for k in range(len(plan.agencies)):
        if plan.present[k, region] and plan.delivers[k, number]:
            total += plan.agencies[k].capacity
    return total


@rule
def work_on(state: State, plan: Plan, month: int, k: int, region: int) -> float:
    """Cases asked of agency ``k`` in a province, of each change its part by capacity."""
    total = 0.0
    if plan.present[k, region]:
        for number in range(len(plan.changes)):
            if plan.delivers[k, number]:
                part = plan.agencies[k].capacity / helpers(plan, number, region)
                total += part * asked(state, plan, month, number, region)
    return total


@rule
def share_staff(state: State, plan: Plan, month: int) -> None:
    """What share of what each change offers can be delivered this month, province by province."""
    for region in range(len(state.provinces)):
        for number in range(len(plan.changes)):
            state.delivered[number, region] = 0.0 if is_delivered(plan, number) else 1.0
        for k in range(len(plan.agencies)):
            if plan.present[k, region]:
                has, wanted = staff(plan.agencies[k], state.provinces[region]), work_on(state, plan, month, k, region)
                able = 1.0 if wanted <= has else has / wanted
                for number in range(len(plan.changes)):
                    if plan.delivers[k, number]:
                        part = plan.agencies[k].capacity / helpers(plan, number, region)
                        state.delivered[number, region] += part * able


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
            spare = staff(agency, state.provinces[region]) - work_on(state, plan, month, k, region)
            if left > 0 and plan.present[k, region] and agency.follow_up > 0.0:
                follow_up_by(state, agency, when, month, region, np.uint64(k), spare / left)


@rule
def follow_up_by(state: State, agency: Record, when: Word, month: int, region: int, k: Word, chance: float) -> None:
    """One agency's month with the facilitated alliances of a province, each visited with that chance."""
    for place in range(state.counts[0].alive):
        a = state.alliances[state.live[place]]
        if a.facilitated and a.province == region and draw(when, FOLLOW, a.key, k) < chance:
            a.support = max(a.support, agency.follow_up)
            a.helped = month
            state.counts[0].cost += agency.case_cost
