"""Alliances from before the start, from section 5 of docs/odd.md: who founded them, and who came in."""

from __future__ import annotations

import math
from typing import Any

from reading.entities import Alliance, Organisation, World
from reading.fitting import inclination, willingness
from reading.founding import begun, seat_founder
from reading.levels import AREA, BUSINESS, Draw, chance_of, picked, whole
from reading.meeting import matches
from reading.membership import enter
from reading.trust import contact

MOST, OLDEST = 24, 240


def exponential(mean: float, uniform: float) -> int:
    """A whole number from an exponential distribution."""
    return int(-math.log(uniform) * mean)


def from_a_random_one_on(circle: list[Organisation], uniform: float) -> list[Organisation]:
    first = picked(len(circle), uniform)
    return circle[first:] + circle[:first]


def would_found(p: Any, o: Organisation) -> float:
    """As in founding, at fit and trust 1, with `sponsoring` for the appeal, and without the cost of founding."""
    return inclination(p, o, appeal=p.sponsoring, fits=1.0, trust=1.0) + p.weight_leadership * (o.leadership - 0.5)


def founder_of(p: Any, here: list[Organisation], form: int, at: Any, draw: Draw) -> Organisation:
    """The first, from a random one on, that would; if none would, the one it began from; of a business alliance a
    registered one."""
    asked = from_a_random_one_on(here, draw("founder_from", at))
    may = (o for o in asked if form == AREA or o.registered)
    return next((o for o in may if draw("would_found", o.id) < chance_of(would_found(p, o))), asked[0])


def has_a_reason(o: Organisation, founder: Organisation, form: int) -> bool:
    if form == BUSINESS:
        return bool(o.registered) and matches(o, founder) >= 2
    return o.registered == founder.registered


def free(o: Organisation) -> bool:
    return len(o.seats) < len(o.places)


def wanted_size(p: Any, form: int, uniform: float) -> int:
    mean = (p.first_business_size if form == BUSINESS else p.club_size) - 2.0
    return min(MOST, 2 + exponential(mean, uniform))


def gather(p: Any, world: World, a: Alliance, here: list[Organisation], size: int, draw: Draw) -> None:
    """Candidates are gone through from a random place on, until the alliance is as large as was wanted."""
    founder = world.organisations[a.founder]
    for o in from_a_random_one_on(here, draw("candidates_from", a.key)):
        if len(a.members) >= size:
            return
        if o is founder or not has_a_reason(o, founder, a.form) or not free(o):
            continue
        if draw("enters", o.id, a.key) < chance_of(willingness(p, o, a, p.first_trust) + p.sponsoring):
            enter(p, world, o, a)
            contact(p, o, founder, 0.0, draw)


def try_one(p: Any, world: World, here: list[Organisation], at: tuple[int, int], draw: Draw) -> None:
    """One alliance is tried; nobody is pushed, so it starts with `starting_cohesion`; alone it is none."""
    form = BUSINESS if draw("business", at) < p.starting_business_share else AREA
    founder = founder_of(p, here, form, at, draw)
    if not free(founder):
        return
    a = begun(world, founder, form)
    a.key = world.counts["key_before"](founder.id, at[1])
    gather(p, world, a, here, wanted_size(p, form, draw("size", at)), draw)
    if len(a.members) < 2:
        return
    seat_founder(p, world, founder, a)
    a.founded = -min(OLDEST, 2 + exponential(p.mean_age, draw("age", a.key)))
    a.joined = dict.fromkeys(a.members, a.founded)
    a.cohesion = a.before = p.starting_cohesion
    a.federated = int(draw("starts_federated", a.key) < p.starting_federated)
    world.alliances.append(a)
    world.living.append(a.index)
    world.add("alive")


def found_before(p: Any, world: World, draw: Draw) -> None:
    """In each province so many per 100 organisations that take part are tried."""
    for province in range(len(world.provinces)):
        here = [o for o in world.organisations if o.province == province]
        for number in range(whole(p.starting_alliances * len(here) / 100.0, draw("tried", province))):
            try_one(p, world, here, (province, number), draw)
