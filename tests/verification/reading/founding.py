"""Founding and inviting, from section 7 of docs/odd.md, `founding.py`."""

from __future__ import annotations

import math
from typing import Any

from reading.entities import MAX_CIRCLE, Alliance, Organisation, World
from reading.fitting import appeal, coordination, fit, inclination, willingness
from reading.hours import busyness
from reading.levels import FORMS, Draw, chance_of, gumbel
from reading.meeting import from_directory
from reading.membership import can_enter, enter
from reading.trust import trust_towards


def will(p: Any, world: World, o: Organisation, *, appeal: float, fits: float, trust: float) -> float:
    """How much it wants to found, in logits, before any push."""
    costs = max(0.0, p.founding_cost - p.climate_pull * world.provinces[o.province].climate)
    likes = inclination(p, o, appeal=appeal, fits=fits, trust=trust)
    return likes - coordination(p, o, 1.0) - busyness(p, o) + p.weight_leadership * (o.leadership - 0.5) - costs


def circle(p: Any, world: World, o: Organisation, brokered: list[int], draw: Draw) -> list[int]:
    """Acquaintances; one from the directory; those that a team brings; each once, so many at most."""
    known = [tie.other for tie in o.ties]
    if o.listed > 0.0 and draw("found_directory", o.id) < p.directory_use * o.listed:
        known.append(from_directory(p, world, o, draw, "found_entry"))
    wanted: list[int] = []
    for q in known + brokered:
        fresh = q >= 0 and q != o.index and q not in wanted
        if fresh and len(wanted) < MAX_CIRCLE:
            wanted.append(q)
    return wanted


def begun(world: World, o: Organisation, form: int) -> Alliance:
    """The alliance before anybody is asked: the founder's place, kind, needs, offers and leadership."""
    return Alliance(
        x=o.x, y=o.y, form=form, kind=o.kind, founder=o.index, province=o.province, founded=world.month,
        needs=o.needs, offers=o.offers, leadership=o.leadership, members=[o.index], index=len(world.alliances),
    )  # fmt: skip


def ranked(p: Any, world: World, o: Organisation, a: Alliance, asked: list[int]) -> list[tuple[float, float, int]]:
    """Candidates with their fit and the founder's trust in them, the best first."""
    seen = [(fit(p, world.organisations[q], a), trust_towards(p, o, q), q) for q in asked]
    return sorted(seen, key=lambda one: -(p.weight_fit * one[0] + p.weight_trust * one[1]))


def best_form(p: Any, world: World, o: Organisation, asked: list[int], draw: Draw) -> tuple[int, float, float]:
    """The form it would found in, with the mean fit and trust of those it would invite first in it."""
    best: tuple[float, int, float, float] | None = None
    for form in FORMS:
        first = ranked(p, world, o, begun(world, o, form), asked)[: math.ceil(p.refusals)]
        fits, trust = (sum(one[n] for one in first) / len(first) for n in (0, 1))
        pull = appeal(p, form) + p.weight_fit * fits + gumbel(draw("form", o.id, form))
        if best is None or pull > best[0]:
            best = pull, form, fits, trust
    assert best
    return best[1:]


def invite(p: Any, world: World, a: Alliance, *, asked: list[int], push: float, draw: Draw) -> list[float]:
    """Ask one by one, the best by then first, until enough have refused; how voluntary each acceptance was."""
    wishes, refused, left = [], 0, list(asked)
    founder = world.organisations[a.founder]
    while left and refused < p.refusals:
        q = ranked(p, world, founder, a, left)[0][2]
        left.remove(q)
        o = world.organisations[q]
        wish = willingness(p, o, a, trust_towards(p, o, a.founder))
        if can_enter(p, world, o) and draw("accept", o.id, a.key) < chance_of(wish + push):
            enter(p, world, o, a)
            wishes.append(chance_of(wish) / chance_of(wish + push))
        else:
            refused += 1
    return wishes


def found(p: Any, world: World, o: Organisation, *, push: float, brokered: list[int], draw: Draw) -> bool:
    """Found an alliance, if it will and if anybody accepts; `brokered` are those whom a team brings."""
    if world.month < o.rest_until or not can_enter(p, world, o):
        return False
    uniform = draw("found", o.id)
    most = max(appeal(p, form) for form in FORMS)
    if uniform >= chance_of(will(p, world, o, appeal=most, fits=1.0, trust=1.0) + push):
        return False
    asked = circle(p, world, o, brokered, draw)
    if not asked:
        return False
    form, fits, trust = best_form(p, world, o, asked, draw)
    wants = will(p, world, o, appeal=appeal(p, form), fits=fits, trust=trust)
    if uniform >= chance_of(wants + push):
        return False
    o.rest_until = world.month + int(p.weariness)
    a = begun(world, o, form)
    a.key = world.counts["key_of"](o.id, world.month, form)
    wishes = invite(p, world, a, asked=asked, push=push, draw=draw)
    if wishes:
        settle(p, world, o, a, [chance_of(wants) / chance_of(wants + push), *wishes])
        a.facilitated, a.helped = (1, world.month) if push > 0.0 else (0, -1)
        world.add("facilitated", a.facilitated)
    return bool(wishes)


def settle(p: Any, world: World, o: Organisation, a: Alliance, wishes: list[float]) -> None:
    """With one acceptance or more the alliance exists."""
    seat_founder(p, world, o, a)
    a.cohesion = a.before = p.starting_cohesion * (0.5 + 0.5 * sum(wishes) / len(wishes))
    world.alliances.append(a)
    world.living.append(a.index)
    world.add("founded")
    world.add("alive")


def seat_founder(p: Any, world: World, o: Organisation, a: Alliance) -> None:
    """The founder takes its seat, first in the list, and the alliance what every new one has."""
    accepted, a.members = a.members[1:], []
    enter(p, world, o, a)
    a.members += accepted
    a.size = a.peak = len(a.members)
    a.readiness, a.skill = p.first_readiness, p.first_skill
