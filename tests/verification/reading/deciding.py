"""A board decides, from section 7 of docs/odd.md, `deciding.py`."""

from __future__ import annotations

from typing import Any

from reading.entities import Alliance, Organisation, World
from reading.fitting import coordination, willingness
from reading.founding import found
from reading.levels import Draw, chance_of, picked
from reading.membership import can_join, enter, leave
from reading.trust import trust_in

BY_COHESION, BY_TRUST = 0, 1


def considers(p: Any, world: World, o: Organisation, draw: Draw) -> bool:
    attends = p.attention * (1.0 - p.distraction * o.arrears)
    return not world.asleep(o) and draw("consider", o.id) < attends


def held(p: Any, o: Organisation, a: Alliance) -> float:
    """What holds a member, by the form of the rule."""
    if p.staying_form == BY_COHESION:
        return p.weight_cohesion * (a.cohesion - 0.5) + p.weight_plan * a.plan * (o.understanding - 0.5)
    return p.weight_cohesion * (a.trust - 0.5) if p.staying_form == BY_TRUST else 0.0


def stays(p: Any, world: World, o: Organisation, a: Alliance) -> float:
    """The probability that it stays when it considers."""
    stay = p.staying + held(p, o, a) + p.weight_benefit * a.benefit - coordination(p, o, len(a.members))
    doubt = p.newness * max(0.0, 1.0 - (world.month - a.joined[o.index]) / 12.0)
    return chance_of(stay - doubt)


def leave_some(p: Any, world: World, o: Organisation, draw: Draw) -> bool:
    leaves = [
        a for a in (world.alliances[seat] for seat in o.seats)
        if draw("leave", o.id, a.key) > stays(p, world, o, a)
    ]  # fmt: skip
    for a in leaves:
        leave(world, o, a)
    return bool(leaves)


def joins(p: Any, world: World, o: Organisation, *, a: Alliance, trust: float, push: float, uniform: float) -> bool:
    """Whether it joins an alliance, which it then has."""
    if not can_join(p, world, o, a) or uniform >= chance_of(willingness(p, o, a, trust) + push):
        return False
    enter(p, world, o, a)
    return True


def join_one(p: Any, world: World, o: Organisation, draw: Draw) -> bool:
    """An alliance, picked by lot, of an acquaintance, picked by lot."""
    if not o.ties:
        return False
    tie = o.ties[picked(len(o.ties), draw("acquaintance", o.id))]
    seats = world.organisations[tie.other].seats
    if not seats:
        return False
    a = world.alliances[seats[picked(len(seats), draw("its_alliance", o.id))]]
    return joins(p, world, o, a=a, trust=tie.trust, push=0.0, uniform=draw("join", o.id, a.key))


def decide(p: Any, world: World, o: Organisation, draw: Draw) -> None:
    if leave_some(p, world, o, draw) or join_one(p, world, o, draw):
        return
    found(p, world, o, push=0.0, brokered=[], draw=draw)


def recruit(p: Any, world: World, a: Alliance, draw: Draw) -> None:
    """Who speaks for an alliance asks one of its acquaintances, trusting in it as in who asks."""
    speaker = world.organisations[a.founder]
    if draw("recruit", a.key) >= p.recruiting or not speaker.ties:
        return
    o = world.organisations[speaker.ties[picked(len(speaker.ties), draw("recruit_whom", a.key))].other]
    joins(
        p, world, o, a=a, trust=trust_in(o, speaker.index), push=0.0, uniform=draw("join", o.id, a.key)
    )  # fmt: skip
