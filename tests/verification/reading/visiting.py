"""Province teams, from section 7 of docs/odd.md, `visiting.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reading.deciding import joins
from reading.entities import Alliance, Organisation, World
from reading.fitting import fit
from reading.founding import found
from reading.hours import finds_time
from reading.learning import learn_strategy
from reading.levels import Draw, gain, picked, whole
from reading.trust import trust_towards

EXPLAIN, PLAN, LINK = 0, 1, 2


@dataclass
class Programme:
    """First and last month of the teams' work, the order of its stages, and the last month of what is handed over."""

    first: int
    last: int
    order: list[int]
    handover: int


def stage_of(programme: Programme, month: int) -> int:
    """The months of the programme are divided evenly among the three stages."""
    months = programme.last - programme.first + 1
    return programme.order[(month - programme.first) * 3 // months]


def forum(p: Any, world: World, programme: Programme) -> None:
    """In the first month of the programme and every `forum_every` from then on, before the visits of that month."""
    if (world.month - programme.first) % int(p.forum_every) == 0:
        for province in world.provinces:
            province.understanding = gain(province.understanding, p.forum_gain)


def helped_by_team(world: World, o: Organisation) -> list[Alliance]:
    return [world.alliances[seat] for seat in o.seats if world.alliances[seat].facilitated]


def stand_by(world: World, alliances: list[Alliance], understanding: float) -> None:
    for a in alliances:
        a.support = max(a.support, understanding)
        a.helped = world.month


def brokered(p: Any, world: World, o: Organisation, circle: list[int], draw: Draw) -> list[int]:
    """Picks by lot from the organisations that the team works with."""
    return [circle[picked(len(circle), draw("broker", o.id, n))] for n in range(int(p.brokered))]


def best_here(p: Any, world: World, o: Organisation) -> Alliance | None:
    """The living facilitated alliance of the province that it fits best, if it fits any."""
    best, most = None, 0.0
    for a in (world.alliances[index] for index in world.living):
        if a.facilitated and a.province == o.province and fit(p, o, a) > most:
            best, most = a, fit(p, o, a)
    return best


def link(p: Any, world: World, o: Organisation, *, understanding: float, circle: list[int], draw: Draw) -> None:
    mine = helped_by_team(world, o)
    if mine:
        for a in mine:
            a.plan = gain(a.plan, p.plan_effect * understanding * a.strategy)
        return
    push = p.link_push * understanding
    a = best_here(p, world, o)
    if a is not None:
        trust = trust_towards(p, o, a.founder)
        if joins(p, world, o, a=a, trust=trust, push=push, uniform=draw("join", o.id, a.key)):
            return
    found(p, world, o, push=push, brokered=brokered(p, world, o, circle, draw), draw=draw)


def visit(p: Any, world: World, o: Organisation, *, stage: int, circle: list[int], draw: Draw) -> None:
    """One visit; who is dormant or has not the time is passed by, and the visit is lost."""
    if world.asleep(o) or not finds_time(p, world, o):
        return
    understanding = world.provinces[o.province].understanding
    stand_by(world, helped_by_team(world, o), understanding)
    if stage == EXPLAIN:
        o.understanding = gain(o.understanding, p.explain_effect * understanding)
    elif stage == PLAN:
        learn_strategy(p, o, p.plan_effect * understanding)
    else:
        link(p, world, o, understanding=understanding, circle=circle, draw=draw)


def visits(p: Any, world: World, programme: Programme, draw: Draw) -> None:
    """All visits of a month are of one stage, round a circle of `team_circle` organisations."""
    if not programme.first <= world.month <= programme.last:
        return
    forum(p, world, programme)
    stage = stage_of(programme, world.month)
    for number, province in enumerate(world.provinces):
        circle = province.round[: int(p.team_circle)]
        if not circle:
            continue
        world.add("cost", p.team_cost)
        for _ in range(whole(p.team_visits, draw("visits", number))):
            o = world.organisations[circle[province.next_visit % len(circle)]]
            province.next_visit += 1
            visit(p, world, o, stage=stage, circle=circle, draw=draw)
