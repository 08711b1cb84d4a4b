"""The six kinds of change that recommendations are made of, and how each acts on a world.

A change touches what organisations know, whom they meet, what alliances have, or what support is at hand; never an
outcome. **Coverage** says who ever takes part, the same ones all through; **intensity**, and what those who deliver it
have staff for, how often there is anything to take part in. At intensity 0, or strength 0, a change is left out of the
plan altogether. Every draw is keyed by the change and by whom it would reach.
"""

from __future__ import annotations

import math

import numpy as np

from sim.chance import AIR, ATTEND, CONTACT, LIST, PAIR, REACH, SEEN, VISIT, draw, mix, pick
from sim.compiling import Record, Word, rule
from sim.records import BROADCAST, EQUIP, FORUM, Plan, State
from sim.records import LIST as LISTING
from sim.records import VISIT as VISITING
from sim.rules.delivering import concerned, due
from sim.rules.hours import finds_time, has_time
from sim.rules.learning import gain, learn_strategy
from sim.rules.meeting import talk
from sim.rules.trust import draw_closer
from sim.rules.visiting import whole_cases
from sim.rules.working import monitored
from sim.structure import THE_IGNORANT, THE_OPEN


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
            cases = act_in(state, plan, p, when, month, number, region)
            state.counts[0].cases += cases
            state.counts[0].cost += change.case_cost * cases


@rule
def act_in(state: State, plan: Plan, p: Record, when: Word, month: int, number: int, region: int) -> int:
    """One occasion of a change in one province; returns the cases served."""
    change = plan.changes[number]
    effort = change.intensity * state.delivered[number, region]
    if change.act == VISITING:
        return go_round(state, plan, p, when, number, region, effort)
    if change.act == BROADCAST:
        return broadcast(state, plan, p, when, month, number, region, effort)
    if change.act == EQUIP:
        return equip(state, plan, p, when, month, number, region, effort)
    if change.act == FORUM:
        return gather_forum(state, plan, p, when, month, number, region, effort)
    if change.act == LISTING:
        return list_members(state, plan, when, number, region, effort)
    return rescue(state, plan, p, when, month, number, region, effort)


@rule
def teach(o: Record, change: Record, worn: float, p: Record) -> None:
    """One lesson: it adds a share, less ``worn`` by repetition, of what an organisation still lacks."""
    o.understanding = gain(o.understanding, worn * change.understanding)
    learn_strategy(o, worn * change.strategy, p)
    o.leadership = gain(o.leadership, worn * change.leadership)
    o.openness = gain(o.openness, worn * change.openness)
    o.management = gain(o.management, worn * change.management)
    o.lessons += 1


@rule
def takes_part(state: State, change: Record, p: Record, who: Word, far: float, effort: float, chance: float) -> bool:
    """Whether ``who`` is one of those a change is carried to at all, and there is anything for it on this occasion.

    ``far`` (km) lessens the share of those who ever take part where distance matters.
    """
    share = change.coverage
    if change.distance > 0.0:
        share *= math.exp(-far / p.travel)
    return chance < effort and draw(state.counts[0].world, REACH, who, change.key) < share


@rule
def how_far(o: Record, home: Record) -> float:
    """Distance (km) of an organisation from the provincial capital."""
    return math.hypot(o.x - home.x, o.y - home.y)


@rule
def go_round(state: State, plan: Plan, p: Record, when: Word, number: int, region: int, effort: float) -> int:
    """Visits: so many a month, round the province, skipping those already convinced, not yet ready or without time."""
    change, home = plan.changes[number], state.provinces[region]
    wanted = whole_cases(change.capacity * effort, draw(when, VISIT, change.key, np.uint64(region)))
    served = 0
    for _ in range(home.active):
        if served == wanted:
            break
        i = state.circle[home.first + state.rounds[number, region] % home.active]
        o = state.organisations[i]
        state.rounds[number, region] += 1
        suitable = o.understanding < change.until and o.leadership >= change.ready and o.asleep_until == 0
        if plan.whom[number, o.kind] and suitable and finds_time(state, p, i):
            teach(o, change, 1.0, p)
            served += 1
    return served


@rule
def open_to_media(o: Record, p: Record) -> float:
    """How much of what media teach an organisation takes in, by the form of the rule."""
    if p.media_form == THE_IGNORANT:
        return 1.0 if o.understanding < p.media_ceiling else 0.0
    return min(1.0, 2.0 * o.openness) if p.media_form == THE_OPEN else 1.0


@rule
def broadcast(
    state: State, plan: Plan, p: Record, when: Word, month: int, number: int, region: int, effort: float
) -> int:
    """Media: a thin lesson to those they reach, worn by repetition; and a friendlier environment."""
    change, home = plan.changes[number], state.provinces[region]
    worn = 1.0
    if change.tires > 0.0:
        worn = (1.0 - p.repetition_wear) ** ((month - change.start) // change.every)
    home.climate = gain(home.climate, worn * change.climate * effort)
    cases = 0
    for i in range(home.first, home.first + home.active):
        o = state.organisations[i]
        chance = draw(when, AIR, o.id, change.key)
        if (
            plan.whom[number, o.kind]
            and o.asleep_until == 0
            and takes_part(state, change, p, o.id, how_far(o, home), effort, chance)
        ):
            teach(o, change, worn * open_to_media(o, p), p)
            cases += 1
    return cases


@rule
def furnish(a: Record, change: Record, month: int) -> None:
    """One lesson to an alliance; a plan rests on members' own strategies, indicators rest on a plan."""
    a.plan = gain(a.plan, change.plan * a.strategy)
    a.indicators = gain(a.indicators, change.indicators * a.plan)
    a.control = gain(a.control, change.control)
    a.readiness = gain(a.readiness, change.readiness)
    a.skill = gain(a.skill, change.skill)
    a.helped = month


@rule
def equip(state: State, plan: Plan, p: Record, when: Word, month: int, number: int, region: int, effort: float) -> int:
    """Equip those of the province's living alliances that take part, if who speaks for them has the time."""
    change = plan.changes[number]
    cases = 0
    for place in range(state.counts[0].alive):
        a = state.alliances[state.live[place]]
        if (
            concerned(a, plan, number, region)
            and takes_part(state, change, p, a.key, 0.0, effort, draw(when, AIR, a.key, change.key))
            and finds_time(state, p, a.founder)
        ):
            furnish(a, change, month)
            cases += 1
    return cases


@rule
def comes(state: State, plan: Plan, p: Record, when: Word, number: int, i: int, effort: float) -> bool:
    """Whether organisation ``i`` is one of those who come to the forum of its province when they have the time."""
    change, o = plan.changes[number], state.organisations[i]
    far = how_far(o, state.provinces[o.province])
    return (
        plan.whom[number, o.kind]
        and o.asleep_until == 0
        and takes_part(state, change, p, o.id, far, effort, draw(when, ATTEND, o.id, change.key))
    )


@rule
def gather_forum(
    state: State, plan: Plan, p: Record, when: Word, month: int, number: int, region: int, effort: float
) -> int:
    """A forum: organisations meet in pairs and learn; alliances whose founder comes practise feedback.

    Who comes for its alliance too is one participant.
    """
    change, home = plan.changes[number], state.provinces[region]
    cases = 0
    if change.skill + change.readiness > 0.0:
        cases = alliances_forum(state, plan, p, when, month, number, region, effort)
    if teaches_organisations(change):
        cases = organisations_forum(state, plan, p, when, number, region, effort)
    home.understanding = gain(home.understanding, change.team * effort)
    return cases


@rule
def teaches_organisations(change: Record) -> bool:
    """Whether a forum has anything for organisations, beside what alliances practise there."""
    return change.trust + change.understanding + change.management + change.contact > 0.0


@rule
def alliances_forum(
    state: State, plan: Plan, p: Record, when: Word, month: int, number: int, region: int, effort: float
) -> int:
    """Alliances whose founder comes practise feedback, and come closer to the best of those present."""
    change = plan.changes[number]
    present = state.desk
    here, best = 0, 0.0
    for place in range(state.counts[0].alive):
        a = state.alliances[state.live[place]]
        if a.province == region and comes(state, plan, p, when, number, a.founder, effort):
            if has_time(state.organisations[a.founder], p.lesson_hours, p):
                present[here] = state.live[place]
                best = max(best, a.skill)
                here += 1
            elif not teaches_organisations(change):  # else it is counted as one of the organisations
                state.counts[0].turned_away += 1
    served = 0
    for seat in range(here):
        a = state.alliances[present[seat]]
        o = state.organisations[a.founder]
        sessions = sessions_for(o, change, p)
        for _ in range(sessions):
            a.skill += change.skill * max(0.0, best - a.skill)
            furnish(a, change, month)
        if not teaches_organisations(change):  # else it gives the same hours as one of the organisations present
            o.lent += sessions * p.lesson_hours
        served += sessions
    return served


@rule
def sessions_for(o: Record, change: Record, p: Record) -> int:
    """How many of a forum's sessions ``o`` has the hours for: whoever holds them all at once holds many for few."""
    sessions = 0
    while sessions < change.sessions and has_time(o, (sessions + 1) * p.lesson_hours, p):
        sessions += 1
    return sessions


@rule
def organisations_forum(
    state: State, plan: Plan, p: Record, when: Word, number: int, region: int, effort: float
) -> int:
    """The sessions of a forum: those present learn from experts, and some get talking with one other a session."""
    change, home = plan.changes[number], state.provinces[region]
    present = state.desk
    here = 0
    for i in range(home.first, home.first + home.active):
        if comes(state, plan, p, when, number, i, effort):
            if has_time(state.organisations[i], p.lesson_hours, p):
                present[here] = i
                here += 1
            else:
                state.counts[0].turned_away += 1
    served = 0
    for session in range(change.sessions):
        for seat in range(here):
            i = present[seat]
            o = state.organisations[i]
            if not finds_time(state, p, i):
                continue
            teach(o, change, 1.0, p)
            served += 1
            j = present[pick(draw(when, PAIR, o.id, mix(change.key + np.uint64(session))), here)]
            if j != i and draw(when, CONTACT, o.id, mix(change.key + np.uint64(session))) < change.contact:
                draw_closer(state, p, i, j, change.trust)
                talk(state, p, i, j)
    return served


@rule
def list_members(state: State, plan: Plan, when: Word, number: int, region: int, effort: float) -> int:
    """A directory: a share of organisations get an entry, or a fresh one."""
    change, home = plan.changes[number], state.provinces[region]
    cases = 0
    for i in range(home.first, home.first + home.active):
        o = state.organisations[i]
        open_ = plan.whom[number, o.kind] and o.asleep_until == 0
        if open_ and draw(when, LIST, o.id, change.key) < change.coverage * effort:
            o.listed = max(o.listed, change.strength)
            cases += 1
    return cases


@rule
def fall(a: Record, federation: Record, p: Record, chance: float) -> float:
    """By how much the cohesion of an alliance fell last month, if that is seen; 0 where it did not, or is not seen."""
    return max(0.0, a.before - a.cohesion) if chance < monitored(a, federation, p) else 0.0


@rule
def rescue(state: State, plan: Plan, p: Record, when: Word, month: int, number: int, region: int, effort: float) -> int:
    """An advisory unit: the alliances seen to fall most get help, as far as it can."""
    change = plan.changes[number]
    wanted = whole_cases(change.capacity * effort, draw(when, VISIT, change.key, np.uint64(region)))
    served, last, below = 0, -1, np.inf
    while served < wanted:
        worst, deepest = -1, 0.0
        for place in range(state.counts[0].alive):
            a = state.alliances[state.live[place]]
            if concerned(a, plan, number, region):
                fallen = fall(a, state.federations[region], p, draw(when, SEEN, a.key, change.key))
                if fallen > deepest and (fallen < below or (fallen == below and place > last)):
                    worst, deepest = place, fallen
        if worst < 0:
            break
        last, below = worst, deepest
        a = state.alliances[state.live[worst]]
        if finds_time(state, p, a.founder):
            a.support = max(a.support, change.support)
            furnish(a, change, month)
            a.rescued += 1
            state.counts[0].rescues += 1
            served += 1
    return served
