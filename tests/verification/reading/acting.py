"""Recommendations act, from section 7 of docs/odd.md: one change, in one province, in one month."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from reading.entities import Alliance, Organisation, World
from reading.hours import finds_time, would_have_time
from reading.learning import learn_strategy
from reading.levels import Draw, gain, picked, whole
from reading.meeting import talk
from reading.scenario import Change, Scenario, due
from reading.trust import contact
from reading.working import monitored

EVERYBODY, IGNORANT, OPEN = 0, 1, 2
TAUGHT = ("understanding", "leadership", "openness", "management")


@dataclass
class Occasion:
    """A change in a province in a month: what agencies deliver of it, and how often it has run before."""

    change: Change
    province: int
    effort: float
    before: int = 0


def far(p: Any, world: World, change: Change, x: float, y: float, province: int) -> float:
    """Fewer are reached the farther they are, if the change says so."""
    home = world.provinces[province]
    return math.exp(-math.hypot(x - home.x, y - home.y) / p.travel) if change.distance else 1.0


def takes_part(p: Any, world: World, at: Occasion, one: Organisation | Alliance, draw: Draw) -> bool:
    """Is one of those that ever take part, and on this occasion too."""
    identity = one.key if isinstance(one, Alliance) else one.id
    covered = at.change.coverage * far(p, world, at.change, one.x, one.y, at.province)
    return (
        draw("ever", identity, at.change.key) < covered
        and draw(f"now_{at.change.act}", identity, at.change.key) < at.effort
    )


def of_kind(change: Change, kind: int) -> bool:
    return bool(change.kinds >> kind & 1)


def awake(world: World, at: Occasion) -> list[Organisation]:
    """The organisations of the province that a change is for; dormant ones are passed over."""
    return [
        o for o in world.organisations
        if o.province == at.province and of_kind(at.change, o.kind) and not world.asleep(o)
    ]  # fmt: skip


def living(world: World, at: Occasion) -> list[Alliance]:
    here = [world.alliances[index] for index in world.living]
    return [a for a in here if a.province == at.province and of_kind(at.change, a.kind)]


def case(world: World, change: Change) -> None:
    world.add("cases")
    world.add("cost", change.case_cost)


def teach(p: Any, o: Organisation, change: Change, worn: float) -> None:
    for thing in TAUGHT:
        setattr(o, thing, gain(getattr(o, thing), change.dose(thing) * worn))
    learn_strategy(p, o, change.dose("strategy") * worn)
    o.lessons += 1


def furnish(world: World, a: Alliance, change: Change) -> None:
    """A joint plan rests on members' own, indicators on a plan; the alliance has been helped this month."""
    a.plan = gain(a.plan, change.dose("plan") * a.strategy)
    a.indicators = gain(a.indicators, change.dose("indicators") * a.plan)
    for thing in ("control", "readiness", "skill"):
        setattr(a, thing, gain(getattr(a, thing), change.dose(thing)))
    a.helped = world.month


def media_reach(p: Any, o: Organisation) -> float:
    """What media teach, by the form of the rule."""
    if p.media_form == IGNORANT:
        return 1.0 if o.understanding < p.media_ceiling else 0.0
    return min(1.0, 2.0 * o.openness) if p.media_form == OPEN else 1.0


def visit(p: Any, world: World, at: Occasion, draw: Draw) -> None:
    """Goes round the province in the order of its team's round, from where it stopped, once round at most."""
    change, province = at.change, world.provinces[at.province]
    left = whole(change.capacity * at.effort, draw("visits_of", change.key, at.province))
    at_now = world.counts.setdefault(("round", change.key, at.province), 0)
    for _ in range(province.active):
        if not left:
            break
        o = world.organisations[province.round[at_now % province.active]]
        at_now += 1
        wanted = of_kind(change, o.kind) and not world.asleep(o) and o.understanding < change.until
        if wanted and o.leadership >= change.ready and finds_time(p, world, o):
            teach(p, o, change, 1.0)
            case(world, change)
            left -= 1
    world.counts["round", change.key, at.province] = at_now


def broadcast(p: Any, world: World, at: Occasion, draw: Draw) -> None:
    worn = (1.0 - p.repetition_wear) ** at.before if at.change.tires else 1.0
    for o in awake(world, at):
        if takes_part(p, world, at, o, draw):
            teach(p, o, at.change, worn * media_reach(p, o))
            case(world, at.change)
    province = world.provinces[at.province]
    province.climate = gain(province.climate, worn * at.change.dose("climate") * at.effort)


def equip(p: Any, world: World, at: Occasion, draw: Draw) -> None:
    for a in living(world, at):
        speaker = world.organisations[a.founder]
        if takes_part(p, world, at, a, draw) and finds_time(p, world, speaker):
            furnish(world, a, at.change)
            case(world, at.change)


def comes(p: Any, world: World, at: Occasion, o: Organisation, draw: Draw) -> bool:
    """Whether it comes to a forum if it has the time; who speaks for an alliance from elsewhere comes from there."""
    home = Occasion(at.change, o.province, at.effort)
    return of_kind(at.change, o.kind) and not world.asleep(o) and takes_part(p, world, home, o, draw)


def sessions_for(p: Any, o: Organisation, change: Change) -> int:
    """How many of the sessions it has the time for."""
    return sum(1 for number in range(change.sessions) if would_have_time(p, o, (number + 1) * p.lesson_hours))


def practise(p: Any, world: World, at: Occasion, draw: Draw) -> int:
    """Alliances whose founder, or who speaks for it, comes and has the time learn from the most skilled present."""
    change, alone = at.change, not teaches(at.change)
    near = [a for a in (world.alliances[index] for index in world.living) if a.province == at.province]
    come = [
        (a, world.organisations[a.founder]) for a in near if comes(p, world, at, world.organisations[a.founder], draw)
    ]
    present = [(a, o) for a, o in come if would_have_time(p, o, p.lesson_hours)]
    world.add("turned_away", (len(come) - len(present)) if alone else 0)
    best, served = max((a.skill for a, _ in present), default=0.0), 0
    for a, o in present:
        sessions = sessions_for(p, o, change)
        for _ in range(sessions):
            a.skill += change.dose("skill") * max(0.0, best - a.skill)
            furnish(world, a, change)
        served += sessions
        o.lent += sessions * p.lesson_hours if alone else 0.0
    return served


def session(p: Any, world: World, at: Occasion, *, present: list[Organisation], number: int, draw: Draw) -> int:
    """Each who still has the time is taught, and perhaps gets talking with one other who came, in turn."""
    change, served = at.change, 0
    for o in present:
        if not finds_time(p, world, o):
            continue
        teach(p, o, change, 1.0)
        served += 1
        q = present[picked(len(present), draw("partner", o.id, (change.key, number)))]
        if q is not o and draw("contact", o.id, (change.key, number)) < change.dose("contact"):
            contact(p, o, q, change.dose("trust"), draw)
            talk(p, o, q)
    return served


def teaches(change: Change) -> bool:
    """Whether a forum has anything for organisations, beside what alliances practise there."""
    return any(change.dose(thing) > 0.0 for thing in ("trust", "contact", "understanding", "management"))


def forum(p: Any, world: World, at: Occasion, draw: Draw) -> None:
    """Alliances practise first; who comes for its alliance too is one case."""
    served = 0
    if at.change.dose("skill") + at.change.dose("readiness") > 0.0:
        served = practise(p, world, at, draw)
    if teaches(at.change):
        come = [o for o in awake(world, at) if takes_part(p, world, at, o, draw)]
        present = [o for o in come if would_have_time(p, o, p.lesson_hours)]
        world.add("turned_away", len(come) - len(present))
        served = sum(
            session(p, world, at, present=present, number=number, draw=draw) for number in range(at.change.sessions)
        )
    for _ in range(served):
        case(world, at.change)
    province = world.provinces[at.province]
    province.understanding = gain(province.understanding, at.change.dose("team") * at.effort)


def enlist(p: Any, world: World, at: Occasion, draw: Draw) -> None:
    """With probability coverage x effort, anew at each edition, an organisation gets or renews an entry."""
    for o in awake(world, at):
        if draw("entry", o.id, at.change.key) < at.change.coverage * at.effort:
            o.listed = max(o.listed, at.change.strength)
            case(world, at.change)


def rescue(p: Any, world: World, at: Occasion, draw: Draw) -> None:
    """Those whose cohesion fell most come first, each only if that is seen and who speaks for it has the time."""
    left = whole(at.change.capacity * at.effort, draw("rescues_of", at.change.key, at.province))
    falling = [a for a in living(world, at) if a.cohesion < a.before]
    falling.sort(key=lambda a: a.cohesion - a.before)
    for a in falling:
        if not left:
            break
        if draw("seen", a.key, at.change.key) < monitored(p, world, a) and finds_time(
            p, world, world.organisations[a.founder]
        ):
            a.support = max(a.support, at.change.dose("support"))
            furnish(world, a, at.change)
            a.rescued += 1
            world.add("rescues")
            case(world, at.change)
            left -= 1


ACTS = {"visit": visit, "broadcast": broadcast, "equip": equip, "forum": forum, "list": enlist, "rescue": rescue}


def act(p: Any, world: World, *, change: Change, shares: list[float], draw: Draw) -> None:
    """One change in one month, province by province; `shares` is what agencies deliver of it in each."""
    for number, province in enumerate(world.provinces):
        if not change.where[number] or not change.start <= world.month <= change.end:
            continue
        if province.active:
            world.add("cost", change.month_cost * change.intensity)
        if due(change, number, world.month):
            before = (world.month - change.start) // change.every
            ACTS[change.act](p, world, Occasion(change, number, change.intensity * shares[number], before), draw)


def recommendations_act(p: Any, world: World, scenario: Scenario, draw: Draw, shares: list[list[float]]) -> None:
    """Each change acts, in the order of the scenario file."""
    for n, change in enumerate(scenario.changes):
        act(p, world, change=change, shares=[share[n] for share in shares], draw=draw)
