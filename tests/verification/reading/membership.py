"""Entering and leaving, from section 7 of docs/odd.md, `membership.py`."""

from __future__ import annotations

from typing import Any

from reading.entities import FREE, MAX_BELONGS, MAX_MEMBERS, Alliance, Organisation, World
from reading.hours import has_hours_for_one_more


def can_enter(p: Any, world: World, o: Organisation) -> bool:
    """One can enter who is not dormant, has a seat, and has `meeting_hours` a month left."""
    return not world.asleep(o) and len(o.seats) < MAX_BELONGS and has_hours_for_one_more(p, o)


def can_join(p: Any, world: World, o: Organisation, a: Alliance) -> bool:
    """Nothing joins where it is a member already, or beyond 48 members (deciding)."""
    return can_enter(p, world, o) and o.index not in a.members and len(a.members) < MAX_MEMBERS


def enter(p: Any, world: World, o: Organisation, a: Alliance) -> None:
    """The list of members, the member's seats and the ledger change together; its hours are taken from then on."""
    a.members.append(o.index)
    a.joined[o.index] = world.month
    o.places[o.places.index(FREE)] = a.index
    o.forms |= 1 << a.form
    o.busy += p.meeting_hours
    a.needs |= o.needs
    a.offers |= o.offers
    a.leadership = max(a.leadership, o.leadership)
    a.size = len(a.members)
    a.peak = max(a.peak, a.size)


def leave(world: World, o: Organisation, a: Alliance) -> None:
    """The last member takes its place in the list; when the founder leaves, the first in it speaks from then on."""
    last = a.members.pop()
    if last != o.index:
        a.members[a.members.index(o.index)] = last
    del a.joined[o.index]
    o.places[o.places.index(a.index)] = FREE
    a.size = len(a.members)
    if a.founder == o.index and a.members:
        a.founder = a.members[0]


def leave_all(world: World, o: Organisation) -> None:
    for seat in list(o.seats):
        leave(world, o, world.alliances[seat])


def end(world: World, a: Alliance) -> None:
    """An alliance that ends leaves its federation, and keeps its record: its size is that just before."""
    for member in a.members:
        o = world.organisations[member]
        o.places[o.places.index(a.index)] = FREE
    a.ended = world.month
    world.federations[a.province].size -= a.federated
    world.add("ended")
    world.add("alive", -1)
