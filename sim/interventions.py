"""The six kinds of change that recommendations are made of, and how each acts on a world.

A change touches what organisations know, whom they meet, what alliances have, or what support is at hand; never an
outcome. Intensity scales *reach* (visits, coverage, attendance, cases) and cost; at 0 a change is left out of the plan
altogether. Every draw is keyed by the change and by whom it would reach.
"""

from __future__ import annotations

import math

import numpy as np

from sim.chance import ATTEND, LIST, PAIR, REACH, SEEN, VISIT, draw, mix, pick
from sim.compiling import Record, Word, rule
from sim.records import BROADCAST, EQUIP, FORUM, Plan, State
from sim.records import LIST as LISTING
from sim.records import VISIT as VISITING
from sim.rules.learning import gain, learn_strategy
from sim.rules.meeting import talk
from sim.rules.trust import draw_closer
from sim.rules.visiting import whole_cases
from sim.rules.working import monitored


@rule
def due(change: Record, month: int) -> bool:
    """Whether ``change`` has an occasion in ``month``."""
    return change.start <= month <= change.end and (month - change.start) % change.every == 0


@rule
def act(state: State, plan: Plan, when: Word, month: int, number: int) -> None:
    """Let change ``number`` of the plan act for one month, province by province, and charge what it costs.

    A province without organisations costs nothing, as it costs a team nothing: nobody works where nobody is.
    """
    change, p = plan.changes[number], plan.numbers[0]
    for region in range(len(state.provinces)):
        if not plan.where[number, region] or month < change.start or month > change.end:
            continue
        if state.provinces[region].active > 0:
            state.counts[0].cost += change.month_cost * change.intensity
        if due(change, month):
            state.counts[0].cost += change.case_cost * act_in(state, plan, p, when, month, number, region)


@rule
def act_in(state: State, plan: Plan, p: Record, when: Word, month: int, number: int, region: int) -> int:
    """One occasion of a change in one province; returns the cases served."""
    change = plan.changes[number]
    if change.act == VISITING:
        return go_round(state, plan, p, when, number, region)
    if change.act == BROADCAST:
        return broadcast(state, plan, p, when, month, number, region)
    if change.act == EQUIP:
        return equip(state, plan, when, number, region)
    if change.act == FORUM:
        return gather_forum(state, plan, p, when, number, region)
    if change.act == LISTING:
        return list_members(state, plan, when, number, region)
    return rescue(state, plan, p, when, number, region)


@rule
def teach(o: Record, change: Record, share: float, p: Record) -> None:
    """Dose one organisation: each lesson adds a share of what it still lacks."""
    o.understanding = gain(o.understanding, share * change.understanding)
    learn_strategy(o, share * change.strategy, p)
    o.leadership = gain(o.leadership, share * change.leadership)
    o.openness = gain(o.openness, share * change.openness)
    o.management = gain(o.management, share * change.management)


@rule
def reached(o: Record, change: Record, home: Record, p: Record, chance: float) -> bool:
    """Whether ``o`` is among those one occasion reaches: a share, smaller with distance where distance matters."""
    share = change.coverage * change.intensity
    if change.distance > 0.0:
        share *= math.exp(-math.hypot(o.x - home.x, o.y - home.y) / p.travel)
    return chance < share


@rule
def go_round(state: State, plan: Plan, p: Record, when: Word, number: int, region: int) -> int:
    """Visits: so many a month, round the province, skipping those already convinced or not yet ready."""
    change, home = plan.changes[number], state.provinces[region]
    wanted = whole_cases(change.capacity * change.intensity, draw(when, VISIT, change.key, np.uint64(region)))
    served = 0
    for _ in range(home.active):
        if served == wanted:
            break
        o = state.organisations[state.circle[home.first + state.rounds[number, region] % home.active]]
        state.rounds[number, region] += 1
        if plan.whom[number, o.kind] and o.understanding < change.until and o.leadership >= change.ready:
            teach(o, change, change.strength, p)
            served += 1
    return served


@rule
def broadcast(state: State, plan: Plan, p: Record, when: Word, month: int, number: int, region: int) -> int:
    """Media: a thin lesson to a share of everybody, worn by repetition; and a friendlier environment."""
    change, home = plan.changes[number], state.provinces[region]
    strength = change.strength
    if change.tires > 0.0:
        strength *= (1.0 - p.repetition_wear) ** ((month - change.start) // change.every)
    home.climate = gain(home.climate, strength * change.climate * change.intensity)
    cases = 0
    for i in range(home.first, home.first + home.active):
        o = state.organisations[i]
        if plan.whom[number, o.kind] and reached(o, change, home, p, draw(when, REACH, o.id, change.key)):
            teach(o, change, strength, p)
            cases += 1
    return cases


@rule
def furnish(a: Record, change: Record) -> None:
    """Dose one alliance; a plan rests on members' own strategies, indicators rest on a plan."""
    a.plan = gain(a.plan, change.strength * change.plan * a.strategy)
    a.indicators = gain(a.indicators, change.strength * change.indicators * a.plan)
    a.control = gain(a.control, change.strength * change.control)
    a.readiness = gain(a.readiness, change.strength * change.readiness)
    a.skill = gain(a.skill, change.strength * change.skill)


@rule
def concerned(a: Record, plan: Plan, number: int, region: int) -> bool:
    """Whether alliance ``a`` is of the province, and founded by a kind of organisation, that a change is for."""
    return a.province == region and plan.whom[number, a.kind]


@rule
def equip(state: State, plan: Plan, when: Word, number: int, region: int) -> int:
    """Equip a share of the province's living alliances."""
    change = plan.changes[number]
    cases = 0
    for place in range(state.counts[0].alive):
        a = state.alliances[state.live[place]]
        if (
            concerned(a, plan, number, region)
            and draw(when, REACH, a.key, change.key) < change.coverage * change.intensity
        ):
            furnish(a, change)
            cases += 1
    return cases


@rule
def comes(state: State, plan: Plan, p: Record, when: Word, number: int, i: int) -> bool:
    """Whether organisation ``i`` comes to a forum in its province this month."""
    change, o = plan.changes[number], state.organisations[i]
    home = state.provinces[o.province]
    return plan.whom[number, o.kind] and reached(o, change, home, p, draw(when, ATTEND, o.id, change.key))


@rule
def gather_forum(state: State, plan: Plan, p: Record, when: Word, number: int, region: int) -> int:
    """A forum: organisations meet in pairs and learn; alliances whose founder comes practise feedback.

    Who comes for its alliance too is one participant.
    """
    change, home = plan.changes[number], state.provinces[region]
    cases = 0
    if change.skill + change.readiness > 0.0:
        cases = alliances_forum(state, plan, p, when, number, region)
    if change.trust + change.understanding + change.management > 0.0:
        cases = organisations_forum(state, plan, p, when, number, region)
    home.understanding = gain(home.understanding, change.strength * change.team * change.intensity)
    return cases


@rule
def alliances_forum(state: State, plan: Plan, p: Record, when: Word, number: int, region: int) -> int:
    """Alliances whose founder comes practise feedback, and come closer to the best of those present."""
    change = plan.changes[number]
    present = state.desk
    here, best = 0, 0.0
    for place in range(state.counts[0].alive):
        a = state.alliances[state.live[place]]
        if a.province == region and comes(state, plan, p, when, number, a.founder):
            present[here] = state.live[place]
            best = max(best, a.skill)
            here += 1
    for seat in range(here):
        a = state.alliances[present[seat]]
        for _ in range(change.sessions):
            a.skill += min(1.0, change.strength * change.skill) * max(0.0, best - a.skill)
            furnish(a, change)
    return here * change.sessions


@rule
def organisations_forum(state: State, plan: Plan, p: Record, when: Word, number: int, region: int) -> int:
    """The sessions of a forum: each of those present talks with one other a session, and learns from experts."""
    change, home = plan.changes[number], state.provinces[region]
    present = state.desk
    here = 0
    for i in range(home.first, home.first + home.active):
        if comes(state, plan, p, when, number, i):
            present[here] = i
            here += 1
    for session in range(change.sessions):
        for seat in range(here):
            i = present[seat]
            o = state.organisations[i]
            teach(o, change, change.strength, p)
            j = present[pick(draw(when, PAIR, o.id, mix(change.key + np.uint64(session))), here)]
            if j != i:
                draw_closer(state.ties, i, j, change.strength * change.trust, p.first_trust)
                talk(state, p, i, j)
    return here * change.sessions


@rule
def list_members(state: State, plan: Plan, when: Word, number: int, region: int) -> int:
    """A directory: a share of organisations get an entry, or a fresh one."""
    change, home = plan.changes[number], state.provinces[region]
    cases = 0
    for i in range(home.first, home.first + home.active):
        o = state.organisations[i]
        if plan.whom[number, o.kind] and draw(when, LIST, o.id, change.key) < change.coverage * change.intensity:
            o.listed = max(o.listed, change.strength)
            cases += 1
    return cases


@rule
def rescue(state: State, plan: Plan, p: Record, when: Word, number: int, region: int) -> int:
    """An advisory unit: the weakest alliances below comfort get help, if their trouble is seen, as far as it can."""
    change = plan.changes[number]
    wanted = whole_cases(change.capacity * change.intensity, draw(when, VISIT, change.key, np.uint64(region)))
    served, above = 0, -1.0
    while served < wanted:
        weakest, cohesion = -1, p.comfort
        for place in range(state.counts[0].alive):
            a = state.alliances[state.live[place]]
            weaker = concerned(a, plan, number, region) and above < a.cohesion < cohesion
            if weaker and draw(when, SEEN, a.key, change.key) < monitored(a, p):
                weakest, cohesion = state.live[place], a.cohesion
        if weakest < 0:
            break
        above = cohesion
        a = state.alliances[weakest]
        a.support = max(a.support, min(1.0, change.strength * change.support))
        furnish(a, change)
        a.rescued += 1
        state.counts[0].rescues += 1
        served += 1
    return served
