"""Recommendations act, from section 7 of docs/odd.md: one change, in one province, in one month."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from reading.entities import Alliance, Organisation, World
from reading.hours import has_time
from reading.learning import learn_strategy
from reading.levels import Draw, gain, picked, whole
from reading.meeting import talk
from reading.trust import contact
from reading.working import monitored

EVERYBODY, IGNORANT, OPEN = 0, 1, 2
TAUGHT = ("understanding", "leadership", "openness", "management")


@dataclass
class Change:
    """One thing a recommendation does; `doses` are the shares of one lesson, `kinds` a set of those it is for."""

    key: int = 0
    act: str = "visit"
    start: int = 1
    end: int = 24
    every: int = 1
    sessions: int = 1
    intensity: float = 1.0
    strength: float = 0.0
    capacity: float = 0.0
    coverage: float = 1.0
    until: float = 2.0
    ready: float = 0.0
    distance: bool = False
    tires: bool = False
    work: float = 0.0
    month_cost: float = 0.0
    case_cost: float = 0.0
    kinds: int = -1
    doses: dict[str, float] = field(default_factory=dict)

    def dose(self, thing: str) -> float:
        return self.doses.get(thing, 0.0)


@dataclass
class Occasion:
    """A change in a province in a month: what agencies deliver of it, and how often it has run before."""

    change: Change
    province: int
    effort: float
    before: int = 0


def due(change: Change, month: int) -> bool:
    return change.start <= month <= change.end and (month - change.start) % change.every == 0


def far(p: Any, world: World, change: Change, x: float, y: float, province: int) -> float:
    """Fewer are reached the farther they are, if the change says so."""
    home = world.provinces[province]
    return math.exp(-math.hypot(x - home.x, y - home.y) / p.travel) if change.distance else 1.0


def takes_part(p: Any, world: World, at: Occasion, one: Organisation | Alliance, draw: Draw) -> bool:
    """Is one of those that ever take part, and on this occasion too."""
    identity = one.key if isinstance(one, Alliance) else one.id
    covered = at.change.coverage * far(p, world, at.change, one.x, one.y, at.province)
    return draw("ever", at.change.key, identity) < covered and draw("now", at.change.key, identity) < at.effort


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
    return [a for a in here if a.province == at.province and of_kind(at.change, world.organisations[a.founder].kind)]


def case(world: World, change: Change) -> None:
    world.add("cases")
    world.add("cost", change.case_cost)


def spare(p: Any, world: World, o: Organisation) -> bool:
    """Whether it has the time; otherwise it is turned away."""
    if has_time(p, o):
        return True
    world.add("turned_away")
    return False


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


def visit(p: Any, world: World, at: Occasion, *, order: list[int], draw: Draw) -> None:
    """Goes round the province in turn, from where it stopped, once round at most; `order` is that round."""
    change, province = at.change, world.provinces[at.province]
    left = whole(change.capacity * at.effort, draw("visits_of", change.key, at.province))
    at_now = world.counts.setdefault(("round", change.key, at.province), 0)
    for _ in range(province.active):
        if not left:
            break
        o = world.organisations[order[at_now % province.active]]
        at_now = (at_now + 1) % province.active
        wanted = of_kind(change, o.kind) and not world.asleep(o) and o.understanding < change.until
        if wanted and o.leadership >= change.ready and spare(p, world, o):
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
        if takes_part(p, world, at, a, draw) and spare(p, world, speaker):
            furnish(world, a, at.change)
            case(world, at.change)


def come(p: Any, world: World, at: Occasion, draw: Draw) -> list[Organisation]:
    return [o for o in awake(world, at) if takes_part(p, world, at, o, draw)]


def session(p: Any, world: World, at: Occasion, *, comers: list[Organisation], number: int, draw: Draw) -> None:
    """One session: teaching, talk by lot among those who came, and alliances that learn from the most skilled."""
    change = at.change
    present = [o for o in comers if spare(p, world, o)]
    for o in present:
        teach(p, o, change, 1.0)
        case(world, change)
    for n, o in enumerate(present):
        if len(present) > 1 and draw("contact", change.key, (o.id, number)) < change.dose("contact"):
            others = present[:n] + present[n + 1 :]
            q = others[picked(len(others), draw("partner", change.key, (o.id, number)))]
            contact(p, o, q, change.dose("trust"), draw)
            talk(p, o, q)
    here = {o.index for o in present}
    alliances = [world.alliances[index] for index in world.living if world.alliances[index].founder in here]
    best = max((a.skill for a in alliances), default=0.0)
    for a in alliances:
        a.skill += change.dose("skill") * (best - a.skill)
        furnish(world, a, change)


def forum(p: Any, world: World, at: Occasion, draw: Draw) -> None:
    comers = come(p, world, at, draw)
    for number in range(at.change.sessions):
        session(p, world, at, comers=comers, number=number, draw=draw)
    province = world.provinces[at.province]
    province.understanding = gain(province.understanding, at.change.dose("team") * at.effort)


def enlist(p: Any, world: World, at: Occasion, draw: Draw) -> None:
    """With probability coverage x effort, anew at each edition, an organisation gets or renews an entry."""
    for o in awake(world, at):
        if draw("entry", at.change.key, o.id) < at.change.coverage * at.effort:
            o.listed = max(o.listed, at.change.strength)
            case(world, at.change)


def rescue(p: Any, world: World, at: Occasion, draw: Draw) -> None:
    """Those whose cohesion fell most come first, each only if that is seen and who speaks for it has the time."""
    left = whole(at.change.capacity * at.effort, draw("rescues_of", at.change.key, at.province))
    falling = sorted((a for a in living(world, at) if a.cohesion < a.before), key=lambda a: a.cohesion - a.before)
    for a in falling:
        if not left:
            break
        if draw("seen", at.change.key, a.key) < monitored(p, world, a) and spare(
            p, world, world.organisations[a.founder]
        ):
            a.support = max(a.support, at.change.dose("support"))
            furnish(world, a, at.change)
            a.rescued += 1
            world.add("rescues")
            case(world, at.change)
            left -= 1
